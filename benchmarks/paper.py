"""Counter's statement in three copies beside other ways to write a PDF (P1).

    .venv/bin/python benchmarks/paper.py --peers DIR [--quick] [--json FILE]

One resident worker for each engine, visited in turn, another word in every round. Every engine's first document is
checked: three pages, and the words of ours on each of them. An engine that does not start is "not run".
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
from adjudication import Worker

from counter.bench.centre import bench_centre, book, stay_draft
from counter.bench.measure import Outcome, as_json, report, timed_contest
from counter.bench.paper import renumbered
from counter.domain.settlement import Settlement
from counter.printing.documents import StatementDocuments
from counter.settings import resources_folder

HERE = Path(__file__).parent
OURS = "statement"
TYPST, SKIA = "typst, absolute places", "Skia"
FAMILY = "WenQuanYi Micro Hei"
LEAST_WORDS = 0.98
"""Of our words on a page, so many must be found in a peer's: spaces and marks are told differently by readers."""


def placed_texts(pdf: bytes) -> list[tuple[float, float, float, str]]:
    """(left, base line from the top, size, text) of the first page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        height = page.get_height()
        text = page.get_textpage()
        found = []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").strip()
            if words:
                found.append(
                    (round(left, 2), round(height - bottom, 2), round(max(4.0, min(top - bottom, 16.0)), 1), words)
                )
        return found
    finally:
        document.close()


def words_of(pdf: bytes) -> list[set[str]]:
    """The characters on each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [set("".join(page.get_textpage().get_text_bounded().split())) for page in document]
    finally:
        document.close()


def check(name: str, pdf: bytes, wanted: set[str]) -> str:
    """A sentence about a peer's document.

    Raises:
        AssertionError: it is not three pages with our words.
    """
    pages = words_of(pdf)
    share = min(len(wanted & page) / len(wanted) for page in pages)
    if len(pages) != 3 or share < LEAST_WORDS:
        raise AssertionError(f"{name}: {len(pages)} pages, {share:.0%} of the characters: nothing is measured")
    return f"{name}: {len(pdf) / 1024:.0f} KiB"


def engine(worker: Worker) -> Callable[[int], tuple[float, float]]:
    """One round of a peer."""

    def run(turn: int) -> tuple[float, float]:
        answer = worker.order({"turn": turn})
        return answer["wall_ms"], answer["cpu_ms"]

    return run


def contest(settlement: Settlement, peers: Path, folder: Path, rounds: int) -> list[Outcome]:
    """Measure and judge P1."""
    documents = StatementDocuments(resources_folder())
    first = documents.statement(settlement)
    font = next((resources_folder() / "fonts").glob("*.ttc"))
    placed = {"folder": str(folder), "font": str(font), "family": FAMILY, "width": 595.28, "height": 841.89}
    file = folder / "texts.json"
    file.write_text(json.dumps({**placed, "texts": placed_texts(first)}, ensure_ascii=False), encoding="utf-8")

    def ours(turn: int) -> tuple[float, float]:
        given = renumbered(settlement, turn)
        processor, wall = time.process_time(), time.perf_counter()
        documents.statement(given)
        return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000

    names = {TYPST: "typst", SKIA: "skia", "cairo": "cairo", "fpdf2": "fpdf2", "WeasyPrint": "weasyprint"}
    python = peers / "bin" / "python"
    all_workers = [Worker(name, python, word) for name, word in names.items()]
    try:
        for worker in all_workers:
            worker.start("paper_worker.py", str(file))
        running = [worker for worker in all_workers if not worker.reason]
        notes = [f"{worker.name}: not run ({worker.reason})" for worker in all_workers if worker.reason]
        wanted = words_of(first)[0]
        notes.append(f"{OURS}: {len(first) / 1024:.0f} KiB, with frames, bold type and a QR code")
        notes += [check(worker.name, base64.b64decode(worker.order({"turn": 0})["pdf"]), wanted) for worker in running]
        entries = [(OURS, ours), *((worker.name, engine(worker)) for worker in running)]
        outcome = timed_contest("One statement in three copies, warm", entries, rounds=rounds)
    finally:
        for worker in all_workers:
            worker.stop()
    outcome.notes += [*notes, *(f"{worker.name}: {worker.versions}" for worker in running)]
    further = Outcome("The same, Skia", outcome.yardstick, outcome.figures).judge(SKIA, 4.0, "P1", at_least=True)
    return [outcome.judge(TYPST, 7.0, "P1", at_least=True), replace(further, figures=[])]


def main(arguments: list[str]) -> int:
    """Run it; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, required=True, metavar="DIR", help="environment with the peers")
    parser.add_argument("--quick", action="store_true", help="few rounds")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    with bench_centre() as centre, tempfile.TemporaryDirectory(prefix="counter-paper-") as folder:
        settlement = book(centre, stay_draft(centre, 0))
        outcomes = contest(settlement, options.peers, Path(folder), 5 if options.quick else 30)
    sys.stdout.write(report(outcomes) + "\n")
    if options.json:
        options.json.write_text(json.dumps(as_json(outcomes), ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if any(outcome.verdict == "FAIL" for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
