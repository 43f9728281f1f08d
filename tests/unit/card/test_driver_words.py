"""What is shown of a vendor's own words: faults, never a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.card.driver_words import TEXT_LIMIT, safe_text


@pytest.mark.parametrize(
    "text",
    [
        "读卡失败 6982", "没有卡，请重新插入卡片。", "无卡", "外部认证失败(6A82)", "未找到读卡器", "PSAM卡错误",
        "Card not present", "ERR_NO_CARD", "COM3 open failed", "iReadCardBas: timeout", "no PSAM", "",
    ],
)  # fmt: skip
def test_words_about_faults_are_shown(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("读卡失败 990101199001010019 X00000601", "读卡失败 ****************** *********"),
        ("读卡失败 李四 990101 1990 0101 0035", "读卡失败 ** ****** **** **** ****"),
        ("卡号 X-000-000-36 错误", "卡号 *-***-***-** 错误"),
        ("９９０１０１１９９００１０１００３５", "*" * 18),
        ("9 9 0 1 0 1", "* * * * * *"),
        ("6A82 6982 6F00", "**** **** ****"),
        ("持卡人欧阳娜娜的卡已挂失", "*卡*****的卡已挂失"),
        ("请联系阿依古丽·买买提", "请联系****·***"),
        ("九九〇一〇一一九九〇", "*" * 10),
        ("𬭊䶮", "**"),
        ("card of Zhang San", "card of ***** ***"),
        ("Иванов", "******"),
        ("990100|990101199001010019|X00000601|", ""),
        ("a\nb\x1b[0m", "**[0m"),
        ("长" * 200, "*" * 80),
    ],
)  # fmt: skip
def test_persons_and_numbers_are_starred(text: str, shown: str) -> None:
    assert safe_text(text) == shown


@given(st.text(alphabet=st.sampled_from("19 -/.０一张三XaeB请卡，,\u3007\ufdfa\u0661"), max_size=200))
def test_never_more_digits_than_a_status_word_has(text: str) -> None:
    shown = safe_text(text)
    assert len(shown) <= TEXT_LIMIT
    assert sum(map(str.isdecimal, shown)) <= 5
    assert not set(shown) & set("张三一〇")
