"""Reads the layout of a printed form: lengths in mm and type sizes in points from `resources/forms/*.toml`, checked.

Hides the file's shape; what comes out is in hundredths of a point, with every table ending on the same edge.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter.domain.errors import FileProblem, FileProblems


def units(mm: float) -> int:
    """Millimetres as hundredths of a point."""
    return round(mm * 7200 / 25.4)


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value of a form: widths of label and value."""

    name: str
    label_width: int
    value_width: int


FieldRow = tuple[Field, ...]
_FIELD_TABLES = ("person", "visit", "stay", "payers", "contra", "replaces")
_COLUMN_TABLES = ("categories", "payable", "receipts", "code", "signatures")
_SIDE_BY_SIDE = ("funds", "totals")
_SIZES = ("title", "subtitle", "body", "small", "amount", "footer", "heading_space")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a form states for one language: type sizes, rows of fields, column widths."""

    sizes: dict[str, int]
    fields: dict[str, tuple[FieldRow, ...]]
    columns: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form. pad_most, pad_least, pad_long: space above and below the text of a cell, see the file; side:
    space beside it; line: width of lines; grey: lightness of label cells (1 is white)."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    pad_most: int
    pad_least: int
    pad_long: int
    side: int
    gap: int
    line: int
    grey: float
    qr: int
    copy_height: int
    footer: int
    languages: dict[str, Wording]

    @property
    def inner_width(self) -> int:
        """Width between the margins."""
        return self.width - self.left - self.right


def load_form(path: Path) -> Form:
    """Read a form file.

    Raises:
        FileProblems: it is not there, is no TOML, lacks something, or widths do not add up; all problems at once.
    """

    def broken(message: str, where: str = "", line: int = 0) -> FileProblems:
        return FileProblems((FileProblem(path.name, line, where, message),))

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place = re.search(r"at line (\d+)", str(error))
        raise broken(str(error), line=int(place[1]) if place else 0) from error
    try:
        return _form(content, path.name)
    except KeyError as error:
        raise broken("missing", str(error.args[0])) from error
    except (TypeError, ValueError) as error:
        raise broken(str(error)) from error


def _form(content: dict[str, Any], file: str) -> Form:
    page, rows, marks = content["page"], content["rows"], content["marks"]
    inner = page["width"] - page["left"] - page["right"]
    problems: list[FileProblem] = []

    def check(where: str, widths: list[float]) -> None:
        if abs(sum(widths) - inner) > 0.01:
            problems.append(FileProblem(file, 0, where, f"widths add up to {sum(widths):g} mm, not {inner:g}"))

    languages = {}
    for language in ("zh", "en"):
        stated = content[language]
        fields = {}
        for table in _FIELD_TABLES:
            for number, row in enumerate(stated[table]):
                check(f"{language}.{table}.{number}", [width for _name, *widths in row for width in widths])
            fields[table] = tuple(_fields(row) for row in stated[table])
        for table in _COLUMN_TABLES:
            check(f"{language}.{table}", stated[table])
        gap = inner - sum(stated["funds"]) - sum(stated["totals"])
        if not 0 <= gap < 10:
            problems.append(FileProblem(file, 0, f"{language}.funds", f"{gap:g} mm between funds and totals"))
        columns = {table: _columns(stated[table]) for table in (*_COLUMN_TABLES, *_SIDE_BY_SIDE)}
        sizes = {name: round(stated[name] * 100) for name in _SIZES}
        languages[language] = Wording(sizes, fields, columns)
    if problems:
        raise FileProblems(tuple(problems))
    width, left = units(page["width"]), units(page["left"])
    return Form(
        width=width,
        height=units(page["height"]),
        left=left,
        # What rounding leaves over goes into the margin, so that every table ends on the same edge.
        right=width - left - units(inner),
        top=units(page["top"]),
        bottom=units(page["bottom"]),
        pad_most=units(rows["pad_most"]),
        pad_least=units(rows["pad_least"]),
        pad_long=units(rows["pad_long"]),
        side=units(rows["side"]),
        gap=units(rows["gap"]),
        line=units(rows["line"]),
        grey=float(rows["grey"]),
        qr=units(marks["qr"]),
        copy_height=units(marks["copy_height"]),
        footer=units(marks["footer"]),
        languages=languages,
    )


def _columns(widths: list[float]) -> tuple[int, ...]:
    """Widths in units; rounding errors are spread so that edges of different tables meet."""
    edges = [units(sum(widths[:count])) for count in range(len(widths) + 1)]
    return tuple(right - left for left, right in itertools.pairwise(edges))


def _fields(row: list[list[Any]]) -> FieldRow:
    """One row of labelled values."""
    widths = iter(_columns([width for _name, label, value in row for width in (label, value)]))
    return tuple(Field(name, next(widths), next(widths)) for name, _label, _value in row)
