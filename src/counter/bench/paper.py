"""One triplicate statement: our documents against the same text drawn three times on a plain ReportLab canvas."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from counter.bench.centre import BenchCentre, book, stay_draft
from counter.bench.measure import Outcome, contest
from counter.domain.settlement import Settlement
from counter.printing.documents import StatementDocuments, text_of
from counter.settings import resources_folder

FONT = "bench"


def paper_outcome(centre: BenchCentre, *, quick: bool) -> Outcome:
    """Measure one warm statement; the yardstick draws the same words in the same number of places, three times."""
    settlement = book(centre, stay_draft(centre, 0))
    documents = StatementDocuments(resources_folder())
    first = documents.statement(settlement)
    texts = text_of(first)
    if len(texts) % 3 or settlement.number not in texts[0]:
        raise AssertionError("the statement is not three copies with its number: nothing is measured")
    font = next(Path(resources_folder() / "fonts").glob("*.ttc"))
    pdfmetrics.registerFont(TTFont(FONT, str(font)))

    def ours(turn: int) -> bytes:
        return documents.statement(renumbered(settlement, turn))

    def canvas(turn: int) -> bytes:
        return drawn_three_times([*texts, f"{turn}"])

    outcome = contest(
        "One triplicate statement, warm, 25 lines in the bill",
        [("canvas drawn three times", canvas), ("statement", ours)],
        rounds=10 if quick else 30,
    )
    outcome.notes.append(f"{len(first) / 1024:.0f} KiB, {len(texts)} pages")
    return outcome


def renumbered(settlement: Settlement, turn: int) -> Settlement:
    """The same settlement under another number, so that nothing is a repetition."""
    number = f"{settlement.number[:-8]}{turn:08d}"
    return replace(settlement, snapshot=replace(settlement.snapshot, number=number))


def drawn_three_times(texts: list[str]) -> bytes:
    """The words of the statement on a canvas the plain way: one call a piece of text, one page a copy."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for text in texts[:-1]:
        canvas.setFont(FONT, 8)
        height = 800.0
        for number, line in enumerate(text.splitlines()):
            for column, word in enumerate(line.split()):
                canvas.drawString(30 + column * 60, height, word)
            canvas.line(30, height - 2, 560, height - 2)
            height -= 10 if number else 14
        canvas.drawString(30, 20, texts[-1])
        canvas.showPage()
    canvas.save()
    return target.getvalue()
