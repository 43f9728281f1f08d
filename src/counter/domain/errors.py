"""What a clerk can act on.

Every error that has a next step at the counter is a `CounterError` subclass that carries its facts as
attributes. The wording belongs to the desktop (it is translated there); `str(error)` is for logs and the
command line and must never contain a name, an ID number or a card number. Everything that is not a
`CounterError` is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class CounterError(Exception):
    """Base of all errors that a clerk can act on. `code` is stable and keys the translated wording."""

    code = "error"

    def facts(self) -> dict[str, object]:
        """The facts of this error by name, for wording and for logs."""
        return dict(vars(self))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what was entered.

    field: path of the field, for example `receipts.0.lines.2.quantity`; the desktop puts the sentence there.
    code: stable word that keys the wording, for example `amount_not_a_number`.
    facts: what the sentence needs, as text, in the order of the wording's placeholders.
    """

    field: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()


class InputProblems(CounterError):
    """All problems of what was entered, at once."""

    code = "input_problems"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = problems


class InvalidAmount(CounterError):
    """Text that is no amount of money. reason: `not_a_number`, `too_many_decimals`, `too_large`, `negative`."""

    code = "invalid_amount"

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"not an amount ({reason})")
        self.text = text
        self.reason = reason


class InvalidIdNumber(CounterError):
    """An ID number that cannot be one. reason: `length`, `characters`, `date`, `check_digit`."""

    code = "invalid_id_number"

    def __init__(self, reason: str) -> None:
        super().__init__(f"not an ID number ({reason})")
        self.reason = reason


class MemberUnknown(CounterError):
    """No member with this card or ID number stands in the records."""

    code = "member_unknown"


class IdentityMismatch(CounterError):
    """Card, ID document and record do not name the same person. fields: names of the fields that differ."""

    code = "identity_mismatch"

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(f"card, ID and record differ in {', '.join(fields)}")
        self.fields = fields


class CardNotAccepted(CounterError):
    """The card is not the one that the record knows, and the clerk has not accepted it yet.

    fields: those of `counter.domain.identity.CARD_FIELDS` that differ.
    """

    code = "card_not_accepted"

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(f"the card differs from the record's in {', '.join(fields)}")
        self.fields = fields


class CardGone(CounterError):
    """The card that the act began with is not known to be seated. Nothing was booked.

    reason: "" when it left or was swapped, `unconfirmed` when nobody said so, but the reader was silent for too long.
    """

    code = "card_gone"

    def __init__(self, reason: str = "") -> None:
        super().__init__(f"the card is not seated: {reason or 'left'}")
        self.reason = reason


class IdReaderProblem(CounterError):
    """The resident ID reader gave no document (card.md 2.3).

    reason: `not_configured`, `no_port`, `several_ports`, `busy`, `no_access`, `vanished`, `silent`, `garbled`,
    `not_understood`, `not_genuine`, `wrong_card`, `lift_again`, `reader_fault`, `no_card`, `cancelled`, `unknown_code`;
    return_code: third status byte of the reader as two hexadecimal digits, "" when it said none.
    """

    code = "id_reader"

    def __init__(self, reason: str, return_code: str = "") -> None:
        super().__init__(f"ID reader: {reason} {return_code}".strip())
        self.reason = reason
        self.return_code = return_code


class CredentialProblem(CounterError):
    """An e-credential's code was not decoded (card.md 4). Never carries the code, nor what it stands for.

    reason: `not_configured`, `unknown_shape`, `not_a_credential`, `unreachable`, `service_failed`, `refused`,
    `unreadable`, `other_document`; number: the decoding service's own with `refused`, of HTTP with `service_failed`.
    """

    code = "credential"

    def __init__(self, reason: str, number: str = "") -> None:
        super().__init__(f"e-credential: {reason} {number}".strip())
        self.reason = reason
        self.number = number


class CardError(CounterError):
    """A card could not be read.

    reason: one of the words of `counter.card.errors`; hint: hexadecimal PC/SC or status word, or a vendor driver's
    number, never card content; detail: the driver's own words with every number starred, for the screen only.
    """

    code = "card"

    def __init__(self, reason: str, hint: str = "", detail: str = "") -> None:
        super().__init__(f"card: {reason} {hint}".strip())
        self.reason = reason
        self.hint = hint
        self.detail = detail


class NotCovered(CounterError):
    """The member has no insurance in force on the service day, or the rules of that day give nothing for the claim."""

    code = "not_covered"

    def __init__(self, day: date, reason: str) -> None:
        super().__init__(f"not covered on {day}: {reason}")
        self.day = day
        self.reason = reason


class ReceiptAlreadyUsed(CounterError):
    """This receipt was claimed before, or settled by card: who did it, when and where.

    state: `claimed` or `settled_online`.
    """

    code = "receipt_already_used"

    def __init__(self, receipt_key: str, state: str, settlement_number: str, clerk: str, counter: str, at: str) -> None:
        super().__init__(f"receipt {receipt_key} {state} by {clerk} at {counter}, {at}")
        self.receipt_key = receipt_key
        self.state = state
        self.settlement_number = settlement_number
        self.clerk = clerk
        self.counter = counter
        self.at = at


class NotReversible(CounterError):
    """A settlement cannot be reversed now, see `counter.domain.reversal.check_reversible`.

    reason: `used_later` (later uses were priced on its totals or its money), `money_gone` (what must be given back is
    no longer there), `year_closed` (this year's money became earlier years' money meanwhile), `is_reversal`;
    number: the statement; documents: the later uses, newest first.
    """

    code = "not_reversible"

    def __init__(self, reason: str, number: str, documents: tuple[str, ...] = ()) -> None:
        super().__init__(f"{number} cannot be reversed: {reason} {' '.join(documents)}".strip())
        self.reason = reason
        self.number = number
        self.documents = documents


class AlreadyReversed(CounterError):
    """A settlement was reversed before: under which number, by whom, where and when."""

    code = "already_reversed"

    def __init__(self, number: str, reversed_by: str, clerk: str, counter: str, at: str) -> None:
        super().__init__(f"{number} was reversed by {reversed_by} at {counter}, {at}")
        self.number = number
        self.reversed_by = reversed_by
        self.clerk = clerk
        self.counter = counter
        self.at = at


class NotCorrectable(CounterError):
    """A settlement cannot be corrected by a new one. reason: `not_reversed`, `replaced` (by `replaced_by`),
    `other_member`."""

    code = "not_correctable"

    def __init__(self, reason: str, number: str, replaced_by: str = "") -> None:
        super().__init__(f"{number} cannot be corrected: {reason} {replaced_by}".strip())
        self.reason = reason
        self.number = number
        self.replaced_by = replaced_by


class TotalsMoved(CounterError):
    """The member's year totals changed since the clerk saw the figures. adjudication: the new figures."""

    code = "totals_moved"

    def __init__(self, adjudication: object) -> None:
        super().__init__("year totals moved since the figures were shown")
        self.adjudication = adjudication


class KeyReused(CounterError):
    """The idempotency key was used before with other content."""

    code = "key_reused"

    def __init__(self, key: str) -> None:
        super().__init__(f"key {key} was used before with other content")
        self.key = key


class StayNotSplit(CounterError):
    """A stay lies in several settlement years and is settled by days here: split it first (`Counter.split_stay`).

    reason: `whole` (it is one claim still), `changed` (it was split, but its days or rules are others since).
    """

    code = "stay_not_split"

    def __init__(self, reason: str) -> None:
        super().__init__(f"stay across settlement years: {reason}")
        self.reason = reason


class OutcomeUnknown(CounterError):
    """The connection was lost while booking: nobody knows yet whether it was booked. Resolve by key."""

    code = "outcome_unknown"

    def __init__(self, key: str) -> None:
        super().__init__(f"outcome of {key} unknown")
        self.key = key


class NoOpenDay(CounterError):
    """No accounting day is open: nothing can be booked."""

    code = "no_open_day"


class PolicyMissing(CounterError):
    """No policy package covers this region, scheme, kind of care and day."""

    code = "policy_missing"

    def __init__(self, region: str, scheme: str, care: str, day: date) -> None:
        super().__init__(f"no policy for region {region}, scheme {scheme}, care {care} on {day}")
        self.region = region
        self.scheme = scheme
        self.care = care
        self.day = day


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One problem of a file: where it is and what is wrong, in English and, where it has such words, in Chinese.

    line: 1-based, 0 when unknown; message_zh: "" for what is said in English only.
    """

    file: str
    line: int
    path: str
    message: str
    message_zh: str = ""

    def __str__(self) -> str:
        return self.told("en")

    def told(self, language: str) -> str:
        """Place and sentence in a language: `zh` or `en`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        message = self.message_zh if language == "zh" and self.message_zh else self.message
        return ": ".join(piece for piece in (place, self.path, message) if piece)


class FileProblems(CounterError):
    """All problems of the files that were read (policies, card images, settings), at once."""

    code = "file_problems"

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class StoreProblem(CounterError):
    """The database cannot do what was asked.

    reason: `newer_than_program`, `read_only`, `disk_full`, `locked`, `unreachable`, `damaged`, `not_a_database`,
    `day_order` (that accounting day cannot be opened any more).
    """

    code = "store"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"database: {reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


class MissingGlyph(CounterError):
    """No font at hand has these characters: printing stops instead of leaving a blank."""

    code = "missing_glyph"

    def __init__(self, characters: str) -> None:
        super().__init__("no glyph for " + " ".join(f"U+{ord(character):04X}" for character in characters))
        self.characters = characters


class PrintProblem(CounterError):
    """The print queue refused or failed. reason: `no_queue`, `refused`, `unreachable`; detail: the queue's words."""

    code = "print"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"printing: {reason} {detail}".strip())
        self.reason = reason
        self.detail = detail
