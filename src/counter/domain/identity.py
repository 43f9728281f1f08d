"""Who stands at the counter: ID numbers, what a card said, and whether card, document and record agree."""

from __future__ import annotations

import dataclasses
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from counter.domain.errors import InvalidIdNumber


class Sex(StrEnum):
    """GB/T 2261.1 codes as the card (tag 0A) and the national interface (`gend`) use them."""

    MALE = "1"
    FEMALE = "2"
    UNKNOWN = "0"
    UNSTATED = "9"


class IdentityRoute(StrEnum):
    """How identity was established; stored with every act."""

    CHIP = "chip"
    DRIVER = "driver"
    ID_READER = "id_reader"
    CODE = "code"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class CardRead:
    """What the reader layer saw on one card in one insertion (card.md 1.4, 1.5, 1.9).

    Fields that the card did not give are None. `card_id` is the card identification code (tag 01, 32 hex
    digits), `card_number` tag 07, `id_number` tag 08. `insertion` counts the insertions of `reader` since the
    reader service was watched: together they say which card this was. `warnings` are stable words such as
    `id_checksum`, `birth_day_differs`, `sex_differs`, `expired`, `not_yet_valid`, `name_unreadable`. `unreadable` names
    the fields that hold something that they cannot hold, with its bytes in hex (card.md 1.3, 1.5), and those that the
    card would not give, with its status word; bytes may be a person's name or number: for a diagnosis that is asked
    for, never for a log.
    """

    reader: str
    insertion: int
    route: IdentityRoute
    spec_version: str | None = None
    card_id: str | None = None
    card_class: str | None = None
    card_number: str | None = None
    id_number: str | None = None
    name: str | None = None
    sex: Sex | None = None
    ethnicity: str | None = None
    birth_place: str | None = None
    birth_day: date | None = None
    issue_day: date | None = None
    expiry_day: date | None = None
    protected: bool = False
    warnings: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = dataclasses.field(default=(), repr=False)

    @property
    def told_warnings(self) -> tuple[str, ...]:
        """The warnings as they are told: `field_unreadable:FIELD` for each field that has no warning of its own."""
        own = {"name": "name_unreadable", "id_number": "id_number_invalid"}
        fields = [name for name, _ in self.unreadable if own.get(name) not in self.warnings]
        named = [f"field_unreadable:{name}" for name in fields]
        return (*(warning for warning in self.warnings if not (named and warning == "field_unreadable")), *named)


@dataclass(frozen=True, slots=True)
class SeenCard:
    """Which card an act was done with: its number and its identification code, "" for what it did not say."""

    number: str
    code: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the clerk is serving, and how that is known.

    Exactly one of `card` and `typed_reason` is the evidence for routes CHIP/DRIVER and TYPED.

    beside: the protected card that lies in the reader while somebody is identified in another way: it does not say
    whose it is, and supports what does (card.md 1.14). accepted: those of CARD_FIELDS in which the card differs from
    the record and which the clerk has looked at and accepted.
    """

    id_number: str | None
    card_number: str | None
    route: IdentityRoute
    card: CardRead | None = None
    typed_reason: str = ""
    beside: CardRead | None = None
    accepted: tuple[str, ...] = ()

    @classmethod
    def from_card(cls, card: CardRead) -> Identity:
        """The identity that a card that was read stands for."""
        return cls(card.id_number, card.card_number, card.route, card)

    def is_still(self, other: Identity) -> bool:
        """True when both are established by the same evidence, whatever of it was accepted in between."""
        return dataclasses.replace(self, accepted=()) == dataclasses.replace(other, accepted=())

    @property
    def any_card(self) -> CardRead | None:
        """The card that establishes or supports it."""
        return self.card or self.beside

    @property
    def seen_card(self) -> SeenCard | None:
        """Which card that is; None without one, or when it said neither number nor code."""
        card = self.any_card
        if card is None or not (card.card_number or card.card_id):
            return None
        return SeenCard(card.card_number or "", card.card_id or "")


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def id_check_digit(first_17: str) -> str:
    """The 18th character of a citizen ID number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return _CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True)) % 11]


def normalise_id_number(text: str) -> str:
    """Canonical form of an ID number as typed or read: 18 characters, capital X.

    Full-width characters, inner spaces and a small x are understood; 15-digit numbers are converted.

    Raises:
        InvalidIdNumber: reason `characters`, `length`, `date` or `check_digit`.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not plain or not plain.isascii() or not plain[:-1].isdigit() or not (plain[-1].isdigit() or plain[-1] == "X"):
        raise InvalidIdNumber("characters")
    if len(plain) == 15 and plain.isdigit():
        first_17 = f"{plain[:6]}19{plain[6:]}"
        plain = first_17 + id_check_digit(first_17)
    if len(plain) != 18:
        raise InvalidIdNumber("length")
    if birth_day_of(plain) is None:
        raise InvalidIdNumber("date")
    if id_check_digit(plain[:17]) != plain[17]:
        raise InvalidIdNumber("check_digit")
    return plain


def birth_day_of(id_number: str) -> date | None:
    """The birth day inside an 18-character ID number, None when it is no date from 1900 on."""
    digits = id_number[6:14]
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def sex_of(id_number: str) -> Sex:
    """The sex that digit 17 of an 18-character ID number states (odd: male)."""
    return Sex.MALE if int(id_number[16]) % 2 else Sex.FEMALE


def age_on(birth_day: date, day: date) -> int:
    """Full years of age on a day; a birthday on 29 February counts from 1 March in other years."""
    return day.year - birth_day.year - ((day.month, day.day) < (birth_day.month, birth_day.day))


def mask_id_number(number: str) -> str:
    """For screen and paper: region and last four stay, "990101********0019"."""
    return number[:6] + "*" * max(0, len(number) - 10) + number[-4:] if len(number) > 10 else "*" * len(number)


def mask_card_number(number: str) -> str:
    """For screen and paper: "X000****9"."""
    return number[:4] + "*" * (len(number) - 5) + number[-1:] if len(number) > 5 else "*" * len(number)


def mask_name(name: str) -> str:
    """Name with only its first character: "张*"."""
    return name[:1] + "*" * (len(name) - 1)


CARD_FIELDS = ("card_number", "card_id")
"""What says which card it is, not whose. Where it differs from the record, the card may be a new one, or one that was
reported lost: the clerk decides, before money moves (features.md 6)."""


class OnRecord(Protocol):
    """What the books say about somebody and their card."""

    @property
    def name(self) -> str:
        """Name."""
        ...

    @property
    def id_number(self) -> str:
        """Canonical ID number."""
        ...

    @property
    def sex(self) -> Sex:
        """Sex."""
        ...

    @property
    def birth_day(self) -> date:
        """Day of birth."""
        ...

    @property
    def card_number(self) -> str | None:
        """Card number; None when no card is known."""
        ...

    @property
    def card_id(self) -> str | None:
        """Card identification code; None when none is known."""
        ...


def differences(card: CardRead, record: OnRecord) -> tuple[str, ...]:
    """Names of the fields in which a card and a record differ; what one of them does not say never differs.

    Names compare after NFKC without spaces, so that full-width and padded names are the same name.
    """

    def plain(text: str) -> str:
        return "".join(unicodedata.normalize("NFKC", text).split())

    found = []
    if card.name is not None and plain(card.name) != plain(record.name):
        found.append("name")
    if card.id_number is not None and plain(card.id_number).upper() != record.id_number:
        found.append("id_number")
    if card.sex in (Sex.MALE, Sex.FEMALE) and card.sex != record.sex:
        found.append("sex")
    if card.birth_day is not None and card.birth_day != record.birth_day:
        found.append("birth_day")
    for field, said, known in (
        ("card_number", card.card_number, record.card_number),
        ("card_id", card.card_id, record.card_id),
    ):
        if said and known and plain(said).upper() != plain(known).upper():
            found.append(field)
    return tuple(found)


def to_accept(identity: Identity, record: OnRecord) -> tuple[str, ...]:
    """Those of CARD_FIELDS in which the card differs from the record and which the clerk has not accepted yet."""
    card = identity.any_card
    if card is None:
        return ()
    unlike = differences(card, record)
    return tuple(field for field in CARD_FIELDS if field in unlike and field not in identity.accepted)


def named_card_number(identity: Identity, record: OnRecord) -> str:
    """The card number that papers name: of the card that is in, else the record's. "" where a card is in that does not
    say its number and has another code than the record's: that one was not in."""
    card = identity.any_card
    if card is not None and card.card_number:
        return card.card_number
    another = card is not None and "card_id" in differences(card, record)
    return "" if another else record.card_number or ""


@dataclass(frozen=True, slots=True)
class IdDocument:
    """A citizen's resident ID card as its reader gave it (card.md 2.2).

    ethnicity: GB/T 3304 code, "01"; valid_to: None means without end (长期); newest_address: the address that was
    written into the chip later, None when there is none. warnings: words of `DOCUMENT_WARNINGS`.
    """

    name: str
    sex: Sex
    ethnicity: str
    birth_day: date
    address: str
    id_number: str
    authority: str
    valid_from: date
    valid_to: date | None
    newest_address: str | None = None
    warnings: tuple[str, ...] = ()

    def identity(self) -> Identity:
        """The identity that this document establishes."""
        return Identity(self.id_number, None, IdentityRoute.ID_READER)


DOCUMENT_WARNINGS = (
    *("sex_differs", "birth_day_differs", "id_region_unknown", "expired", "not_yet_valid", "newest_address_unread"),
)
"""Every word that `IdDocument.warnings` can hold."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document whose text is not laid out as a citizen's: to be looked at, never to be filled in (card.md 2.2).

    reason: `encoding`, `reserved`, `name`, `id_number`, `sex` or `dates`, the first thing that no citizen's card says
    so.
    fields: (name of the place in a citizen's layout, the text that stands there).
    """

    reason: str
    fields: tuple[tuple[str, str], ...]


class Stated(Protocol):
    """What a card, a document, an e-credential or a record says about who someone is; None where it does not say."""

    @property
    def name(self) -> str | None:
        """Name."""
        ...

    @property
    def id_number(self) -> str | None:
        """ID number."""
        ...

    @property
    def sex(self) -> Sex | None:
        """Sex."""
        ...

    @property
    def birth_day(self) -> date | None:
        """Day of birth."""
        ...


class Evidence(Stated, Protocol):
    """What was presented beside or instead of a card and always names its holder: an ID document, an e-credential."""

    @property
    def name(self) -> str:
        """Name."""
        ...

    @property
    def id_number(self) -> str:
        """Canonical ID number."""
        ...

    def identity(self) -> Identity:
        """The identity that it establishes."""
        ...


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One field side by side, as it is written in each place; None where a place does not say.

    agrees: all places that say something say the same. compared: at least two places say something.
    """

    field: str
    card: str | None
    document: str | None
    record: str | None
    agrees: bool

    @property
    def compared(self) -> bool:
        """True when there was something to compare."""
        return sum(text is not None for text in (self.card, self.document, self.record)) > 1


def match(card: Stated | None, document: Stated | None, record: Stated | None) -> tuple[FieldComparison, ...]:
    """Card, ID document (or e-credential) and record side by side: name, ID number, sex and birth day, in this order.

    Compares as `differences` does: NFKC without spaces, a small x is a capital one, and an unknown or unstated sex
    says nothing. What is shown is what stands there.
    """
    places = (card, document, record)
    return (
        _compared("name", tuple(None if place is None else place.name for place in places)),
        _compared("id_number", tuple(None if place is None else place.id_number for place in places)),
        _compared("sex", tuple(None if place is None else _stated(place.sex) for place in places)),
        _compared("birth_day", tuple(None if place is None else _iso(place.birth_day) for place in places)),
    )


def match_cards(card: CardRead, record: OnRecord) -> tuple[FieldComparison, ...]:
    """Which card it is and which one the record knows, side by side, in the order of CARD_FIELDS."""
    return (
        _compared("card_number", (card.card_number or None, None, record.card_number)),
        _compared("card_id", (card.card_id or None, None, record.card_id)),
    )


def _stated(sex: Sex | None) -> str | None:
    return sex.value if sex in (Sex.MALE, Sex.FEMALE) else None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _compared(field: str, texts: tuple[str | None, ...]) -> FieldComparison:
    card, document, record = texts
    said = {"".join(unicodedata.normalize("NFKC", text).split()).upper() for text in texts if text is not None}
    return FieldComparison(field, card, document, record, agrees=len(said) <= 1)
