"""The paper of a reversal, of what it reversed, and of what corrects it."""

from __future__ import annotations

import re
from dataclasses import replace

import paper_sample
import pytest

from counter.domain.settlement import Copy
from counter.printing.documents import StatementDocuments, text_of

AMOUNT = re.compile(r"(?<![\d.])−?[\d,]+\.\d\d(?![\d.])")


def whole_text(documents: StatementDocuments, settlement: object, **options: object) -> list[str]:
    """The text of each page."""
    return list(text_of(documents.statement(settlement, **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("settled", [paper_sample.outpatient(), paper_sample.inpatient()], ids=["visit", "stay"])
def test_every_figure_of_the_fee_table_and_the_payers_is_negative(
    documents: StatementDocuments, settled: object, language: str
) -> None:
    undone = paper_sample.reversal(settled)
    (first, *_), (original, *_) = (whole_text(documents, one, language=language) for one in (undone, settled))
    taken = [fen for fen in AMOUNT.findall(original) if fen != "0.00" and not fen.startswith("−")]
    priced = settled.snapshot.adjudication
    for fen in (priced.total_amount, priced.eligible_amount, priced.fund_amount, priced.cash_amount):
        text = f"{fen // 100:,}.{fen % 100:02d}"
        assert text in taken
        assert f"−{text}" in AMOUNT.findall(first)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_three_copies_name_the_original_the_reason_and_both_persons(
    documents: StatementDocuments, language: str
) -> None:
    settled = paper_sample.inpatient()
    undone = paper_sample.reversal(settled)
    pages = whole_text(documents, undone, language=language)
    assert len(pages) % len(Copy) == 0
    per_copy = len(pages) // len(Copy)
    for copy in range(len(Copy)):
        text = "".join(pages[copy * per_copy : (copy + 1) * per_copy])
        contra = undone.snapshot.contra
        for fact in (settled.number, settled.code, contra.reason, contra.clerk, undone.snapshot.clerk, undone.number):
            assert fact in text.replace("\r\n", ""), fact
        assert undone.code in text and "补打" not in text


@pytest.mark.parametrize("reprint", [0, 2])
def test_a_reversed_statement_says_so_on_every_page(documents: StatementDocuments, reprint: int) -> None:
    undone = paper_sample.reversal(paper_sample.inpatient())
    void = replace(paper_sample.inpatient(), reversed_by=undone.number)
    for page in whole_text(documents, void, reprint=reprint):
        assert undone.number in page and page.count("作废") == 2
        assert ("补打" in page) == bool(reprint)
    assert all("作废" not in page for page in whole_text(documents, paper_sample.inpatient()))


def test_a_correction_names_what_it_replaces(documents: StatementDocuments) -> None:
    corrected = paper_sample.correction()
    for page in whole_text(documents, corrected):
        assert corrected.snapshot.replaces in page
    assert all("更正" not in page for page in whole_text(documents, paper_sample.outpatient()))


def test_the_same_reversal_gives_the_same_bytes(documents: StatementDocuments) -> None:
    undone = paper_sample.reversal(paper_sample.inpatient())
    assert documents.statement(undone) == documents.statement(undone)
