"""Which module answers for which region, scheme and pool of care."""

from __future__ import annotations

from collections.abc import Callable

from . import beijing, guangdong, jiangsu, shanghai, sichuan
from .figures import Bill, Refused, Visit
from .stated import Package, governing, packages

Reckoning = Callable[[Visit, Package], Bill]

RECKONINGS: dict[tuple[str, str, str], Reckoning] = {
    ("110000", "310", "inpatient"): beijing.stay,
    ("110000", "310", "outpatient"): beijing.outpatient,
    ("310000", "310", "inpatient"): shanghai.stay,
    ("310000", "310", "outpatient"): shanghai.outpatient,
    ("320100", "310", "special"): jiangsu.nanjing,
    ("320100", "390", "special"): jiangsu.nanjing,
    ("320300", "310", "inpatient"): jiangsu.xuzhou,
    ("440100", "310", "inpatient"): guangdong.guangzhou,
    ("442000", "310", "inpatient"): guangdong.zhongshan,
    ("442000", "390", "inpatient"): guangdong.zhongshan,
    ("510100", "310", "inpatient"): sichuan.chengdu,
}


def reckon(visit: Visit) -> Bill:
    """The second engine: price a visit.

    Raises:
        Refused: no published rule covers it.
    """
    package = governing(visit, packages())
    reckoning = RECKONINGS.get(package.slot)
    if reckoning is None:
        raise Refused("region")
    return reckoning(visit, package)
