"""The result of pricing a claim, and the door to the engine that makes it.

`adjudicate` is pure and exact; its result carries every figure with the national meaning (policy.md D1), every line's
split and the steps that lead from the bill to fund, account and cash, each with rule path and article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import starmap
from typing import TYPE_CHECKING, Any, NamedTuple

from counter.domain.money import Rate, amount_text


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from. grade: A law or government text .. D unverified (policy.md, head)."""

    title: str
    article: str
    grade: str


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """Which rules priced a claim: stored in the settlement and printed on paper."""

    name: str
    version: str
    content_hash: str
    effective_from: str
    title_zh: str
    title_en: str


@dataclass(frozen=True, slots=True)
class YearTotals:
    """What a member has used in one settlement year under one scheme: a projection of the booked claims.

    year: the settlement year's label, for example "2026". amounts: fen (or a count) by key `code/pool`, where code is
    the national accumulator (`C0000` admissions, `S0000` total, `F0000` in scope, `Q0000` deductible paid, `D310101`
    paid by that fund, policy.md D2) and pool is the part of the scheme that shares it (`inpatient`, `outpatient`).
    """

    year: str
    amounts: tuple[tuple[str, int], ...] = ()

    def get(self, key: str) -> int:
        """The amount under a key, 0 when nothing was used yet."""
        return dict(self.amounts).get(key, 0)

    def plus(self, added: tuple[tuple[str, int], ...]) -> YearTotals:
        """The totals after more was used; keys come out sorted, zero amounts are dropped."""
        sums = dict(self.amounts)
        for key, amount in added:
            sums[key] = sums.get(key, 0) + amount
        return YearTotals(self.year, tuple(sorted((key, amount) for key, amount in sums.items() if amount)))


@dataclass(frozen=True, slots=True)
class AccountMoney:
    """A member's account balance in fen: this year's money and earlier years' money."""

    current_fen: int = 0
    prior_fen: int = 0

    @property
    def total_fen(self) -> int:
        return self.current_fen + self.prior_fen


class LineSplit(NamedTuple):
    """One line's parts; they add up to amount_fen. receipt and line are 0-based positions in the claim.

    A named tuple because a claim makes hundreds at every key: a frozen dataclass takes six times as long to make.
    """

    receipt: int
    line: int
    amount_fen: int
    excluded_fen: int
    over_limit_fen: int
    prior_self_pay_fen: int
    eligible_fen: int


@dataclass(frozen=True, init=False)
class FundPayment:
    """What one fund pays.

    code: national `fund_pay_type`; field: the national settlement field it is summed into (`hifp_pay`, `hifob_pay`,
    `hifes_pay`, `oth_pay` ...); name_zh / name_en: the layer's title in the policy; limit_left_fen: what the fund may
    still pay this year after this claim, None without a cap.
    """

    code: str
    field: str
    name_zh: str
    name_en: str
    amount_fen: int
    limit_left_fen: int | None = None

    def __init__(
        self, code: str, field: str, name_zh: str, name_en: str, amount_fen: int, limit_left_fen: int | None = None
    ) -> None:
        """Written out like that of `Adjudication`."""
        facts = self.__dict__
        facts["code"] = code
        facts["field"] = field
        facts["name_zh"] = name_zh
        facts["name_en"] = name_en
        facts["amount_fen"] = amount_fen
        facts["limit_left_fen"] = limit_left_fen


@dataclass(frozen=True, slots=True)
class Step:
    """One step from bill to cash.

    code: stable word (`stay_part`, `excluded`, `over_limit`, `prior_self_pay`, `away`, `eligible`, `account_first`,
    `deductible`, `band`, `person_share`, `rounding`, `cap`, `bands_end`, `layer`, `fund_total`, `account`, `family`,
    `cash`) that keys the wording; base_fen -> result_fen: amount in and out; rule_path: where the rule stands in its
    package, for example `layers.pool.bands.1`;
    facts: further values for the wording, as text (bounds as plain decimal yuan, counts, level, person class).
    """

    code: str
    base_fen: int
    result_fen: int
    rule_path: str
    source: Source
    rate: Rate | None = None
    facts: tuple[tuple[str, str], ...] = ()


RowFacts = tuple[tuple[str, str | int], ...]
"""Facts of a step before it is looked at: amounts are fen, which are written out then."""

StepRow = tuple[str, int, int, str, Source, Rate | None, RowFacts]
"""The fields of a `Step`, in its order."""


def _step(code: str, base: int, result: int, path: str, source: Source, rate: Rate | None, facts: RowFacts) -> Step:
    told = tuple([(name, amount_text(value) if isinstance(value, int) else value) for name, value in facts])
    return Step(code, base, result, path, source, rate, told)


class Steps(tuple[Step, ...]):
    """The steps of a claim, held as plain rows that become `Step`s when they are looked at.

    A dozen frozen steps at every key take as long as a fifth of the pricing, and a replay looks at none. Made by `of`;
    calling the class copies into an ordinary tuple, which is what `dataclasses.asdict` does with its dictionaries.
    """

    __slots__ = ()

    def __new__(cls, copied: Iterable[Any]) -> tuple[Any, ...]:  # type: ignore[misc]  # not Steps, on purpose
        return tuple(copied)

    @classmethod
    def of(cls, rows: Iterable[StepRow]) -> Steps:
        """The steps of rows that hold the fields of `Step` in its order."""
        return tuple.__new__(cls, rows)

    def __iter__(self) -> Iterator[Step]:
        return starmap(_step, super().__iter__())  # type: ignore[arg-type]  # holds rows, not Steps

    def __getitem__(self, index: Any) -> Any:
        found: Any = super().__getitem__(index)
        return tuple(starmap(_step, found)) if isinstance(index, slice) else _step(*found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)


@dataclass(frozen=True, slots=True)
class Binding:
    """The limit that binds: "why not more?".

    code: `rate`, `rounding`, `cap`, `bands_end`, `deductible`, `deductible_open` (nothing of the bill reaches it),
    `excluded`, `over_limit`, `prior_self_pay`, `away_share`, `account_first`, `uncovered` (no layer looks at it),
    `none`; `untold` where nobody asked for it.
    facts: `also` and `also_amount` name a larger part of the bill that this limit keeps from mattering.
    """

    code: str
    rule_path: str
    source: Source
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, init=False)
class Adjudication:
    """A priced claim. All amounts in fen; the parts add up, always (checked when made)."""

    policy: PolicyRef
    total_amount: int
    excluded_amount: int
    over_limit_amount: int
    prior_self_pay_amount: int
    eligible_amount: int
    deductible_amount: int
    funds: tuple[FundPayment, ...]
    hospital_amount: int
    account_current_amount: int
    account_prior_amount: int
    family_account_amount: int
    cash_amount: int
    lines: Sequence[LineSplit]
    steps: tuple[Step, ...]
    binding: Binding
    totals_before: YearTotals
    totals_added: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...] = ()

    def __init__(
        self,
        policy: PolicyRef,
        total_amount: int,
        excluded_amount: int,
        over_limit_amount: int,
        prior_self_pay_amount: int,
        eligible_amount: int,
        deductible_amount: int,
        funds: tuple[FundPayment, ...],
        hospital_amount: int,
        account_current_amount: int,
        account_prior_amount: int,
        family_account_amount: int,
        cash_amount: int,
        lines: Sequence[LineSplit],
        steps: tuple[Step, ...],
        binding: Binding | Callable[[], Binding],
        totals_before: YearTotals,
        totals_added: tuple[tuple[str, int], ...],
        warnings: tuple[str, ...] = (),
    ) -> None:
        """Written out, because a frozen class guards every field that its own `__init__` sets: a twentieth of the time
        that a claim takes.

        binding: also what finds it, which is asked when somebody looks at it.
        """
        facts = self.__dict__
        facts["policy"] = policy
        facts["total_amount"] = total_amount
        facts["excluded_amount"] = excluded_amount
        facts["over_limit_amount"] = over_limit_amount
        facts["prior_self_pay_amount"] = prior_self_pay_amount
        facts["eligible_amount"] = eligible_amount
        facts["deductible_amount"] = deductible_amount
        facts["funds"] = funds
        facts["hospital_amount"] = hospital_amount
        facts["account_current_amount"] = account_current_amount
        facts["account_prior_amount"] = account_prior_amount
        facts["family_account_amount"] = family_account_amount
        facts["cash_amount"] = cash_amount
        facts["lines"] = lines
        facts["steps"] = steps
        facts["binding" if isinstance(binding, Binding) else "_find_binding"] = binding
        facts["totals_before"] = totals_before
        facts["totals_added"] = totals_added
        facts["warnings"] = warnings
        self._check()

    if not TYPE_CHECKING:  # To a type checker the binding is a field like any other.

        def __getattr__(self, name: str) -> Binding:
            """The binding, when somebody looks at it for the first time; everything else has its place."""
            find = self.__dict__.get("_find_binding") if name == "binding" else None
            if find is None:
                raise AttributeError(name)
            found = self.__dict__["binding"] = find()
            # What found it holds the whole pricing; another thread may have let go of it meanwhile.
            self.__dict__.pop("_find_binding", None)
            return found

    def __getstate__(self) -> dict[str, object]:
        """Copies and pickles hold what was found, not what would find it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def _check(self) -> None:
        total, cash, account = self.total_amount, self.cash_amount, self.account_amount
        parts = self.excluded_amount + self.over_limit_amount + self.prior_self_pay_amount + self.eligible_amount
        if parts != total:
            raise AssertionError(f"parts {parts} of the bill are not its total {total}")
        amounts = [fund.amount_fen for fund in self.funds]
        paid = sum(amounts) + self.hospital_amount + account + self.family_account_amount + cash
        if paid != total:
            raise AssertionError(f"payers pay {paid}, the bill is {total}")
        amounts += cash, account
        # The full negative of a claim is negative throughout.
        if min(amounts) < 0 and (total >= 0 or max(amounts) > 0):
            raise AssertionError("a payer pays less than nothing")

    @property
    def fund_amount(self) -> int:
        """All funds together, `fund_pay_sumamt`."""
        return sum([fund.amount_fen for fund in self.funds])

    @property
    def account_amount(self) -> int:
        """Personal account, both kinds of money, `acct_pay`."""
        return self.account_current_amount + self.account_prior_amount

    @property
    def person_amount(self) -> int:
        """What the funds and the hospital leave to the person, `psn_part_amt`."""
        return self.total_amount - self.fund_amount - self.hospital_amount

    @property
    def totals_after(self) -> YearTotals:
        """The year's totals once this claim is booked."""
        return self.totals_before.plus(self.totals_added)

    def field_amount(self, national_field: str) -> int:
        """Sum of the funds that go into one national field such as `hifp_pay`."""
        return sum([fund.amount_fen for fund in self.funds if fund.field == national_field])

    def figures(self) -> tuple[object, ...]:
        """What a clerk confirmed: two adjudications with equal figures pay the same people the same money."""
        return (
            self.policy.name,
            self.policy.version,
            self.total_amount,
            self.eligible_amount,
            self.deductible_amount,
            tuple((fund.code, fund.amount_fen) for fund in self.funds),
            self.account_current_amount,
            self.account_prior_amount,
            self.cash_amount,
        )
