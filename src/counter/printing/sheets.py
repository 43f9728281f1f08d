"""Writes the PDF file: bodies that several pages share, pages, fonts.

Hides ReportLab. Its canvas, form XObjects, page tree and cross references are used as they are; page content comes as
finished operators and the fonts as one Type 0 font for each face (performance.md section 8). ReportLab's own TrueType
embedding is not used: its ToUnicode map is wrong beyond U+FFFF. Its Helvetica, which every page would name without
embedding it, is taken out.
"""

from __future__ import annotations

import io
import zlib
from typing import Any

from counter.printing.fonts import FontSubset, Lettering

UNITS = 100
"""Lengths in operators are hundredths of a point, so that they are whole numbers."""

DEFLATE_LEVEL = 1


class _Deflate:
    """Stream filter at the level that is quickest; 42 KiB become 45 (performance.md 1a)."""

    pdfname = "FlateDecode"

    def encode(self, content: str | bytes) -> bytes:
        plain = content.encode("latin-1") if isinstance(content, str) else content
        return zlib.compress(plain, DEFLATE_LEVEL)


class SheetFile:
    """A PDF being written. width and height of a sheet in hundredths of a point; language as in BCP 47; subject: what
    the paper is, for the file's properties.

    The file carries no time and no random number: the same calls give the same bytes.
    """

    def __init__(
        self, width: int, height: int, title: str, language: str, subject: str = "settlement statement"
    ) -> None:
        # ReportLab costs 70 ms to import: it is paid by the first document, not by the start of the program.
        from reportlab.pdfbase.pdfdoc import PDFDocument
        from reportlab.pdfgen.canvas import Canvas

        self._file = io.BytesIO()
        self._width, self._height = width / UNITS, height / UNITS
        self._canvas = Canvas(self._file, pagesize=(self._width, self._height), pageCompression=0, invariant=1)
        # The canvas has already put Helvetica into its document and into the head of every stream; a document that
        # never heard of it takes the place.
        self._document = PDFDocument(compression=0, invariant=1, pdfVersion=(1, 5), lang=language)
        self._document.defaultStreamFilters = [_Deflate()]
        self._canvas._doc = self._document
        self._canvas._preamble = ""
        self._canvas.setTitle(title)
        self._canvas.setCreator("Counter")
        self._canvas.setAuthor("Counter")
        self._canvas.setSubject(subject)

    def body(self, name: str, operators: str) -> None:
        """Keep content under a name, to be shown on pages. Lengths in hundredths of a point."""
        self._canvas.beginForm(name, 0, 0, self._width, self._height)
        # Handed over as bytes: ReportLab would spend a quarter of a millisecond on encoding it letter by letter.
        self._canvas.endForm(stream=_scaled(operators).encode("ascii"))

    def page(self, body: str, operators: str) -> None:
        """A page that shows a body and then its own content."""
        self._canvas.doForm(body)
        self._canvas._code.append(_scaled(operators))
        self._canvas.showPage()

    def finish(self, letters: Lettering) -> bytes:
        """The file, with every font that was used embedded.

        Raises:
            MissingGlyph: some characters have no glyph in any font.
        """
        letters.check()
        fonts = {f"F{face}": self._font(subset) for face, subset in letters.subsets()}
        self._document.idToObject["BasicFonts"].dict = fonts
        self._canvas.save()
        return self._file.getvalue()

    def _stream(self, content: bytes, **entries: int) -> Any:
        from reportlab.pdfbase.pdfdoc import PDFStream

        stream = PDFStream(content=content)
        for key, value in entries.items():
            stream.dictionary[key] = value
        return self._document.Reference(stream)

    def _font(self, subset: FontSubset) -> Any:
        """A reference to the Type 0 font of a subset (ISO 32000-1, 9.7)."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary

        face = subset.face
        widths = " ".join(map(str, subset.widths))
        descriptor = PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{subset.name}",
                "Flags": 4,
                "FontBBox": PDFArray(face.box),
                "ItalicAngle": 0,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": 714,
                "StemV": 80,
                "FontFile2": self._stream(subset.file, Length1=len(subset.file)),
            }
        )
        descendant = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{subset.name}",
                "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
                "FontDescriptor": self._document.Reference(descriptor),
                "DW": 1000,
                "W": f"[1[{widths}]]",
                "CIDToGIDMap": "/Identity",
            }
        )
        font = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{subset.name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": PDFArray([self._document.Reference(descendant)]),
                "ToUnicode": self._stream(subset.to_unicode),
            }
        )
        return self._document.Reference(font)


def _scaled(operators: str) -> str:
    return f"q {1 / UNITS:g} 0 0 {1 / UNITS:g} 0 0 cm\n{operators}\nQ"
