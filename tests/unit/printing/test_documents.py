"""The settlement statement as a whole: copies, pages, fidelity, and what stops it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import paper_sample
import pypdfium2
import pytest

from counter.domain.adjudication import YearTotals
from counter.domain.errors import MissingGlyph
from counter.domain.identity import SeenCard
from counter.domain.money import capital_amount
from counter.domain.settlement import Settlement, StatementLine
from counter.printing.documents import StatementDocuments, pages, text_of
from counter.printing.statement import payable_fen, qr_text

COPIES = {"zh": ("第一联", "第二联", "第三联"), "en": ("Copy 1 ", "Copy 2 ", "Copy 3 ")}


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("settlement", [paper_sample.outpatient(), paper_sample.inpatient()], ids=["out", "in"])
def test_three_copies_that_differ_in_their_name_alone(
    documents: StatementDocuments, settlement: Settlement, language: str
) -> None:
    texts = text_of(documents.statement(settlement, language))
    assert len(texts) == 3
    bodies = set()
    for text, name in zip(texts, COPIES[language], strict=True):
        assert name in text
        assert sum(other in text for other in COPIES[language]) == 1
        bodies.add("\n".join(line for line in text.splitlines() if name not in line))
    assert len(bodies) == 1


def test_the_same_settlement_gives_the_same_bytes(documents: StatementDocuments, resources: Path) -> None:
    settlement = paper_sample.inpatient()
    first = documents.statement(settlement)
    assert documents.statement(paper_sample.outpatient()) != first
    assert documents.statement(settlement) == first
    assert StatementDocuments(resources).statement(settlement) == first
    assert documents.statement(settlement, reprint=1) != first
    stored = type(settlement.snapshot).from_json(settlement.snapshot.to_json())
    assert documents.statement(replace(settlement, snapshot=stored)) == first


def test_the_bytes_do_not_depend_on_how_it_was_printed_before(documents: StatementDocuments) -> None:
    settlement = paper_sample.outpatient()
    again = replace(settlement, print_state="printed", printed=3)
    assert documents.statement(again) == documents.statement(settlement)


@pytest.mark.parametrize("name", paper_sample.RARE_NAMES)
def test_rare_names_come_back_from_both_readers(documents: StatementDocuments, name: str, tmp_path: Path) -> None:
    pdf = documents.statement(paper_sample.outpatient(name=name))
    assert all(name in text for text in text_of(pdf))
    if shutil.which("pdftotext") is None:
        pytest.fail("pdftotext is missing: install poppler-utils")
    file = tmp_path / "statement.pdf"
    file.write_bytes(pdf)
    poppler = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True, timeout=60
    )
    assert poppler.stderr == b""
    assert poppler.stdout.decode().count(name) == 3


def test_every_font_is_embedded(documents: StatementDocuments, tmp_path: Path) -> None:
    pdf = documents.statement(paper_sample.inpatient(), "en", reprint=1)
    assert b"Helvetica" not in pdf
    file = tmp_path / "statement.pdf"
    file.write_bytes(pdf)
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True, timeout=60)
    assert listed.stderr == ""
    fonts = listed.stdout.splitlines()[2:]
    assert fonts
    for font in fonts:
        # Name (a subset's), type, encoding, then: embedded, subset, has a ToUnicode map.
        assert re.search(r"^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes ", font)


def test_a_missing_glyph_stops_the_paper_and_names_all_of_them(documents: StatementDocuments) -> None:
    settlement = paper_sample.outpatient(name="王\U0010fffd", diagnosis="高血压\ue123")
    with pytest.raises(MissingGlyph) as caught:
        documents.statement(settlement)
    assert set(caught.value.characters) == {"\U0010fffd", "\ue123"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_figures_stand_on_the_paper(documents: StatementDocuments, language: str) -> None:
    settlement = paper_sample.inpatient()
    text = flat(text_of(documents.statement(settlement, language))[2])
    for amount in ("62,480.35", "60,000.00", "1,000.00", "1,480.35", "1,300.00", "54,917.00", "1,891.50", "45,083.00"):
        assert amount in text
    for amount in ("56,808.50", "5,671.85", "4,191.50", "1,200.00", "4,471.85", "889.15", "58,008.50"):
        assert amount in text
    assert "伍万捌仟零捌元伍角" in text
    assert settlement.number in text
    assert settlement.code in text
    assert settlement.audit_hash[:16] in text


def test_names_of_funds_and_categories_follow_the_language(documents: StatementDocuments) -> None:
    chinese, english = (
        flat(text_of(documents.statement(paper_sample.inpatient(), language))[0]) for language in ("zh", "en")
    )
    for word in ("统筹基金", "大额医疗费用互助资金", "退休人员统一补充医疗保险", "西药费", "退休", "急诊抢救", "12天"):
        assert word in chinese
    for word in ("Pooledfund", "Large-amountfund", "Unifiedretireesupplement", "Westerndrugs", "retired", "emergency"):
        assert word in english
    assert "申请行政复议或者提起行政诉讼" in chinese
    assert "administrativereconsideration" in english


def test_id_and_card_number_are_masked(documents: StatementDocuments) -> None:
    snapshot = paper_sample.outpatient().snapshot
    pdf = documents.statement(paper_sample.settlement_of(snapshot))
    text = flat("".join(text_of(pdf)))
    assert snapshot.id_number not in text
    assert snapshot.card_number not in text
    assert snapshot.id_number[6:14] not in text
    assert "990101********0019" in text


@pytest.mark.parametrize("card", [None, SeenCard("X00000029", "990101D1560000050000000000000029")])
@pytest.mark.parametrize(("number", "shown"), [("X00000038", "X000****8"), ("", "—")])
def test_the_card_of_the_booking_is_the_one_that_is_named(
    documents: StatementDocuments, number: str, shown: str, card: SeenCard | None
) -> None:
    """Whichever lay in the reader when it was taken back: `card` is for the books."""
    for sample in (paper_sample.outpatient(), paper_sample.reversal(paper_sample.outpatient())):
        snapshot = replace(sample.snapshot, card_number=number, card=card)
        for text in text_of(documents.statement(paper_sample.settlement_of(snapshot))):
            assert f"社保卡号{shown}" in flat(text)


def test_a_reprint_says_so_on_every_page(documents: StatementDocuments) -> None:
    settlement = paper_sample.outpatient()
    for text in text_of(documents.statement(settlement, reprint=2, clerk="钱多")):
        assert "补打 第 2 次 经办人 钱多" in " ".join(text.replace("　", " ").split())
        assert "原件" not in text
    assert "经办人 赵静" in " ".join(text_of(documents.statement(settlement, reprint=1))[0].replace("　", " ").split())
    original = text_of(documents.statement(settlement))[0]
    assert "补打" not in original
    assert "原件" in original


def test_many_receipts_flow_to_more_pages_and_none_is_lost(documents: StatementDocuments) -> None:
    receipts = tuple(
        (f"e_receipt:11060123:{number:010d}", f"第{number}医院", "2026-11-12", 100 + number) for number in range(180)
    )
    settlement = paper_sample.outpatient(receipts=receipts)
    texts = text_of(documents.statement(settlement))
    assert len(texts) % 3 == 0
    each = len(texts) // 3
    assert each > 3
    for copy in range(3):
        whole = "".join(texts[copy * each : (copy + 1) * each])
        assert re.findall(r"\b0000000\d{3}\b", whole) == [f"{number:010d}" for number in range(180)]
        for page in range(each):
            text = texts[copy * each + page]
            assert f"第 {page + 1} 页 共 {each} 页" in text.replace("　", " ")
            assert COPIES["zh"][copy] in text
            assert settlement.number in text


def test_long_texts_are_never_cut(documents: StatementDocuments) -> None:
    diagnosis = "".join(f"诊断{number}；" for number in range(600))
    settlement = paper_sample.inpatient(diagnosis=diagnosis, institution_name="很长的医院名称" * 12, name="艾" * 60)
    texts = text_of(documents.statement(settlement))
    whole = flat("".join(texts[: len(texts) // 3]))
    assert flat(diagnosis) in whole
    assert "很长的医院名称" * 12 in whole
    assert "艾" * 60 in whole


def test_large_amounts_stay_on_one_line(documents: StatementDocuments) -> None:
    """999,999,999.99 is set smaller rather than broken."""
    sample = paper_sample.outpatient()
    priced = replace(
        sample.snapshot.adjudication,
        total_amount=99_999_999_999,
        excluded_amount=99_999_999_999 - 59_880 + 4000 + 2689 - 6689,
        cash_amount=99_999_999_999 - 37_234,
        eligible_amount=53_191,
    )
    priced = replace(priced, totals_before=YearTotals("2026", (("S0000/outpatient", 99_999_999_999 - 63_380),)))
    priced = replace(priced, totals_added=(("S0000/outpatient", 63_380),))
    line = StatementLine("09", 99_999_999_999, 53_191, 2689, 4000, priced.excluded_amount)
    text = text_of(documents.statement(paper_sample.outpatient(adjudication=priced, categories=(line,))))[0]
    # Category, sum of categories, total of the year after, cash.
    assert text.count("999,999,999.99") >= 3
    assert text.count("999,999,366.19") == 1


def test_of_the_years_totals_only_wholes_are_printed(documents: StatementDocuments) -> None:
    """What one layer alone has, or direct lines, is a part of a row that is there."""
    sample = paper_sample.outpatient().snapshot.adjudication
    parts = (("D330101/outpatient.extra", 123_456), ("F0000/outpatient.direct", 234_567))
    priced = replace(sample, totals_added=(*sample.totals_added, *parts))
    with_parts = text_of(documents.statement(paper_sample.outpatient(adjudication=priced)))[0]
    assert "1,234.56" not in with_parts and "2,345.67" not in with_parts
    assert with_parts.count("政策范围内") == text_of(documents.statement(paper_sample.outpatient()))[0].count(
        "政策范围内"
    )


def test_no_fund_pays(documents: StatementDocuments) -> None:
    sample = paper_sample.outpatient().snapshot.adjudication
    priced = replace(sample, funds=(), cash_amount=63380, steps=(), totals_added=())
    text = text_of(documents.statement(paper_sample.outpatient(adjudication=priced)))[0]
    assert "本次无基金支付" in text
    assert "零元整" in text


def test_the_payable_sum_is_what_the_ledger_owes(documents: StatementDocuments) -> None:
    priced = paper_sample.inpatient_adjudication()
    assert payable_fen(priced) == 5680850 + 120000
    assert capital_amount(payable_fen(priced)) in text_of(documents.statement(paper_sample.inpatient()))[1]


def test_the_qr_code_ties_the_paper_to_the_ledger() -> None:
    settlement = paper_sample.outpatient()
    assert qr_text(settlement, settlement.code) == (
        f"{settlement.number} {settlement.code} 412 {settlement.audit_hash.upper()}"
    )


def test_another_figure_gives_another_code() -> None:
    one, other = paper_sample.outpatient(), paper_sample.outpatient(diagnosis="高血压")
    assert one.code != other.code


def test_pictures_of_the_pages(documents: StatementDocuments) -> None:
    images = documents.pages(documents.statement(paper_sample.outpatient()), 50)
    assert len(images) == 3
    for image in images:
        assert (image.width, image.height) == (414, 585)
        assert len(image.rgb) == image.width * image.height * 3
        assert 0.5 < sum(image.rgb) / len(image.rgb) / 255 < 0.99


def test_threads_may_print_and_look_at_once(documents: StatementDocuments) -> None:
    settlements = [paper_sample.outpatient(number=f"110105-JS-2026-{number:08d}") for number in range(8)]
    alone = [documents.statement(settlement) for settlement in settlements]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(documents.statement, settlements))
        assert together == alone
        assert all(len(images) == 3 for images in pool.map(lambda pdf: pages(pdf, 30), together))


def test_pdfium_is_never_entered_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[int] = []
    most: list[int] = []

    class Document:
        """Stands in for a document of pdfium and counts who is in it."""

        def __init__(self, _pdf: bytes) -> None:
            inside.append(1)

        def __iter__(self) -> Iterator[object]:
            time.sleep(0.02)
            most.append(len(inside))
            return iter(())

        def close(self) -> None:
            inside.pop()

    monkeypatch.setattr(pypdfium2, "PdfDocument", Document)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda work: work(b""), [lambda pdf: pages(pdf, 30), text_of] * 4))
    assert most == [1] * 8


def test_importing_the_package_is_cheap() -> None:
    """ReportLab and pdfium are loaded by the first document, not by the start of the program."""
    code = (
        "import sys, counter.printing.documents, counter.printing.spool;"
        "sys.exit(bool({'reportlab', 'pypdfium2', 'PIL', 'http.client'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
