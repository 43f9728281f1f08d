"""Words for the member: complete, in both languages, without codes."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.adjudication import AccountMoney, Adjudication
from counter.domain.claim import CareKind, ItemClass
from counter.domain.explanation import citation, sentences, step_title, warning_sentences, why_not_more
from counter.domain.money import Rate

from .test_engine import OLD, RETIRED, claim_of, line, price

SAMPLES = {
    "retired": price(claim_of(line(6_000_000), person=RETIRED)),
    "capped": price(claim_of(line(15_000_000))),
    "second": price(claim_of(line(2_000_000)), C0000__inpatient=1),
    "outpatient": price(claim_of(line(4_000_000), care=CareKind.OUTPATIENT)),
    "hard cap": price(claim_of(line(4_000_000), care=CareKind.OUTPATIENT, day=date(2022, 12, 31))),
    "nothing": price(claim_of(line(0))),
    "small": price(claim_of(line(50_000), care=CareKind.OUTPATIENT, person=OLD)),
    "card": price(claim_of(line(6_000_000), paid_in_cash=False), AccountMoney(100_000, 0)),
    "parts": price(
        claim_of(
            line(500_000, ItemClass.C),
            line(100_000, price=100_000, limit=60_000),
            line(100_000, ItemClass.B, share=Rate(1, 10)),
        )
    ),
    "class B": price(claim_of(line(100_000, ItemClass.B, share=Rate(9, 10)))),
    "limit": price(claim_of(line(100_000, price=100_000, limit=1))),
    "unstated": price(claim_of(line(100_000, ItemClass.B))),
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_is_whole(name: str, language: str) -> None:
    priced = SAMPLES[name]
    texts = [
        *sentences(priced, language),
        why_not_more(priced, language),
        *(step_title(step, language) for step in priced.steps),
        *(citation(step.source, language) for step in priced.steps),
        *warning_sentences(priced, language),
    ]
    for text in texts:
        assert text and "None" not in text and "_" not in text
    for text in sentences(priced, language):
        assert text.endswith("。" if language == "zh" else ".")


def words(priced: Adjudication, language: str) -> str:
    return "\n".join(sentences(priced, language))


def test_retired_in_chinese() -> None:
    text = words(SAMPLES["retired"], "zh")
    assert "退休人员的个人负担按60%计，由6,305.00元减为3,783.00元。" in text
    assert "3,783.00元，退休人员统一补充医疗保险按50%支付1,891.50元。" in text
    assert "与后续各层合计支付98.5%" in why_not_more(SAMPLES["retired"], "zh")


def test_retired_in_english() -> None:
    text = words(SAMPLES["retired"], "en")
    assert "Unified retiree supplement pays 50% of 3,783.00: 1,891.50 yuan." in text
    assert "98.5% together" in why_not_more(SAMPLES["retired"], "en")


def test_the_number_of_the_stay_and_its_deductible() -> None:
    assert "本年第2次住院，起付标准650.00元" in words(SAMPLES["second"], "zh")
    assert "Admission 2 of the year: the deductible is 650.00 yuan" in words(SAMPLES["second"], "en")


def test_a_cap_names_fund_limit_and_what_follows() -> None:
    assert "年度最高支付限额100,000.00元" in words(SAMPLES["capped"], "zh")
    assert why_not_more(SAMPLES["capped"], "zh").startswith("基本医疗保险统筹基金本年已达到限额100,000.00元。")
    assert "has reached its limit of 20,000.00 yuan for this year" in why_not_more(SAMPLES["hard cap"], "en")


def test_thresholds_speak_of_what_was_paid() -> None:
    assert "本年累计支付20,000.00元以上时，9,628.57元，门诊大额医疗互助资金按60%支付5,777.14元。" in words(
        SAMPLES["outpatient"], "zh"
    )


def test_account() -> None:
    assert "不动用个人账户" in words(SAMPLES["retired"], "zh")
    assert "个人账户支付1,000.00元(当年资金1,000.00元)。" in words(SAMPLES["card"], "zh")


def test_warnings() -> None:
    assert "先行自付比例" in warning_sentences(SAMPLES["unstated"], "zh")[0]
    assert warning_sentences(SAMPLES["retired"], "zh") == ()


def test_a_layer_with_one_band_is_told_once() -> None:
    assert words(SAMPLES["retired"], "zh").count("退休人员统一补充医疗保险") == 1
