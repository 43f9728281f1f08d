"""Damage to a package's text: byte by byte, value by value, key by key. The same chance always does the same."""

from __future__ import annotations

import random
import re

_VALUE = re.compile(rb"-?\b\d[\d.]*\b|\"[^\"\n]*\"|\b\d{4}-\d\d-\d\d\b")
_KEY = re.compile(rb"^(\s*)([A-Za-z0-9_]+)(\s*=)", re.MULTILINE)
_NUMBERS = (
    b"0", b"-1", b"1", b"0.5", b"1.0", b"1.01", b"0.001", b"0.333333", b"99.999", b"0.01", b"100", b"1300.00", b"1e3",
    b"999999999.99", b"1e400", b"nan", b"-inf", b"9" * 40, b"0.00000001", b"true", b'"1"', b"[]", b"{}", b"20000.00",
)  # fmt: skip
_WORDS = (
    b'"none"', b'"open"', b'"all"', b'""', b'"year"', b'"admission"', b'"base"', b'"payment"', b'"expense"',
    b'"in_scope_with_deductible"', b'"in_scope"', b'"direct"', b'"deductible"', b'"prior_self_pay"', b'"excluded"',
    b'"over_limit"', b'"apart"', b'"ordinary"', b'"down"', b'"up"', b'"half_up"',
    b'"fen"', b'"jiao"', b'"yuan"', b'"ten_yuan"', b'"band"', b'"layer"', b'"current"', b'"prior"', b'"same"',
    b'"ratios"', b'"minus_amount"', b'"minus_ratio"', b'"repaid"', b'"untouched"', b'"D"', b'"A"', b'"11"', b'"12"',
    b'"330101"', b'"310101"', b'"hifp_pay"', b'"hosp_part_amt"', b'"oth_pay"', b'"year_start"', b'"year_end"',
    b'"service_day"', b'"07-01"', b'"02-29"', b'"\\u0000"', b'"' + b"x" * 300 + b'"', b"1", b"2024-02-29",
    b"0001-01-01", b"9999-12-31", b"2023-02-30", b"{}", b"[]",
)  # fmt: skip


def damage(text: bytes, chance: random.Random) -> bytes:
    """One to three changes of a random kind."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice((_bytes, _value, _value, _value, _number, _number, _key, _line, _line, _block))(
            text, chance
        )
    return text


def _bytes(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) + 1)
    kind = chance.randrange(5)
    if kind == 0:
        return text[:at] + bytes((chance.randrange(256),)) + text[at + 1 :]
    if kind == 1:
        return text[:at] + chance.randbytes(chance.randrange(1, 5)) + text[at:]
    if kind == 2:
        return text[:at] + text[at + chance.randrange(1, 20) :]
    if kind == 3:
        return (
            text[:at]
            + chance.choice((b'"', b"'''", b"[" * 200, b"{", b"#", b"\r", b"\xef\xbb\xbf", b"=", b"\\"))
            + text[at:]
        )
    return text[:at] if chance.random() < 0.3 else text


def _value(text: bytes, chance: random.Random) -> bytes:
    """Another value where one stands: of the same kind, of another, or one that stands elsewhere."""
    found = list(_VALUE.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    pick = chance.random()
    if pick < 0.4:
        new = chance.choice(found).group()
    else:
        new = chance.choice(_WORDS if one.group().startswith(b'"') or pick < 0.5 else _NUMBERS)
    return text[: one.start()] + new + text[one.end() :]


def _number(text: bytes, chance: random.Random) -> bytes:
    """A number a little off: the damage that reads best."""
    found = [one for one in _VALUE.finditer(text) if re.fullmatch(rb"\d+(\.\d+)?", one.group())]
    if not found:
        return text
    one = chance.choice(found)
    whole, _, decimals = one.group().partition(b".")
    scale = 10 ** len(decimals)
    number = int(whole + decimals)
    number = chance.choice((number + 1, max(0, number - 1), number * 2, number // 2, number * 10, number // 3, 0))
    new = str(number // scale).encode() + (
        b"." + str(number % scale).zfill(len(decimals)).encode() if decimals else b""
    )
    return text[: one.start()] + new + text[one.end() :]


def _key(text: bytes, chance: random.Random) -> bytes:
    """A key renamed, to one that stands elsewhere or to none at all."""
    found = list(_KEY.finditer(text))
    if not found:
        return text
    one, other = chance.choice(found), chance.choice(found).group(2)
    new = chance.choice((other, other, one.group(2)[:-1] or b"x", one.group(2) + b"s", b'""', b"a.b"))
    return text[: one.start(2)] + new + text[one.end(2) :]


def _line(text: bytes, chance: random.Random) -> bytes:
    """A line lost, twice, or in another place."""
    lines = text.split(b"\n")
    at = chance.randrange(len(lines))
    kind = chance.randrange(3)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    else:
        lines.insert(chance.randrange(len(lines)), lines.pop(at))
    return b"\n".join(lines)


def _block(text: bytes, chance: random.Random) -> bytes:
    """A table lost, twice, or in another place."""
    blocks = re.split(rb"\n(?=\[)", text)
    at = chance.randrange(len(blocks))
    kind = chance.randrange(3)
    if kind == 0 and len(blocks) > 1:
        del blocks[at]
    elif kind == 1:
        blocks.insert(at, blocks[at])
    else:
        blocks.insert(chance.randrange(1, len(blocks) + 1), blocks.pop(at))
    return b"\n".join(blocks)
