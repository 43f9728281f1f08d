"""Makes the QR code of a statement (ISO/IEC 18004, model 2): alphanumeric text, level M, one fixed mask.

A fixed mask costs nothing but a little contrast of patterns and makes the code the same every time; everything that
does not depend on the text is worked out once for each size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""What the code can hold."""

MASK = 3
"""Mask 3: modules with (row + column) divisible by 3 are turned over."""

# Version: (check codewords of a block, data codewords of each block), level M (ISO/IEC 18004, table 9).
_BLOCKS = {
    1: (10, (16,)),
    2: (16, (28,)),
    3: (26, (44,)),
    4: (18, (32, 32)),
    5: (24, (43, 43)),
    6: (16, (27, 27, 27, 27)),
    7: (18, (31, 31, 31, 31)),
    8: (22, (38, 38, 39, 39)),
    9: (22, (36, 36, 36, 37, 37)),
    10: (26, (43, 43, 43, 43, 44)),
}
_ALIGNMENT = {
    1: (),
    2: (6, 18),
    3: (6, 22),
    4: (6, 26),
    5: (6, 30),
    6: (6, 34),
    7: (6, 22, 38),
    8: (6, 24, 42),
    9: (6, 26, 46),
    10: (6, 28, 50),
}


def _field() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Powers and logarithms of GF(256) with the polynomial 0x11D."""
    powers, logarithms, value = [0] * 512, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logarithms[value] = exponent
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return tuple(powers), tuple(logarithms)


_POWER, _LOGARITHM = _field()


@lru_cache
def _generator(degree: int) -> tuple[int, ...]:
    """Logarithms of the generator polynomial's coefficients, without the leading one."""
    coefficients = [1]
    for root in range(degree):
        scaled = [_POWER[_LOGARITHM[value] + root] if value else 0 for value in coefficients]
        coefficients = [left ^ right for left, right in zip([*coefficients, 0], [0, *scaled], strict=True)]
    return tuple(_LOGARITHM[value] for value in coefficients[1:])


def _check_words(words: list[int], degree: int) -> list[int]:
    """Reed-Solomon check codewords of one block."""
    generator = _generator(degree)
    rest = [0] * degree
    for word in words:
        factor = word ^ rest[0]
        rest = [*rest[1:], 0]
        if factor:
            power = _LOGARITHM[factor]
            rest = [value ^ _POWER[power + coefficient] for value, coefficient in zip(rest, generator, strict=True)]
    return rest


def _bch(value: int, polynomial: int, bits: int) -> int:
    """A value with its BCH check bits behind it."""
    rest = value << bits
    for place in range(rest.bit_length() - 1, bits - 1, -1):
        if rest >> place & 1:
            rest ^= polynomial << (place - bits)
    return value << bits | rest


@dataclass(frozen=True, slots=True)
class _Template:
    """One size: fixed modules, and the places of the data bits in reading order with their mask bits."""

    size: int
    modules: bytes
    places: tuple[int, ...]
    mask_bits: tuple[int, ...]


@lru_cache
def _template(version: int) -> _Template:
    size = 17 + 4 * version
    modules, taken = bytearray(size * size), bytearray(size * size)

    def put(row: int, column: int, dark: bool) -> None:
        modules[row * size + column] = dark
        taken[row * size + column] = 1

    for row, column in ((0, 0), (0, size - 7), (size - 7, 0)):
        for down in range(-1, 8):
            for across in range(-1, 8):
                if 0 <= row + down < size and 0 <= column + across < size:
                    ring = max(abs(down - 3), abs(across - 3))
                    put(row + down, column + across, ring in (0, 1, 3))
    for place in range(8, size - 8):
        put(6, place, place % 2 == 0)
        put(place, 6, place % 2 == 0)
    centres = _ALIGNMENT[version]
    for row in centres:
        for column in centres:
            if taken[row * size + column] and (row, column) not in ((6, column), (row, 6)):
                continue
            if (row, column) in ((6, 6), (6, centres[-1]), (centres[-1], 6)):
                continue
            for down in range(-2, 3):
                for across in range(-2, 3):
                    put(row + down, column + across, max(abs(down), abs(across)) != 1)
    # Format: level M is 00, then the mask; the pattern 101010000010010 keeps it from being empty.
    form = _bch(MASK, 0b10100110111, 10) ^ 0b101010000010010
    for bit in range(15):
        dark = bool(form >> bit & 1)
        put(bit if bit < 6 else bit + 1 if bit < 8 else size - 15 + bit, 8, dark)
        put(8, size - 1 - bit if bit < 8 else 15 - bit if bit < 9 else 14 - bit, dark)
    put(size - 8, 8, True)
    if version >= 7:
        number = _bch(version, 0b1111100100101, 12)
        for bit in range(18):
            dark = bool(number >> bit & 1)
            put(bit // 3, size - 11 + bit % 3, dark)
            put(size - 11 + bit % 3, bit // 3, dark)
    places: list[int] = []
    upwards = True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for row in range(size - 1, -1, -1) if upwards else range(size):
            places += [row * size + column for column in (right, right - 1) if not taken[row * size + column]]
        upwards = not upwards
    mask_bits = tuple(int((place // size + place % size) % 3 == 0) for place in places)
    return _Template(size, bytes(modules), tuple(places), mask_bits)


def _version_for(text: str) -> int:
    """The smallest size that holds a text."""
    bits = len(text) // 2 * 11 + len(text) % 2 * 6
    for version, (_degree, blocks) in _BLOCKS.items():
        if 4 + (9 if version < 10 else 11) + bits <= 8 * sum(blocks):
            return version
    raise ValueError(f"{len(text)} characters do not fit into a QR code of version {max(_BLOCKS)}")


def _codewords(text: str, version: int) -> list[int]:
    """The text's data and check codewords in the order in which they are placed."""
    degree, blocks = _BLOCKS[version]
    count_bits = 9 if version < 10 else 11
    parts = [f"0010{len(text):0{count_bits}b}"]
    values = [ALPHANUMERIC.index(letter) for letter in text]
    parts += [f"{values[place] * 45 + values[place + 1]:011b}" for place in range(0, len(values) - 1, 2)]
    if len(values) % 2:
        parts.append(f"{values[-1]:06b}")
    room = 8 * sum(blocks)
    bits = "".join(parts)
    bits += "0" * min(4, room - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[place : place + 8], 2) for place in range(0, len(bits), 8)]
    words += [0xEC if place % 2 == 0 else 0x11 for place in range(sum(blocks) - len(words))]
    data: list[list[int]] = []
    for length in blocks:
        data.append(words[:length])
        words = words[length:]
    checks = [_check_words(block, degree) for block in data]
    mixed = [block[place] for place in range(max(blocks)) for block in data if place < len(block)]
    return mixed + [block[place] for place in range(degree) for block in checks]


def qr_rows(text: str) -> list[bytes]:
    """The code as rows of modules, 1 dark and 0 light, without the quiet zone.

    Raises:
        ValueError: the text has characters outside `ALPHANUMERIC` or is too long (more than 311).
    """
    version = _version_for(text)
    template = _template(version)
    modules = bytearray(template.modules)
    bits = "".join(f"{word:08b}" for word in _codewords(text, version)).ljust(len(template.places), "0")
    for place, bit, mask in zip(template.places, bits, template.mask_bits, strict=True):
        modules[place] = (bit == "1") ^ mask
    return [bytes(modules[start : start + template.size]) for start in range(0, len(modules), template.size)]


def dark_runs(text: str) -> list[tuple[int, int, int]]:
    """(column, row, length) of each horizontal run of dark modules: fewer rectangles to draw."""
    return [
        (run.start(), row, run.end() - run.start())
        for row, modules in enumerate(qr_rows(text))
        for run in re.finditer(b"\x01+", modules)
    ]
