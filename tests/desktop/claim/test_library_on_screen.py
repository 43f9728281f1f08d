"""Every worked case of every package on the calculation panel: all of it in words of the window, no amount lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from counter.desktop.application import create_application
from counter.desktop.calculation_panel import CalculationPanel
from counter.desktop.chip import Chip
from counter.desktop.step_words import known_facts
from counter.desktop.totals_words import year_totals_words
from counter.desktop.vocabulary import WORDS
from counter.desktop.waterfall import row_details, waterfall
from counter.desktop.wording import region
from counter.domain.adjudication import Adjudication
from counter.domain.claim import CareKind
from counter.domain.engine import adjudicate
from counter.domain.errors import CounterError
from counter.domain.explanation import citation, sentences, warning_sentences, why_not_more
from counter.domain.money import format_amount
from counter.policies.book import FolderBook, load_book
from counter.policies.cases import case_files, read_cases
from counter.policies.claim_file import PricedInput, read_claim
from counter.settings import resources_folder

POLICIES = resources_folder() / "policies"
FILES = case_files(POLICIES, unverified=True)
EXAMPLES = sorted(POLICIES.glob("*/examples/*.toml"))
LATIN = re.compile(r"[A-Za-z_]{2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def book() -> FolderBook:
    """All packages, those that rest on unverified values, too: their words must be there when they are verified."""
    return load_book(POLICIES, unverified=True)


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    create_application([], request.param)
    return str(request.param)


def priced_of(book: FolderBook, asked: PricedInput) -> Adjudication | None:
    claim = asked.claim
    try:
        policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day, asked.known_on)
        return adjudicate(claim, policy, asked.totals_of(policy.year.label(claim.service_day)), asked.money)
    except CounterError:
        return None


def cases_of(book: FolderBook, file: Path) -> Iterator[Adjudication]:
    questions = [case.input for case in read_cases(file, file.name)] if file in FILES else [read_claim(file)]
    for question in questions:
        priced = priced_of(book, question)
        if priced is not None:
            yield priced


def own_words(text: str, priced: Adjudication, language: str) -> str:
    """The text without what is a name: the titles of sources, which are Chinese in every language."""
    sources = {step.source for step in priced.steps} | {priced.binding.source}
    for cited in sorted((citation(source, language) for source in sources), key=len, reverse=True):
        text = text.replace(cited, "")
    return text


def assert_in_language(text: str, priced: Adjudication, language: str) -> None:
    own = own_words(text, priced, language)
    foreign = LATIN if language == "zh" else CHINESE
    for row in own.replace("Ctrl+E", "").splitlines():
        # A grade is a letter, a formula of a class of persons may hold digits; words of the other language may not.
        assert not foreign.search(row), row


@pytest.mark.parametrize("file", [*FILES, *EXAMPLES], ids=lambda file: f"{file.parent.parent.name}-{file.stem}")
def test_every_case_is_told_in_one_language_and_no_amount_is_lost(book: FolderBook, file: Path, language: str) -> None:
    told = 0
    for priced in cases_of(book, file):
        rows = waterfall(priced, language)
        fen = {row.key: row.fen for row in rows}
        funds = sum(row.fen for row in rows if row.key.startswith("fund."))
        assert fen["total"] + fen["excluded"] + fen["over_limit"] + fen["prior_self_pay"] == fen["eligible"]
        assert funds + fen.get("hospital", 0) + fen["person"] == fen["total"]
        assert fen["account"] + fen.get("family", 0) + fen["cash"] == fen["person"]
        details = {row.key: row_details(priced, row.key, language) for row in rows}
        opened = "\n".join(paragraph for found in details.values() for paragraph in found)
        for step in priced.steps:
            assert {name for name, _ in step.facts} <= known_facts()
            assert citation(step.source, language) in opened, step
        texts = [row.title + "\n" + row.note for row in rows]
        texts += [opened, year_totals_words(priced, language), why_not_more(priced, language)]
        texts += [*warning_sentences(priced, language), *sentences(priced, language)]
        assert why_not_more(priced, language)
        assert_in_language("\n".join(texts), priced, language)
        told += 1
    assert told or file in FILES


def test_a_step_stands_behind_exactly_one_row(book: FolderBook) -> None:
    for file in FILES:
        for priced in cases_of(book, file):
            keys = [row.key for row in waterfall(priced, "zh")]
            found = [row_details(priced, key, "zh") for key in keys]
            cited = sum(text.count("依据：") for paragraphs in found for text in paragraphs)
            assert cited == len(priced.steps), (file.name, keys)


def test_what_a_hospital_waives_and_the_family_pays_has_rows_of_its_own(book: FolderBook) -> None:
    priced = next(cases_of(book, POLICIES / "beijing/examples/inpatient-level-3.toml"))
    assert not {"hospital", "family"} & {row.key for row in waterfall(priced, "zh")}
    moved = replace(priced, hospital_amount=100, family_account_amount=250, cash_amount=priced.cash_amount - 350)
    fen = {row.key: row.fen for row in waterfall(moved, "zh")}
    assert (fen["hospital"], fen["family"]) == (100, 250)
    assert fen["account"] + fen["family"] + fen["cash"] == fen["person"]


def test_every_benefit_fund_and_kind_of_care_of_every_package_has_words(book: FolderBook) -> None:
    for policy in book.policies:
        assert policy.care <= {str(care) for care in CareKind} <= set(WORDS["care"])
        assert region(policy.region) != policy.region
        assert policy.scheme in WORDS["scheme"]
        assert {layer.fund for layer in policy.layers if layer.field != "hosp_part_amt"} <= set(WORDS["fund"])
        for cut in () if policy.away is None else policy.away.cuts:
            assert cut in WORDS["away"]
        shown = {layer.cap.benefit for layer in policy.layers if layer.cap is not None}
        shown |= {band.benefit for layer in policy.layers for band in layer.bands} | {f"{policy.pool}_deductible"}
        if policy.deductible is None:
            shown.discard(f"{policy.pool}_deductible")
        assert shown - {""} <= set(WORDS["benefit"]), policy.ref.name


def test_the_panel_opens_every_figure_and_says_the_package(qapp, book: FolderBook, language: str) -> None:  # type: ignore[no-untyped-def]
    for file in EXAMPLES:
        priced = next(cases_of(book, file))
        panel = CalculationPanel()
        panel.set_language(language)
        panel.resize(318, 560)
        panel.show()
        panel.show_priced(priced)
        for row in panel.rows():
            row.setFocus()
            QTest.keyClick(row, Qt.Key.Key_Space)
        texts = [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]
        assert sum(format_amount(priced.total_amount) in text for text in texts) >= 1
        assert_in_language("\n".join(texts), priced, language)
        for chip in panel.findChildren(Chip):
            assert chip.text()
        panel.close()
        panel.deleteLater()


def test_a_base_is_not_called_by_the_layer_that_paid(book: FolderBook, language: str) -> None:
    """Two kinds of assistance from one fund: what is counted is the base of the one that did not pay."""
    file = next(file for file in FILES if file.name == "yubei-resident.toml")
    priced = next(priced for priced in cases_of(book, file) if priced.field_amount("maf_pay"))
    (row,) = (row for row in year_totals_words(priced, language).splitlines() if "计入" in row or "counted" in row)
    assert row.startswith(("医疗救助（计入的费用）", "Medical assistance (expense counted)"))


def test_the_totals_of_one_layer_and_of_direct_lines_are_named(book: FolderBook, language: str) -> None:
    file = next(file for file in FILES if file.name == "yubei-resident.toml")
    priced = next(priced for priced in cases_of(book, file) if priced.field_amount("maf_pay"))
    added = (
        ("D610101/inpatient.assistance", 100),
        ("F0000/inpatient.direct", 200),
        ("F610101/inpatient.tilted", 300),
        ("F610101/inpatient.unknown", 400),
    )
    rows = year_totals_words(replace(priced, totals_added=added), language).splitlines()[1:]
    words = {
        "zh": ("大额费用医疗救助 ", "范围内（直接支付） ", "倾斜救助（计入的费用） ", "医疗救助（计入的费用） "),
        "en": (
            "Large-cost assistance ",
            "in scope (paid directly) ",
            "Tilted assistance (expense counted) ",
            "Medical assistance (expense counted) ",
        ),
    }
    assert all(row.startswith(wanted) for row, wanted in zip(rows, words[language], strict=True)), rows
