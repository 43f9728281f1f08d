"""What a region's package asks of a claim: care elsewhere, listed diseases, split stays; its warnings and refusals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from counter.desktop.application import create_application
from counter.desktop.claim_page import ClaimPage
from counter.desktop.field import Choice
from counter.desktop.settlement_facts import facts_of
from counter.domain.claim import Away, CareKind
from counter.domain.errors import StoreProblem
from counter.policies.book import FolderBook, load_book
from counter.settings import resources_folder

ENTER = Qt.Key.Key_Return


def begin_insured_in(
    claim_desk, region: str, scheme: str = "310", day: str = "20231101", *, care: str = ""
) -> ClaimPage:
    """Serve a member who is insured there; a receipt of 20 000 with one line is typed."""
    visit = claim_desk.visit(11)
    insurance = replace(visit.overview.insurance, region=region, scheme=scheme)
    page = claim_desk.claim
    page.window().activateWindow()
    page.show_visit(replace(visit, overview=replace(visit.overview, insurance=insurance)))
    page.open_argument(None)
    claim_desk.settle_down()
    claim_desk.press(
        "11060126", ENTER, "0012345678", ENTER, "7fa31c", ENTER, "sfdyyy", ENTER, day, ENTER, "20000", ENTER
    )
    if care:
        claim_desk.press(care)
    page.ui.grid.open_field(0, "item")
    claim_desk.press("atf", ENTER, "1", ENTER, "20000", ENTER, ENTER, ENTER)
    claim_desk.settle_down()
    return page


def shown(page: ClaimPage) -> set[str]:
    return {name for name, box in page.ui.form.boxes.items() if box.isVisible()}


def said_on_panel(page: ClaimPage) -> str:
    return "\n".join(label.text() for label in page.ui.panel.findChildren(QLabel) if label.isVisible())


def test_fields_that_nobody_asks_for_are_not_in_the_way(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    assert not {"away", "disease"} & shown(claim_desk.claim)


def test_a_listed_disease_is_asked_for_chosen_by_key_and_kept(claim_desk) -> None:
    page = begin_insured_in(claim_desk, "320100", care="3")
    assert page.entry.draft.care is CareKind.SERIOUS_OUTPATIENT
    assert "disease" in shown(page)
    assert page.ui.panel.priced() is None and "认定病种" in said_on_panel(page)
    assert ("disease", "missing") in {(problem.field, problem.code) for problem in page.problems()}
    page.ui.form.open_field("disease")
    claim_desk.press("4")
    assert page.entry.draft.disease == "dialysis"
    assert page.ui.panel.priced().fund_amount == 1_840_000
    assert "disease" not in {problem.field for problem in page.problems()}
    page.entry.receipt.institution = replace(page.entry.receipt.institution, region="320100")
    page.ui.documents.tick_all()
    page.submit()
    claim_desk.settle_down()
    asked = claim_desk.went[-1][1]
    assert ("认定病种", "透析治疗") in facts_of(asked)
    assert "异地转诊" in dict(facts_of(replace(asked, draft=replace(asked.draft, away=Away.REFERRED)))).values()
    (kept,) = claim_desk.counter.drafts(11)
    assert kept.draft.disease == "dialysis"
    again, _, _ = claim_desk.open_claim_page()
    again.show_visit(page._visit)
    again.open_argument(kept.draft.key)
    claim_desk.settle_down()
    box = again.ui.form.boxes["disease"].field
    assert isinstance(box, Choice) and box.currentData() == "dialysis"
    again.window().hide()
    page.window().activateWindow()
    claim_desk.settle_down()
    page.ui.form.open_field("care")
    claim_desk.press("1")
    assert page.entry.draft.disease == "", "the list of another kind of care has other diseases"


def test_away_is_asked_where_the_package_knows_it_and_changes_the_figures(claim_desk) -> None:
    page = begin_insured_in(claim_desk, "442000", day="20221201", care="4")
    page.ui.form.open_field("admission_day")
    claim_desk.press("20221120", ENTER, "20221201", ENTER)
    assert "away" in shown(page)
    at_home = page.ui.panel.priced().fund_amount
    assert ("away", "away_missing") in {(problem.field, problem.code) for problem in page.problems()}
    page.ui.form.open_field("away")
    claim_desk.press("3")
    assert page.entry.draft.away is Away.REFERRED
    assert page.ui.panel.priced().fund_amount < at_home
    assert "away" not in {problem.field for problem in page.problems()}
    assert any(row.line().note.startswith("统筹区外") for row in page.ui.panel.rows())


def test_a_hospital_elsewhere_asks_at_once_how_the_member_came_there(claim_desk) -> None:
    claim_desk.begin()
    page = claim_desk.claim
    page.ui.form.open_field("institution")
    claim_desk.press("lssfzxyy", "1")
    claim_desk.press(ENTER)
    assert "away" in shown(page)
    assert page.ui.form.boxes["away"].problem()
    assert "统筹区外" in page.ui.said.text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_past_its_review_day_a_package_warns_loudly_above_the_figures(claim_desk, language: str) -> None:
    create_application([], language)
    page, _, _ = claim_desk.open_claim_page()
    claim_desk.claim = page
    begin_insured_in(claim_desk, "442000", day="20261101", care="4")
    page.ui.form.open_field("admission_day")
    claim_desk.press("20261020", ENTER, "20261101", ENTER)
    warning = page.ui.panel._warnings
    assert warning.isVisible() and warning.property("role") == "loud"
    assert warning.y() < page.ui.panel._scroll.y()
    assert page.ui.panel.priced() is not None


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("上海", "职工医保", "2026-11-12")), ("en", ("Shanghai", "Employee"))]
)
def test_past_its_end_a_package_refuses_and_names_region_scheme_and_day(claim_desk, language: str, words) -> None:
    create_application([], language)
    page, _, _ = claim_desk.open_claim_page()
    claim_desk.claim = page
    begin_insured_in(claim_desk, "310000", day="20261112")
    said = said_on_panel(page)
    assert page.ui.panel.priced() is None
    assert all(word in said for word in (*words, "2026-11-12")), said


@pytest.fixture(scope="module")
def by_days(tmp_path_factory: pytest.TempPathFactory) -> FolderBook:
    """Beijing's inpatient rules, if Beijing split stays by days."""
    folder = tmp_path_factory.mktemp("policies")
    for name in ("inpatient-2019.toml", "inpatient-2023.toml"):
        written = (resources_folder() / "policies/beijing/employee" / name).read_text(encoding="utf-8")
        stay = (
            '\n[stay_across_years]\nsource = { from = "table", article = "x" }\nsplit = "by_days"\n'
            'discharge_day = "does_not_count"\nlater_part = "new_admission"\n'
        )
        (folder / name).write_text(written.replace('stay_across_years = "one_bill"\n', "") + stay, encoding="utf-8")
    return load_book(Path(folder))


def begin_stay(claim_desk, by_days: FolderBook, *, admission: str = "20251220") -> ClaimPage:
    claim_desk.counter._policies = by_days
    page = begin_insured_in(claim_desk, "110000", day="20260110", care="4")
    page.ui.form.open_field("admission_day")
    claim_desk.press(admission, ENTER, "20260110", ENTER, "胆囊结石", ENTER)
    page.ui.documents.tick_all()
    claim_desk.settle_down()
    return page


def test_a_stay_across_years_is_split_in_place_with_one_key(claim_desk, by_days: FolderBook) -> None:
    page = begin_stay(claim_desk, by_days)
    whole = page.entry.draft.key
    assert page.stay.isVisible() and "2025-12-31" in page.stay.text()
    page.submit()
    assert claim_desk.went == [] and "Ctrl+D" in claim_desk.said[-1][0]
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    claim_desk.settle_down()
    drafts = {record.draft.part.number: record.draft for record in claim_desk.counter.drafts(11)}
    assert set(drafts) == {1, 2} and whole not in {draft.key for draft in drafts.values()}
    assert page.entry.draft.key == drafts[1].key
    assert page.stay.isVisible() and "2025-12-20" in page.stay.text()
    assert page.ui.difference.text() == "相符"
    assert page.ui.panel.priced().totals_before.year == "2025"
    assert {case.number for case in claim_desk.books.open_cases()} >= {drafts[2].key}
    page.submit()
    assert claim_desk.went[-1][0] == "settlement"


def test_a_stay_of_one_year_or_an_incomplete_one_is_not_split(claim_desk, by_days: FolderBook) -> None:
    page = begin_stay(claim_desk, by_days, admission="20260102")
    assert not page.stay.isVisible()
    page.split()
    claim_desk.settle_down()
    assert page.entry.draft.part is None
    page.ui.form.open_field("admission_day")
    page.ui.form.boxes["admission_day"].field.selectAll()
    claim_desk.press("20251220", ENTER)
    assert page.stay.isVisible()
    page.entry.receipt.total = "1"
    page.split()
    claim_desk.settle_down()
    assert page.entry.draft.part is None and "要改" in claim_desk.said[-1][0]


def test_a_split_that_fails_leaves_the_whole_open(claim_desk, by_days: FolderBook, monkeypatch) -> None:
    page = begin_stay(claim_desk, by_days)
    whole = page.entry.draft.key

    def full(*_: object) -> str:
        raise StoreProblem("disk_full", "x")

    monkeypatch.setattr(claim_desk.counter, "save_draft", full)
    page.split()
    claim_desk.settle_down()
    assert page.entry.draft.key == whole
    assert claim_desk.said[-1][1] == "danger"


def test_totals_are_those_of_the_regions_settlement_year(claim_desk) -> None:
    """Shanghai's year runs from July: May and August of one calendar year are two of its years."""
    page = begin_insured_in(claim_desk, "310000", day="20220501")
    assert page.ui.panel.priced().totals_before.year == "2021"
    page.ui.form.open_field("issue_day")
    page.ui.form.boxes["issue_day"].field.selectAll()
    claim_desk.press("20220801", ENTER)
    assert page.ui.panel.priced().totals_before.year == "2022"


def test_a_refused_claim_can_still_be_supposed_otherwise(claim_desk) -> None:
    page = begin_insured_in(claim_desk, "310000", day="20261112")
    assert page.ui.panel.priced() is None
    page.suppose()
    claim_desk.settle_down()
    rows = page.asides.what_if.table.rows()
    assert rows == ()
    field = page.asides.what_if.form.boxes["day"].field
    field.setFocus()
    field.selectAll()
    claim_desk.press("20220501")
    rows = page.asides.what_if.table.rows()
    assert {row.real_fen for row in rows} == {None} and any(row.supposed_fen for row in rows)
