"""The font stack, and text that comes back out of the file."""

from __future__ import annotations

import re
from pathlib import Path

import paper_sample
import pytest

from counter.domain.errors import FileProblems, MissingGlyph
from counter.printing.documents import text_of
from counter.printing.fonts import FontStack, Lettering, to_unicode
from counter.printing.sheets import SheetFile


def one_page(stack: FontStack, text: str) -> bytes:
    letters = Lettering(stack)
    file = SheetFile(30_000, 10_000, "test", "zh-CN")
    file.body("body", f"BT /F0 1200 Tf 500 5000 Td {letters.show(text, 1200)} ET")
    file.page("body", "")
    return file.finish(letters)


@pytest.mark.parametrize("name", paper_sample.RARE_NAMES)
def test_rare_names_come_back_as_text(stack: FontStack, name: str) -> None:
    assert text_of(one_page(stack, f"姓名{name}完")) == (f"姓名{name}完",)


def test_the_body_font_draws_what_it_can(stack: FontStack) -> None:
    place = stack.place("张")
    assert place is not None
    assert place[0] == 0
    rare = stack.place("𬭶")
    assert rare is not None
    assert rare[0] > 0


def test_every_character_without_a_glyph_is_named(stack: FontStack) -> None:
    with pytest.raises(MissingGlyph) as caught:
        one_page(stack, "张\U0010fffd三\ue000李\U0010fffd")
    assert caught.value.characters == "\U0010fffd\ue000"
    assert "U+10FFFD" in str(caught.value)


def test_without_the_rare_fonts_a_rare_name_stops_instead_of_staying_blank(resources: Path, tmp_path: Path) -> None:
    alone = FontStack(resources / "fonts", system=(tmp_path,))
    assert text_of(one_page(alone, "王小明")) == ("王小明",)
    with pytest.raises(MissingGlyph) as caught:
        one_page(alone, "𠅤𬍛")
    assert caught.value.characters == "𠅤𬍛"


def test_a_rare_font_in_the_bundled_folder_is_found(resources: Path, stack: FontStack, tmp_path: Path) -> None:
    stack.place("𠅤")
    for source in (*(face.path for face in stack.faces[1:]), resources / "fonts" / "wqy-microhei.ttc"):
        (tmp_path / source.name).symlink_to(source)
    assert text_of(one_page(FontStack(tmp_path, system=()), "𠅤")) == ("𠅤",)


def test_a_broken_rare_font_is_passed_over(resources: Path, tmp_path: Path) -> None:
    (tmp_path / "LXGWWenKai-Regular.ttf").write_bytes(b"\0\1\0\0" + b"\0" * 60)
    alone = FontStack(resources / "fonts", system=(tmp_path,))
    assert alone.place("𠅤") is None
    assert alone.place("张") is not None


def test_a_missing_body_font_is_a_clear_problem(tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match=r"wqy-microhei\.ttc"):
        FontStack(tmp_path)


def test_to_unicode_is_utf16_beyond_the_basic_plane() -> None:
    rows = to_unicode("张𬭶").decode()
    assert "<0001><5f20>" in rows
    assert "<0002><d872df76>" in rows


def test_to_unicode_has_at_most_100_rows_in_a_block() -> None:
    rows = to_unicode("".join(map(chr, range(0x4E00, 0x4E00 + 250)))).decode()
    assert re.findall(r"(\d+) beginbfchar", rows) == ["100", "100", "50"]


def test_reportlab_still_writes_the_wrong_map() -> None:
    """When this fails, ReportLab mended its map beyond U+FFFF: note it; ours stays right either way."""
    from reportlab.pdfbase.ttfonts import makeToUnicodeCMap

    assert "<2CB76>" in makeToUnicodeCMap("font", [0x2CB76])


def test_reportlabs_own_embedding_would_lose_the_name(stack: FontStack, tmp_path: Path) -> None:
    """The bug that we work around, seen with the same reader and the same font."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    place = stack.place("𬭶")
    assert place is not None
    pdfmetrics.registerFont(TTFont("rare", str(stack.faces[place[0]].path)))
    file = tmp_path / "upstream.pdf"
    canvas = Canvas(str(file))
    canvas.setFont("rare", 12)
    canvas.drawString(50, 500, "𬭶")
    canvas.save()
    assert text_of(file.read_bytes()) != ("𬭶",)
    assert text_of(one_page(stack, "𬭶")) == ("𬭶",)


def test_only_embedded_fonts_stand_in_the_file(stack: FontStack) -> None:
    pdf = one_page(stack, "张𬭶 abc")
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") == 2


def test_widths_add_up(letters: Lettering) -> None:
    assert letters.width("张三", 1000) == 2000
    assert letters.width("0123456789", 1000) == 10 * letters.width("7", 1000)
