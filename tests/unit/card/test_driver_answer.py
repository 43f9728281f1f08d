"""Answers of vendor drivers: the standard's order, the vendors' variants, and everything that is no answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.card.driver_answer import (
    Values,
    card_read,
    decoded,
    parse_addressed,
    parse_basic,
    parse_hsm_request,
)
from counter.card.driver_file import FIELDS, Driver
from counter.card.errors import WARNINGS
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdentityRoute, Sex

TODAY = date(2026, 11, 21)
DRIVER = Driver("示例", Path("/library.so"))
CARD_ID = "990100D1560000050000000000000601"
PARTS = (
    "990100", "990101199001010019", "X00000601", CARD_ID, "张三", "00814E43238697159900BF7C7A", "3.00", "20200101",
    "20400101", "410100813475", "1",
)  # fmt: skip
VALUES = dict(zip(FIELDS, PARTS, strict=True))
CHIP = CardRead("desk", 4, IdentityRoute.CHIP, "3.00", CARD_ID, "3", protected=True)


def hint(act: object, *arguments: object) -> str:
    with pytest.raises(CardError) as caught:
        act(*arguments)  # type: ignore[operator]
    assert caught.value.reason == "driver"
    return caught.value.hint


@pytest.mark.parametrize("end", ["", "|", "|\r\n"])
def test_the_standards_order(end: str) -> None:
    assert parse_basic("|".join(PARTS) + end, DRIVER) == VALUES


def test_a_status_in_front() -> None:
    driver = replace(DRIVER, good_status=("1",))
    assert parse_basic("1|" + "|".join(PARTS), driver) == VALUES
    with pytest.raises(CardError) as caught:
        parse_basic("-2|无卡|", driver)
    assert (caught.value.hint, caught.value.detail) == ("-2", "无卡")
    assert hint(parse_basic, "", driver) == ""
    with pytest.raises(CardError) as caught:
        parse_basic("李四|990101 1990 0101 0035|", driver)
    assert (caught.value.hint, caught.value.detail) == ("**", "****** **** **** ****")


def test_a_vendors_order() -> None:
    driver = replace(DRIVER, fields=("card_id", "skip", "name", "sex", "id_number", "card_number"))
    text = f"{CARD_ID}|x|张三|1|990101199001010019|X00000601|"
    assert parse_basic(text, driver) == {
        "card_id": CARD_ID, "name": "张三", "sex": "1", "id_number": "990101199001010019", "card_number": "X00000601",
    }  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 5, 10])
def test_a_wrong_number_of_fields_is_no_answer(count: int) -> None:
    assert hint(parse_basic, "|".join(PARTS[:count]), DRIVER) == "unreadable"
    assert hint(parse_basic, "x|" * (12 + count), DRIVER) == "unreadable"


@given(st.text(alphabet=st.sampled_from("01|$SEF张\0 "), max_size=80))
def test_any_text_is_an_answer_or_refused(text: str) -> None:
    for parse, further in ((parse_basic, DRIVER), (parse_addressed, DRIVER.addresses)):
        try:
            values = parse(text, further)  # type: ignore[arg-type]
            card_read(values, CHIP, TODAY)
        except CardError as error:
            assert error.reason == "driver"


def test_addressed() -> None:
    answer = f"SSSEEF05|{CARD_ID}|3.00|20200101|20400101|X00000601|$SSSEEF06|990101199001010019|张三|1|01||19900101|$"
    values = parse_addressed(answer, DRIVER.addresses)
    card = card_read(values, CHIP, TODAY)
    assert (card.card_number, card.name, card.sex, card.birth_day) == (
        "X00000601", "张三", Sex.MALE, date(1990, 1, 1),
    )  # fmt: skip
    for wrong in (answer[:-1], answer.replace("EF06", "EF05"), answer.replace("|1|", "|1|1|"), "$", ""):
        assert hint(parse_addressed, wrong, DRIVER.addresses) == "unreadable"


def test_first_hsm_step() -> None:
    asked = parse_hsm_request(f"990100|0081|03|{CARD_ID}|11|22|||", DRIVER)
    assert (asked.region, asked.card_id, asked.internal_source, asked.external_source) == ("990100", CARD_ID, "22", "")
    assert parse_hsm_request(f"990100|0081|03|{CARD_ID}|11|22|33|44|terminal|", DRIVER).external_source == "44"
    padded = f"990100 |0081|03| {CARD_ID}  |11|22|  |\t|"
    assert parse_hsm_request(padded, DRIVER) == asked, "padded as the second step's answer may be"
    for none in ("990100|0081|03", "||||||||", f"990100|0081| |{CARD_ID}|11|22|||"):
        assert hint(parse_hsm_request, none, DRIVER) == "unreadable"


def test_a_status_in_front_of_the_first_hsm_step() -> None:
    plain = f"990100|0081|03|{CARD_ID}|11|22|33|44|"
    asked, driver = parse_hsm_request(plain, DRIVER), replace(DRIVER, good_status=("0", "1"))
    assert parse_hsm_request("1|" + plain, driver) == asked
    assert parse_hsm_request(plain, driver) == asked, "some say it of the second step alone"
    with pytest.raises(CardError) as caught:
        parse_hsm_request("-2|无卡|", driver)
    assert (caught.value.hint, caught.value.detail) == ("-2", "无卡")
    assert hint(parse_hsm_request, "", driver) == ""
    assert hint(parse_hsm_request, "1|990100|", driver) == "unreadable"
    assert parse_hsm_request("1|" + plain, DRIVER).card_id != CARD_ID, "where none is described, nothing is a status"


def read(**changes: str) -> CardRead:
    values: Values = {**VALUES, **changes}
    return card_read(values, CHIP, TODAY)


def test_a_read() -> None:
    assert read() == replace(
        CHIP, route=IdentityRoute.DRIVER, protected=False, card_number="X00000601", id_number="990101199001010019",
        name="张三", issue_day=date(2020, 1, 1), expiry_day=date(2040, 1, 1),
    )  # fmt: skip


def test_another_card_than_the_seated_one_is_never_shown() -> None:
    assert hint(card_read, {**VALUES, "card_id": CARD_ID[:-1] + "2"}, CHIP, TODAY) == "other_card"
    assert read(card_id=CARD_ID.lower()).card_id == CARD_ID


@pytest.mark.parametrize("told", ["", CARD_ID[:-1], CARD_ID[:20], CARD_ID + "0", "G" + CARD_ID[1:], None])
def test_an_answer_without_the_cards_own_code_is_not_believed(told: str | None) -> None:
    """Whoever it names, nothing says that it is the holder of the card that is seated."""
    values = {name: text for name, text in VALUES.items() if name != "card_id"}
    assert hint(card_read, values if told is None else {**values, "card_id": told}, CHIP, TODAY) == "unproven"


def test_a_chip_that_gives_no_code_has_nothing_to_hold_an_answer_against() -> None:
    assert hint(card_read, VALUES, replace(CHIP, card_id=None), TODAY) == "unproven"


def test_without_both_numbers_there_is_no_member() -> None:
    assert hint(card_read, {**VALUES, "card_number": "", "id_number": ""}, CHIP, TODAY) == "unreadable"


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({"id_number": "990101199001010018"}, ("id_checksum",)),
        ({"id_number": "12345"}, ("id_number_invalid",)),
        ({"id_number": ""}, ("id_number_missing",)),
        ({"card_number": ""}, ("card_number_missing",)),
        ({"card_number": "X 1"}, ("field_unreadable", "card_number_missing")),
        ({"sex": "2"}, ("sex_differs",)),
        ({"sex": "男"}, ("field_unreadable",)),
        ({"birth_day": "19900102"}, ("birth_day_differs",)),
        ({"id_number": "00010119900101001X"}, ("id_region_unknown",)),
        ({"name": "张\u202e三"}, ("name_unreadable",)),
        ({"expiry_day": "20261120"}, ("expired",)),
        ({"issue_day": "20261122"}, ("not_yet_valid",)),
        ({"expiry_day": "20401301"}, ("field_unreadable",)),
        ({"expiry_day": "00000000"}, ()),
        ({"name": ""}, ()),
    ],
)
def test_warnings(changes: dict[str, str], warnings: tuple[str, ...]) -> None:
    card = read(**changes)
    assert card.warnings == warnings
    assert set(warnings) <= set(WARNINGS)
    assert card.card_id == CARD_ID


def test_what_cannot_be_read_is_named_and_kept() -> None:
    card = card_read({**VALUES, "sex": "男"}, replace(CHIP, unreadable=(("card_class", "80"),)), TODAY)
    assert card.unreadable == (("card_class", "80"), ("sex", "男".encode().hex()))
    assert read(name="张\u202e三").unreadable == (("name", "张\u202e三".encode().hex()),)
    assert len(dict(read(sex="男" * 200).unreadable)["sex"]) == 200


def test_what_the_chip_gave_stays() -> None:
    chip = replace(CHIP, expiry_day=date(2020, 1, 1), warnings=("expired",))
    card = card_read({**VALUES, "expiry_day": "", "spec_version": ""}, chip, TODAY)
    assert (card.spec_version, card.card_class, card.warnings) == ("3.00", "3", ("expired",))


def test_bytes_that_are_no_text() -> None:
    assert decoded("张三".encode("gbk"), "gb18030") == "张三"
    assert hint(decoded, b"\xff\xfe\x80", "gb18030") == "unreadable"
