"""`policy impact`: a replay gives what booking under the candidate from the start would have given."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import (
    CareKind,
    Claim,
    ClaimLine,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    Receipt,
    ReceiptKind,
)
from counter.domain.engine import adjudicate
from counter.domain.settlement import Snapshot
from counter.policies.book import FolderBook, load_book
from counter.policies.impact import impact_json, impact_text, replay
from counter.visit.ports.archive import StoredClaim

from .conftest import REAL, Edit

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
HOSPITAL = Institution("H1", "第一医院", InstitutionLevel.LEVEL_3, "110000")
NAME, ID_NUMBER = "张三丰", "990101198005080019"
BEFORE = (("C0000/outpatient", 1), ("F0000/outpatient", 30_000), ("Q0000/outpatient", 30_000))
"""Year totals of a visit that was settled by card and is no stored claim."""


def claim(yuan: int, member_id: int = 1, day: date = date(2026, 6, 1), *, cash: bool = True) -> Claim:
    line = ClaimLine("X", "药", ItemClass.A, "101", "09", yuan * 100, Decimal(1), yuan * 100)
    receipt = Receipt(ReceiptKind.E_RECEIPT, "11060126", "0000000100", "", HOSPITAL, day, yuan * 100, (line,))
    person = PersonFacts("1101", date(1980, 5, 8))
    return Claim(member_id, "110000", "310", CareKind.OUTPATIENT, person, HOSPITAL, (receipt,), day, paid_in_cash=cash)


class Archive:
    """Claims as they are booked one after the other under some rules."""

    def __init__(self, book: FolderBook, claims: list[Claim], money: AccountMoney | None = None) -> None:
        self.stored: list[StoredClaim] = []
        self.replays = 0
        totals: dict[int, YearTotals] = {}
        accounts: dict[int, AccountMoney] = {}
        for number, one in enumerate(claims, 1):
            policy = book.find(one.region, one.scheme, one.care, one.service_day)
            used = totals.get(one.member_id, YearTotals("2026", BEFORE))
            account = accounts.get(one.member_id, money or AccountMoney())
            priced = adjudicate(one, policy, used, account)
            totals[one.member_id] = priced.totals_after
            account = AccountMoney(
                account.current_fen - priced.account_current_amount, account.prior_fen - priced.account_prior_amount
            )
            accounts[one.member_id] = account
            texts = dict.fromkeys(Snapshot.__dataclass_fields__, "") | {
                "number": f"990101-JS-2026-{number:08d}",
                "name": NAME,
                "id_number": ID_NUMBER,
                "business_day": one.service_day.isoformat(),
                "adjudication": priced,
                "account_after": account,
            }
            self.stored.append(StoredClaim(number * 10, one, Snapshot(**texts)))  # type: ignore[arg-type]

    def begin_replay(self, first: date, last: date) -> int:
        self.replays += 1
        return len(self._within(first, last))

    def stored_claims(self, first: date, last: date, *, after: int = 0, limit: int = 200) -> tuple[StoredClaim, ...]:
        later = [one for one in self._within(first, last) if one.settlement_id > after]
        return tuple(later[: min(limit, 2)])

    def _within(self, first: date, last: date) -> list[StoredClaim]:
        return [one for one in self.stored if first <= one.claim.service_day <= last]


CLAIMS = [claim(1000), claim(2500, 2), claim(1500), claim(700), claim(30_000), claim(800, 2), claim(2000)]


def candidate(edit: Edit, folder: Path) -> FolderBook:
    """A higher deductible and a better second band."""
    edit("outpatient-2023.toml", "all = 1800.00", "all = 2300.00")
    edit("outpatient-2023.toml", "all = 0.60", "all = 0.65")
    return load_book(folder)


def test_nothing_changes_under_the_rules_in_force() -> None:
    book = load_book(REAL)
    impact = replay(Archive(book, CLAIMS), book, FIRST, LAST)
    assert (impact.claims, impact.replayed, impact.changes, impact.refused, impact.whole) == (7, 7, (), (), True)
    assert all(old == new for _, _, old, new in impact.funds)


def test_a_replay_equals_booking_under_the_candidate_from_the_start(folder: Path, edit: Edit) -> None:
    old = Archive(load_book(REAL), CLAIMS)
    book = candidate(edit, folder)
    new = Archive(book, CLAIMS)
    impact = replay(old, book, FIRST, LAST)
    expected = {
        (was.snapshot.number, was.snapshot.adjudication.fund_amount, now.snapshot.adjudication.fund_amount)
        for was, now in zip(old.stored, new.stored, strict=True)
        if was.snapshot.adjudication.fund_amount != now.snapshot.adjudication.fund_amount
    }
    assert {(change.number, change.old_fund_fen, change.new_fund_fen) for change in impact.changes} == expected
    assert impact.gaining and impact.losing
    for side, archive in ((2, old), (3, new)):
        assert sum(fund[side] for fund in impact.funds) == sum(
            one.snapshot.adjudication.fund_amount for one in archive.stored
        )


def test_the_account_is_rebuilt_too(folder: Path, edit: Edit) -> None:
    edit("outpatient-2023.toml", "all = 1800.00", "all = 2300.00")
    book = load_book(folder)
    claims = [claim(2000, cash=False), claim(2000, cash=False), claim(900, cash=False)]
    money = AccountMoney(150_000, 50_000)
    old, new = Archive(load_book(REAL), claims, money), Archive(book, claims, money)
    impact = replay(old, book, FIRST, LAST)
    assert sum(fund[3] for fund in impact.funds) == sum(one.snapshot.adjudication.fund_amount for one in new.stored)


def test_what_the_candidate_does_not_cover_stays_as_booked(folder: Path) -> None:
    (folder / "beijing/employee/outpatient-2023.toml").unlink()
    impact = replay(Archive(load_book(REAL), CLAIMS[:2]), load_book(folder), FIRST, LAST)
    assert impact.refused == tuple((f"990101-JS-2026-{n:08d}", "policy_missing") for n in (1, 2))
    assert impact.whole and impact.funds == ()
    assert "policy_missing" in impact_text(impact)


def test_a_stopped_replay_shows_what_was_done(folder: Path, edit: Edit) -> None:
    seen: list[tuple[int, int]] = []
    archive = Archive(load_book(REAL), CLAIMS)
    book = candidate(edit, folder)
    impact = replay(archive, book, FIRST, LAST, lambda *at: seen.append(at), lambda: len(seen) == 3)
    assert seen == [(1, 7), (2, 7), (3, 7)]
    assert (impact.replayed, impact.whole) == (3, False)
    whole = replay(Archive(load_book(REAL), CLAIMS[:3]), book, FIRST, LAST)
    assert (impact.changes, impact.funds) == (whole.changes, whole.funds)
    assert "STOPPED after 3 of 7 claims" in impact_text(impact)
    assert json.loads(impact_json(impact))["whole"] is False


def test_only_claims_of_the_days_asked_for() -> None:
    book = load_book(REAL)
    claims = [claim(1000, day=date(2026, 3, 1)), claim(5000, day=date(2026, 8, 1))]
    assert replay(Archive(book, claims), book, date(2026, 7, 1), LAST).replayed == 1


def test_the_report_masks_people_and_adds_up(folder: Path, edit: Edit) -> None:
    impact = replay(Archive(load_book(REAL), CLAIMS), candidate(edit, folder), FIRST, LAST)
    for text in (impact_text(impact), impact_json(impact)):
        assert NAME not in text and ID_NUMBER not in text
        assert "张** 990101********0019" in text
    content = json.loads(impact_json(impact))
    more = sum(Decimal(change["difference"]) for change in content["changes"])
    assert more == sum(Decimal(fund["new"]) - Decimal(fund["old"]) for fund in content["funds"])


def test_a_changed_settlement_year_begins_without_the_old_ones_totals(folder: Path, edit: Edit) -> None:
    archive = Archive(load_book(REAL), [claim(2000)])
    for name in ("outpatient-2019.toml", "outpatient-2023.toml", "inpatient-2019.toml", "inpatient-2023.toml"):
        edit(name, 'starts = "01-01"', 'starts = "07-01"')
    impact = replay(archive, load_book(folder), FIRST, LAST)
    # 300 of the deductible were used in the calendar year; the year from July 2025 on knows nothing of it.
    (change,) = impact.changes
    assert (change.old_fund_fen, change.new_fund_fen) == (35_000, 14_000)


def test_money_that_counts_in_the_year_of_settlement(folder: Path, edit: Edit) -> None:
    archive = Archive(load_book(REAL), [claim(2000)])
    stored = archive.stored[0]
    next_year = replace(stored.snapshot, business_day="2027-01-04")
    archive.stored = [replace(stored, snapshot=next_year)]
    for name in ("outpatient-2019.toml", "outpatient-2023.toml", "inpatient-2019.toml", "inpatient-2023.toml"):
        edit(name, 'counted_by = "treatment"', 'counted_by = "settlement"')
    (change,) = replay(archive, load_book(folder), FIRST, LAST).changes
    # Settled in 2027: the 300 of the deductible that were used in 2026 do not count.
    assert (change.old_fund_fen, change.new_fund_fen) == (35_000, 14_000)
