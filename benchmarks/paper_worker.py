"""One way to write a PDF in a process of its own: `python paper_worker.py ENGINE PLACED.json`, orders as JSON lines.

Every engine puts the same words at the same places on the pages of three copies, in the same font, in its best form:
resident, font opened once. Ours draws frames, bold type and a QR code besides; none of these is asked of the others.
"""

from __future__ import annotations

import base64
import io
import json
import random
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

COPIES = 3
DIGITS = frozenset("0123456789")
Texts = list[tuple[float, float, float, str]]
"""(left, base line from the top, size, text) of one copy."""

Maker = Callable[[Texts], bytes]


def _texts(placed: dict[str, Any], turn: int) -> Texts:
    """The words of one statement with digits of its own: no two have the same, and an engine that remembers what it has
    set before shall not meet it again."""
    chance = random.Random(turn)  # noqa: S311 - input for a measurement
    return [
        (x, y, size, "".join(str(chance.randrange(10)) if letter in DIGITS else letter for letter in words))
        for x, y, size, words in placed["texts"]
    ]


def typst_maker(placed: dict[str, Any]) -> Maker:
    """typst with absolute places, untagged, data by file; compiler resident."""
    import typst

    folder = Path(placed["folder"])
    (folder / "paper.typ").write_text(
        """#set page(width: 595.28pt, height: 841.89pt, margin: 0pt)
#let placed = json("placed.json")
#set text(font: placed.family, top-edge: "baseline", bottom-edge: "baseline")
#for copy in range(3) {
  if copy > 0 { pagebreak() }
  for (x, y, size, words) in placed.texts { place(top + left, dx: x * 1pt, dy: y * 1pt, text(size: size * 1pt, words)) }
}
""",
        encoding="utf-8",
    )
    compiler = typst.Compiler(root=str(folder), font_paths=[str(Path(placed["font"]).parent)], ignore_system_fonts=True)

    def make(texts: Texts) -> bytes:
        data = {"family": placed["family"], "texts": texts}
        (folder / "placed.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        made: bytes = compiler.compile(input=str(folder / "paper.typ"), format="pdf", pdf_tags=False)
        return made

    return make


def skia_maker(placed: dict[str, Any]) -> Maker:
    """Skia's PDF canvas."""
    import skia

    face, paint = skia.Typeface.MakeFromFile(placed["font"]), skia.Paint()
    fonts: dict[float, Any] = {}

    def make(texts: Texts) -> bytes:
        stream = skia.DynamicMemoryWStream()
        document = skia.PDF.MakeDocument(stream)
        for _ in range(COPIES):
            canvas = document.beginPage(placed["width"], placed["height"])
            for x, y, size, words in texts:
                font = fonts.setdefault(size, skia.Font(face, size))
                canvas.drawString(words, x, y, font, paint)
            document.endPage()
        document.close()
        return bytes(stream.detachAsData())

    return make


def cairo_maker(placed: dict[str, Any]) -> Maker:
    """cairo's PDF surface, by the family's name: the font must be installed."""
    import cairo

    def make(texts: Texts) -> bytes:
        target = io.BytesIO()
        surface = cairo.PDFSurface(target, placed["width"], placed["height"])
        context = cairo.Context(surface)
        context.select_font_face(placed["family"])
        for _ in range(COPIES):
            for x, y, size, words in texts:
                context.set_font_size(size)
                context.move_to(x, y)
                context.show_text(words)
            context.show_page()
        surface.finish()
        return target.getvalue()

    return make


def fpdf2_maker(placed: dict[str, Any]) -> Maker:
    """fpdf2; it has no way to keep a font from one document to the next."""
    import logging

    from fpdf import FPDF

    logging.disable(logging.WARNING)

    def make(texts: Texts) -> bytes:
        pdf = FPDF(unit="pt", format="A4")
        pdf.add_font("body", fname=placed["font"])
        for _ in range(COPIES):
            pdf.add_page()
            for x, y, size, words in texts:
                pdf.set_font("body", size=size)
                pdf.text(x, y, words)
        return bytes(pdf.output())

    return make


def weasyprint_maker(placed: dict[str, Any]) -> Maker:
    """WeasyPrint with absolutely placed words."""
    from html import escape

    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    rules = (
        f"@font-face{{font-family:body;src:url(file://{placed['font']})}}@page{{size:A4;margin:0}}"
        "div{position:relative;break-after:page;height:841pt}p{position:absolute;margin:0;font-family:body;line-height:1;white-space:pre}"
    )
    css = CSS(string=rules, font_config=fonts)

    def make(texts: Texts) -> bytes:
        page = "".join(
            f'<p style="left:{x}pt;top:{y - size}pt;font-size:{size}pt">{escape(words)}</p>'
            for x, y, size, words in texts
        )
        return bytes(HTML(string=f"<div>{page}</div>" * COPIES).write_pdf(stylesheets=[css], font_config=fonts))

    return make


MAKERS: dict[str, tuple[str, Callable[[dict[str, Any]], Maker]]] = {
    "typst": ("typst", typst_maker),
    "skia": ("skia-python", skia_maker),
    "cairo": ("pycairo", cairo_maker),
    "fpdf2": ("fpdf2", fpdf2_maker),
    "weasyprint": ("weasyprint", weasyprint_maker),
}


def main() -> None:
    """Make the engine, say so, and draw until the input ends."""
    package, maker = MAKERS[sys.argv[1]]
    placed = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    make = maker(placed)
    sys.stdout.write(json.dumps({"versions": {package: version(package)}}) + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        texts = _texts(placed, json.loads(line)["turn"])
        processor, wall = time.process_time(), time.perf_counter()
        made = make(texts)
        taken = {"wall_ms": (time.perf_counter() - wall) * 1000, "cpu_ms": (time.process_time() - processor) * 1000}
        sys.stdout.write(json.dumps({**taken, "pdf": base64.b64encode(made).decode()}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
