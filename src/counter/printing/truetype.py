"""Reads TrueType outlines straight from the file: which character is which glyph, how wide, and a subset to embed.

Hides the file format (OpenType 1.9: table directory, `cmap` format 12, `hmtx`, `loca`, `glyf`, TrueType collections).
The file is mapped, not read: a 30 MB face costs nothing until one of its characters is used.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

_COMPONENT_WORDS, _COMPONENT_OFFSETS, _COMPONENT_MORE, _COMPONENT_OVERLAP = 0x0001, 0x0002, 0x0020, 0x0400
_COMPONENT_INSTRUCTIONS = 0x0100
_COMPONENT_SCALE, _COMPONENT_XY_SCALE, _COMPONENT_MATRIX = 0x0008, 0x0040, 0x0080

_BOLD_ACROSS, _BOLD_UP = 14, 8
"""How far bold parts are moved to each side, in thousandths of the type size."""


def _numbers(code: str, stored: bytes) -> array[int]:
    """An array of big-endian numbers; code as in the `array` module, `H` or `I`."""
    numbers = array(code, stored)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


class Face:
    """One face of a font file. Glyph 0 means that the face does not have the character.

    Widths are in thousandths of the type size, as PDF wants them.

    Raises:
        ValueError: the file is no TrueType face with a full Unicode map (PostScript outlines are none).
        OSError: the file cannot be read.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = 0
        if self._bytes[:4] == b"ttcf":
            (start,) = struct.unpack_from(">I", self._bytes, 12 + 4 * index)
        (count,) = struct.unpack_from(">H", self._bytes, start + 4)
        self._tables: dict[bytes, tuple[int, int]] = {}
        for entry in range(start + 12, start + 12 + 16 * count, 16):
            tag, _checksum, offset, length = struct.unpack_from(">4sIII", self._bytes, entry)
            self._tables[tag] = (offset, length)
        missing = [tag for tag in (b"cmap", b"glyf", b"loca", b"hmtx", b"head", b"hhea") if tag not in self._tables]
        if missing:
            raise ValueError(f"{path.name}: no TrueType face, {missing[0].decode()} is missing")
        head = self._table(b"head")
        self.units_per_em: int = struct.unpack(">H", head[18:20])[0]
        self._long_offsets = head[51] == 1
        self.box: tuple[int, int, int, int] = tuple(
            value * 1000 // self.units_per_em for value in struct.unpack(">4h", head[36:44])
        )
        hhea = self._table(b"hhea")
        ascent, descent = struct.unpack(">2h", hhea[4:8])
        self.ascent, self.descent = ascent * 1000 // self.units_per_em, descent * 1000 // self.units_per_em
        (self._metrics,) = struct.unpack(">H", hhea[34:36])
        self.glyph_count: int = struct.unpack(">H", self._table(b"maxp")[4:6])[0]
        self._starts, self._ends, self._first_glyphs = self._character_groups()
        self._ready: dict[tuple[int, bool], tuple[bytes, bytes]] = {}

    def _table(self, tag: bytes) -> bytes:
        offset, length = self._tables.get(tag, (0, 0))
        return self._bytes[offset : offset + length]

    def _character_groups(self) -> tuple[array[int], array[int], array[int]]:
        """The `cmap` groups of format 12: first character, last character, glyph of the first."""
        offset, _length = self._tables[b"cmap"]
        (count,) = struct.unpack_from(">H", self._bytes, offset + 2)
        for record in range(offset + 4, offset + 4 + 8 * count, 8):
            platform, encoding, where = struct.unpack_from(">HHI", self._bytes, record)
            (shape,) = struct.unpack_from(">H", self._bytes, offset + where)
            if shape == 12 and (platform, encoding) in ((3, 10), (0, 4), (0, 6)):
                (groups,) = struct.unpack_from(">I", self._bytes, offset + where + 12)
                start = offset + where + 16
                numbers = _numbers("I", self._bytes[start : start + 12 * groups])
                return numbers[0::3], numbers[1::3], numbers[2::3]
        raise ValueError(f"{self.path.name}: no character map beyond U+FFFF")

    @cached_property
    def postscript_name(self) -> str:
        """The name under which a PDF names the face (name id 6)."""
        names = self._table(b"name")
        count, storage = struct.unpack_from(">HH", names, 2)
        for record in range(6, 6 + 12 * count, 12):
            platform, _encoding, _language, name_id, length, offset = struct.unpack_from(">6H", names, record)
            if name_id == 6:
                text = names[storage + offset : storage + offset + length]
                plain = text.decode("utf-16-be" if platform in (0, 3) else "latin-1")
                return "".join(letter for letter in plain if letter.isascii() and (letter.isalnum() or letter == "-"))
        return self.path.stem

    def glyph(self, character: str) -> int:
        """The glyph of a character, 0 when the face has none.

        A character that maps to an outline without a single point counts as absent unless it is a space: it would
        come out as a blank, and paper must never be silently blank.
        """
        code = ord(character)
        group = bisect_right(self._starts, code) - 1
        if group < 0 or code > self._ends[group]:
            return 0
        glyph = self._first_glyphs[group] + code - self._starts[group]
        if glyph >= self.glyph_count or not (character.isspace() or self.outline(glyph)):
            return 0
        return glyph

    def _metric(self, glyph: int) -> tuple[int, int]:
        """Advance and left bearing in font units; glyphs past the last full record share its advance (`hmtx`)."""
        offset, _length = self._tables[b"hmtx"]
        if glyph < self._metrics:
            advance, bearing = struct.unpack_from(">Hh", self._bytes, offset + 4 * glyph)
        else:
            (advance,) = struct.unpack_from(">H", self._bytes, offset + 4 * (self._metrics - 1))
            place = offset + 4 * self._metrics + 2 * (glyph - self._metrics)
            (bearing,) = struct.unpack_from(">h", self._bytes, place)
        return advance, bearing

    def width(self, glyph: int) -> int:
        """Advance of a glyph in thousandths of the type size."""
        return (self._metric(glyph)[0] * 1000 + self.units_per_em // 2) // self.units_per_em

    def outline(self, glyph: int) -> bytes:
        """The stored outline of a glyph, empty for a space."""
        offset, _length = self._tables[b"loca"]
        if self._long_offsets:
            start, end = struct.unpack_from(">II", self._bytes, offset + 4 * glyph)
        else:
            start, end = (2 * half for half in struct.unpack_from(">HH", self._bytes, offset + 2 * glyph))
        outlines = self._tables[b"glyf"][0]
        return self._bytes[outlines + start : outlines + end]

    def subset(self, glyphs: Iterable[tuple[int, bool]]) -> bytes:
        """A font file with glyph 0 and the given glyphs, renumbered 1, 2, 3 ... in their order; parts that compound
        glyphs need follow behind them. (glyph, True) is the glyph in bold.

        It has no hints: they move outlines to the dots of a coarse screen, which paper and its picture never have, and
        are a tenth of a statement's font.
        """
        wanted = [(0, False), *glyphs]
        places: dict[int, int] = {}
        for place, (glyph, bold) in enumerate(wanted):
            if not bold:
                places.setdefault(glyph, place)
        outlines: list[bytes] = []
        metrics: list[bytes] = []
        offsets = [0]
        end = 0
        # wanted grows while compound glyphs ask for their parts.
        for glyph, bold in wanted:
            outline, metric = self._ready.get((glyph, bold)) or self._prepare(glyph, bold)
            if outline and outline[0] & 0x80:
                outline = _with_parts_renumbered(outline, places, wanted)
            outlines.append(outline)
            metrics.append(metric)
            end += len(outline)
            offsets.append(end)
        count = len(wanted)
        tables: dict[bytes, bytes] = {}
        head, hhea, maxp = self._table(b"head"), self._table(b"hhea"), self._table(b"maxp")
        tables[b"glyf"] = b"".join(outlines)
        # Offsets in words of two bytes as long as they fit.
        short = end <= 2 * 0xFFFF
        tables[b"loca"] = (
            struct.pack(f">{count + 1}H", *(offset // 2 for offset in offsets))
            if short
            else struct.pack(f">{count + 1}I", *offsets)
        )
        tables[b"hmtx"] = b"".join(metrics)
        tables[b"head"] = head[:8] + b"\0\0\0\0" + head[12:50] + (b"\0\0" if short else b"\0\1") + head[52:]
        tables[b"hhea"] = hhea[:34] + struct.pack(">H", count)
        # Bold glyphs have four parts and may nest one level deeper than the font itself does.
        parts, depth = struct.unpack(">2H", maxp[28:32])
        tables[b"maxp"] = (
            maxp[:4] + struct.pack(">H", count) + maxp[6:28] + struct.pack(">2H", max(4, parts), depth + 1)
        )
        return _font_file(tables)

    def _prepare(self, glyph: int, bold: bool) -> tuple[bytes, bytes]:
        """Outline, filled up to a multiple of two, and metric of a glyph as a subset stores them; kept for the next
        document, which uses mostly the same characters."""
        outline = _unhinted(self.outline(glyph))
        advance, bearing = self._metric(glyph)
        if bold and outline:
            across, up = self.units_per_em * _BOLD_ACROSS // 1000, self.units_per_em * _BOLD_UP // 1000
            outline = _bold(outline, glyph, across, up)
            bearing -= across
        ready = outline + b"\0" * (len(outline) % 2), struct.pack(">Hh", advance, bearing)
        self._ready[glyph, bold] = ready
        return ready


def _bold(outline: bytes, glyph: int, across: int, up: int) -> bytes:
    """A compound glyph: the same outline four times, moved apart a little; what they cover together is bolder.

    Unlike an outline drawn around the letters it looks the same at every resolution, and needs no second font.
    """
    left, bottom, right, top = struct.unpack(">4h", outline[2:10])
    parts = [struct.pack(">h4h", -1, left - across, bottom - up, right + across, top + up)]
    corners = ((-across, -up), (across, -up), (-across, up), (across, up))
    for number, (x, y) in enumerate(corners, 1):
        flags = _COMPONENT_WORDS | _COMPONENT_OFFSETS | (_COMPONENT_MORE if number < 4 else 0)
        if number == 1:
            flags |= _COMPONENT_OVERLAP
        parts.append(struct.pack(">HHhh", flags, glyph, x, y))
    return b"".join(parts)


def _with_parts_renumbered(outline: bytes, places: dict[int, int], wanted: list[tuple[int, bool]]) -> bytes:
    """A compound outline that refers to the subset's glyph numbers; its parts are added to `wanted`."""
    changed = bytearray(outline)
    for position in _components(outline)[:-1]:
        (part,) = struct.unpack_from(">H", changed, position + 2)
        if part not in places:
            places[part] = len(wanted)
            wanted.append((part, False))
        struct.pack_into(">H", changed, position + 2, places[part])
    return bytes(changed)


def _components(outline: bytes) -> list[int]:
    """Where the components of a compound outline begin, and last where they end."""
    positions = [10]
    while True:
        position = positions[-1]
        (flags,) = struct.unpack_from(">H", outline, position)
        position += 8 if flags & _COMPONENT_WORDS else 6
        if flags & _COMPONENT_SCALE:
            position += 2
        elif flags & _COMPONENT_XY_SCALE:
            position += 4
        elif flags & _COMPONENT_MATRIX:
            position += 8
        positions.append(position)
        if not flags & _COMPONENT_MORE:
            return positions


def _unhinted(outline: bytes) -> bytes:
    """An outline without its instructions."""
    if not outline:
        return outline
    (contours,) = struct.unpack_from(">h", outline)
    if contours >= 0:
        start = 10 + 2 * contours
        (length,) = struct.unpack_from(">H", outline, start)
        return outline[:start] + b"\0\0" + outline[start + 2 + length :]
    *begins, end = _components(outline)
    changed = bytearray(outline[:end])
    for position in begins:
        (flags,) = struct.unpack_from(">H", changed, position)
        struct.pack_into(">H", changed, position, flags & ~_COMPONENT_INSTRUCTIONS)
    return bytes(changed)


def _checksum(padded: bytes) -> int:
    return sum(_numbers("I", padded)) & 0xFFFFFFFF


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    """Put tables together: directory in tag order, every table on a multiple of four, checksums right."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    bodies: dict[bytes, bytes] = {}
    offset, total = 12 + 16 * count, 0
    for tag in sorted(tables):
        body = tables[tag]
        padded = body + b"\0" * (-len(body) % 4)
        checksum = _checksum(padded)
        total += checksum
        directory += struct.pack(">4sIII", tag, checksum, offset, len(body))
        bodies[tag] = padded
        offset += len(padded)
    adjustment = (0xB1B0AFBA - total - _checksum(directory)) & 0xFFFFFFFF
    head = bodies[b"head"]
    bodies[b"head"] = head[:8] + struct.pack(">I", adjustment) + head[12:]
    return directory + b"".join(bodies.values())
