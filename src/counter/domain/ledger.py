"""Double-entry book-keeping in fen: accounts, transfers, postings, and how a member reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SubAccount(StrEnum):
    """The two kinds of money in a personal account."""

    CURRENT = "current"
    PRIOR = "prior"


class EntryKind(StrEnum):
    """What moved a member's money, in the words of the enquiry."""

    CONTRIBUTION = "contribution"
    EMPLOYER_SHARE = "employer_share"
    INTEREST = "interest"
    CARRY_OVER = "carry_over"
    CARE = "care"
    PHARMACY = "pharmacy"
    FAMILY_SHARING = "family_sharing"
    CLAIM = "claim"
    REVERSAL = "reversal"
    OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Transfer:
    """fen > 0 moves from the `debit` account (which gives) to the `credit` account (which receives); debit <> credit.

    Account names: `member:<id>:current`, `member:<id>:prior`, `member:<id>:payable` (what the centre owes the member),
    `fund:<fund_pay_type>`, `institution:<code>`, `clearing:<word>` (contributions, opening, interest).
    """

    debit: str
    credit: str
    fen: int
    kind: EntryKind


@dataclass(frozen=True, slots=True)
class Posting:
    """Transfers that belong together and are booked whole or not at all. key: idempotency key."""

    key: str
    member_id: int
    day: date
    memo: str
    transfers: tuple[Transfer, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of a member's account history, oldest balance first: balance_fen is the balance after this line,
    both kinds of money together. seq orders; day is the accounting day. document: settlement or source number."""

    seq: int
    day: date
    kind: EntryKind
    counterpart: str
    in_fen: int
    out_fen: int
    balance_fen: int
    sub_account: SubAccount
    document: str = ""
