"""Which module answers for which region, scheme and pool of care."""

from __future__ import annotations

from collections.abc import Callable

from . import beijing, guangdong, jiangsu, patterns, residents, segments, shanghai, sichuan
from .figures import Bill, Refused, Visit
from .stated import Package, refuse_impossible_days

Reckoning = Callable[[Visit, Package], Bill]

RECKONINGS: dict[tuple[str, str, str], Reckoning] = {
    ("110000", "310", "inpatient"): beijing.stay,
    ("110000", "310", "outpatient"): beijing.outpatient,
    ("110000", "390", "inpatient"): residents.beijing_stay,
    ("110000", "390", "outpatient"): residents.beijing_outpatient,
    ("310000", "310", "inpatient"): shanghai.stay,
    ("310000", "310", "outpatient"): shanghai.outpatient,
    ("310000", "390", "inpatient"): residents.shanghai_stay,
    ("310000", "390", "outpatient"): residents.shanghai_outpatient,
    ("320100", "310", "special"): jiangsu.nanjing,
    ("320100", "390", "special"): jiangsu.nanjing,
    ("320300", "310", "inpatient"): jiangsu.xuzhou,
    ("440100", "310", "inpatient"): guangdong.guangzhou,
    ("440100", "310", "outpatient"): guangdong.guangzhou_outpatient,
    ("442000", "310", "inpatient"): guangdong.zhongshan,
    ("442000", "390", "inpatient"): guangdong.zhongshan,
    ("500112", "390", "inpatient"): residents.yubei_stay,
    ("510000", "310", "inpatient"): sichuan.provincial,
    ("510100", "310", "inpatient"): sichuan.chengdu,
    ("990200", "310", "inpatient"): segments.stay,
    ("990300", "310", "inpatient"): patterns.stay,
    ("990300", "390", "inpatient"): patterns.resident_stay,
    ("990400", "310", "outpatient"): patterns.outpatient,
}


def reckon(visit: Visit, package: Package) -> Bill:
    """The second engine: price a visit by the module of the package's region.

    Raises:
        Refused: no published rule covers it, or its days cannot be.
    """
    refuse_impossible_days(visit)
    reckoning = RECKONINGS.get(package.slot)
    if reckoning is None:
        raise Refused("region")
    return reckoning(visit, package)
