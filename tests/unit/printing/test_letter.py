"""The explanation for the member on paper: whole, in both languages, marked on every page for what it is worth."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import paper_sample
import pypdfium2
import pytest

from counter.domain.errors import MissingGlyph
from counter.domain.member_letter import Letter, settled_letter
from counter.domain.settlement import Settlement
from counter.printing.documents import StatementDocuments, text_of

A4 = (595.28, 841.89)
LONG = 90


def flat(text: str) -> str:
    return "".join(text.split())


def trial(sentences: int = 3, place: str = "朝阳医院") -> Letter:
    """A letter before settlement."""
    told = tuple(
        f"第{number}项费用{number}.50元，基金按85%支付，其余由个人负担。" * 2 for number in range(1, sentences + 1)
    )
    sections = (("怎样算出来的", told), ("为什么不能再多", ("起付线以内由个人负担。",)))
    return Letter(
        "费用计算说明", "结算前的试算（2026-11-22），不具法律效力。", (place,), sections, "以结算单为准。", "", "zh"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("settlement", [paper_sample.outpatient(), paper_sample.inpatient()], ids=["out", "in"])
def test_a_settled_letter_says_all_and_names_its_statement(
    documents: StatementDocuments, settlement: Settlement, language: str
) -> None:
    letter = settled_letter(settlement, language)
    (page,) = text_of(documents.explanation(letter))
    said = flat(page)
    assert settlement.number in said and settlement.code in said
    for fact in (letter.title, letter.standing, *letter.facts, letter.foot):
        assert flat(fact) in said
    for heading, sentences in letter.sections:
        assert flat(heading) in said
        for number, sentence in enumerate(sentences, 1):
            assert flat(f"{number}.{sentence}") in said
    person = settlement.snapshot
    assert not any(word in said for word in (person.name, person.id_number, person.card_number, person.psn_no))


def test_a_void_statement_is_explained_as_void() -> None:
    settlement = replace(paper_sample.outpatient(), reversed_by="990101-JS-2026-00000099")
    for language, words in (("zh", "作废"), ("en", "void")):
        standing = settled_letter(settlement, language).standing
        assert words in standing and "990101-JS-2026-00000099" in standing


def test_what_it_is_worth_stands_on_every_page_and_nothing_is_lost_between_them(documents: StatementDocuments) -> None:
    letter = trial(LONG)
    pdf = documents.explanation(letter)
    texts = text_of(pdf)
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert flat(letter.standing) in flat(text)
        assert f"第{number}页共{len(texts)}页" in flat(text)
    whole = flat("".join(texts))
    assert all(f"第{number}项费用{number}.50元" in whole for number in range(1, LONG + 1))
    assert sum(flat("为什么不能再多") in flat(text) for text in texts) == 1
    document = pypdfium2.PdfDocument(pdf)
    sizes = [page.get_size() for page in document]
    document.close()
    assert all(size == pytest.approx(A4, abs=0.1) for size in sizes)


def test_a_heading_never_stands_alone_at_the_foot(documents: StatementDocuments) -> None:
    for count in range(12, 40):
        for text in text_of(documents.explanation(trial(count))):
            if "为什么不能再多" in text:
                assert "起付线以内由个人负担" in text


def test_the_same_letter_gives_the_same_bytes(documents: StatementDocuments, resources: Path) -> None:
    first = documents.explanation(trial())
    assert documents.explanation(trial()) == first
    assert StatementDocuments(resources).explanation(trial()) == first
    assert documents.explanation(trial(4)) != first


def test_every_font_is_embedded(documents: StatementDocuments, tmp_path: Path) -> None:
    pdf = documents.explanation(trial(place="䶮城𬭶医院"))
    assert b"Helvetica" not in pdf and "䶮城𬭶医院" in text_of(pdf)[0]
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf)
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True, timeout=60)
    fonts = listed.stdout.splitlines()[2:]
    assert listed.stderr == "" and fonts
    assert all(re.search(r" CID TrueType +Identity-H +yes yes yes ", font) for font in fonts)


def test_a_missing_glyph_stops_the_paper(documents: StatementDocuments) -> None:
    with pytest.raises(MissingGlyph) as caught:
        documents.explanation(trial(place="医院\ue123"))
    assert caught.value.characters == "\ue123"
