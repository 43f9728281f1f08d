"""Recognition of scanned codes: every kind, its look-alikes, and text that is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.claim import ReceiptKind
from counter.domain.scanned_code import CodeKind, ScannedCode, ScannedReceipt, credential_digits, recognise

E_CREDENTIAL = "4243669509084040896099330000"
ID_NUMBER = "99010119680512001X"


def receipt(text: str) -> ScannedReceipt:
    code = recognise(text)
    assert code.kind is CodeKind.RECEIPT
    assert code.receipt is not None
    return code.receipt


def with_check_digit(first_17: str) -> str:
    from counter.domain.identity import id_check_digit

    return first_17 + id_check_digit(first_17)


def test_id_number_in_any_width_and_case() -> None:
    number = with_check_digit("99010119680512001")
    wide = number.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789X"})
    for text in (number, number.lower(), f" {number} ", wide):
        assert recognise(text) == ScannedCode(CodeKind.ID_NUMBER, number)


def test_id_number_that_begins_like_a_payment_code_is_an_id_number() -> None:
    number = with_check_digit("11010119680512001")
    assert recognise(number).kind is CodeKind.ID_NUMBER


def test_payment_codes_are_named_and_not_kept() -> None:
    assert recognise("134598761234567890") == ScannedCode(CodeKind.MOBILE_PAYMENT, brand="wechat")
    assert recognise("286598761234567890") == ScannedCode(CodeKind.MOBILE_PAYMENT, brand="alipay")
    assert recognise("301234567890123456789012").brand == "alipay"
    assert recognise("161234567890123456").kind is not CodeKind.MOBILE_PAYMENT


def test_wrong_check_digit_is_no_id_number() -> None:
    number = with_check_digit("99010119680512001")
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    assert recognise(wrong).kind is CodeKind.UNKNOWN


def test_e_credential_leaves_only_its_province() -> None:
    code = recognise(E_CREDENTIAL)
    assert code == ScannedCode(CodeKind.E_CREDENTIAL, brand="33")
    assert E_CREDENTIAL[3:20] not in repr(code)
    assert recognise(E_CREDENTIAL[:-1]).kind is not CodeKind.E_CREDENTIAL
    assert recognise("opc" + "A1" * 20).kind is CodeKind.E_CREDENTIAL


@pytest.mark.parametrize(
    "text",
    [
        "11060123,0012345678,7fa31c,633.80,20261112",
        "11060123|0012345678|7fa31c|633.80|2026-11-12",
        "20261112;11060123;0012345678;7fa31c;¥633.8",
        "票据代码:11060123 票据号码:0012345678 校验码:7fa31c 金额:633.80元 日期:2026年11月12日",
        "１１０６０１２３，００１２３４５６７８，7fa31c，633。80，20261112",
        "https://bill.example/check?pjdm=11060123&pjhm=0012345678&jym=7fa31c&je=633.8&kprq=20261112093000123",
        "https://bill.example/q/11060123_0012345678?k=7fa31c&a=633.80&d=20261112",
        "https://bill.example/#/v?billBatchCode=11060123&billNo=0012345678&random=7fa31c&amount=633.80&date=2026-11-12",
    ],
)
def test_fiscal_receipt_in_every_layout(text: str) -> None:
    assert receipt(text) == ScannedReceipt(
        ReceiptKind.E_RECEIPT, "11060123", "0012345678", "7fa31c", "2026-11-12", "633.80"
    )


def test_joined_barcode_of_a_medical_receipt_is_no_payment_code() -> None:
    found = receipt("110601230012345678")
    assert (found.code, found.number, found.check_code) == ("11060123", "0012345678", "")
    assert receipt("1106012300123456787FA31C").check_code == "7fa31c"
    assert recognise("119901230012345678").kind is CodeKind.MOBILE_PAYMENT


def test_code_that_looks_like_a_day_stays_the_code() -> None:
    found = receipt("20060101,0012345678,20261112")
    assert (found.code, found.issue_day) == ("20060101", "2026-11-12")


def test_part_of_a_receipt_is_suggested() -> None:
    assert receipt("0012345678") == ScannedReceipt(ReceiptKind.E_RECEIPT, number="0012345678")
    assert receipt("11060123") == ScannedReceipt(ReceiptKind.E_RECEIPT, code="11060123")


def test_invoices() -> None:
    digital = receipt("01,32,,26112000000012345678,412.60,20261030,,A1B2,")
    assert digital == ScannedReceipt(
        ReceiptKind.INVOICE, "", "26112000000012345678", "", "2026-10-30", "412.60", total_excludes_tax=False
    )
    paper = receipt("01,04,011002600111,12345678,365.13,20261030,12345678901234567890,A1B2,")
    assert paper.code == "011002600111"
    assert paper.check_code == "567890"
    assert paper.total_excludes_tax
    assert recognise("01,32,,no number,1,2,3,").kind is CodeKind.UNKNOWN


@pytest.mark.parametrize(
    "text",
    ["XC09CAX065A001010100483", "C14020613700000000000", "001101000010000", "001101000010000-110100001"],
)
def test_catalogue_codes(text: str) -> None:
    assert recognise(text.lower()) == ScannedCode(CodeKind.CATALOGUE, text)


def test_trade_barcode_needs_its_check_digit() -> None:
    assert recognise("6901028075763").kind is CodeKind.CATALOGUE
    assert recognise("6901028075764").kind is CodeKind.UNKNOWN


def test_card_number_and_statement_number() -> None:
    assert recognise("a12345678") == ScannedCode(CodeKind.CARD_NUMBER, "A12345678")
    assert recognise("990101-JS-2026-00000123") == ScannedCode(CodeKind.STATEMENT, "990101-JS-2026-00000123")


def test_code_scanned_twice_in_one_go_is_one_code() -> None:
    number = with_check_digit("99010119680512001")
    assert recognise(number + number) == ScannedCode(CodeKind.ID_NUMBER, number)
    assert recognise(E_CREDENTIAL * 2).kind is CodeKind.E_CREDENTIAL


@pytest.mark.parametrize("text", ["", "   ", "hello", "http://", "https://example/", "01,1,2", "\x00\x1d", "://["])
def test_nothing_is_unknown(text: str) -> None:
    assert recognise(text).kind is CodeKind.UNKNOWN


@given(st.text(max_size=120))
def test_never_raises(text: str) -> None:
    recognise(text)


@given(st.text(alphabet="0123456789,|;:/?=&.- 年月日01htps", max_size=80))
def test_never_raises_on_near_receipts(text: str) -> None:
    code = recognise(text)
    assert (code.receipt is not None) == (code.kind is CodeKind.RECEIPT)


@pytest.mark.parametrize("text", [E_CREDENTIAL, f" {E_CREDENTIAL} ", E_CREDENTIAL * 2, "４２４" + E_CREDENTIAL[3:]])
def test_the_digits_of_an_e_credential_are_for_its_decoder(text: str) -> None:
    assert credential_digits(text) == E_CREDENTIAL
    assert E_CREDENTIAL not in str(recognise(text))


@pytest.mark.parametrize("text", ["", ID_NUMBER, "opc" + "1" * 40, "425" + E_CREDENTIAL[3:], E_CREDENTIAL + "1"])
def test_other_codes_have_no_such_digits(text: str) -> None:
    assert credential_digits(text) == ""


def test_digits_of_other_scripts_and_endless_texts_are_no_codes() -> None:
    arabic = E_CREDENTIAL.translate({ord(char): 0x0660 + int(char) for char in "0123456789"})
    assert recognise(arabic).kind is CodeKind.UNKNOWN
    assert recognise("01,32,," + "1" * 40 + ",1.00,20260301,,A,").kind is CodeKind.UNKNOWN
    assert recognise("opc" + "A" * 5000).kind is CodeKind.UNKNOWN
    assert recognise("opc" + "A" * 500).kind is CodeKind.E_CREDENTIAL
