"""A draft keeps what was typed and names every problem beside its field; a claim is always whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.claim import (
    CATEGORY_OF_CARE,
    Away,
    CareCategory,
    CareKind,
    CatalogueItem,
    Claim,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    ReceiptKind,
    canonical_json,
    needs_stay,
)
from counter.domain.draft import (
    REQUIRED_DOCUMENTS,
    Draft,
    DraftLine,
    DraftReceipt,
    check_draft,
    claim_from_draft,
    item_for_line,
    line_amount,
    parse_day,
    parse_quantity,
    plain_text,
    trial_claim,
)
from counter.domain.errors import InputProblems
from counter.domain.money import Rate

TODAY = date(2026, 11, 21)
PERSON = PersonFacts("11", date(1990, 1, 1))
HOSPITAL = Institution("H99010100001", "甲医院", InstitutionLevel.LEVEL_3, "990101")
CLINIC = Institution("H99010100002", "乙社区站", InstitutionLevel.COMMUNITY, "990101")
ITEM = CatalogueItem(
    "XA01", "阿莫西林胶囊", ItemClass.B, "101", "09", prior_self_pay_rate=Rate.parse("0.1"), price_limit_fen=1200
)


def draft_line(**changes: object) -> DraftLine:
    line = DraftLine(item_text="阿莫", item=ITEM, unit_price="12.50", quantity="2", amount="25.00")
    return replace(line, **changes)  # type: ignore[arg-type]


def draft_receipt(**changes: object) -> DraftReceipt:
    receipt = DraftReceipt(
        kind=ReceiptKind.E_RECEIPT,
        code="11060126",
        number="0012345678",
        check_code="a1b2c3",
        institution=HOSPITAL,
        issue_day="2026-11-12",
        total="25.00",
        lines=[draft_line()],
    )
    return replace(receipt, **changes)  # type: ignore[arg-type]


def draft(**changes: object) -> Draft:
    whole = Draft(
        key="k1",
        member_id=7,
        region="990101",
        scheme="310",
        person=PERSON,
        care=CareKind.OUTPATIENT,
        diagnosis=" 上呼吸道感染 ",
        documents=frozenset(REQUIRED_DOCUMENTS),
        receipts=[draft_receipt()],
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def problems(broken: Draft) -> set[tuple[str, str]]:
    """(field, code) of everything that is wrong; there is no claim then."""
    claim, found = check_draft(broken, TODAY)
    assert claim is None
    assert found
    return {(problem.field, problem.code) for problem in found}


def test_a_whole_draft_becomes_a_claim() -> None:
    claim, found = check_draft(draft(), TODAY)
    assert found == ()
    assert claim is not None
    assert claim.total_fen == 2500
    assert claim.service_day == date(2026, 11, 12)
    assert claim.diagnosis == "上呼吸道感染"
    assert claim.institution == HOSPITAL
    receipt = claim.receipts[0]
    assert receipt.key == "e_receipt:11060126:0012345678"
    assert receipt.check_code == "A1B2C3"
    line = receipt.lines[0]
    assert (line.unit_price_fen, line.quantity, line.amount_fen) == (1250, Decimal(2), 2500)
    assert (line.item_code, line.prior_self_pay_rate, line.price_limit_fen) == ("XA01", Rate(1, 10), 1200)


def test_an_inpatient_claim_is_dated_by_its_discharge() -> None:
    stay = draft(care=CareKind.INPATIENT, admission_day="2026-11-01", discharge_day="2026-11-10")
    claim = claim_from_draft(stay, TODAY)
    assert (claim.admission_day, claim.discharge_day) == (date(2026, 11, 1), date(2026, 11, 10))
    assert claim.service_day == date(2026, 11, 10)


def test_spellings_of_one_receipt_have_one_key() -> None:
    spelled = draft_receipt(code="１１０６０１２６", number=" 00 1234 5678 ")
    assert claim_from_draft(draft(receipts=[spelled]), TODAY).receipts[0].key == "e_receipt:11060126:0012345678"


def receipt_problem(**changes: object) -> Callable[[], Draft]:
    return lambda: draft(receipts=[draft_receipt(**changes)])


def line_problem(**changes: object) -> Callable[[], Draft]:
    return lambda: draft(receipts=[draft_receipt(lines=[draft_line(**changes)])])


STAY = {"care": CareKind.INPATIENT, "admission_day": "2026-11-01", "discharge_day": "2026-11-10"}
R, LINE = "receipts.0", "receipts.0.lines.0"


@pytest.mark.parametrize(
    ("broken", "field", "code"),
    [
        (lambda: draft(**{**STAY, "admission_day": ""}), "admission_day", "missing"),
        (lambda: draft(**{**STAY, "discharge_day": "gestern"}), "discharge_day", "not_a_day"),
        (lambda: draft(**{**STAY, "discharge_day": "2026-11-22"}), "discharge_day", "after_today"),
        (lambda: draft(**{**STAY, "admission_day": "1989-12-31"}), "admission_day", "too_old"),
        (lambda: draft(**{**STAY, "discharge_day": "2026-10-31"}), "discharge_day", "before_admission"),
        (lambda: draft(**{**STAY, "admission_day": "2026-11-13"}), f"{R}.issue_day", "before_admission"),
        (lambda: draft(receipts=[]), "receipts", "no_receipts"),
        (lambda: draft(documents=frozenset({"receipt"})), "documents.record", "document_missing"),
        (receipt_problem(code="1106012"), f"{R}.code", "wrong_length"),
        (receipt_problem(code=""), f"{R}.code", "wrong_length"),
        (receipt_problem(code="1106012X"), f"{R}.code", "digits_only"),
        (receipt_problem(number=""), f"{R}.number", "missing"),
        (receipt_problem(number="12345"), f"{R}.number", "wrong_length"),
        (receipt_problem(number="00123A5678"), f"{R}.number", "digits_only"),
        (receipt_problem(number="٠٠١٢٣٤٥٦٧٨"), f"{R}.number", "digits_only"),
        (receipt_problem(kind=ReceiptKind.INVOICE, code="", number="1"), f"{R}.number", "wrong_length"),
        (receipt_problem(check_code="12345"), f"{R}.check_code", "wrong_length"),
        (receipt_problem(check_code="A1B2C*"), f"{R}.check_code", "wrong_length"),
        (receipt_problem(institution=None), f"{R}.institution", "missing"),
        (receipt_problem(issue_day=""), f"{R}.issue_day", "missing"),
        (receipt_problem(issue_day="2026-02-30"), f"{R}.issue_day", "not_a_day"),
        (receipt_problem(issue_day="2026-11-22"), f"{R}.issue_day", "after_today"),
        (receipt_problem(issue_day="1989-01-01"), f"{R}.issue_day", "too_old"),
        (receipt_problem(total=""), f"{R}.total", "missing"),
        (receipt_problem(total="zwei"), f"{R}.total", "amount_not_a_number"),
        (receipt_problem(total="25.000"), f"{R}.total", "amount_too_many_decimals"),
        (receipt_problem(total="9999999999"), f"{R}.total", "amount_too_large"),
        (receipt_problem(total="-25"), f"{R}.total", "amount_negative"),
        (receipt_problem(total="24.99"), f"{R}.total", "lines_differ"),
        (receipt_problem(lines=[]), f"{R}.lines", "no_lines"),
        (
            receipt_problem(total="0", lines=[draft_line(unit_price="", amount="0")]),
            f"{R}.total",
            "nothing_to_claim",
        ),
        (line_problem(item=None, item_text="  "), f"{LINE}.item", "missing"),
        (line_problem(quantity="0"), f"{LINE}.quantity", "not_a_quantity"),
        (line_problem(quantity="two"), f"{LINE}.quantity", "not_a_quantity"),
        (line_problem(unit_price="x"), f"{LINE}.unit_price", "amount_not_a_number"),
        (line_problem(amount="1.005"), f"{LINE}.amount", "amount_too_many_decimals"),
        (line_problem(amount="", unit_price=""), f"{LINE}.amount", "missing"),
        (line_problem(amount="", unit_price="-3"), f"{LINE}.amount", "missing"),
        (
            lambda: draft(receipts=[draft_receipt(), draft_receipt(number=" ００12345678")]),
            "receipts.1.number",
            "same_receipt_twice",
        ),
        (
            lambda: draft(receipts=[draft_receipt(), draft_receipt(number="0012345679", institution=CLINIC)]),
            "receipts.1.institution",
            "level_differs",
        ),
        (
            lambda: draft(receipts=[draft_receipt(), draft_receipt(number="0012345679", issue_day="2025-12-31")]),
            "receipts",
            "different_years",
        ),
    ],
)
def test_every_problem_is_named_beside_its_field(broken: Callable[[], Draft], field: str, code: str) -> None:
    assert (field, code) in problems(broken())
    with pytest.raises(InputProblems) as caught:
        claim_from_draft(broken(), TODAY)
    assert (field, code) in {(problem.field, problem.code) for problem in caught.value.problems}


def test_all_problems_are_listed_at_once() -> None:
    broken = draft(
        documents=frozenset(),
        receipts=[draft_receipt(number="", total="x", lines=[draft_line(quantity=""), draft_line(amount="y")])],
    )
    found = problems(broken)
    assert {
        ("receipts.0.number", "missing"),
        ("receipts.0.total", "amount_not_a_number"),
        ("receipts.0.lines.0.quantity", "not_a_quantity"),
        ("receipts.0.lines.1.amount", "amount_not_a_number"),
    } <= found
    assert {field for field, _ in found} >= {f"documents.{document}" for document in REQUIRED_DOCUMENTS}


def test_a_problem_that_hides_the_first_receipt_does_not_hide_the_others() -> None:
    broken = draft(receipts=[draft_receipt(institution=None), draft_receipt(number="x")])
    assert {("receipts.0.institution", "missing"), ("receipts.1.number", "digits_only")} <= problems(broken)


@pytest.mark.parametrize(
    ("kind", "code", "number"),
    [
        (ReceiptKind.INVOICE, "1234567890", "12345678"),
        (ReceiptKind.INVOICE, "123456789012", "12345678"),
        (ReceiptKind.INVOICE, "", "12345678901234567890"),
        (ReceiptKind.PAPER_RECEIPT, "12345678", "1234567890"),
    ],
)
def test_shapes_of_receipt_numbers(kind: ReceiptKind, code: str, number: str) -> None:
    whole = draft(receipts=[draft_receipt(kind=kind, code=code, number=number, check_code="")])
    assert claim_from_draft(whole, TODAY).receipts[0].key == f"{kind}:{code}:{number}"


def test_an_empty_amount_is_price_times_quantity() -> None:
    line = draft_line(amount="", unit_price="0.335", quantity="3")
    assert ("receipts.0.lines.0.unit_price", "amount_too_many_decimals") in problems(
        draft(receipts=[draft_receipt(lines=[line])])
    )
    line = draft_line(amount="", unit_price="3.35", quantity="0.5")
    claim = claim_from_draft(draft(receipts=[draft_receipt(total="1.68", lines=[line])]), TODAY)
    assert claim.receipts[0].lines[0].amount_fen == 168


def test_an_empty_price_is_amount_by_quantity() -> None:
    claim = claim_from_draft(draft(receipts=[draft_receipt(lines=[draft_line(unit_price="", quantity="3")])]), TODAY)
    assert claim.receipts[0].lines[0].unit_price_fen == 833


def test_a_line_without_catalogue_entry_is_excluded_in_full() -> None:
    claim = claim_from_draft(
        draft(receipts=[draft_receipt(lines=[draft_line(item=None, item_text=" 自费耗材 ")])]), TODAY
    )
    line = claim.receipts[0].lines[0]
    assert (line.item_code, line.item_name, line.item_class, line.charge_type) == ("", "自费耗材", ItemClass.C, "14")
    assert item_for_line(ITEM, "ignored") is ITEM


def test_a_stay_may_span_two_years() -> None:
    whole = draft(
        **STAY,
        receipts=[draft_receipt(), draft_receipt(number="0012345679")],
    )
    whole.admission_day = "2025-12-20"
    whole.receipts[1].issue_day = "2025-12-31"
    assert claim_from_draft(whole, TODAY).service_day == date(2026, 11, 10)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-12",
        "20261112",
        "2026/11/12",
        "2026.11.12",
        "2026年11月12日",
        "2026。11。12",
        "２０２６－１１－１２",
        " 2026-11-12 ",
    ],
)
def test_days_as_people_type_them(typed: str) -> None:
    assert parse_day(typed) == date(2026, 11, 12)


@pytest.mark.parametrize(
    "typed", ["", "2026-13-01", "2026-02-30", "12.11.2026", "2026-11", "202611", "2026111", "0000-01-01", "٢٠٢٦-١١-١٢"]
)
def test_what_is_no_day(typed: str) -> None:
    assert parse_day(typed) is None


@pytest.mark.parametrize(
    ("typed", "quantity"), [("1", "1"), ("0.5", "0.5"), ("１２", "12"), ("2。5", "2.5"), (" 3 ", "3")]
)
def test_quantities_as_people_type_them(typed: str, quantity: str) -> None:
    assert parse_quantity(typed) == Decimal(quantity)


@pytest.mark.parametrize("typed", ["", "0", "0.0000", "-1", "1.00001", "1234567", "1e3", "NaN", "٣", ".5"])
def test_what_is_no_quantity(typed: str) -> None:
    assert parse_quantity(typed) is None


@given(st.integers(0, 10**9), st.decimals("0.0001", 999999, places=4))
def test_price_times_quantity_is_exact(price: int, quantity: Decimal) -> None:
    twice = 2 * price * quantity
    assert abs(2 * line_amount(price, quantity) - twice) <= 1


def test_codes_compare_without_spaces_width_and_case() -> None:
    assert plain_text(" ａb c１\u3000") == "ABC1"


def test_a_trial_leaves_out_what_is_not_finished() -> None:
    typing = draft(
        receipts=[
            draft_receipt(number="", issue_day="", total="", lines=[draft_line(), draft_line(amount="x")]),
            draft_receipt(institution=None),
            draft_receipt(lines=[]),
        ]
    )
    claim = trial_claim(typing, TODAY)
    assert claim is not None
    assert claim.total_fen == 2500
    assert len(claim.receipts) == 1
    assert claim.service_day == TODAY


def test_a_trial_of_nothing_is_nothing() -> None:
    assert trial_claim(draft(receipts=[]), TODAY) is None
    assert trial_claim(draft(receipts=[draft_receipt(institution=None)]), TODAY) is None


def test_a_trial_never_lies_in_the_future() -> None:
    claim = trial_claim(draft(receipts=[draft_receipt(issue_day="2027-01-01")]), TODAY)
    assert claim is not None
    assert claim.service_day == TODAY


def test_a_trial_of_a_stay_is_dated_by_its_discharge() -> None:
    claim = trial_claim(draft(**STAY), TODAY)
    assert claim is not None
    assert (claim.admission_day, claim.service_day) == (date(2026, 11, 1), date(2026, 11, 10))
    claim = trial_claim(draft(**{**STAY, "discharge_day": ""}), TODAY)
    assert claim is not None
    assert claim.service_day == date(2026, 11, 12)


def test_a_finished_draft_is_priced_as_its_trial() -> None:
    claim, trial = claim_from_draft(draft(), TODAY), trial_claim(draft(), TODAY)
    assert trial is not None
    assert trial.receipts[0].lines == claim.receipts[0].lines
    assert (trial.service_day, trial.total_fen, trial.institution) == (
        claim.service_day,
        claim.total_fen,
        claim.institution,
    )


def test_the_same_claim_has_the_same_hash() -> None:
    one, other = claim_from_draft(draft(), TODAY), claim_from_draft(draft(), TODAY)
    assert one.content_hash() == other.content_hash()
    spelled = claim_from_draft(draft(receipts=[draft_receipt(lines=[draft_line(quantity="2.0")])]), TODAY)
    assert spelled.content_hash() == one.content_hash()
    assert replace(one, member_id=8).content_hash() != one.content_hash()


def test_facts_that_came_later_leave_the_hash_of_stored_claims_alone() -> None:
    claim = claim_from_draft(draft(), TODAY)
    assert not {"away", "disease"} & set(json.loads(claim.content()))
    elsewhere, listed = replace(claim, away=Away.REFERRED), replace(claim, disease="dialysis")
    assert json.loads(elsewhere.content())["away"] == "referred"
    assert json.loads(listed.content())["disease"] == "dialysis"
    assert len({claim.content_hash(), elsewhere.content_hash(), listed.content_hash()}) == 3


def test_canonical_json_is_stable_and_strict() -> None:
    assert canonical_json({"b": Decimal("1.50"), "a": date(2026, 1, 2), "名": "张"}) == (
        '{"a":"2026-01-02","b":"1.5","名":"张"}'.encode()
    )
    assert json.loads(canonical_json({"big": Decimal("100")}))["big"] == "100"
    with pytest.raises(TypeError, match="set"):
        canonical_json({"x": {1}})


def test_every_kind_of_care_has_a_category() -> None:
    assert set(CATEGORY_OF_CARE) == set(CareKind)
    assert {kind for kind in CareKind if needs_stay(kind)} == {
        CareKind.INPATIENT,
        CareKind.EMERGENCY_TO_INPATIENT,
        CareKind.OBSERVATION,
        CareKind.FAMILY_BED,
    }
    assert CATEGORY_OF_CARE[CareKind.PHARMACY] is CareCategory.PHARMACY


def test_who_is_retired() -> None:
    assert PersonFacts("12", date(1950, 1, 1)).retired
    assert PersonFacts("1201", date(1950, 1, 1)).retired
    assert not PERSON.retired


@given(
    st.text(max_size=12), st.text(max_size=12), st.text(max_size=12), st.text(max_size=12), st.sampled_from(CareKind)
)
def test_no_text_breaks_the_check(number: str, day: str, amount: str, quantity: str, care: CareKind) -> None:
    typed = draft(
        care=care,
        admission_day=day,
        discharge_day=day,
        receipts=[
            draft_receipt(
                number=number, issue_day=day, total=amount, lines=[draft_line(amount=amount, quantity=quantity)]
            )
        ],
    )
    claim, found = check_draft(typed, TODAY)
    assert (claim is None) == bool(found)
    trial = trial_claim(typed, TODAY)
    assert trial is None or isinstance(trial, Claim)


@pytest.mark.parametrize(
    ("region", "institution", "away", "wrong"),
    [
        ("110000", "130000", Away.LOCAL, "away_missing"),
        ("110000", "130000", Away.REFERRED, ""),
        ("110000", "110105", Away.LOCAL, ""),
        ("500112", "500100", Away.LOCAL, ""),
        ("500112", "500103", Away.LOCAL, "away_missing"),
        ("110000", "110000", Away.EMERGENCY, "not_away"),
        ("110000", "110105", Away.EMERGENCY, ""),
    ],
)
def test_care_elsewhere_says_how_the_member_came_there(region: str, institution: str, away: Away, wrong: str) -> None:
    receipt = draft_receipt(institution=replace(HOSPITAL, region=institution))
    typed = draft(region=region, away=away, disease="dialysis", receipts=[receipt])
    claim, found = check_draft(typed, TODAY)
    assert [(problem.field, problem.code) for problem in found] == ([("away", wrong)] if wrong else [])
    if claim is not None:
        assert (claim.away, claim.disease) == (away, "dialysis")
    trial = trial_claim(typed, TODAY)
    assert trial is not None and (trial.away, trial.disease) == (away, "dialysis")


def test_one_claim_belongs_to_one_settlement_year_of_its_region() -> None:
    """Shanghai's medical year runs from July to June."""

    def medical_year(day: date) -> str:
        return str(day.year if day.month >= 7 else day.year - 1)

    def of(first: str, second: str) -> Draft:
        return draft(receipts=[draft_receipt(issue_day=first), draft_receipt(number="0000000002", issue_day=second)])

    december, january = of("2025-12-31", "2026-01-01"), of("2026-06-30", "2026-07-01")
    assert check_draft(december, TODAY, medical_year)[1] == ()
    assert [problem.code for problem in check_draft(january, TODAY, medical_year)[1]] == ["different_years"]
    assert [problem.code for problem in check_draft(december, TODAY)[1]] == ["different_years"]
    assert check_draft(january, TODAY)[1] == ()
