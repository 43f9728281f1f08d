"""Reading font files: characters, widths, subsets."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from counter.printing.fonts import BODY_FONT
from counter.printing.truetype import Face, _unhinted


@pytest.fixture(scope="module")
def body(resources: Path) -> Face:
    return Face(resources / "fonts" / BODY_FONT)


def tables_of(font: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    found = {}
    for entry in range(12, 12 + 16 * count, 16):
        tag, _checksum, offset, length = struct.unpack_from(">4sIII", font, entry)
        found[tag] = font[offset : offset + length]
    return found


def offsets_of(tables: dict[bytes, bytes]) -> list[int]:
    """Where outlines begin and end, in bytes, in either form of `loca`."""
    (count,) = struct.unpack(">H", tables[b"maxp"][4:6])
    if tables[b"head"][51]:
        return list(struct.unpack(f">{count + 1}I", tables[b"loca"]))
    return [2 * words for words in struct.unpack(f">{count + 1}H", tables[b"loca"])]


def unhinted(outline: bytes) -> bytes:
    """A simple outline without its instructions, and without what fills it up."""
    start = 10 + 2 * struct.unpack_from(">h", outline)[0]
    behind = start + 2 + struct.unpack_from(">H", outline, start)[0]
    return (outline[:start] + b"\0\0" + outline[behind:]).rstrip(b"\0")


def test_agrees_with_reportlab_on_every_character_and_width(body: Face, resources: Path) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    other = TTFontFile(str(resources / "fonts" / BODY_FONT))
    characters = [code for code in other.charToGlyph if code > 0x20 and body.outline(other.charToGlyph[code])]
    assert len(characters) > 25_000
    for code in characters:
        assert body.glyph(chr(code)) == other.charToGlyph[code]
        assert abs(body.width(body.glyph(chr(code))) - other.charWidths[code]) <= 1


def test_digits_are_as_wide_as_each_other(body: Face) -> None:
    assert len({body.width(body.glyph(digit)) for digit in "0123456789"}) == 1


def test_characters_that_are_not_there(body: Face) -> None:
    assert [body.glyph(character) for character in "𬭶𠅤\U0010ffff\ud800\x00"] == [0] * 5


def test_a_space_is_there_but_an_empty_outline_of_a_letter_is_not(body: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    assert body.glyph(" ") > 0
    assert body.glyph("中") > 0
    monkeypatch.setattr(Face, "outline", lambda self, glyph: b"")
    assert body.glyph("中") == 0
    assert body.glyph("　") > 0


def test_a_subset_is_a_whole_font_with_the_same_outlines(body: Face) -> None:
    glyphs = [body.glyph(character) for character in "张é123张"]
    subset = body.subset([(glyph, False) for glyph in glyphs])
    tables = tables_of(subset)
    (count,) = struct.unpack(">H", tables[b"maxp"][4:6])
    # Glyph 0, the six asked for, and the parts that é is made of.
    assert count >= 7
    offsets = offsets_of(tables)
    for place, glyph in enumerate(glyphs, 1):
        outline = tables[b"glyf"][offsets[place] : offsets[place + 1]]
        if not outline[0] & 0x80:
            assert outline.rstrip(b"\0") == unhinted(body.outline(glyph))
    padded = subset + b"\0" * (-len(subset) % 4)
    assert sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF == 0xB1B0AFBA


def test_parts_of_compound_glyphs_come_along(body: Face) -> None:
    compound = next(
        glyph
        for glyph in (body.glyph(chr(code)) for code in range(0xC0, 0x250))
        if glyph and body.outline(glyph)[0] & 0x80
    )
    tables = tables_of(body.subset([(compound, False)]))
    (count,) = struct.unpack(">H", tables[b"maxp"][4:6])
    assert count > 2
    offsets = offsets_of(tables)
    _flags, part = struct.unpack_from(">HH", tables[b"glyf"], offsets[1] + 10)
    assert 1 < part < count
    original = struct.unpack_from(">HH", body.outline(compound), 10)[1]
    assert tables[b"glyf"][offsets[part] : offsets[part + 1]].rstrip(b"\0") == unhinted(body.outline(original))


def test_a_subset_has_no_hints(body: Face) -> None:
    hinted = next(
        glyph
        for glyph in (body.glyph(chr(code)) for code in range(0x21, 0x7F))
        if struct.unpack_from(">H", body.outline(glyph), 10 + 2 * struct.unpack_from(">h", body.outline(glyph))[0])[0]
    )
    tables = tables_of(body.subset([(hinted, False)]))
    assert not {b"fpgm", b"prep", b"cvt "} & tables.keys()
    begin, end = offsets_of(tables)[1:3]
    assert end - begin < len(body.outline(hinted)) - 1


def test_hints_of_a_compound_glyph_are_cut_off() -> None:
    first = struct.pack(">HHbb", 0x0020 | 0x0100 | 0x0002, 7, 1, 2)
    second = struct.pack(">HHhh", 0x0001 | 0x0100 | 0x0002, 8, 3, 4)
    outline = struct.pack(">h4h", -1, 0, 0, 9, 9) + first + second + struct.pack(">H3s", 3, b"abc")
    plain = _unhinted(outline)
    assert len(plain) == 10 + len(first) + len(second)
    assert struct.unpack_from(">HHbb", plain, 10) == (0x0022, 7, 1, 2)
    assert struct.unpack_from(">HHhh", plain, 16) == (0x0003, 8, 3, 4)
    assert _unhinted(b"") == b""


def test_a_large_subset_has_long_offsets(body: Face) -> None:
    glyphs = [(body.glyph(chr(code)), False) for code in range(0x4E00, 0x4E00 + 2000)]
    tables = tables_of(body.subset(glyphs))
    assert tables[b"head"][51] == 1
    offsets = offsets_of(tables)
    assert offsets[-1] == len(tables[b"glyf"]) > 2 * 0xFFFF
    place = next(place for place in range(2000, 0, -1) if not body.outline(glyphs[place - 1][0])[0] & 0x80)
    outline = tables[b"glyf"][offsets[place] : offsets[place + 1]]
    assert outline.rstrip(b"\0") == unhinted(body.outline(glyphs[place - 1][0]))


def test_files_that_are_no_truetype_font_are_refused(tmp_path: Path) -> None:
    postscript = tmp_path / "cff.otf"
    postscript.write_bytes(
        struct.pack(">4sHHHH", b"OTTO", 1, 0, 0, 0) + struct.pack(">4sIII", b"CFF ", 0, 28, 4) + b"xxxx"
    )
    with pytest.raises(ValueError, match="no TrueType"):
        Face(postscript)


def test_the_postscript_name(body: Face) -> None:
    assert body.postscript_name == "WenQuanYiMicroHei"


def test_bold_is_the_same_outline_moved_apart(body: Face) -> None:
    glyph = body.glyph("合")
    tables = tables_of(body.subset([(glyph, True), (body.glyph(" "), True)]))
    (count,) = struct.unpack(">H", tables[b"maxp"][4:6])
    assert count == 4
    offsets = offsets_of(tables)
    bold = tables[b"glyf"][offsets[1] : offsets[2]]
    assert struct.unpack(">h", bold[:2]) == (-1,)
    parts = [struct.unpack(">HHhh", bold[start : start + 8]) for start in range(10, 42, 8)]
    assert {part[1] for part in parts} == {3}
    assert len({part[2:] for part in parts}) == 4
    assert tables[b"glyf"][offsets[3] : offsets[4]].rstrip(b"\0") == unhinted(body.outline(glyph))
    assert offsets[2] == offsets[3]
    # The left bearing follows the box, or readers would move the glyph back.
    advance, bearing = struct.unpack(">Hh", tables[b"hmtx"][4:8])
    assert advance == body._metric(glyph)[0]
    assert (
        bearing - struct.unpack(">h", bold[2:4])[0]
        == body._metric(glyph)[1] - struct.unpack(">h", body.outline(glyph)[2:4])[0]
    )
