"""Undoing a settlement whole, and claiming again what was undone (features.md 37, reliability.md section 5).

Nothing that was booked is edited or deleted. A reversal is the full negative of one settlement under a number of its
own: every transfer goes back, to the same sub-account; every total falls by what it rose; every receipt is free again.
A correction is a new claim that says which one it replaces.

What was undone must not have been built upon. A later settlement of the same year was priced on totals that the earlier
one had raised, and a later one that could take account money found less of it. Whoever undid the earlier one alone
would leave a later one priced on totals and money that the books never had. So the last comes first: later uses are
reversed before, and settled again after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import Claim, ClaimLine, Receipt
from counter.domain.draft import REQUIRED_DOCUMENTS, Draft, DraftLine, DraftReceipt, item_for_line
from counter.domain.errors import NotReversible
from counter.domain.ledger import EntryKind, Posting, Transfer
from counter.domain.settlement import Contra, Settlement, Snapshot, StatementLine


@dataclass(frozen=True, slots=True)
class ReversalBasis:
    """What the books say about a settlement that is to be reversed.

    year: the settlement year it counts in; transfers: as booked; short: names of accounts that no longer hold what they
    would have to give back; totals, money: as they are now; later: documents of later uses that were priced on it and
    stand, newest first; year_closed: this year's money became earlier years' money since.
    """

    settlement: Settlement
    year: str
    transfers: tuple[Transfer, ...]
    short: tuple[str, ...]
    totals: YearTotals
    money: AccountMoney
    later: tuple[str, ...]
    year_closed: bool


@dataclass(frozen=True, slots=True)
class ReversalBooking:
    """What one reversal writes, all of it or nothing. snapshot.key is the idempotency key; snapshot.contra says what is
    reversed and why; actor and route, how the member was identified if at all, are written to the audit log."""

    snapshot: Snapshot
    reverses: int
    posting: Posting
    actor: str
    route: str = ""


def check_reversible(basis: ReversalBasis) -> None:
    """Say why a settlement cannot be reversed now.

    Raises:
        NotReversible: `is_reversal`, `used_later` with the documents, `money_gone`, `year_closed`.
    """
    number = basis.settlement.number
    if basis.settlement.snapshot.contra is not None:
        raise NotReversible("is_reversal", number)
    if basis.later:
        raise NotReversible("used_later", number, basis.later)
    if basis.year_closed and basis.settlement.snapshot.adjudication.account_amount:
        raise NotReversible("year_closed", number)
    if basis.short:
        raise NotReversible("money_gone", number)


def contra_transfers(transfers: tuple[Transfer, ...]) -> tuple[Transfer, ...]:
    """The same money the other way, line by line."""
    return tuple(Transfer(one.credit, one.debit, one.fen, EntryKind.REVERSAL) for one in transfers)


def negative(priced: Adjudication, totals: YearTotals) -> Adjudication:
    """The full negative of a priced claim. totals: the year's totals before the reversal.

    The steps told how the amounts came about; a reversal takes them back and has none.
    """
    return replace(
        priced,
        total_amount=-priced.total_amount,
        excluded_amount=-priced.excluded_amount,
        over_limit_amount=-priced.over_limit_amount,
        prior_self_pay_amount=-priced.prior_self_pay_amount,
        eligible_amount=-priced.eligible_amount,
        deductible_amount=-priced.deductible_amount,
        funds=tuple(
            replace(
                fund,
                amount_fen=-fund.amount_fen,
                limit_left_fen=None if fund.limit_left_fen is None else fund.limit_left_fen + fund.amount_fen,
            )
            for fund in priced.funds
        ),
        hospital_amount=-priced.hospital_amount,
        account_current_amount=-priced.account_current_amount,
        account_prior_amount=-priced.account_prior_amount,
        family_account_amount=-priced.family_account_amount,
        cash_amount=-priced.cash_amount,
        lines=tuple(
            line._replace(
                amount_fen=-line.amount_fen,
                excluded_fen=-line.excluded_fen,
                over_limit_fen=-line.over_limit_fen,
                prior_self_pay_fen=-line.prior_self_pay_fen,
                eligible_fen=-line.eligible_fen,
            )
            for line in priced.lines
        ),
        steps=(),
        totals_before=totals,
        totals_added=tuple((key, -amount) for key, amount in priced.totals_added),
        warnings=(),
    )


def _negative_line(line: StatementLine) -> StatementLine:
    return StatementLine(
        line.charge_type,
        -line.amount_fen,
        -line.eligible_fen,
        -line.prior_self_pay_fen,
        -line.over_limit_fen,
        -line.excluded_fen,
    )


def contra_snapshot(basis: ReversalBasis, reason: str) -> Snapshot:
    """The reversal of a settlement as it will be booked: everything but number, key, clerk, counter, time and the card
    in the reader, which are still the original's and which whoever books it replaces."""
    settlement, original = basis.settlement, basis.settlement.snapshot
    priced = original.adjudication
    return replace(
        original,
        categories=tuple(_negative_line(line) for line in original.categories),
        adjudication=negative(priced, basis.totals),
        account_after=AccountMoney(
            basis.money.current_fen + priced.account_current_amount,
            basis.money.prior_fen + priced.account_prior_amount,
        ),
        replaces="",
        contra=Contra(
            settlement.number,
            settlement.code,
            original.clerk,
            original.business_day,
            original.settled_at,
            reason,
        ),
    )


def is_reversal_of(snapshot: Snapshot, settlement: Settlement) -> bool:
    """True when a snapshot is the full negative of a settlement's, whatever its number, key, clerk, time and card."""
    priced, contra = settlement.snapshot.adjudication, snapshot.contra
    if contra is None:
        return False
    after = snapshot.account_after
    money = AccountMoney(
        after.current_fen - priced.account_current_amount, after.prior_fen - priced.account_prior_amount
    )
    year = snapshot.adjudication.totals_before
    expected = contra_snapshot(ReversalBasis(settlement, year.year, (), (), year, money, (), False), contra.reason)
    own = ("number", "key", "centre", "counter", "clerk", "business_day", "settled_at", "card")
    return replace(expected, **{name: getattr(snapshot, name) for name in own}) == snapshot


def draft_of(claim: Claim, key: str, replaces: str) -> Draft:
    """A draft with everything of a booked claim, to be corrected: `claim_from_draft` of it is that claim again.

    Args:
        claim: the claim that was reversed.
        key: fresh idempotency key.
        replaces: number of the reversed statement.
    """
    return Draft(
        key=key,
        member_id=claim.member_id,
        region=claim.region,
        scheme=claim.scheme,
        person=claim.person,
        care=claim.care,
        admission_day=claim.admission_day.isoformat() if claim.admission_day else "",
        discharge_day=claim.discharge_day.isoformat() if claim.discharge_day else "",
        diagnosis=claim.diagnosis,
        reason=claim.reason,
        # The papers lie with the reversed claim: it could not have been booked without them.
        documents=frozenset(REQUIRED_DOCUMENTS),
        receipts=[_draft_receipt(receipt) for receipt in claim.receipts],
        away=claim.away,
        disease=claim.disease,
        part=claim.part,
        replaces=replaces,
    )


def _draft_receipt(receipt: Receipt) -> DraftReceipt:
    return DraftReceipt(
        kind=receipt.kind,
        code=receipt.code,
        number=receipt.number,
        check_code=receipt.check_code,
        institution=receipt.institution,
        institution_text=receipt.institution.name,
        issue_day=receipt.issue_day.isoformat(),
        total=_yuan(receipt.total_fen),
        lines=[_draft_line(line) for line in receipt.lines],
        portion="" if receipt.portion_fen is None else _yuan(receipt.portion_fen),
    )


def _draft_line(line: ClaimLine) -> DraftLine:
    item = None
    if line.item_code:
        item = replace(
            item_for_line(None, line.item_name),
            code=line.item_code,
            item_class=line.item_class,
            list_type=line.list_type,
            charge_type=line.charge_type,
            prior_self_pay_rate=line.prior_self_pay_rate,
            price_limit_fen=line.price_limit_fen,
            direct=line.direct,
        )
    return DraftLine(
        item_text=line.item_name,
        item=item,
        unit_price=_yuan(line.unit_price_fen),
        quantity=_plain(line.quantity),
        amount=_yuan(line.amount_fen),
    )


def _yuan(fen: int) -> str:
    """As it is typed: "1234.50"."""
    return f"{fen // 100}.{fen % 100:02d}"


def _plain(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
