"""The explanation for the member on A4: large type, one copy, what it is worth in a frame at the head of every page.

Set with the rows, pages and fonts of the statement (`counter.printing.layout`), in wider margins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.member_letter import Letter
from counter.printing.fonts import Lettering
from counter.printing.form import Form, units
from counter.printing.layout import CENTRE, LEFT, RIGHT, Block, Cell, Flow, Row, Sheet, Style, plain, wrap
from counter.printing.sheets import SheetFile
from counter.printing.words import Words

_MARGIN = units(22)
_NUMBER = units(8)
"""Width of the number before a sentence."""
_GAP = units(4)
_TITLE = Style.of(1700, bold=True)
_HEADING = Style.of(1200, bold=True)
_BODY = Style(1150, bold=False, leading=1700)
_STANDING = Style.of(1000, bold=True)
_FOOT = Style.of(800)


def letter_pdf(letter: Letter, form: Form, letters: Lettering, language: str) -> bytes:
    """The explanation as PDF.

    Args:
        letter: what is said.
        form: the form of the statements, for the size of the paper and its lines.
        letters: the document's characters.
        language: as in BCP 47.

    Raises:
        MissingGlyph: some characters have no glyph in any font.
    """
    page = replace(form, left=_MARGIN, right=_MARGIN, bottom=form.bottom + units(6))
    standing = wrap(plain(letter.standing), page.inner_width - 4 * page.side, _STANDING, letters)
    head = len(standing) * _STANDING.leading + 2 * page.side + _GAP
    flow = Flow(page, letters, head + _TITLE.leading + _GAP, head)
    for block in _blocks(letter, page, letters):
        flow.add(block)
    sheets = flow.finish()
    file = SheetFile(page.width, page.height, letter.title, language, "explanation for the member")
    for number, sheet in enumerate(sheets, 1):
        heading = _heading(letter, page, letters, standing, (number, len(sheets)))
        file.body(f"page{number}", f"{heading.operators(letters)}\n{sheet.operators(letters)}")
        file.page(f"page{number}", "")
    return file.finish(letters)


def _blocks(letter: Letter, page: Form, letters: Lettering) -> Iterator[Block]:
    """Facts, each heading with its sentences, the last line."""
    yield Block(tuple(_line(fact, page, letters) for fact in letter.facts))
    for heading, sentences in letter.sections:
        rows = [_line(heading, page, letters, _HEADING)]
        for number, sentence in enumerate(sentences, 1):
            lines = wrap(plain(sentence), page.inner_width - _NUMBER, _BODY, letters)
            cells = (
                Cell(page.left, _NUMBER, (f"{number}.",), _BODY, framed=False),
                Cell(page.left + _NUMBER, page.inner_width - _NUMBER, lines, _BODY, framed=False),
            )
            rows.append(Row(cells))
        # The first sentence stays with its heading, and a heading is not said twice.
        yield Block(tuple(rows[:2]), together=True, gap=_GAP)
        yield Block(tuple(rows[2:]))
    yield Block((_line(letter.foot, page, letters),), gap=_GAP)


def _line(text: str, page: Form, letters: Lettering, style: Style = _BODY) -> Row:
    lines = wrap(plain(text), page.inner_width, style, letters)
    return Row((Cell(page.left, page.inner_width, lines, style, framed=False),))


def _heading(
    letter: Letter, page: Form, letters: Lettering, standing: tuple[str, ...], place: tuple[int, int]
) -> Sheet:
    """Head and foot of a page. place: which page of how many."""
    sheet = Sheet(page)
    left, width, top = page.left, page.inner_width, page.top
    sheet.frame(left, top, width, len(standing) * _STANDING.leading + 2 * page.side)
    for count, line in enumerate(standing):
        line_top = top + page.side + count * _STANDING.leading
        sheet.text(left, line_top, width, line, _STANDING, letters, CENTRE)
    if place[0] == 1:
        title_top = top + len(standing) * _STANDING.leading + 2 * page.side + _GAP
        sheet.text(left, title_top, width, letter.title, _TITLE, letters, CENTRE)
    foot_top = page.height - page.footer
    sheet.text(left, foot_top, width, letter.title, _FOOT, letters, LEFT)
    sheet.text(left, foot_top, width, Words(letter.language).say("page", *place), _FOOT, letters, RIGHT)
    return sheet
