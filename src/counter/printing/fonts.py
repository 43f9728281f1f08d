"""Which font draws which character, and what of it goes into the file.

Hides the font stack: WenQuanYi Micro Hei for the body, then LXGW WenKai, HanaMinA and HanaMinB for rare characters
(dependencies.md 3). Text is split into runs by glyph; a character that no font has is never left blank but stops the
document with `MissingGlyph`. Fonts are embedded as subsets (Type 0, CIDFontType2, Identity-H) with a UTF-16BE
ToUnicode map, so that every character comes back out of the file as text, also beyond U+FFFF.
"""

from __future__ import annotations

import os
import string
import sys
import threading
import zlib
from collections.abc import Iterable
from pathlib import Path

from counter.domain.errors import FileProblem, FileProblems, MissingGlyph
from counter.printing.truetype import Face

BODY_FONT = "wqy-microhei.ttc"
RARE_FONTS = ("LXGWWenKai-Regular.ttf", "HanaMinA.ttf", "HanaMinB.ttf")

Letter = tuple[str, int, int, bool]
"""A character as a document uses it: character, glyph, width in thousandths, bold."""


def system_font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return (Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
    )


def _find(names: Iterable[str], folders: Iterable[Path]) -> dict[str, Path]:
    """The first file of each name below the folders."""
    wanted = set(names)
    found: dict[str, Path] = {}
    for folder in folders:
        for parent, _folders, files in os.walk(folder):
            for name in wanted.intersection(files).difference(found):
                found[name] = Path(parent) / name
            if len(found) == len(wanted):
                return found
    return found


class FontStack:
    """The faces in the order in which they are asked. Shared by all documents of the program; safe in threads.

    Args:
        bundled: folder of the fonts that come with the program (`resources/fonts`).
        system: further folders, for the rare-character fonts; they are looked at when a character needs them.

    Raises:
        FileProblems: the body font is not there or is no font.
    """

    def __init__(self, bundled: Path, system: Iterable[Path] | None = None) -> None:
        self._folders = (bundled, *(system_font_folders() if system is None else system))
        try:
            self._faces = [Face(bundled / BODY_FONT)]
        except (OSError, ValueError) as error:
            raise FileProblems((FileProblem(str(bundled / BODY_FONT), 0, "", f"no font: {error}"),)) from error
        self._all_known = False
        self._places: dict[str, tuple[int, int, int]] = {}
        self._lock = threading.Lock()

    @property
    def faces(self) -> tuple[Face, ...]:
        """The faces that were opened so far."""
        return tuple(self._faces)

    def place(self, character: str) -> tuple[int, int, int] | None:
        """(face, glyph, width in thousandths) of a character, None when no font has it."""
        known = self._places.get(character)
        if known is not None:
            return known
        with self._lock:
            found = self._search(0, character)
            if found is None and not self._all_known:
                opened = len(self._faces)
                self._open_rare_fonts()
                found = self._search(opened, character)
            if found is not None:
                self._places[character] = found
            return found

    def _search(self, first: int, character: str) -> tuple[int, int, int] | None:
        for index in range(first, len(self._faces)):
            face = self._faces[index]
            glyph = face.glyph(character)
            if glyph:
                return index, glyph, face.width(glyph)
        return None

    def _open_rare_fonts(self) -> None:
        found = _find(RARE_FONTS, self._folders)
        for name in RARE_FONTS:
            if name in found:
                try:
                    self._faces.append(Face(found[name]))
                except (OSError, ValueError):
                    # A damaged system font is as good as none: a character that only it has stops the document.
                    continue
        self._all_known = True


class _Widths(dict[str, int]):
    """Width of each character in thousandths. A character that no font has is noted and counts as one square."""

    def __init__(self, stack: FontStack) -> None:
        super().__init__()
        self._stack = stack
        self.missing: dict[str, None] = {}

    def __missing__(self, character: str) -> int:
        place = self._stack.place(character)
        if place is None:
            self.missing[character] = None
            return 1000
        self[character] = place[2]
        return place[2]


class _Codes(dict[str, str]):
    """The four hexadecimal digits of each body-font character used so far, regular or bold; "" for characters of other
    fonts."""

    def __init__(self, letters: Lettering, *, bold: bool) -> None:
        super().__init__()
        self._letters = letters
        self._bold = bold

    def __missing__(self, character: str) -> str:
        code = self[character] = self._letters.code(character, bold=self._bold)
        return code


class Lettering:
    """The characters of one document: measures text, writes it as PDF operators, and knows what must be embedded."""

    def __init__(self, stack: FontStack) -> None:
        self._stack = stack
        self._widths = _Widths(stack)
        self._codes = (_Codes(self, bold=False), _Codes(self, bold=True))
        self._rare: dict[tuple[str, bool], tuple[int, str]] = {}
        self._used: dict[int, list[Letter]] = {}

    def width(self, text: str, size: int) -> int:
        """Width of a text in the unit of `size`."""
        return (sum(map(self._widths.__getitem__, text)) * size + 500) // 1000

    def code(self, character: str, *, bold: bool) -> str:
        """Take a character into the document; its code, "" when another font than the body font has it."""
        place = self._stack.place(character)
        if place is None:
            self._widths.missing[character] = None
            return "0000"
        face, glyph, width = place
        used = self._used.setdefault(face, [])
        used.append((character, glyph, width, bold))
        code = f"{len(used):04x}"
        if face == 0:
            return code
        self._rare[character, bold] = (face, code)
        return ""

    def show(self, text: str, size: int, *, bold: bool = False) -> str:
        """Operators that show a text while the body font is set, and leave it set."""
        known = self._codes[bold]
        codes = "".join(map(known.__getitem__, text))
        if len(codes) == 4 * len(text):
            return f"<{codes}>Tj"
        parts: list[str] = []
        current = 0
        run: list[str] = []
        for character in text:
            face, code = self._rare.get((character, bold)) or (0, known[character])
            if face != current:
                if run:
                    parts.append(f"<{''.join(run)}>Tj")
                parts.append(f"/F{face} {size} Tf")
                current, run = face, []
            run.append(code)
        parts.append(f"<{''.join(run)}>Tj")
        if current:
            parts.append(f"/F0 {size} Tf")
        return " ".join(parts)

    def check(self) -> None:
        """Stop unless every character has a glyph.

        Raises:
            MissingGlyph: names every character that no font has.
        """
        if self._widths.missing:
            raise MissingGlyph("".join(self._widths.missing))

    def subsets(self) -> list[tuple[int, FontSubset]]:
        """(face number, what to embed of it) for each face that was used."""
        return [(face, FontSubset(self._stack.faces[face], used)) for face, used in sorted(self._used.items())]


class FontSubset:
    """What a document embeds of one face. Code n is the n-th character that was used, and glyph n of `file`."""

    def __init__(self, face: Face, used: list[Letter]) -> None:
        self.face = face
        self.file = face.subset([(glyph, bold) for _character, glyph, _width, bold in used])
        self.widths = [width for _character, _glyph, width, _bold in used]
        self.to_unicode = to_unicode("".join([letter[0] for letter in used]))
        tag = zlib.crc32(self.to_unicode)
        letters = "".join(string.ascii_uppercase[tag // 26**power % 26] for power in range(6))
        self.name = f"{letters}+{face.postscript_name}"


def to_unicode(characters: str) -> bytes:
    """The ToUnicode map for codes 1, 2, 3 ... of these characters (ISO 32000-1, 9.10.3).

    Values are UTF-16BE, at most 100 rows in a block. ReportLab's own map writes U+2CB76 as <2CB76>, which no reader
    understands (dependencies.md 3); this one writes <D872DF76>.
    """
    rows = [f"<{code:04x}><{character.encode('utf-16-be').hex()}>" for code, character in enumerate(characters, 1)]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    return "\n".join(
        [
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
            "1 begincodespacerange<0000><ffff>endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict/CMap defineresource pop end end",
        ]
    ).encode("ascii")
