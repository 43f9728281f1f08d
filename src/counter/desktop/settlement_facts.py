"""What the settlement page says before and after booking: facts of the claim and figures of its price, as rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.desktop.facts_table import Figure
from counter.desktop.line_model import shown_amount
from counter.desktop.submission import Submission
from counter.desktop.totals_words import year_totals_words
from counter.desktop.wording import person_type, word
from counter.domain.adjudication import Adjudication
from counter.domain.claim import Away
from counter.domain.identity import mask_id_number
from counter.domain.money import format_amount
from counter.domain.settlement import Settlement, Snapshot

Facts = tuple[tuple[str, str], ...]


def facts_of(asked: Submission) -> Facts:
    """(word, fact) of a claim that is to be booked; "" where there is none."""
    translate = QCoreApplication.translate
    draft, member = asked.draft, asked.visit.member
    first = draft.receipts[0].institution
    stay = f"{draft.admission_day} — {draft.discharge_day}" if draft.admission_day else ""
    numbers = (
        (receipt.code, receipt.number, receipt.issue_day, shown_amount(receipt.total)) for receipt in draft.receipts
    )
    return (
        (translate("SettlementPage", "更正自"), draft.replaces),
        (translate("SettlementPage", "参保人"), f"{member.name}  {mask_id_number(member.id_number)}"),
        (
            translate("SettlementPage", "险种"),
            f"{word('scheme', draft.scheme)} · {person_type(draft.person.person_type)}",
        ),
        (translate("SettlementPage", "就医方式"), word("care", draft.care)),
        (translate("SettlementPage", "认定病种"), asked.disease),
        (translate("SettlementPage", "异地就医"), word("away", draft.away) if draft.away is not Away.LOCAL else ""),
        (translate("SettlementPage", "住院"), stay),
        (
            translate("SettlementPage", "医疗机构"),
            f"{first.name} · {word('level', first.level)}" if first is not None else "",
        ),
        (translate("SettlementPage", "诊断"), draft.diagnosis),
        (
            translate("SettlementPage", "票据 {0} 张").format(len(draft.receipts)),
            "\n".join(" · ".join(part for part in parts if part) for parts in numbers),
        ),
    )


def facts_of_booked(settlement: Settlement) -> Facts:
    """(word, fact) of what stands in the books, with every other statement that belongs to it."""
    translate = QCoreApplication.translate
    snapshot = settlement.snapshot
    contra = snapshot.contra
    numbers = "\n".join(
        f"{key.partition(':')[2].replace(':', ' · ')} · {day} · {format_amount(fen)}"
        for key, _, day, fen in snapshot.receipts
    )
    own = translate("SettlementPage", "结算单") if contra is None else translate("SettlementPage", "冲销单")
    booked = translate("SettlementPage", "记账") if contra is None else translate("SettlementPage", "冲销")
    first = f"{contra.number} · {contra.business_day} · {contra.clerk}" if contra is not None else ""
    return (
        (own, settlement.number),
        (translate("SettlementPage", "冲销原单"), first),
        (translate("SettlementPage", "冲销原因"), contra.reason if contra is not None else ""),
        (translate("SettlementPage", "被冲销"), _reversed_when(settlement)),
        (translate("SettlementPage", "更正自"), snapshot.replaces),
        (translate("SettlementPage", "更正为"), settlement.replaced_by),
        (translate("SettlementPage", "参保人"), f"{snapshot.name}  {mask_id_number(snapshot.id_number)}"),
        (translate("SettlementPage", "就医方式"), word("care", snapshot.care)),
        (translate("SettlementPage", "医疗机构"), snapshot.institution_name),
        (translate("SettlementPage", "票据"), numbers),
        (booked, f"{snapshot.settled_at[:19].replace('T', ' ')} · {snapshot.clerk}"),
    )


def _reversed_when(settlement: Settlement) -> str:
    if not settlement.reversed_by:
        return ""
    return f"{settlement.reversed_by} · {settlement.reversed_at[:16].replace('T', ' ')}"


def taken_back(preview: Snapshot, language: str) -> str:
    """What a reversal puts back, for the clerk who is about to confirm it.

    Args:
        preview: the reversal as it would be booked.
        language: `zh` or `en`, for the names of funds.
    """
    translate = QCoreApplication.translate
    priced = preview.adjudication
    amounts = (
        -priced.fund_amount,
        -priced.account_amount,
        -priced.account_current_amount,
        -priced.account_prior_amount,
    )
    head = translate(
        "SettlementPage",
        "全额冲销，原单作废：基金冲回 {0}；个人账户退回 {1}（当年 {2}，历年 {3}）；{4} 张票据可再次报销。"
        "金额按原记账反向记入，不重新计算。",
    ).format(*map(format_amount, amounts), len(preview.receipts))
    year, *totals = year_totals_words(priced, language).splitlines()
    return f"{head}\n{year} {' · '.join(totals)}"


def totals_moved_back(settlement: Settlement, preview: Snapshot) -> tuple[Figure, ...]:
    """The member's money now and after a reversal, and what the centre owes for this settlement."""
    translate = QCoreApplication.translate
    after, priced = preview.account_after, settlement.snapshot.adjudication
    owed = priced.fund_amount + priced.account_amount
    return (
        Figure(translate("SettlementPage", "本单应付参保人"), 0, owed, strong=True),
        Figure(
            translate("SettlementPage", "账户当年资金"),
            after.current_fen,
            after.current_fen - priced.account_current_amount,
        ),
        Figure(
            translate("SettlementPage", "账户历年资金"), after.prior_fen, after.prior_fen - priced.account_prior_amount
        ),
    )


def figures_of(priced: Adjudication, before: Adjudication | None, language: str) -> tuple[Figure, ...]:
    """The amounts from the bill to cash.

    Args:
        priced: what will be, or was, booked.
        before: what the clerk saw first, when the figures moved.
        language: `zh` or `en`, for the names of funds.
    """
    translate = QCoreApplication.translate
    names = {
        (fund.code, fund.name_zh): fund.name_zh if language == "zh" else fund.name_en
        for one in (priced, before)
        for fund in (one.funds if one is not None else ())
    }

    def fund_fen(one: Adjudication, key: tuple[str, str]) -> int:
        return sum(fund.amount_fen for fund in one.funds if (fund.code, fund.name_zh) == key)

    def figure(title: str, name: str, *, strong: bool = False) -> Figure:
        then = int(getattr(before, name)) if before is not None else None
        return Figure(title, int(getattr(priced, name)), then, strong)

    return (
        figure(translate("SettlementPage", "费用总额"), "total_amount"),
        figure(translate("SettlementPage", "政策范围内"), "eligible_amount"),
        figure(translate("SettlementPage", "起付线"), "deductible_amount"),
        *(
            Figure(name, fund_fen(priced, key), fund_fen(before, key) if before is not None else None)
            for key, name in names.items()
        ),
        figure(translate("SettlementPage", "基金支付合计（付给参保人）"), "fund_amount", strong=True),
        figure(translate("SettlementPage", "个人账户"), "account_amount"),
        figure(translate("SettlementPage", "个人现金（已垫付）"), "cash_amount"),
    )
