"""Statements against expected ones: their text first, their picture second.

After a change that is meant, `COUNTER_WRITE_GOLDEN=1 pytest tests/unit/printing/test_golden.py` writes the expected
files anew; look at them before they are committed.
"""

from __future__ import annotations

import difflib
import os
from dataclasses import replace
from pathlib import Path

import paper_sample
import pytest
from PIL import Image, ImageChops

from counter.printing.documents import StatementDocuments, pages, text_of

GOLDEN = Path(__file__).parents[2] / "golden"
DPI = 75
WRITE = os.environ.get("COUNTER_WRITE_GOLDEN") == "1"

CASES = {
    "outpatient_zh": (paper_sample.outpatient(), "zh", 0, 2),
    "outpatient_en": (paper_sample.outpatient(), "en", 0, 1),
    "inpatient_zh": (paper_sample.inpatient(), "zh", 0, 0),
    "inpatient_en": (paper_sample.inpatient(), "en", 0, 2),
    "reprint_zh": (paper_sample.inpatient(), "zh", 1, 2),
    "reversal_zh": (paper_sample.reversal(paper_sample.inpatient()), "zh", 0, 0),
    "reversal_en": (paper_sample.reversal(paper_sample.outpatient()), "en", 0, 2),
    "correction_zh": (paper_sample.correction(), "zh", 0, 2),
    "void_zh": (replace(paper_sample.inpatient(), reversed_by="110105-JS-2026-00041877"), "zh", 1, 0),
}
"""Name: settlement, language, reprint, which copy is looked at."""


def lines_of(text: str) -> list[str]:
    """Text of a page by line; runs of spaces count as one."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.fixture(params=CASES, ids=list(CASES))
def case(request: pytest.FixtureRequest, documents: StatementDocuments) -> tuple[str, bytes, int]:
    settlement, language, reprint, page = CASES[request.param]
    return request.param, documents.statement(settlement, language, reprint=reprint), page


def test_text(case: tuple[str, bytes, int]) -> None:
    name, pdf, page = case
    expected = GOLDEN / f"statement_{name}.txt"
    found = lines_of(text_of(pdf)[page])
    if WRITE:
        expected.write_text("\n".join(found) + "\n", encoding="utf-8")
    difference = list(
        difflib.unified_diff(
            expected.read_text(encoding="utf-8").splitlines(), found, expected.name, "now", lineterm="", n=1
        )
    )
    assert not difference, "\n" + "\n".join(difference)


def test_picture(case: tuple[str, bytes, int], tmp_path: Path) -> None:
    name, pdf, page = case
    expected = GOLDEN / f"statement_{name}.png"
    image = pages(pdf, DPI)[page]
    found = Image.frombytes("RGB", (image.width, image.height), image.rgb).convert("L")
    if WRITE:
        found.quantize(16).save(expected, optimize=True)
        assert expected.stat().st_size < 150_000
    with Image.open(expected) as stored:
        wanted = stored.convert("L")
    assert found.size == wanted.size, f"{found.size} instead of {wanted.size}"
    difference = ImageChops.difference(found, wanted)
    # Other versions of pdfium smooth edges a little differently; a moved line or word changes far more than that.
    changed = sum(difference.histogram()[96:])
    if changed > 60:
        place = difference.point(lambda value: 255 if value >= 96 else 0).getbbox()
        paths = {word: tmp_path / f"{name}_{word}.png" for word in ("now", "expected", "difference")}
        found.save(paths["now"])
        wanted.save(paths["expected"])
        ImageChops.invert(difference).save(paths["difference"])
        pytest.fail(f"{changed} pixels differ within {place}; look at {paths['difference']} and its neighbours")
