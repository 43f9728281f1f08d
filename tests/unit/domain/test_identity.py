"""ID numbers, masks, and whether card and record name the same person. Synthetic people only (region 990101)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from counter.domain.errors import InvalidIdNumber
from counter.domain.identity import (
    CARD_FIELDS,
    CardRead,
    FieldComparison,
    IdDocument,
    Identity,
    IdentityRoute,
    SeenCard,
    Sex,
    age_on,
    birth_day_of,
    differences,
    id_check_digit,
    mask_card_number,
    mask_id_number,
    mask_name,
    match,
    match_cards,
    named_card_number,
    normalise_id_number,
    sex_of,
    to_accept,
)
from counter.domain.member import CardState, Member

NUMBER = "99010119900101006X"
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(st.from_regex(r"[0-9]{17}", fullmatch=True))
def test_check_digit_agrees_with_another_program(first_17: str) -> None:
    assert id_check_digit(first_17) == ric.calc_check_digit(first_17 + "0")


@given(DAYS, st.integers(0, 999))
def test_every_well_formed_number_is_accepted(birth_day: date, serial: int) -> None:
    """Also with regions that python-stdnum does not know and rejects (dependencies.md section 4)."""
    first_17 = f"990101{birth_day:%Y%m%d}{serial:03d}"
    number = first_17 + id_check_digit(first_17)
    assert normalise_id_number(number) == number
    assert birth_day_of(number) == birth_day
    assert sex_of(number) is (Sex.MALE if serial % 2 else Sex.FEMALE)


@pytest.mark.parametrize("region", ["810000", "820000", "830000", "911100", "110118", "130638", "330113"])
def test_regions_are_no_reason_to_refuse(region: str) -> None:
    first_17 = f"{region}19900101006"
    number = first_17 + id_check_digit(first_17)
    assert normalise_id_number(number) == number


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        NUMBER.lower(),
        "990101 19900101 006x",
        "９９０１０１１９９００１０１００６Ｘ",
        " 99010119900101006X\n",
        "990101900101006",
    ],
)
def test_one_number_however_it_is_typed(typed: str) -> None:
    assert normalise_id_number(typed) == NUMBER


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "characters"),
        ("abc", "characters"),
        ("99010119900101X06X", "characters"),
        ("99010119900101006Y", "characters"),
        ("9901011990010100٣X", "characters"),
        ("990101199001010069九", "characters"),
        ("X", "characters"),
        ("9901011990010100", "length"),
        ("9901011990010100691", "length"),
        ("99010190010100X", "length"),
        ("990101199002300069", "date"),
        ("990101189912310069", "date"),
        ("990101000001010069", "date"),
        ("990101900230006", "date"),
        ("990101199001010069", "check_digit"),
    ],
)
def test_what_is_no_number_says_why(typed: str, reason: str) -> None:
    with pytest.raises(InvalidIdNumber) as caught:
        normalise_id_number(typed)
    assert caught.value.reason == reason
    assert "990101" not in str(caught.value)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        number = normalise_id_number(text)
    except InvalidIdNumber:
        return
    assert len(number) == 18


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place: int, shift: int) -> None:
    good = "990101199001010139"[:17]
    good += id_check_digit(good)
    digit = str((int(good[place]) + shift) % 10)
    wrong = good[:place] + digit + good[place + 1 :]
    with pytest.raises(InvalidIdNumber):
        normalise_id_number(wrong)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1990, 5, 2), date(2026, 5, 1), 35),
        (date(1990, 5, 2), date(2026, 5, 2), 36),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
        (date(2004, 2, 29), date(2028, 2, 29), 24),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_age_in_full_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_masks_leave_what_a_clerk_needs() -> None:
    assert mask_id_number(NUMBER) == "990101********006X"
    assert mask_card_number("X00000019") == "X000****9"
    assert mask_name("张三丰") == "张**"
    assert mask_name("𠅤𬍛") == "𠅤*"
    assert mask_name("") == ""


@given(st.text(max_size=10))
def test_short_numbers_are_masked_whole(text: str) -> None:
    assert mask_id_number(text) == "*" * len(text)
    if len(text) <= 5:
        assert mask_card_number(text) == "*" * len(text)


@given(st.text(min_size=11, max_size=30))
def test_masks_keep_the_length_and_hide_the_middle(text: str) -> None:
    assert len(mask_id_number(text)) == len(text)
    assert set(mask_id_number(text)[6:-4]) == {"*"}
    assert len(mask_card_number(text)) == len(text)


CARD = CardRead(
    reader="Reader",
    insertion=1,
    route=IdentityRoute.CHIP,
    card_number="X00000019",
    id_number=NUMBER,
    name="张三",
    sex=Sex.FEMALE,
    birth_day=date(1990, 1, 1),
)


RECORD = Member(
    1, "3201", "张三", NUMBER, Sex.FEMALE, date(1990, 1, 1), "X00000019", "990101D15600000500BF7C7A48FB4966",
    CardState.NORMAL,
)  # fmt: skip


def differ(card: CardRead) -> tuple[str, ...]:
    return differences(card, RECORD)


def test_a_card_that_agrees_differs_in_nothing() -> None:
    assert differ(CARD) == ()
    assert differ(replace(CARD, name="张 三", id_number=NUMBER.lower())) == ()
    assert differ(replace(CARD, sex=Sex.UNSTATED)) == ()


def test_fields_that_the_card_did_not_give_never_differ() -> None:
    silent = replace(CARD, name=None, id_number=None, sex=None, birth_day=None, card_number=None, card_id=None)
    assert differ(silent) == ()
    assert differences(replace(CARD, card_id="99"), replace(RECORD, card_number=None, card_id=None)) == ()


def test_another_card_of_the_same_holder_differs_until_it_is_accepted() -> None:
    assert RECORD.card_id is not None
    assert differ(replace(CARD, card_id=RECORD.card_id.lower())) == ()
    other = replace(CARD, card_number="X00000029", card_id="990101D1560000050000000000000002")
    assert differ(other) == CARD_FIELDS
    identity = Identity.from_card(other)
    assert to_accept(identity, RECORD) == CARD_FIELDS
    assert to_accept(replace(identity, accepted=("card_id",)), RECORD) == ("card_number",)
    assert to_accept(replace(identity, accepted=CARD_FIELDS), RECORD) == ()
    assert [(row.field, row.card, row.record, row.agrees) for row in match_cards(other, RECORD)] == [
        ("card_number", "X00000029", "X00000019", False),
        ("card_id", "990101D1560000050000000000000002", RECORD.card_id, False),
    ]


def test_the_number_that_papers_name_is_never_one_of_a_card_that_was_not_in() -> None:
    other = replace(CARD, card_number="X00000029", card_id="990101D1560000050000000000000002")
    assert named_card_number(Identity.from_card(other), RECORD) == "X00000029"
    silent = Identity(NUMBER, None, IdentityRoute.ID_READER, beside=replace(other, card_number=None, protected=True))
    assert named_card_number(silent, RECORD) == ""
    own = replace(silent, beside=replace(CARD, card_number=None, protected=True))
    assert named_card_number(own, RECORD) == RECORD.card_number
    assert named_card_number(silent, replace(RECORD, card_id=None)) == RECORD.card_number, "nothing speaks against it"
    typed = Identity(NUMBER, None, IdentityRoute.TYPED, None, "没带卡")
    assert named_card_number(typed, RECORD) == RECORD.card_number
    assert named_card_number(typed, replace(RECORD, card_number=None)) == ""


def test_a_protected_card_supports_another_way_and_is_compared_by_its_code() -> None:
    beside = CardRead("Reader", 1, IdentityRoute.CHIP, card_id="990101D1560000050000000000000002", protected=True)
    identity = Identity(NUMBER, None, IdentityRoute.ID_READER, beside=beside)
    assert to_accept(identity, RECORD) == ("card_id",)
    assert identity.seen_card == SeenCard("", "990101D1560000050000000000000002")
    assert Identity(NUMBER, None, IdentityRoute.TYPED).seen_card is None
    assert Identity(NUMBER, None, IdentityRoute.TYPED, beside=replace(beside, card_id=None)).seen_card is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "张四"),
        ("id_number", "990101199001010139"),
        ("sex", Sex.MALE),
        ("birth_day", date(1990, 1, 2)),
    ],
)
def test_each_difference_is_named(field: str, value: object) -> None:
    assert differ(replace(CARD, **{field: value})) == (field,)  # type: ignore[arg-type]


def test_all_differences_are_named_at_once() -> None:
    other = replace(CARD, name="李四", id_number="990101199001010139", sex=Sex.MALE, birth_day=date(1991, 1, 1))
    assert differ(other) == ("name", "id_number", "sex", "birth_day")


def test_the_identity_of_a_card_carries_its_route() -> None:
    identity = Identity.from_card(CARD)
    assert (identity.id_number, identity.card_number, identity.route) == (NUMBER, "X00000019", IdentityRoute.CHIP)
    assert identity.card is CARD
    assert identity.typed_reason == ""


DOCUMENT = IdDocument(
    "张三", Sex.FEMALE, "01", date(1990, 1, 1), "某路", NUMBER, "某局", date(2015, 1, 1), None
)  # fmt: skip


def unlike(
    card: CardRead | None = CARD, document: IdDocument | None = DOCUMENT, record: IdDocument | None = DOCUMENT
) -> list[str]:
    return [compared.field for compared in match(card, document, record) if not compared.agrees]


def test_card_document_and_record_side_by_side() -> None:
    assert match(CARD, DOCUMENT, DOCUMENT) == (
        FieldComparison("name", "张三", "张三", "张三", agrees=True),
        FieldComparison("id_number", NUMBER, NUMBER, NUMBER, agrees=True),
        FieldComparison("sex", "2", "2", "2", agrees=True),
        FieldComparison("birth_day", "1990-01-01", "1990-01-01", "1990-01-01", agrees=True),
    )


@pytest.mark.parametrize("place", ["card", "document", "record"])
@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "李四"), ("id_number", "990101199001010043"), ("sex", Sex.MALE), ("birth_day", date(1990, 1, 2))],
)
def test_one_place_that_differs_is_noticed(place: str, field: str, value: object) -> None:
    other = replace(CARD if place == "card" else DOCUMENT, **{field: value})  # type: ignore[type-var]
    assert unlike(**{place: other}) == [field]  # type: ignore[arg-type]


def test_places_that_say_nothing_agree_with_everything() -> None:
    assert unlike(card=None, document=None) == []
    assert unlike(document=None) == []
    assert unlike(replace(CARD, name=None, id_number=None, sex=None, birth_day=None)) == []
    assert unlike(replace(CARD, sex=Sex.UNSTATED)) == []


def test_two_that_agree_do_not_outvote_the_third() -> None:
    compared = match(CARD, DOCUMENT, replace(DOCUMENT, name="李四"))[0]
    assert compared == FieldComparison("name", "张三", "张三", "李四", agrees=False)


def test_the_same_name_written_otherwise_agrees_and_is_shown_as_written() -> None:
    compared = match(replace(CARD, name="张　三", id_number=NUMBER.lower()), DOCUMENT, None)
    assert compared[0] == FieldComparison("name", "张　三", "张三", None, agrees=True)
    assert compared[1].agrees


def test_a_warning_names_the_field_that_has_no_warning_of_its_own() -> None:
    card = CardRead("Reader 0", 1, IdentityRoute.CHIP, warnings=("name_unreadable", "field_unreadable", "expired"))
    assert card.told_warnings == card.warnings, "a field that nobody named"
    named = replace(card, unreadable=(("name", "81"), ("sex", "6985")))
    assert named.told_warnings == ("name_unreadable", "expired", "field_unreadable:sex")
    refused = replace(card, warnings=("field_unreadable",), unreadable=(("name", "6985"),))
    assert refused.told_warnings == ("field_unreadable:name",)
