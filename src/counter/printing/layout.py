"""Puts rows of cells onto pages: wrapping, row heights, page breaks, and the operators that draw them.

Lengths are whole hundredths of a point, measured from the top left corner downwards; forms state them in mm
(`resources/forms`). Nothing is ever cut off: text that does not fit its cell wraps, rows that do not fit a page move to
the next one, and a cell taller than a page is continued.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from counter.printing.fonts import Lettering
from counter.printing.form import Form

LEFT, CENTRE, RIGHT = "left", "centre", "right"


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set. size and leading (distance of base lines) in hundredths of a point; spacing: extra space between
    letters."""

    size: int
    bold: bool
    leading: int
    spacing: int = 0

    @classmethod
    def of(cls, size: int, *, bold: bool = False, spacing: int = 0) -> Style:
        """A style with the usual leading of its size."""
        return cls(size, bold, size * 5 // 4, spacing)


_UNITS_OF_TEXT = re.compile(r"\s+|[^\s\u2e80-\U0010ffff]+|.")
_NOT_FIRST = frozenset("，。；：、！？）】》〉」』〕”’％·%,.;:!?)]}…")
_NOT_LAST = frozenset("（【《〈「『〔“‘([{￥¥")


def plain(text: str) -> str:
    """One line of text: white space and control characters become single spaces, invisible format characters go."""
    if not text.isprintable():
        kept = []
        for character in text:
            category = unicodedata.category(character)
            if category != "Cf":
                kept.append(" " if category == "Cc" else character)
        text = "".join(kept)
    return " ".join(text.split()) if "  " in text or text != text.strip() else text


def _unbreakable(text: str) -> list[str]:
    """Pieces that stay on one line: Latin words, single Han characters, closing marks with what they close."""
    pieces: list[str] = []
    for piece in _UNITS_OF_TEXT.findall(text):
        if pieces and (piece[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST) and not pieces[-1].isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def wrap(text: str, width: int, style: Style, letters: Lettering) -> tuple[str, ...]:
    """Break a text into lines that fit a width. Only a single word wider than the line is broken inside."""
    size = style.size
    if letters.width(text, size) + style.spacing * len(text) <= width:
        return (text,)
    lines: list[str] = []
    line, used = "", 0
    pieces = _unbreakable(text)
    for piece in pieces:
        wide = letters.width(piece, size)
        if used + wide > width and not piece.isspace():
            if line.strip():
                lines.append(line.rstrip())
            line, used = "", 0
            while wide > width and len(piece) > 1:
                count = 1
                while letters.width(piece[: count + 1], size) <= width:
                    count += 1
                lines.append(piece[:count])
                piece = piece[count:]
                wide = letters.width(piece, size)
        if line or not piece.isspace():
            line += piece
            used += wide
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


@dataclass(slots=True)
class Cell:
    """Text at a place of a row. left: from the page's left edge. marks: dark rectangles (left, top, width, height)
    within the cell, which is then at least `least_height` high."""

    left: int
    width: int
    lines: tuple[str, ...]
    style: Style
    align: str = LEFT
    grey: bool = False
    framed: bool = True
    marks: tuple[tuple[int, int, int, int], ...] = ()
    least_height: int = 0

    @property
    def height(self) -> int:
        """Height without padding."""
        tall = len(self.lines) * self.style.leading
        return tall if tall > self.least_height else self.least_height


class Row:
    """Cells side by side. padded: the form's row padding is added above and below."""

    __slots__ = ("_content_height", "cells", "padded")

    def __init__(self, cells: tuple[Cell, ...], *, padded: bool = True) -> None:
        self.cells = cells
        self.padded = padded
        self._content_height = max([cell.height for cell in cells])

    def height(self, pad: int) -> int:
        """Height with a padding."""
        return self._content_height + 2 * pad if self.padded else self._content_height

    def split(self, room: int) -> tuple[Row, Row]:
        """What fits a height (without padding), and the rest."""
        upper, lower = [], []
        for cell in self.cells:
            count = max(1, room // cell.style.leading)
            upper.append(replace(cell, lines=cell.lines[:count]))
            lower.append(replace(cell, lines=cell.lines[count:], marks=(), least_height=0))
        return Row(tuple(upper), padded=self.padded), Row(tuple(lower), padded=self.padded)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together. heads: how many of them are repeated on the next page; together: never split unless
    higher than a page; gap: space above, none at the top of a page."""

    rows: tuple[Row, ...]
    heads: int = 0
    together: bool = False
    gap: int = 0

    def height(self, pad: int) -> int:
        """Height without the gap."""
        return sum(row.height(pad) for row in self.rows)


@dataclass(slots=True)
class Sheet:
    """What one page shows."""

    form: Form
    _texts: list[tuple[int, int, Style, str]] = field(default_factory=list)
    _greys: list[str] = field(default_factory=list)
    _frames: list[str] = field(default_factory=list)
    _darks: list[str] = field(default_factory=list)

    def text(self, left: int, top: int, width: int, text: str, style: Style, letters: Lettering, align: str) -> None:
        """One line of text whose line box begins at `top`."""
        if align != LEFT:
            space = width - letters.width(text, style.size) - style.spacing * (len(text) - 1)
            left += space // 2 if align == CENTRE else space
        base = self.form.height - top - (style.leading - style.size) // 2 - style.size * 87 // 100
        self._texts.append((left, base, style, text))

    def frame(self, left: int, top: int, width: int, height: int, *, grey: bool = False) -> None:
        """The outline of a cell, with a ground when grey."""
        box = f"{left} {self.form.height - top - height} {width} {height} re"
        self._frames.append(box)
        if grey:
            self._greys.append(box)

    def dark(self, left: int, top: int, width: int, height: int) -> None:
        """A black rectangle."""
        self._darks.append(f"{left} {self.form.height - top - height} {width} {height} re")

    def row(self, row: Row, top: int, pad: int, letters: Lettering) -> None:
        """Draw a row; shorter cells are centred in height."""
        height, pad = row.height(pad), pad if row.padded else 0
        side = self.form.side
        for cell in row.cells:
            if cell.framed:
                self.frame(cell.left, top, cell.width, height, grey=cell.grey)
            inset = side if cell.framed else 0
            line_top = top + (height - len(cell.lines) * cell.style.leading) // 2 if cell.framed else top + pad
            for line in cell.lines:
                self.text(cell.left + inset, line_top, cell.width - 2 * inset, line, cell.style, letters, cell.align)
                line_top += cell.style.leading
            for left, down, width, tall in cell.marks:
                self.dark(cell.left + left, top + pad + down, width, tall)

    def operators(self, letters: Lettering) -> str:
        """PDF operators of everything on the sheet."""
        parts: list[str] = []
        if self._greys:
            parts += [f"{self.form.grey:g} g", *self._greys, "f 0 g"]
        if self._frames:
            parts += [f"{self.form.line} w", *self._frames, "S"]
        if self._darks:
            parts += [*self._darks, "f"]
        if not self._texts:
            return "\n".join(parts)
        parts.append("BT")
        x = y = 0
        current: Style | None = None
        for left, base, style, text in self._texts:
            if style != current:
                parts.append(_style_operators(style, current))
                current = style
            parts.append(f"{left - x} {base - y} Td {letters.show(text, style.size, bold=style.bold)}")
            x, y = left, base
        parts.append("ET")
        return "\n".join(parts)


def _style_operators(style: Style, before: Style | None) -> str:
    """What changes from one style to the next; bold is a matter of the characters."""
    parts = []
    if before is None or style.size != before.size:
        parts.append(f"/F0 {style.size} Tf")
    if before is None or style.spacing != before.spacing:
        parts.append(f"{style.spacing} Tc")
    return " ".join(parts)


class Flow:
    """Fills sheets with blocks from the top, and begins another sheet when one is full.

    Args:
        form: margins and paddings.
        letters: the document's characters.
        first, later: height of the heading on the first sheet and on the following ones.
    """

    def __init__(self, form: Form, letters: Lettering, first: int, later: int) -> None:
        self._form = form
        self._letters = letters
        self._first, self._later = first, later
        self._blocks: list[Block] = []
        self.sheets: list[Sheet] = []
        self._top = self._floor = self._ceiling = self._pad = 0

    def add(self, block: Block) -> None:
        """Append a block; blocks without rows are left out."""
        if block.rows:
            self._blocks.append(block)

    def finish(self) -> list[Sheet]:
        """Place everything."""
        self._pad = self._padding()
        self._floor = self._form.height - self._form.bottom
        self._new_sheet(self._first)
        for block in self._blocks:
            self._place(block)
        return self.sheets

    def _padding(self) -> int:
        """As much padding as lets everything stand on one sheet; when nothing does, the form's for long papers."""
        form = self._form
        room = form.height - form.bottom - form.top - self._first
        room -= sum(block.gap for block in self._blocks) + sum(block.height(0) for block in self._blocks)
        padded = sum(row.padded for block in self._blocks for row in block.rows)
        pad = min(form.pad_most, room // max(1, 2 * padded))
        return pad if pad >= form.pad_least else form.pad_long

    def _new_sheet(self, heading: int) -> None:
        self.sheets.append(Sheet(self._form))
        self._top = self._ceiling = self._form.top + heading

    def _place(self, block: Block) -> None:
        pad = self._pad
        if self._top > self._ceiling:
            self._top += block.gap
        # A heading never stands alone at the foot: its first row comes with it.
        least = block.rows if block.together else block.rows[: block.heads + 1]
        needed = sum(row.height(pad) for row in least)
        if self._top + needed > self._floor and self._top > self._ceiling:
            self._new_sheet(self._later)
        waiting = list(reversed(block.rows))
        heads = block.rows[: block.heads]
        while waiting:
            row = waiting.pop()
            if self._top + row.height(pad) > self._floor:
                if self._top > self._ceiling + sum(head.height(pad) for head in heads):
                    self._new_sheet(self._later)
                    for head in heads:
                        self._draw(head)
                if self._top + row.height(pad) > self._floor:
                    row, rest = row.split(self._floor - self._top - 2 * pad)
                    waiting.append(rest)
            self._draw(row)

    def _draw(self, row: Row) -> None:
        self.sheets[-1].row(row, self._top, self._pad, self._letters)
        self._top += row.height(self._pad)
