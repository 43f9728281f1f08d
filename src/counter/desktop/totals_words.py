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
        code, _, pool = key.partition("/")
        shown = str if code.startswith("C0000") else format_amount
        name = _name(priced, code, pool.partition(".")[2], language)
        rows.append(f"{name} {shown(before.get(key, 0))} → {shown(after.get(key, 0))}")
    return "\n".join(rows)


def _name(priced: Adjudication, code: str, owner: str, language: str) -> str:
    """A national accumulator in words; what counts for one listed disease says so.

    owner: the layer whose own total it is, `direct` for lines that are paid directly, "" for all of the fund.
    """
    whole, _, disease = code.partition("_")
    kind, fund = whole[:1], whole[1:]
    translate = QCoreApplication.translate
    if fund in ("0000", "310201"):
        name = word("accumulator", whole)
        if owner:
            name = translate("TotalsWords", "{0}（直接支付）").format(name)
    elif kind == "F" or owner:
        # The base of one layer may stand under a fund from which another layer paid: its own name, or the fund's.
        name = _layer_name(priced, owner, language) or word("fund", fund)
        name = translate("TotalsWords", "{0}（计入的费用）").format(name) if kind == "F" else name
    else:
        paying = [payment for payment in priced.funds if payment.code == fund]
        layers = {payment.name_zh if language == "zh" else payment.name_en for payment in paying}
        name = layers.pop() if len(layers) == 1 else word("fund", fund)
    return translate("TotalsWords", "{0} · 本病种").format(name) if disease else name


def _layer_name(priced: Adjudication, layer: str, language: str) -> str:
    """A layer's name as the steps tell it, "" where none does."""
    for step in priced.steps if layer else ():
        facts = dict(step.facts)
        if step.code == "layer" and facts.get("layer") == layer:
            return facts["layer_zh" if language == "zh" else "layer_en"]
    return ""
