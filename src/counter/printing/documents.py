"""Frozen settlements in, paper out: the statement in three copies as PDF, pages as pictures, text for checks; and the
explanation for the member.

The same settlement gives the same bytes, today and in years: nothing is read but the settlement, the form and the
fonts, and the file carries no time of its making.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.member_letter import Letter
from counter.domain.settlement import Copy, Settlement
from counter.printing.fonts import FontStack, Lettering
from counter.printing.form import Form, load_form
from counter.printing.layout import CENTRE, LEFT, RIGHT, Flow, Sheet, Style, plain
from counter.visit.ports.paper import PageImage

if TYPE_CHECKING:
    from counter.printing.statement import Statement

_PDFIUM = threading.Lock()
"""pdfium must not be entered by two threads at once (dependencies.md 3)."""

_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}


class StatementDocuments:
    """Implements `counter.visit.ports.paper.Documents`.

    Args:
        resources: folder with `forms/statement.toml` and `fonts/`.
        system_fonts: folders with further fonts; None for this system's own.

    Form and fonts are read when the first document needs them.
    """

    def __init__(self, resources: Path, system_fonts: tuple[Path, ...] | None = None) -> None:
        self._resources = resources
        self._system_fonts = system_fonts
        self._lock = threading.Lock()
        self._stack: FontStack | None = None
        self._form: Form | None = None

    def _at_hand(self) -> tuple[Form, FontStack]:
        with self._lock:
            if self._form is None or self._stack is None:
                self._form = load_form(self._resources / "forms" / "statement.toml")
                self._stack = FontStack(self._resources / "fonts", self._system_fonts)
            return self._form, self._stack

    def statement(
        self, settlement: Settlement, language: str = "zh", *, reprint: int = 0, clerk: str | None = None
    ) -> bytes:
        """The settlement statement in three copies, each with its pages.

        Args:
            settlement: what was booked.
            language: `zh` or `en`.
            reprint: 0 for the original, n for the n-th reprint; a reprint says so on every page, and so does the paper
                of a settlement that was reversed.
            clerk: who prints it again; the clerk of the settlement when None.

        Raises:
            MissingGlyph: names every character that no font has. Nothing is printed then.
            FileProblems: the form or the body font is missing or broken.
        """
        from counter.printing.sheets import SheetFile
        from counter.printing.statement import Statement
        from counter.printing.words import Words

        form, stack = self._at_hand()
        letters = Lettering(stack)
        statement = Statement(settlement, form, Words(language), letters)
        mark = (reprint, clerk if clerk is not None else settlement.snapshot.clerk)
        sheets = _sheets(statement)
        file = SheetFile(form.width, form.height, settlement.number, _LANGUAGE_TAGS[language])
        for number, sheet in enumerate(sheets, 1):
            # The heading comes first, so that the text reads from top to bottom when it is copied out.
            heading = _heading(statement, number, len(sheets), mark)
            file.body(f"page{number}", f"{heading.operators(letters)}\n{sheet.operators(letters)}")
        for copy in Copy:
            label = Sheet(form)
            _copy_label(label, statement, copy)
            operators = label.operators(letters)
            for number in range(1, len(sheets) + 1):
                file.page(f"page{number}", operators)
        return file.finish(letters)

    def explanation(self, letter: Letter) -> bytes:
        """The explanation for the member, one copy: the same letter gives the same bytes.

        Raises:
            MissingGlyph: names every character that no font has. Nothing is printed then.
            FileProblems: the form or the body font is missing or broken.
        """
        from counter.printing.letter import letter_pdf

        form, stack = self._at_hand()
        return letter_pdf(letter, form, Lettering(stack), _LANGUAGE_TAGS[letter.language])

    def pages(self, pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
        """The pages of a PDF as pictures, red green blue."""
        return pages(pdf, dpi)


def _title(statement: Statement) -> Style:
    """How the title is set."""
    return Style.of(statement.style("title").size, bold=True, spacing=statement.heading_space)


def _sheets(statement: Statement) -> list[Sheet]:
    """What stands between heading and foot of each page."""
    form = statement.form
    later = form.copy_height + form.gap // 2 + form.gap
    first = later + _title(statement).leading + statement.style("subtitle").leading
    flow = Flow(form, statement.letters, first, later)
    for block in statement.blocks():
        flow.add(block)
    return flow.finish()


def _heading(statement: Statement, number: int, count: int, mark: tuple[int, str]) -> Sheet:
    """Head and foot of one page, the same on all three copies. mark: which reprint, and by whom."""
    form, words, letters = statement.form, statement.words, statement.letters
    small, body, foot = statement.style("small"), statement.style("body", bold=True), statement.style("footer")
    sheet = Sheet(form)
    settlement, width, left = statement.settlement, form.inner_width, form.left
    reprint, clerk = mark
    line_top = form.top + (form.copy_height - small.leading) // 2
    sheet.text(left, line_top, width, words.say("number", settlement.number), small, letters, LEFT)
    marks = [words.say("void", settlement.reversed_by)] if settlement.reversed_by else []
    if reprint:
        marks.append(words.say("reprint", reprint, clerk))
    if marks:
        # Between the number on the left and the copy's name on the right.
        text = plain("　".join(marks))
        if letters.width(text, body.size) > width // 2:
            body = Style.of(body.size * (width // 2) // letters.width(text, body.size), bold=True)
        box = letters.width(text, body.size) + 4 * form.side
        box_left = left + (width - box) // 2
        sheet.frame(box_left, form.top, box, form.copy_height)
        text_top = form.top + (form.copy_height - body.leading) // 2
        sheet.text(box_left, text_top, box, text, body, letters, CENTRE)
    if number == 1:
        title = _title(statement)
        top = form.top + form.copy_height + form.gap // 2
        sheet.text(left, top, width, statement.title, title, letters, CENTRE)
        subtitle = statement.say("subtitle", statement.care)
        sheet.text(left, top + title.leading, width, subtitle, statement.style("subtitle"), letters, CENTRE)
    elif not marks:
        text = words.say("continued", statement.title, plain(settlement.snapshot.name))
        if letters.width(text, small.size) > width // 2:
            # A very long name stands in full on the first page.
            text = statement.title
        sheet.text(left, line_top, width, text, small, letters, CENTRE)
    foot_top = form.height - form.footer
    kind = words.say("reprint_foot", reprint) if reprint else words.say("original")
    if settlement.reversed_by:
        kind = f"{words.say('void_foot')} · {kind}"
    sheet.text(left, foot_top, width, f"{settlement.number}　{statement.code}", foot, letters, LEFT)
    sheet.text(left, foot_top, width, words.say("page", number, count), foot, letters, CENTRE)
    sheet.text(left, foot_top, width, f"{kind} · {words.say('copies')}", foot, letters, RIGHT)
    return sheet


def _copy_label(sheet: Sheet, statement: Statement, copy: Copy) -> None:
    """The name of the copy in a box at the top right."""
    form, letters = statement.form, statement.letters
    style = statement.style("body", bold=True)
    text = statement.words.copy(copy)
    width = letters.width(text, style.size) + 4 * form.side
    left = form.width - form.right - width
    sheet.frame(left, form.top, width, form.copy_height)
    top = form.top + (form.copy_height - style.leading) // 2
    sheet.text(left, top, width, text, style, letters, CENTRE)


def pages(pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
    """The pages of a PDF as pictures, red green blue."""
    import pypdfium2

    made = []
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for page in document:
                bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
                # Rows may be padded, and a page without transparency comes as 3 bytes a pixel.
                rows, length = bytes(bitmap.buffer), bitmap.width * 3
                rgb = b"".join(
                    rows[start : start + length] for start in range(0, bitmap.height * bitmap.stride, bitmap.stride)
                )
                made.append(PageImage(bitmap.width, bitmap.height, rgb))
                bitmap.close()
                page.close()
        finally:
            document.close()
    return tuple(made)


def text_of(pdf: bytes) -> tuple[str, ...]:
    """The text of each page, as a reader would copy it: for checks of what was made."""
    import pypdfium2

    made = []
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for page in document:
                text = page.get_textpage()
                made.append(text.get_text_range())
                text.close()
                page.close()
        finally:
            document.close()
    return tuple(made)
