"""Every profile of card.md section 6, in every protocol mode, with every fault at every command."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.card.apdu import MAX_COMMANDS, Connection
from counter.card.errors import WARNINGS, Reason
from counter.card.image import CardImage, Fault, Record, image_for_member, load_image
from counter.card.member_card import EF_HOLDER, EF_ISSUER, FIELD_LENGTHS, MemberCard
from counter.card.simulated import SIMULATED_READER, SimulatedService, SoftwareCard
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, Sex

CARDS = Path(__file__).parents[3] / "resources" / "cards"
TODAY = date(2026, 11, 21)
Read = Callable[..., Any]

PROFILES: dict[str, dict[str, Any]] = {
    "p01": {"spec_version": "1.00", "name": "李四", "sex": Sex.MALE, "ethnicity": "01", "birth_place": "990101"},
    "p02": {"spec_version": "2.00", "name": "张三", "id_number": "990101199001010019", "card_number": "X00000019"},
    "p03": {"name": "阿卜杜热合曼·阿卜杜克里木𬭊·买买提", "sex": Sex.FEMALE},
    "p04": {"name": "张𬭊䶮"},
    "p05": {
        "name": "王五",
        "issue_day": date(2012, 1, 1),
        "expiry_day": date(2039, 12, 31),
        "card_number": "X0000006",
        "ethnicity": "1",
        "birth_place": "9901",
        "warnings": (),
    },
    "p06": {"protected": True, "spec_version": "3.00", "card_number": None, "id_number": None, "warnings": ()},
    "p07": {"protected": True, "spec_version": "3.00", "expiry_day": date(2039, 12, 31)},
    "p08-expired": {"warnings": ("expired",)},
    "p08-future": {"warnings": ("not_yet_valid",)},
    "p09-lower-x": {"id_number": "99010119900101006X", "warnings": ()},
    "p09-checksum": {"id_number": "990101199001010011", "warnings": ("id_checksum",)},
    "p09-birth-day": {"warnings": ("birth_day_differs", "sex_differs")},
    "p14": {"name": "孙八"},
    "p16-le-value": {"name": "张三", "card_class": "3"},
    "p16-scan-only": {"name": "张三", "card_class": "3"},
    "p16-tag-absent": {"name": "张三", "card_class": "3"},
}
WRONG_CARDS = {
    "p10": "not_member_card",
    "p11-absent": "blank",
    "p11-zero": "blank",
    "p12": "id_card",
    "p13-6283": "blocked",
    "p13-6A81": "blocked",
    "p15-legacy": "legacy",
}


@pytest.mark.parametrize(("stem", "expected"), PROFILES.items())
def test_profiles_that_read(
    image: Callable[[str], CardImage], read_image: Read, stem: str, expected: dict[str, Any]
) -> None:
    read, card = read_image(image(stem))
    for key, value in expected.items():
        assert getattr(read, key) == value, key
    assert len(card.journal) <= MAX_COMMANDS


@pytest.mark.parametrize(("stem", "reason"), WRONG_CARDS.items())
def test_profiles_that_are_no_members_card(
    image: Callable[[str], CardImage], read_image: Read, stem: str, reason: str
) -> None:
    with pytest.raises(CardError) as caught:
        read_image(image(stem))
    assert caught.value.reason == reason


def test_every_profile_file_is_expected() -> None:
    assert {path.stem for path in CARDS.glob("*.toml")} == PROFILES.keys() | WRONG_CARDS.keys()


def test_normal_card_in_full(image: Callable[[str], CardImage], read_image: Read) -> None:
    read, _ = read_image(image("p02"))
    assert read.birth_day == date(1990, 1, 1)
    assert (read.sex, read.ethnicity, read.birth_place, read.card_class) == (Sex.MALE, "01", "990101", "3")
    assert (read.issue_day, read.expiry_day) == (date(2020, 1, 1), date(2039, 12, 31))
    assert read.card_id == "990100D1560000050000000000000002"
    assert read.route == "chip"
    assert read.warnings == ()


REFUSALS = ((), ("tag",), ("tag_absent",), ("p1_02",), ("p1_00",), ("tag", "p1_02", "all"))


@pytest.mark.parametrize("mode", ["auto", "t0", "le_value"])
@pytest.mark.parametrize("refusals", REFUSALS)
@pytest.mark.parametrize("stem", ["p01", "p02", "p06"])
def test_protocol_modes_give_the_same_read(
    image: Callable[[str], CardImage], read_image: Read, stem: str, mode: str, refusals: tuple[str, ...]
) -> None:
    usual, _ = read_image(image(stem))
    read, card = read_image(replace(image(stem), mode=mode, refuse=frozenset(refusals)))
    assert read == usual
    assert len(card.journal) <= MAX_COMMANDS


def commands_of(card_image: CardImage, read_image: Read) -> int:
    """How many commands a read of this card takes, whether it succeeds or not."""
    seen: list[int] = []

    class Counting:
        atr = card_image.atr

        def __init__(self) -> None:
            self.card = SoftwareCard(card_image)

        def send_and_receive(self, command: bytes) -> bytes:
            seen.append(1)
            return self.card.play(command).response or b""

    with contextlib.suppress(CardError):
        MemberCard(Counting()).read("r", 1, TODAY)
    return len(seen)


ALL_STEMS = sorted(PROFILES.keys() | WRONG_CARDS.keys())


@pytest.mark.parametrize("stem", ALL_STEMS)
@pytest.mark.parametrize("kind", ["remove_before", "remove_during", "remove_after", "empty", "one_byte"])
def test_pulled_at_every_command(image: Callable[[str], CardImage], read_image: Read, stem: str, kind: str) -> None:
    count = commands_of(image(stem), read_image)
    last = 0 if kind == "remove_after" else 1
    for at in range(1, count + last):
        with pytest.raises(CardError) as caught:
            read_image(image(stem), Fault(at, kind))
        assert caught.value.reason == Reason.REMOVED, at


@pytest.mark.parametrize("stem", ["p02", "p16-scan-only"])
def test_half_a_record_is_no_value(image: Callable[[str], CardImage], read_image: Read, stem: str) -> None:
    """A record that says it is longer than what came: nothing of it is a number or a name."""
    usual = read_image(image(stem))[0]
    damaged = 0
    for at in range(1, commands_of(image(stem), read_image) + 1):
        try:
            read = read_image(image(stem), Fault(at, "short"))[0]
        except CardError as error:
            damaged += error.reason == Reason.DAMAGED
            continue
        for name in ("id_number", "card_number", "name", "card_id"):
            assert getattr(read, name) in (getattr(usual, name), None), (at, name)
    assert damaged > 5


@pytest.mark.parametrize("stem", ALL_STEMS)
@pytest.mark.parametrize(
    "kind", ["wrong_tag", "long_length", "6F00", "6F00_once", "6581", "endless_61", "endless_6C", "random", "reset"]
)
def test_faults_at_every_command(image: Callable[[str], CardImage], read_image: Read, stem: str, kind: str) -> None:
    """A fault gives the same person or a typed error; never another one, never half of one without saying so."""
    try:
        usual: CardRead | None = read_image(image(stem))[0]
    except CardError:
        usual = None
    for at in range(1, commands_of(image(stem), read_image) + 1):
        try:
            read, card = read_image(image(stem), Fault(at, kind))
        except CardError as error:
            assert error.reason in list(Reason)
            continue
        assert len(card.journal) <= MAX_COMMANDS
        assert usual is not None, "a wrong card became a member's"
        for name in ("id_number", "card_number", "name"):
            got, wanted = getattr(read, name), getattr(usual, name)
            # Bytes that stand for nothing but themselves can be wrong unseen; a record with its tag cannot.
            bare = kind == "random" or stem == "p16-le-value"
            assert got in (wanted, None) or bare, (at, name)


def test_one_chip_fault_is_tried_again(image: Callable[[str], CardImage], read_image: Read) -> None:
    assert read_image(image("p02"), Fault(7, "6F00"))[0].name == "张三"


def test_lasting_chip_fault_is_an_error(image: Callable[[str], CardImage], read_image: Read) -> None:
    with pytest.raises(CardError, match="chip_fault"):
        read_image(image("p02"), Fault(7, "6F00"), Fault(8, "6F00"))


def test_protected_card_gives_what_is_free_and_sends_nothing_more(
    image: Callable[[str], CardImage], read_image: Read
) -> None:
    read, card = read_image(image("p06"))
    assert read.protected
    assert read.card_id is not None
    assert (read.id_number, read.card_number, read.name) == (None, None, None)
    assert sum(command[:3] == b"\x00\xb2\x07" for command in card.journal) == 1
    assert card.journal[-1].hex() == "00b2080000", "the first refusal of the holder file ends the read"


def test_protected_card_that_must_be_scanned(image: Callable[[str], CardImage], read_image: Read) -> None:
    read, card = read_image(replace(image("p06"), refuse=frozenset({"tag"})))
    assert read.protected
    assert card.journal[-1].hex() == "00b2010400", "the first refusal of the holder file ends the read"


def test_unlocked_version_3_card_is_read_like_any_other(read_image: Read) -> None:
    free = member(version="3.00", locked=False)
    read, _ = read_image(free)
    assert not read.protected
    assert read.card_number == "X00000019"


@pytest.mark.parametrize("stem", ALL_STEMS)
def test_nothing_but_reading_is_ever_sent(image: Callable[[str], CardImage], stem: str) -> None:
    card = SoftwareCard(image(stem))

    class Plain:
        atr = card.image.atr

        def send_and_receive(self, command: bytes) -> bytes:
            return card.play(command).response or b""

    with contextlib.suppress(CardError):
        MemberCard(Plain()).read("r", 1, TODAY)
    assert_only_reading(card.journal)


def assert_only_reading(journal: list[bytes]) -> None:
    """SELECT, READ RECORD and GET RESPONSE; no bank application is named, no PIN, no authentication, no write."""
    assert journal
    for command in journal:
        assert command[0] == 0x00
        assert command[1] in (0xA4, 0xB2, 0xC0), command.hex()
        for bank in (b"1PAY", b"2PAY", bytes.fromhex("A000000333")):
            assert bank not in command


def member(**changed: Any) -> CardImage:
    """A plain synthetic card."""
    plain: dict[str, Any] = {
        "name": "张三",
        "id_number": "990101199001010019",
        "sex": "1",
        "birth_day": date(1990, 1, 1),
        "card_number": "X00000019",
        "card_id": "990100D1560000050000000000000019",
    }
    return image_for_member("card", **{**plain, **changed})


def with_record(card: CardImage, tag: int, value: bytes) -> CardImage:
    files = {
        number: tuple(replace(record, value=value) if record.tag == tag else record for record in records)
        for number, records in card.files.items()
    }
    return replace(card, files=files)


@pytest.mark.parametrize(
    ("tag", "value", "warning"),
    [
        (0x08, b"99010119900101001\x01", "id_number_invalid"),
        (0x08, b"99010119900101001A", "id_number_invalid"),
        (0x08, b"990101199002310018", "id_number_invalid"),
        (0x08, b"990101199001010010", "id_checksum"),
        (0x08, bytes(18), "id_number_missing"),
        (0x07, b" " * 9, "card_number_missing"),
        (0x07, b"\x01" * 9, "field_unreadable"),
        (0x09, b"\x81\x7f" * 15, "name_unreadable"),
        (0x0A, b"2", "sex_differs"),
        (0x0D, bytes.fromhex("19900102"), "birth_day_differs"),
        (0x0D, bytes.fromhex("19901301"), "field_unreadable"),
        (0x0B, b"\x1a", "field_unreadable"),
        (0x06, bytes.fromhex("20261120"), "expired"),
        (0x05, bytes.fromhex("20261122"), "not_yet_valid"),
        (0x01, b"\x01\x02", "field_unreadable"),
    ],
)
def test_one_bad_field_is_a_warning(read_image: Read, tag: int, value: bytes, warning: str) -> None:
    read, _ = read_image(with_record(member(), tag, value))
    assert warning in read.warnings
    assert set(read.warnings) <= set(WARNINGS)


@pytest.mark.parametrize(
    ("tag", "value", "field"),
    [
        (0x07, b"\x01" * 9, "card_number"),
        (0x08, b"\x01" * 18, "id_number"),
        (0x09, b"\x81\x7f" * 15, "name"),
        (0x0D, bytes.fromhex("19901301"), "birth_day"),
        (0x05, bytes.fromhex("20200230"), "issue_day"),
        (0x06, bytes.fromhex("20AB0101"), "expiry_day"),
        (0x0B, b"\x1a", "ethnicity"),
        (0x01, b"\x01\x02", "card_id"),
    ],
)
def test_what_cannot_be_read_is_named_and_its_bytes_are_kept(
    read_image: Read, tag: int, value: bytes, field: str
) -> None:
    read, _ = read_image(with_record(member(), tag, value))
    kept = dict(read.unreadable)[field]
    assert kept.startswith(value.hex())
    assert [name for name, _ in read.unreadable] == [field]
    assert kept not in repr(read)


def test_no_more_is_kept_of_a_field_than_any_field_holds(read_image: Read) -> None:
    read, _ = read_image(with_record(member(), 0x05, b"\xaa" * 255))
    assert len(dict(read.unreadable)["issue_day"]) == 200


@pytest.mark.parametrize("day", ["20261121", "20261122"])
def test_a_card_is_valid_through_its_last_day(read_image: Read, day: str) -> None:
    assert read_image(with_record(member(), 0x06, bytes.fromhex(day)))[0].warnings == ()


def test_15_digit_number_becomes_18(read_image: Read) -> None:
    read, _ = read_image(with_record(member(), 0x08, b"990101900101001".ljust(18, b"\0")))
    assert read.id_number == "990101199001010019"


def test_extra_and_unknown_records_do_not_matter(read_image: Read) -> None:
    card = member()
    more = {number: (*records, Record(0xEA, b"new field")) for number, records in card.files.items()}
    for refuse in (frozenset[str](), frozenset({"tag"})):
        read, _ = read_image(replace(card, files=more, refuse=refuse))
        assert read.name == "张三"


def holderless(card: CardImage, holder: tuple[Record, ...] | None) -> CardImage:
    """The card with another holder file, or without one."""
    files = {0xEF05: card.files[0xEF05]}
    return replace(card, files=files if holder is None else {**files, 0xEF06: holder})


def zeroed(card: CardImage, fill: bytes = b"\0") -> tuple[Record, ...]:
    return tuple(replace(record, value=fill * len(record.value)) for record in card.files[0xEF06])


@pytest.mark.parametrize("refuse", [(), ("tag",)])
@pytest.mark.parametrize("what", ["zero", "ff", "no records", "no file"])
def test_a_card_that_knows_no_holder_is_not_personalised(read_image: Read, what: str, refuse: tuple[str, ...]) -> None:
    """Whatever number is printed on it: it opens nobody (card.md 1.11)."""
    card = replace(member(), refuse=frozenset(refuse))
    holder = {"zero": zeroed(card), "ff": zeroed(card, b"\xff"), "no records": (), "no file": None}[what]
    with pytest.raises(CardError) as caught:
        read_image(holderless(card, holder))
    assert caught.value.reason == Reason.BLANK


def test_an_odd_date_makes_an_unwritten_card_no_damaged_one(read_image: Read) -> None:
    card = with_record(with_record(member(), 0x07, bytes(9)), 0x05, b"\xaa" * 4)
    with pytest.raises(CardError) as caught:
        read_image(holderless(card, zeroed(card)))
    assert caught.value.reason == Reason.BLANK
    numberless = with_record(card, 0x08, bytes(18))
    with pytest.raises(CardError) as caught:
        read_image(numberless)
    assert caught.value.reason == Reason.BLANK
    with pytest.raises(CardError) as caught:
        read_image(with_record(numberless, 0x08, b"\x01" * 18))
    assert caught.value.reason == Reason.DAMAGED


def test_a_locked_holder_is_no_missing_one(read_image: Read) -> None:
    """A version 3 card may hide what it keeps; so may one that refuses to be asked in the usual way."""
    locked = member(version="3.00", locked=True)
    assert read_image(holderless(locked, ()))[0].protected

    class Moody:
        atr = locked.atr
        card = SoftwareCard(member())

        def send_and_receive(self, command: bytes) -> bytes:
            if command[5:7] == b"\xef\x06":
                return b"\x6a\x81"
            return self.card.play(command).response or b""

    assert MemberCard(Moody()).read("", 1, TODAY).warnings == ("id_number_missing",)


def test_one_known_field_of_the_holder_is_enough(read_image: Read) -> None:
    card = member()
    holder = tuple(card.files[0xEF06][n] if one.tag == 0x0A else one for n, one in enumerate(zeroed(card)))
    assert "id_number_missing" in read_image(holderless(card, holder))[0].warnings


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_record_contents_read_or_fail_typed(data: st.DataObject) -> None:
    """Whatever stands in the records: a read whose fields are what they claim to be, or a card error."""
    values = {tag: data.draw(st.binary(min_size=length, max_size=length)) for tag, length in FIELD_LENGTHS.items()}
    card = member()
    for tag, value in values.items():
        card = with_record(card, tag, value)
    software = SoftwareCard(card)

    class Plain:
        atr = card.atr

        def send_and_receive(self, command: bytes) -> bytes:
            return software.play(command).response or b""

    try:
        read = MemberCard(Plain()).read("r", 1, TODAY)
    except CardError as error:
        assert error.reason in (Reason.BLANK, Reason.DAMAGED)
    else:
        assert read.id_number or read.card_number
        assert read.name is None or read.name.strip()


def test_load_image_is_what_was_saved(image: Callable[[str], CardImage]) -> None:
    assert load_image(CARDS / "p02.toml") == image("p02")


@pytest.mark.parametrize("stem", ["p01", "p02", "p05", "le-value", "no-tag"])
def test_the_number_is_told_before_the_holder_is_read(image: Callable[[str], CardImage], stem: str) -> None:
    changes = {"le-value": {"mode": "le_value"}, "no-tag": {"refuse": frozenset({"tag"})}}.get(stem, {})
    software = SoftwareCard(replace(image("p02" if changes else stem), **changes))
    heard_at: list[tuple[str, int]] = []

    class Plain:
        atr = software.image.atr

        def send_and_receive(self, command: bytes) -> bytes:
            return software.play(command).response or b""

    read = MemberCard(Plain(), lambda number: heard_at.append((number, len(software.journal)))).read("", 1, TODAY)
    assert [number for number, _ in heard_at] == [read.card_number]
    holder = software.journal.index(bytes.fromhex("00A4020002EF06"))
    assert heard_at[0][1] <= holder


def test_a_protected_number_is_not_told(image: Callable[[str], CardImage]) -> None:
    software = SoftwareCard(image("p06"))
    heard: list[str] = []

    class Plain:
        atr = software.image.atr

        def send_and_receive(self, command: bytes) -> bytes:
            return software.play(command).response or b""

    assert MemberCard(Plain(), heard.append).read("", 1, TODAY).protected
    assert heard == []


def test_a_counted_record_with_a_tag_of_no_card_is_warned_about(
    image: Callable[[str], CardImage], read_image: Callable[..., tuple[CardRead, SoftwareCard]]
) -> None:
    """It stands where another record should: what is missing is not simply absent."""
    counted = replace(image("p02"), refuse=frozenset({"tag"}))
    assert read_image(counted)[0].warnings == ()
    read, _ = read_image(counted, Fault(6, "wrong_tag"))
    assert None in (read.card_id, read.spec_version, read.card_class)
    assert "field_unreadable" in read.warnings
    assert all(name.startswith("tag_") for name, _ in read.unreadable)
    assert read.unreadable


def test_a_value_without_its_tag_counts_only_on_a_card_that_gives_none(
    image: Callable[[str], CardImage], read_image: Callable[..., tuple[CardRead, SoftwareCard]]
) -> None:
    """One byte of noise where a tagged record was due is no ethnicity."""
    tagless = replace(image("p02"), mode="le_value")
    assert read_image(tagless)[0].ethnicity == "01"

    class Noisy:
        atr = image("p02").atr
        card = SoftwareCard(image("p02"))

        def send_and_receive(self, command: bytes) -> bytes:
            if command[:4] == bytes.fromhex("00B20B00"):
                return b"\x37\x90\x00"
            return self.card.play(command).response or b""

    assert MemberCard(Noisy()).read("", 1, TODAY).ethnicity == "01"


class RefusesOne:
    """A card that answers one command with a status word of its own."""

    def __init__(self, card: Connection, command: bytes, status: int) -> None:
        self._card = card
        self._command = command
        self._status = status
        self.atr = card.atr

    def send_and_receive(self, command: bytes) -> bytes:
        if command[1:4] == self._command:
            return self._status.to_bytes(2, "big")
        return self._card.send_and_receive(command)


def read_refusing(card: CardImage, command: bytes, status: int) -> CardRead:
    service = SimulatedService(lambda _stem: card)
    service.slots[SIMULATED_READER].insert(card)
    connection = service.establish().connect(SIMULATED_READER)
    return MemberCard(RefusesOne(connection, command, status)).read(SIMULATED_READER, 1, TODAY)


ODD = [0x6985, 0x6A88, 0x6A80, 0x6700, 0x63C2, 0x1234]


@pytest.mark.parametrize("status", ODD)
@pytest.mark.parametrize(
    ("tag", "name"),
    [
        (0x02, "card_class"), (0x03, "spec_version"), (0x05, "issue_day"), (0x06, "expiry_day"), (0x09, "name"),
        (0x4E, "name_extension"), (0x0A, "sex"), (0x0B, "ethnicity"), (0x0C, "birth_place"), (0x0D, "birth_day"),
    ],
)  # fmt: skip
def test_one_record_that_is_refused_costs_that_record_only(tag: int, name: str, status: int) -> None:
    whole = read_refusing(member(), b"none", status)
    read = read_refusing(member(), bytes((0xB2, tag, 0x00)), status)
    assert read.warnings == ("field_unreadable",)
    assert read.unreadable == ((name, f"{status:04x}"),)
    kept = {} if name == "name_extension" else {name: getattr(whole, name)}
    assert replace(read, warnings=(), unreadable=(), **kept) == whole


@pytest.mark.parametrize("status", ODD)
@pytest.mark.parametrize("tag", [0x01, 0x07, 0x08])
def test_no_card_is_read_without_its_code_and_numbers(tag: int, status: int) -> None:
    with pytest.raises(CardError) as caught:
        read_refusing(member(), bytes((0xB2, tag, 0x00)), status)
    assert (caught.value.reason, caught.value.hint) == ("chip_fault", f"{status:04X}")


@pytest.mark.parametrize("status", [0x6F00, 0x6581])
def test_a_chip_that_fails_at_a_record_is_still_one_that_fails(status: int) -> None:
    with pytest.raises(CardError) as caught:
        read_refusing(member(), bytes((0xB2, 0x0A, 0x00)), status)
    assert caught.value.reason == "chip_fault"


def test_a_counted_record_that_is_refused(image: Callable[[str], CardImage]) -> None:
    """By its number only its place is known: the card is read when what it cannot miss stands elsewhere."""
    counted = replace(image("p02"), refuse=frozenset({"tag"}))
    by_place = [read_or_reason(counted, number) for number in range(2, 8)]
    assert "chip_fault" in by_place, "a number stands there"
    assert ("field_unreadable", ("record_2",)) in by_place


@pytest.mark.parametrize("status", [0x6A81, 0x6A86, 0x6B00, 0x6D00])
def test_a_counted_record_that_is_refused_does_not_end_the_count(
    image: Callable[[str], CardImage], status: int
) -> None:
    """The words of an end, said in the middle: what stands behind is read, and that something is missing is told."""
    counted = replace(image("p02"), refuse=frozenset({"tag"}))
    whole = read_refusing(counted, b"none", status)
    assert (whole.sex, whole.warnings) == ("1", ())
    read = read_refusing(counted, bytes((0xB2, 4, 0x04)), status)
    assert (read.warnings, read.unreadable) == (("field_unreadable",), (("record_4", f"{status:04x}"),))
    assert replace(read, warnings=(), unreadable=(), sex="1") == whole
    assert read_refusing(counted, bytes((0xB2, 8, 0x04)), status) == whole, "nothing stands behind: it is the end"


class EndsWith:
    """A card that says this status behind the last record of a file; records of its holder file can be overlaid."""

    def __init__(self, card: Connection, status: int, holder: dict[int, bytes]) -> None:
        self._card = card
        self._status = status
        self._holder = holder
        self._in_holder = False
        self.atr = card.atr

    def send_and_receive(self, command: bytes) -> bytes:
        if command[1] == 0xA4:
            self._in_holder = command[5:7] == b"\xef\x06"
        if self._in_holder and command[1] == 0xB2 and command[2] in self._holder:
            return self._holder[command[2]] + b"\x90\x00"
        answer = self._card.send_and_receive(command)
        return self._status.to_bytes(2, "big") if command[1] == 0xB2 and answer == b"\x6a\x83" else answer


def read_ending(card: CardImage, status: int, holder: dict[int, bytes] | None = None) -> CardRead:
    service = SimulatedService(lambda _stem: card)
    service.slots[SIMULATED_READER].insert(card)
    connection = service.establish().connect(SIMULATED_READER)
    return MemberCard(EndsWith(connection, status, holder or {})).read(SIMULATED_READER, 1, TODAY)


ENDS = pytest.mark.parametrize("status", [0x6A81, 0x6A83, 0x6A86, 0x6B00, 0x6D00])


@ENDS
@pytest.mark.parametrize("unwritten", [b"\xff" * 5, bytes(5), b""], ids=["FF", "00", "empty"])
@pytest.mark.parametrize("version", ["1.00", "2.00"])
def test_a_counted_record_that_was_never_written_is_no_refused_one(version: str, unwritten: bytes, status: int) -> None:
    """A name that fills its record is whole, too: fifteen characters need no extension."""
    counted = replace(member(version=version, name="阿卜杜热合曼阿卜杜克里木买买提"), refuse=frozenset({"tag"}))
    place = 1 + [record.tag for record in counted.files[EF_HOLDER]].index(0x0C)
    read = read_ending(counted, status, {place: unwritten})
    assert (read.name, read.birth_place, read.warnings) == ("阿卜杜热合曼阿卜杜克里木买买提", None, ())


@ENDS
@pytest.mark.parametrize(
    ("file", "lacking"),
    [(EF_ISSUER, {0x02}), (EF_HOLDER, {0x0B}), (EF_HOLDER, {0x0B, 0x0C}), (EF_HOLDER, {0x0A, 0x0B, 0x0C, 0x0D})],
)
def test_a_counted_card_that_lacks_records_is_no_refusing_one(file: int, lacking: set[int], status: int) -> None:
    whole = replace(member(), refuse=frozenset({"tag"}))
    records = tuple(record for record in whole.files[file] if record.tag not in lacking)
    read = read_ending(replace(whole, files={**whole.files, file: records}), status)
    assert (read.name, read.warnings) == (read_ending(whole, status).name, ())


def read_or_reason(card: CardImage, number: int) -> object:
    try:
        read = read_refusing(card, bytes((0xB2, number, 0x04)), 0x6985)
    except CardError as error:
        return error.reason
    return (*read.warnings[:1], tuple(name for name, _ in read.unreadable)[:1])


def test_half_a_name_is_none() -> None:
    """A long name goes on in a record that is refused; what stands in the first one is nobody's name."""
    long = member(name="阿卜杜热合曼·阿卜杜克里木𬭊·买买提")
    assert read_refusing(long, b"none", 0).name == "阿卜杜热合曼·阿卜杜克里木𬭊·买买提"
    for command in (b"\xb2\x4e\0", b"\xb2\x09\0"):
        assert read_refusing(long, command, 0x6985).name is None
    counted = replace(long, refuse=frozenset({"tag"}))
    assert [read_refusing(counted, bytes((0xB2, place, 4)), 0x6985).name for place in (2, 3)] == [None, None]
