"""`counter policy impact`: what booked claims would have been paid under candidate packages, before they are published.

Claims are replayed in booking order. A member's year totals and account are rebuilt on the way: what stood in the
books before a claim, moved by what earlier claims of the same year would have used more or less. So a deductible that
is reached sooner, or a cap that is reached later, shows in every later claim (features.md 33).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import Claim
from counter.domain.engine import adjudicate
from counter.domain.errors import CounterError
from counter.domain.identity import mask_id_number, mask_name
from counter.domain.money import amount_text, format_amount
from counter.domain.policy import Policy
from counter.policies.columns import padded
from counter.visit.ports.archive import ClaimArchive, StoredClaim
from counter.visit.ports.rules import PolicyBook

PAGE = 200
"""How many claims are read in one trip."""


@dataclass(frozen=True, slots=True)
class Change:
    """One claim whose fund payment would be another one. member: masked name and ID number."""

    number: str
    member: str
    service_day: date
    policy: str
    old_fund_fen: int
    new_fund_fen: int

    @property
    def more_fen(self) -> int:
        """What the funds would pay more; below zero what they would pay less."""
        return self.new_fund_fen - self.old_fund_fen


@dataclass(frozen=True, slots=True)
class Impact:
    """What a replay found.

    claims: how many there are; replayed: how many were priced again; refused: statement number and reason of those
    that the candidate does not cover, which stay as booked; funds: (code, name, old fen, new fen) in all.
    """

    first: date
    last: date
    claims: int
    replayed: int
    changes: tuple[Change, ...]
    refused: tuple[tuple[str, str], ...]
    funds: tuple[tuple[str, str, int, int], ...]

    @property
    def whole(self) -> bool:
        """False when the replay was stopped before its end."""
        return self.replayed + len(self.refused) == self.claims

    @property
    def gaining(self) -> tuple[Change, ...]:
        """Claims that would be paid more: supplements (补支) where the rule holds from a past day on."""
        return tuple(change for change in self.changes if change.more_fen > 0)

    @property
    def losing(self) -> tuple[Change, ...]:
        """Claims that would be paid less: what a rule that holds from a past day on would claw back (追回)."""
        return tuple(change for change in self.changes if change.more_fen < 0)


def replay(
    archive: ClaimArchive,
    book: PolicyBook,
    first: date,
    last: date,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Impact:
    """Price all booked claims with a service day from first to last again.

    Args:
        archive: the books.
        book: the candidate packages, a whole folder: what they do not cover is listed as refused.
        first: first service day.
        last: last service day.
        progress: called with (claims done, claims in all).
        stopped: asked before every claim; True ends the replay there.

    Returns:
        What was found; when it was stopped what was found so far, see `Impact.whole`.
    """
    work = _Replay(book)
    count = archive.begin_replay(first, last)
    done = 0
    for stored in _all_claims(archive, first, last):
        if stopped():
            break
        work.price(stored)
        done += 1
        progress(done, count)
    # Claims that were booked while the replay ran belong to it, too.
    return work.impact(first, last, max(count, done))


def _all_claims(archive: ClaimArchive, first: date, last: date) -> Iterator[StoredClaim]:
    after = 0
    while page := archive.stored_claims(first, last, after=after, limit=PAGE):
        yield from page
        after = page[-1].settlement_id


class _Replay:
    """Totals and accounts as they would stand, relative to the books."""

    def __init__(self, book: PolicyBook) -> None:
        self._book = book
        self._found: dict[tuple[str, str, str, date, str], tuple[Policy, str]] = {}
        self._used: dict[tuple[int, str, str], dict[str, int]] = defaultdict(dict)
        self._drawn: dict[int, tuple[int, int]] = {}
        self._funds: dict[str, tuple[str, int, int]] = {}
        self._changes: list[Change] = []
        self._refused: list[tuple[str, str]] = []
        self._replayed = 0

    def price(self, stored: StoredClaim) -> None:
        """Price one claim as if those before it had been booked under the candidate."""
        claim, snapshot = stored.claim, stored.snapshot
        booked = snapshot.adjudication
        try:
            policy, year = self._rules(claim, snapshot.business_day)
            same_year = year == booked.totals_before.year
            moved = self._used[claim.member_id, claim.scheme, year]
            totals = _moved(booked.totals_before.amounts if same_year else (), moved, year)
            now = adjudicate(claim, policy, totals, self._money(stored), told=False)
        except CounterError as error:
            self._refused.append((snapshot.number, error.code))
            return
        if not same_year or now.totals_added != booked.totals_added:
            for key, amount in now.totals_added:
                moved[key] = moved.get(key, 0) + amount
            for key, amount in booked.totals_added if same_year else ():
                moved[key] = moved.get(key, 0) - amount
        current, prior = self._drawn.get(claim.member_id, (0, 0))
        self._drawn[claim.member_id] = (
            current + now.account_current_amount - booked.account_current_amount,
            prior + now.account_prior_amount - booked.account_prior_amount,
        )
        self._count(stored, booked, now)

    def _rules(self, claim: Claim, business_day: str) -> tuple[Policy, str]:
        """The candidate for a claim and the year that it counts in; many claims ask for the same."""
        asked = (claim.region, claim.scheme, claim.care, claim.service_day, business_day)
        found = self._found.get(asked)
        if found is None:
            policy = self._book.find(*asked[:4])
            found = policy, policy.year.counted_in(claim.service_day, date.fromisoformat(business_day))
            self._found[asked] = found
        return found

    def _money(self, stored: StoredClaim) -> AccountMoney:
        """The account before the claim: what the books say, moved by what earlier claims would have drawn."""
        booked, after = stored.snapshot.adjudication, stored.snapshot.account_after
        current, prior = self._drawn.get(stored.claim.member_id, (0, 0))
        return AccountMoney(
            max(0, after.current_fen + booked.account_current_amount - current),
            max(0, after.prior_fen + booked.account_prior_amount - prior),
        )

    def _count(self, stored: StoredClaim, booked: Adjudication, now: Adjudication) -> None:
        self._replayed += 1
        for side, priced in enumerate((booked, now)):
            for fund in priced.funds:
                name, *sums = self._funds.get(fund.code, (fund.name_zh, 0, 0))
                sums[side] += fund.amount_fen
                self._funds[fund.code] = (name, sums[0], sums[1])
        if booked.fund_amount != now.fund_amount:
            snapshot = stored.snapshot
            self._changes.append(
                Change(
                    snapshot.number,
                    f"{mask_name(snapshot.name)} {mask_id_number(snapshot.id_number)}",
                    stored.claim.service_day,
                    f"{now.policy.name}@{now.policy.version}",
                    booked.fund_amount,
                    now.fund_amount,
                )
            )

    def impact(self, first: date, last: date, claims: int) -> Impact:
        """What was found so far."""
        funds = tuple((code, *self._funds[code]) for code in sorted(self._funds))
        return Impact(first, last, claims, self._replayed, tuple(self._changes), tuple(self._refused), funds)


def _moved(booked: tuple[tuple[str, int], ...], moved: dict[str, int], year: str) -> YearTotals:
    """Year totals moved by what would have been used more or less; never below zero."""
    sums = dict(booked)
    for key, amount in moved.items():
        sums[key] = sums.get(key, 0) + amount
    return YearTotals(year, tuple(sorted([entry for entry in sums.items() if entry[1] > 0])))


def impact_text(impact: Impact) -> str:
    """What a replay found, for people."""
    gain = sum(change.more_fen for change in impact.gaining)
    loss = sum(change.more_fen for change in impact.losing)
    rows = []
    for title, changes in (("supplement 补支", impact.gaining), ("clawback 追回", impact.losing)):
        if changes:
            rows.append(f"{title}:")
            rows += [f"  {_row(change)}" for change in changes]
    if impact.refused:
        rows.append("not covered, as booked:")
        rows += [f"  {number}  {reason}" for number, reason in impact.refused]
    rows += ["", "funds:"]
    for code, name, old, new in impact.funds:
        rows.append(f"  {code} {padded(name, 32)}{_amount(old)} -> {_amount(new)}  {_signed(new - old)}")
    old, new = sum(fund[2] for fund in impact.funds), sum(fund[3] for fund in impact.funds)
    rows.append(f"  {'':<7}{padded('together 合计', 32)}{_amount(old)} -> {_amount(new)}  {_signed(new - old)}")
    rows.append("")
    if not impact.whole:
        done = impact.replayed + len(impact.refused)
        rows.append(f"STOPPED after {done} of {impact.claims} claims; the figures are those of the claims before.")
    rows.append(
        f"{impact.replayed} of {impact.claims} claims of {impact.first} .. {impact.last} replayed: "
        f"{len(impact.gaining)} gain {format_amount(gain)}, {len(impact.losing)} lose {format_amount(-loss)}, "
        f"{len(impact.refused)} not covered"
    )
    return "\n".join(rows)


def _row(change: Change) -> str:
    return (
        f"{change.number}  {change.service_day}  {padded(change.member, 30)}"
        f"{_amount(change.old_fund_fen)} -> {_amount(change.new_fund_fen)}  {_signed(change.more_fen)}  {change.policy}"
    )


def _amount(fen: int) -> str:
    return f"{format_amount(fen):>16}"


def _signed(fen: int) -> str:
    return f"{('+' if fen > 0 else '') + format_amount(fen):>15}"


def impact_json(impact: Impact) -> str:
    """What a replay found, for programs; amounts are text with two decimals."""
    content = {
        "from": impact.first.isoformat(),
        "to": impact.last.isoformat(),
        "claims": impact.claims,
        "replayed": impact.replayed,
        "whole": impact.whole,
        "changes": [
            {
                "number": change.number,
                "member": change.member,
                "service_day": change.service_day.isoformat(),
                "policy": change.policy,
                "old_fund_pay_sumamt": amount_text(change.old_fund_fen),
                "new_fund_pay_sumamt": amount_text(change.new_fund_fen),
                "difference": amount_text(change.more_fen),
            }
            for change in impact.changes
        ],
        "refused": [{"number": number, "reason": reason} for number, reason in impact.refused],
        "funds": [
            {"fund_pay_type": code, "name": name, "old": amount_text(old), "new": amount_text(new)}
            for code, name, old, new in impact.funds
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
