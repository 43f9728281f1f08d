"""A booked claim can be stored, read back and held against its paper."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.adjudication import (
    AccountMoney,
    Adjudication,
    Binding,
    FundPayment,
    LineSplit,
    PolicyRef,
    Source,
    Step,
    YearTotals,
)
from counter.domain.claim import (
    CareKind,
    Claim,
    ClaimLine,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    Receipt,
    ReceiptKind,
)
from counter.domain.ledger import EntryKind, Transfer
from counter.domain.money import Rate
from counter.domain.settlement import (
    Settlement,
    Snapshot,
    StatementLine,
    statement_lines,
    transfers_of,
    verification_code,
)

SOURCE = Source("某办法", "第六条", "A")
HOSPITAL = Institution("H99010100001", "甲医院", InstitutionLevel.LEVEL_3, "990101")


def claim_line(charge_type: str, fen: int) -> ClaimLine:
    return ClaimLine("XA01", "药", ItemClass.A, "101", charge_type, fen, Decimal(1), fen)


CLAIM = Claim(
    7,
    "990101",
    "310",
    CareKind.OUTPATIENT,
    PersonFacts("11", date(1990, 1, 1)),
    HOSPITAL,
    (
        Receipt(
            ReceiptKind.E_RECEIPT,
            "11060126",
            "0012345678",
            "",
            HOSPITAL,
            date(2026, 11, 12),
            3000,
            (claim_line("11", 1000), claim_line("09", 2000)),
        ),
        Receipt(
            ReceiptKind.E_RECEIPT,
            "11060126",
            "0012345679",
            "",
            HOSPITAL,
            date(2026, 11, 12),
            500,
            (claim_line("09", 500),),
        ),
    ),
    date(2026, 11, 12),
)

PRICED = Adjudication(
    policy=PolicyRef("beijing-employee-outpatient", "2023-01-01", "ab" * 32, "2023-01-01", "北京", "Beijing"),
    total_amount=3500,
    excluded_amount=300,
    over_limit_amount=100,
    prior_self_pay_amount=100,
    eligible_amount=3000,
    deductible_amount=0,
    funds=(
        FundPayment("310101", "hifp_pay", "统筹", "Pool", 2100, 100_000),
        FundPayment("330101", "hifob_pay", "大额", "Large", 0),
    ),
    hospital_amount=0,
    account_current_amount=400,
    account_prior_amount=100,
    family_account_amount=0,
    cash_amount=900,
    lines=(
        LineSplit(0, 0, 1000, 300, 0, 0, 700),
        LineSplit(0, 1, 2000, 0, 100, 100, 1800),
        LineSplit(1, 0, 500, 0, 0, 0, 500),
    ),
    steps=(
        Step("eligible", 3500, 3000, "lines", SOURCE),
        Step("band", 3000, 2100, "layers.pool.bands.1", SOURCE, Rate(7, 10), (("from", "0"), ("to", "20000"))),
    ),
    binding=Binding("rate", "layers.pool.bands.1", SOURCE, (("rate", "70%"),)),
    totals_before=YearTotals("2026", (("S0000/outpatient", 100),)),
    totals_added=(("S0000/outpatient", 3500),),
    warnings=("review_overdue",),
)

SNAPSHOT = Snapshot(
    number="990101-JS-2026-00000001",
    key="k1",
    centre="990101",
    counter="03",
    clerk="李",
    business_day="2026-11-21",
    settled_at="2026-11-21T10:00:00+08:00",
    identity_route="chip",
    member_id=7,
    psn_no="99010100000000000007",
    name="张𬭶",
    sex="1",
    birth_day="1990-01-01",
    age=36,
    id_number="990101199001010139",
    card_number="X00000019",
    scheme="310",
    region="990101",
    person_type="11",
    care="11",
    reason="01",
    institution_code=HOSPITAL.code,
    institution_name=HOSPITAL.name,
    institution_level="3",
    diagnosis="上呼吸道感染",
    admission_day="",
    discharge_day="",
    service_day="2026-11-12",
    receipts=(("e_receipt:11060126:0012345678", HOSPITAL.name, "2026-11-12", 3000),),
    categories=(StatementLine("09", 2500, 2300, 100, 100, 0),),
    adjudication=PRICED,
    account_after=AccountMoney(600, 0),
    claim_hash=CLAIM.content_hash(),
)


def test_a_snapshot_is_read_back_as_it_was_stored() -> None:
    stored = SNAPSHOT.to_json()
    again = Snapshot.from_json(stored)
    assert again == SNAPSHOT
    assert again.to_json() == stored
    assert again.content_hash == SNAPSHOT.content_hash


def test_reading_back_gives_types_not_lists() -> None:
    again = Snapshot.from_json(SNAPSHOT.to_json()).adjudication
    assert isinstance(again.lines[1], LineSplit)
    assert again.steps[1].rate == Rate(7, 10)
    assert again.steps[0].rate is None
    assert again.figures() == PRICED.figures()
    assert again.totals_after == YearTotals("2026", (("S0000/outpatient", 3600),))
    hash(again)


def test_the_stored_form_keeps_rare_characters() -> None:
    assert "张𬭶".encode() in SNAPSHOT.to_json()


def test_a_snapshot_of_a_newer_program_is_refused() -> None:
    newer = SNAPSHOT.to_json().replace(b'"format":1', b'"format":2')
    with pytest.raises(ValueError, match="newer than this program"):
        Snapshot.from_json(newer)


def test_a_snapshot_whose_parts_do_not_add_up_is_refused() -> None:
    content = json.loads(SNAPSHOT.to_json())
    content["adjudication"]["cash_amount"] += 1
    with pytest.raises(AssertionError, match="payers pay"):
        Snapshot.from_json(json.dumps(content).encode())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"eligible_amount": 2999}, "parts"),
        ({"cash_amount": 899}, "payers pay"),
        ({"cash_amount": -100, "account_current_amount": 1400}, "less than nothing"),
    ],
)
def test_an_adjudication_that_does_not_add_up_cannot_be_made(changes: dict[str, int], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        replace(PRICED, **changes)  # type: ignore[arg-type]


def test_sums_of_an_adjudication() -> None:
    assert (PRICED.fund_amount, PRICED.account_amount, PRICED.person_amount) == (2100, 500, 1400)
    assert PRICED.field_amount("hifp_pay") == 2100
    assert PRICED.field_amount("maf_pay") == 0


def test_totals_drop_what_cancels_out() -> None:
    totals = YearTotals("2026", (("b", 5), ("a", 1)))
    assert totals.get("a") == 1
    assert totals.get("c") == 0
    assert totals.plus((("b", -5), ("c", 2))).amounts == (("a", 1), ("c", 2))


def test_every_change_changes_the_hash_and_the_code() -> None:
    seen = {SNAPSHOT.content_hash}
    for changed in (
        replace(SNAPSHOT, name="张三"),
        replace(SNAPSHOT, number="990101-JS-2026-00000002"),
        replace(SNAPSHOT, adjudication=replace(PRICED, cash_amount=899, account_current_amount=401)),
    ):
        assert changed.content_hash not in seen
        assert verification_code(changed.content_hash) != verification_code(SNAPSHOT.content_hash)
        seen.add(changed.content_hash)


@given(st.binary(min_size=32, max_size=32))
def test_the_code_can_be_read_over_a_telephone(digest: bytes) -> None:
    code = verification_code(digest.hex())
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)


def test_the_code_holds_eighty_bits_of_the_hash() -> None:
    assert verification_code("00" * 32) == "0000-0000-0000-0000"
    assert verification_code("ff" * 32) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    # 80 bits in groups of five, worked out by hand: 0x08 0x42 = 00001 00001 00001 0....
    assert verification_code("0842" + "00" * 30) == "1110-0000-0000-0000"
    assert verification_code("00" * 9 + "01" + "00" * 22) == "0000-0000-0000-0001"


def test_a_settlement_speaks_for_its_snapshot() -> None:
    settlement = Settlement(1, SNAPSHOT, 9, "cd" * 32, "pending", 0)
    assert settlement.number == SNAPSHOT.number
    assert settlement.code == verification_code(SNAPSHOT.content_hash)


def test_a_hand_over_that_was_cut_off_counts_as_paper() -> None:
    assert Settlement(1, SNAPSHOT, 9, "cd" * 32, "pending", 0).copies_out == 0
    assert Settlement(1, SNAPSHOT, 9, "cd" * 32, "sending", 0).copies_out == 1
    assert Settlement(1, SNAPSHOT, 9, "cd" * 32, "printed", 2).copies_out == 2


def test_lines_are_summed_by_fee_category() -> None:
    assert statement_lines(CLAIM, PRICED) == (
        StatementLine("09", 2500, 2300, 100, 100, 0),
        StatementLine("11", 1000, 700, 0, 0, 300),
    )


def test_a_cash_claim_owes_the_member() -> None:
    assert transfers_of(PRICED, CLAIM) == (
        Transfer("fund:310101", "member:7:payable", 2100, EntryKind.CLAIM),
        Transfer("member:7:current", "member:7:payable", 400, EntryKind.CLAIM),
        Transfer("member:7:prior", "member:7:payable", 100, EntryKind.CLAIM),
    )


def test_a_claim_that_was_not_paid_owes_the_institution() -> None:
    transfers = transfers_of(
        replace(PRICED, account_prior_amount=0, cash_amount=1000), replace(CLAIM, paid_in_cash=False)
    )
    assert {transfer.credit for transfer in transfers} == {"institution:H99010100001"}
    assert sum(transfer.fen for transfer in transfers) == 2500
    assert all(transfer.fen > 0 for transfer in transfers)
