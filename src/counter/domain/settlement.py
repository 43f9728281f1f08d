"""A booked claim, frozen: what paper, enquiry and audit are made from ever after.

The snapshot is canonical JSON. Its SHA-256 is stored beside it, chained into the audit log and shortened into the code
that is printed, so that one sheet of paper can be held against the books.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from counter.domain.adjudication import (
    AccountMoney,
    Adjudication,
    Binding,
    FundPayment,
    LineSplit,
    PolicyRef,
    Source,
    Step,
    YearTotals,
)
from counter.domain.claim import Claim, canonical_json
from counter.domain.identity import SeenCard
from counter.domain.ledger import EntryKind, Posting, Transfer
from counter.domain.money import Rate


class Copy(StrEnum):
    """The three copies, in the order in which they are printed."""

    CENTRE = "centre"
    INSTITUTION = "institution"
    INSURED = "insured"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A fee category of the statement. charge_type: national `med_chrgitm_type`."""

    charge_type: str
    amount_fen: int
    eligible_fen: int
    prior_self_pay_fen: int
    over_limit_fen: int
    excluded_fen: int


@dataclass(frozen=True, slots=True)
class Contra:
    """What makes a snapshot the full negative of another: that one's number, verification code, clerk, accounting day
    and time of booking, and why it was reversed."""

    number: str
    code: str
    clerk: str
    business_day: str
    settled_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a statement shows, as it stood when the claim was booked. Days are ISO text.

    replaces: number of the reversed statement that this one corrects; contra: set when this is a reversal, whose
    amounts are those of the reversed statement with the opposite sign. card_number: what papers name, as
    `named_card_number` has it, a reversal's as on its original; card: the one that lay in the reader when this was
    booked, None when there was none.
    """

    number: str
    key: str
    centre: str
    counter: str
    clerk: str
    business_day: str
    settled_at: str
    identity_route: str
    member_id: int
    psn_no: str
    name: str
    sex: str
    birth_day: str
    age: int
    id_number: str
    card_number: str
    scheme: str
    region: str
    person_type: str
    care: str
    reason: str
    institution_code: str
    institution_name: str
    institution_level: str
    diagnosis: str
    admission_day: str
    discharge_day: str
    service_day: str
    receipts: tuple[tuple[str, str, str, int], ...]
    """(kind:code:number, institution name, ISO issue day, what is claimed of it in fen) for each receipt."""
    categories: tuple[StatementLine, ...]
    adjudication: Adjudication
    account_after: AccountMoney
    claim_hash: str
    format: int = 1
    replaces: str = ""
    contra: Contra | None = None
    card: SeenCard | None = None

    def to_json(self) -> bytes:
        """The canonical form that is stored and hashed.

        Facts that came later stand in it only when they say something, so that what was stored before keeps its hash.
        """
        facts = asdict(self)
        if not self.replaces:
            del facts["replaces"]
        if self.contra is None:
            del facts["contra"]
        if self.card is None:
            del facts["card"]
        return canonical_json(facts)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical form, hexadecimal."""
        return hashlib.sha256(self.to_json()).hexdigest()

    @classmethod
    def from_json(cls, stored: bytes) -> Snapshot:
        """Read a stored snapshot back; `from_json(s.to_json()) == s`.

        Raises:
            ValueError: it was written by a newer version of the program.
        """
        content: dict[str, Any] = json.loads(stored)
        if content["format"] != 1:
            raise ValueError(f"snapshot format {content['format']} is newer than this program")
        content["receipts"] = tuple(tuple(receipt) for receipt in content["receipts"])
        content["categories"] = tuple(StatementLine(**line) for line in content["categories"])
        content["account_after"] = AccountMoney(**content["account_after"])
        content["adjudication"] = _adjudication(content["adjudication"])
        if "contra" in content:
            content["contra"] = Contra(**content["contra"])
        if "card" in content:
            content["card"] = SeenCard(**content["card"])
        return cls(**content)


def _pairs(content: list[list[Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple((key, value) for key, value in content)


def _adjudication(content: dict[str, Any]) -> Adjudication:
    """Rebuild an adjudication from JSON."""
    before = content["totals_before"]
    content["policy"] = PolicyRef(**content["policy"])
    content["funds"] = tuple(FundPayment(**fund) for fund in content["funds"])
    content["lines"] = tuple(LineSplit(*line) for line in content["lines"])
    content["steps"] = tuple(
        Step(
            **{
                **step,
                "source": Source(**step["source"]),
                "rate": Rate(**step["rate"]) if step["rate"] else None,
                "facts": _pairs(step["facts"]),
            }
        )
        for step in content["steps"]
    )
    binding = content["binding"]
    content["binding"] = Binding(
        binding["code"], binding["rule_path"], Source(**binding["source"]), _pairs(binding["facts"])
    )
    content["totals_before"] = YearTotals(before["year"], _pairs(before["amounts"]))
    content["totals_added"] = _pairs(content["totals_added"])
    content["warnings"] = tuple(content["warnings"])
    return Adjudication(**content)


def verification_code(content_hash: str) -> str:
    """The printed code of a snapshot: 80 bits of its hash as four groups of four, "7KQ4-M2XD-9F3A-C0TB".

    Crockford's alphabet: no I, L, O or U, so that it can be read over a telephone.
    """
    alphabet = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    text = base64.b32encode(bytes.fromhex(content_hash)[:10]).decode().translate(alphabet)
    return "-".join(text[index : index + 4] for index in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class Settlement:
    """A snapshot as booked: with its place in the audit chain and what was printed of it.

    audit_seq, audit_hash: the audit row that booked it; printed: how often each copy left the program;
    print_state: `pending`, `sending` (handed to the queue, answer not known yet), `queued`, `printing`, `printed`,
    `failed`. reversed_by, reversed_at: number and ISO time of its reversal; replaced_by: number of the statement that
    corrects it; "" while there is none. A reversal has the settlement_id of what it reverses.
    """

    settlement_id: int
    snapshot: Snapshot
    audit_seq: int
    audit_hash: str
    print_state: str
    printed: int
    reversed_by: str = ""
    reversed_at: str = ""
    replaced_by: str = ""

    @property
    def number(self) -> str:
        """The statement number."""
        return self.snapshot.number

    @property
    def copies_out(self) -> int:
        """How many sets may have left the program: a set whose hand-over was cut off counts, so that the next one is
        marked as a reprint."""
        return self.printed + (self.print_state == "sending")

    @property
    def code(self) -> str:
        """The verification code that is printed."""
        return verification_code(self.snapshot.content_hash)


@dataclass(frozen=True, slots=True)
class Booking:
    """What one settlement writes, all of it or nothing: given to the store inside one transaction.

    snapshot.key is the idempotency key; claim.content_hash() its content. posting moves the money; totals_added
    (of the adjudication) is appended to the year `year` of the claim's scheme; actor is written to the audit log, and
    so is typed_reason: why the member was identified by a typed number, "" otherwise.
    """

    snapshot: Snapshot
    claim: Claim
    year: str
    posting: Posting
    actor: str
    typed_reason: str = ""


def statement_lines(claim: Claim, priced: Adjudication) -> tuple[StatementLine, ...]:
    """The claim's lines summed by fee category, in the order of the national codes."""
    sums: dict[str, list[int]] = {}
    for split in priced.lines:
        charge_type = claim.receipts[split.receipt].lines[split.line].charge_type
        parts = sums.setdefault(charge_type, [0, 0, 0, 0, 0])
        for index, amount in enumerate(
            (
                split.amount_fen,
                split.eligible_fen,
                split.prior_self_pay_fen,
                split.over_limit_fen,
                split.excluded_fen,
            )
        ):
            parts[index] += amount
    return tuple(StatementLine(charge_type, *sums[charge_type]) for charge_type in sorted(sums))


def transfers_of(priced: Adjudication, claim: Claim) -> tuple[Transfer, ...]:
    """How a settled claim moves money: each fund owes the member its share; account money goes to whom the bill was
    owed, which for a claim that was paid in cash is the member."""
    member = f"member:{claim.member_id}"
    receiver = f"{member}:payable" if claim.paid_in_cash else f"institution:{claim.institution.code}"
    transfers = [
        Transfer(f"fund:{fund.code}", receiver, fund.amount_fen, EntryKind.CLAIM)
        for fund in priced.funds
        if fund.amount_fen
    ]
    for sub_account, amount in (
        ("current", priced.account_current_amount),
        ("prior", priced.account_prior_amount),
    ):
        if amount:
            transfers.append(Transfer(f"{member}:{sub_account}", receiver, amount, EntryKind.CLAIM))
    return tuple(transfers)
