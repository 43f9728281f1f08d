"""What a year had before a claim and has after it, in words: every total that the claim moves, none by its code."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.desktop.wording import word
from counter.domain.adjudication import Adjudication
from counter.domain.money import format_amount


def year_totals_words(priced: Adjudication, language: str) -> str:
    """A head and one line for each total of the year that moves.

    Args:
        priced: a priced claim.
        language: `zh` or `en`, for the names of funds.
    """
    after = dict(priced.totals_after.amounts)
    before = dict(priced.totals_before.amounts)
    rows = [
        QCoreApplication.translate("TotalsWords", "{0} 年累计（办理前 → 办理后）").format(priced.totals_before.year)
    ]
    for key, _ in priced.totals_added:
        code = key.partition("/")[0]
        shown = str if code.startswith("C0000") else format_amount
        rows.append(f"{_name(priced, code, language)} {shown(before.get(key, 0))} → {shown(after.get(key, 0))}")
    return "\n".join(rows)


def _name(priced: Adjudication, code: str, language: str) -> str:
    """A national accumulator in words; what counts for one listed disease says so."""
    whole, _, disease = code.partition("_")
    kind, fund = whole[:1], whole[1:]
    translate = QCoreApplication.translate
    if fund in ("0000", "310201"):
        name = word("accumulator", whole)
    else:
        paying = [payment for payment in priced.funds if payment.code == fund]
        layers = {payment.name_zh if language == "zh" else payment.name_en for payment in paying}
        name = layers.pop() if len(layers) == 1 else word("fund", fund)
        if kind == "F":
            name = translate("TotalsWords", "{0}（计入的费用）").format(name)
    return translate("TotalsWords", "{0} · 本病种").format(name) if disease else name
