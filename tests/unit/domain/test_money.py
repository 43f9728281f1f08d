"""Amounts are read, rounded and written exactly; checked against `decimal` and, for capitals, against cn2an."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counter.domain.errors import InvalidAmount
from counter.domain.money import (
    LARGEST_AMOUNT,
    Rate,
    amount_text,
    capital_amount,
    format_amount,
    half_up,
    parse_amount,
)

AMOUNTS = st.integers(-LARGEST_AMOUNT, LARGEST_AMOUNT)


@given(st.integers(-(10**15), 10**15), st.integers(-(10**6), 10**6).filter(bool))
@example(1, 2)
@example(-1, 2)
@example(5, -10)
@example(-5, -10)
def test_half_up_is_what_decimal_calls_half_up(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    # `decimal` itself rounds the quotient; compare through whole numbers where it cannot.
    doubled, rest = divmod(2 * abs(numerator), abs(denominator))
    if rest == 0:
        assert half_up(numerator, denominator) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    else:
        sign = 1 if (numerator < 0) == (denominator < 0) else -1
        assert half_up(numerator, denominator) == sign * ((doubled + 1) // 2)


def test_half_up_refuses_a_zero_denominator() -> None:
    with pytest.raises(ZeroDivisionError):
        half_up(1, 0)


@pytest.mark.parametrize(("rate", "fen", "share"), [("0.85", 1, 1), ("0.5", 1, 1), ("0.5", -1, -1), ("0.005", 100, 1)])
def test_a_share_is_rounded_half_up(rate: str, fen: int, share: int) -> None:
    assert Rate.parse(rate).of(fen) == share


@given(AMOUNTS, st.decimals(0, 1, places=4))
def test_share_and_rest_are_the_whole(fen: int, rate: Decimal) -> None:
    share = Rate.parse(rate).of(fen)
    assert share == int((Decimal(fen) * rate).quantize(Decimal(1), ROUND_HALF_UP))
    assert abs(share) <= abs(fen)


@pytest.mark.parametrize(("text", "percent"), [("0.85", "85%"), ("0.955", "95.5%"), ("1", "100%"), ("0", "0%")])
def test_a_rate_is_written_as_people_write_it(text: str, percent: str) -> None:
    assert Rate.parse(text).percent() == percent


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_a_rate_is_a_finite_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a ratio"):
        Rate.parse(text)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.50", 123450),
        ("１２３４．５", 123450),
        ("１，２３４．５０", 123450),
        (" 80 ", 8000),
        ("80。5", 8050),
        ("¥80", 8000),
        ("￥80", 8000),
        ("¥ 80", 8000),
        ("-0.01", -1),
        ("－１２．３４", -1234),
        ("0", 0),
        ("-0", 0),
        ("007", 700),
        ("1 234.5", 123450),
        ("1\u3000234.5", 123450),
        ("123,456,789.01", 12345678901),
        ("999999999.99", LARGEST_AMOUNT),
        ("0.10", 10),
        ("\N{MINUS SIGN}5", -500),
    ],
)
def test_amounts_as_people_type_them(text: str, fen: int) -> None:
    assert parse_amount(text) == fen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not_a_number"),
        ("abc", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("1,23", "not_a_number"),
        ("12,34.50", "not_a_number"),
        (",123", "not_a_number"),
        ("1e3", "not_a_number"),
        ("--1", "not_a_number"),
        (".5", "not_a_number"),
        ("5.", "not_a_number"),
        ("+5", "not_a_number"),
        ("0x10", "not_a_number"),
        ("٣", "not_a_number"),
        ("5²", "not_a_number"),
        ("①", "not_a_number"),
        ("1\n2\n", "not_a_number"),
        ("nan", "not_a_number"),
        ("一百", "not_a_number"),
        ("1.234", "too_many_decimals"),
        ("0.000", "too_many_decimals"),
        ("1000000000", "too_large"),
        ("-1000000000.00", "too_large"),
        ("1,000,000,000", "too_large"),
        ("9" * 5000, "too_large"),
    ],
)
def test_text_that_is_no_amount_says_why(text: str, reason: str) -> None:
    with pytest.raises(InvalidAmount) as caught:
        parse_amount(text)
    assert caught.value.reason == reason
    assert caught.value.text == text


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        fen = parse_amount(text)
    except InvalidAmount:
        return
    assert abs(fen) <= LARGEST_AMOUNT


@given(AMOUNTS)
def test_what_is_written_is_read_back(fen: int) -> None:
    assert parse_amount(amount_text(fen)) == fen
    assert parse_amount(format_amount(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "plain", "shown"),
    [(0, "0.00", "0.00"), (5, "0.05", "0.05"), (-5, "-0.05", "−0.05"), (123456789, "1234567.89", "1,234,567.89")],
)
def test_amounts_are_written_with_two_decimals(fen: int, plain: str, shown: str) -> None:
    assert amount_text(fen) == plain
    assert format_amount(fen) == shown


@pytest.mark.parametrize(
    ("fen", "capitals"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角"),
        (11, "壹角壹分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角"),
        (1000, "壹拾元整"),
        (11000, "壹佰壹拾元整"),
        (100100, "壹仟零壹元整"),
        (1_0010_00, "壹万零壹拾元整"),
        (10_0000_00, "壹拾万元整"),
        (1_0000_0000_00, "壹亿元整"),
        (1_0000_1000_00, "壹亿零壹仟元整"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (1_0100_0000_00, "壹亿零壹佰万元整"),
        (-760500, "负柒仟陆佰零伍元整"),
        (1_0000_0000_0000_00, "壹万亿元整"),
        (5239500, "伍万贰仟叁佰玖拾伍元整"),
        (LARGEST_AMOUNT, "玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capital_amounts(fen: int, capitals: str) -> None:
    assert capital_amount(fen) == capitals


def empty_ten_thousands(fen: int) -> bool:
    """The amounts that cn2an writes wrongly: 万 group empty below 亿, thousands filled (dependencies.md section 4)."""
    yuan = fen // 100
    return yuan >= 10**8 and yuan // 10**4 % 10**4 == 0 and yuan % 10**4 >= 1000


@given(st.integers(1, LARGEST_AMOUNT).filter(lambda fen: not empty_ten_thousands(fen)))
@example(100_001)
@example(1_000_010_000)
@example(2_000_000_05)
def test_capital_amounts_agree_with_another_program(fen: int) -> None:
    assert capital_amount(fen) == cn2an.an2cn(amount_text(fen), "rmb")
