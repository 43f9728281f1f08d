"""What is fuzzed: everything that reads bytes which somebody else made, each with inputs to begin from.

A target takes bytes and says in a word how it ended. What is promised is asserted inside: only typed errors, results
that are bounded in length and hold only known words, and no digit of a code that must not be kept. `checked` adds the
bounds that hold for all of them: processor time and depth of the stack.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from counter.card import credential, driver_answer, fields
from counter.card.apdu import MAX_COMMANDS, MAX_RECORDS, parse_records
from counter.card.driver_file import Driver
from counter.card.driver_line import heard
from counter.card.driver_words import safe_text
from counter.card.errors import WARNINGS, Reason
from counter.card.id_text import parse_newest_address, parse_text
from counter.card.image import CardImage, load_image
from counter.card.member_card import MemberCard
from counter.card.sdt import LENGTH_LIMIT, Answer, Command, Deframer, reason_of, request
from counter.card.simulated import SoftwareCard
from counter.domain.errors import CardError, CredentialProblem
from counter.domain.identity import DOCUMENT_WARNINGS, CardRead, IdentityRoute, RawDocument
from counter.domain.scanned_code import CodeKind, recognise

CARDS = Path(__file__).parents[1] / "resources" / "cards"
TODAY = date(2026, 11, 21)
INPUT_BYTES = 4096
LONGEST_TEXT = 256
CPU_SECONDS = 0.25
DEPTH = 120
"""Frames that a target may use on top of its caller's; Python's own limit is a thousand."""


@dataclass(frozen=True)
class Target:
    """seeds: good inputs, which mutation begins from. run: one input to a word. share: of every hundred inputs.
    seen: words that any thousands of mutated inputs must lead to, or the fuzzing does not reach what it is for."""

    name: str
    seeds: tuple[bytes, ...]
    run: Callable[[bytes], str]
    share: int
    seen: frozenset[str]


def checked(target: Target, raw: bytes) -> str:
    """One input, with what holds for every target; AssertionError or anything untyped is a finding."""
    limit = sys.getrecursionlimit()
    begun = time.thread_time()
    sys.setrecursionlimit(_depth() + DEPTH)
    try:
        word = target.run(raw)
    finally:
        sys.setrecursionlimit(limit)
    assert time.thread_time() - begun < CPU_SECONDS, "too slow"
    return word


def _depth() -> int:
    frame, count = sys._getframe(), 0
    while frame.f_back is not None:
        frame, count = frame.f_back, count + 1
    return count


def bounded(value: object) -> None:
    """Every text in a result is short, printable or at least free of what turns a terminal around."""
    for text in _texts(value):
        assert len(text) <= LONGEST_TEXT, len(text)
        assert not set(text) & _STEERING, ascii(text)


_STEERING = {*map(chr, range(32)), "\x7f", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), "\ufeff"}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Enum) or value is None:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


# ---- cards


def image(stem: str) -> CardImage:
    """A profile by the stem of its file."""
    return load_image(CARDS / f"{stem}.toml")


_IMAGES = tuple(image(stem) for stem in ("p01", "p02", "p05", "p06", "p16-scan-only", "p10", "p15-legacy"))
_DECODERS = (fields.text, fields.name, fields.digits, fields.day, fields.sex, fields.identification_code)


def records(raw: bytes) -> str:
    """TLV records, and the decoders of fields on what they hold."""
    try:
        found = parse_records(raw)
    except CardError as error:
        assert error.reason == Reason.DAMAGED
        return "damaged"
    assert len(found) <= MAX_RECORDS
    for tag, value in found[:4]:
        for decode in (_DECODERS[tag % len(_DECODERS)], _DECODERS[len(value) % len(_DECODERS)]):
            with contextlib.suppress(fields.Unreadable):
                bounded(decode(value))
    return "parsed" if found else "empty"


def _record_seeds() -> tuple[bytes, ...]:
    return tuple(
        b"".join(bytes((record.tag, len(record.value))) + record.value for record in one)
        for stem in ("p01", "p02", "p03", "p05")
        for one in image(stem).files.values()
    )


class _Scripted:
    """A card whose answers are what the input says: (how many to leave alone, length, answer), again and again.

    A length of 0x80 and more keeps the true answer and appends so many bytes less 0x80 to its beginning.
    """

    def __init__(self, raw: bytes) -> None:
        self._card = SoftwareCard(_IMAGES[raw[0] % len(_IMAGES)] if raw else _IMAGES[0])
        self._script = memoryview(raw)[1:]
        self._leave = self._next()
        self.atr = self._card.image.atr
        self.commands = 0

    def _next(self) -> int:
        if not self._script:
            return -1
        leave = self._script[0] % 24
        self._script = self._script[1:]
        return leave

    def send_and_receive(self, command: bytes) -> bytes:
        self.commands += 1
        true = self._card.play(command).response or b""
        if self._leave != 0 or not self._script:
            self._leave -= 1
            return true
        length, script = self._script[0], self._script[1:]
        size = length & 0x7F
        told = bytes(script[:size])
        self._script = script[size:]
        self._leave = self._next()
        return told if length < 0x80 else told + true[size:]


def answers(raw: bytes) -> str:
    """A whole read of a card that answers as it likes."""
    card = _Scripted(raw)
    try:
        read = MemberCard(card).read("r", 1, TODAY)
    except CardError as error:
        assert error.reason in list(Reason)
        assert len(error.hint) < 32
        return str(error.reason)
    finally:
        assert card.commands <= MAX_COMMANDS
    return _judged(read)


def _judged(read: CardRead) -> str:
    assert set(read.warnings) <= set(WARNINGS)
    assert len(set(read.warnings)) == len(read.warnings)
    assert read.protected or read.id_number or read.card_number
    bounded(asdict(read))
    return "protected" if read.protected else "warned" if read.warnings else "read"


def _answer_seeds() -> tuple[bytes, ...]:
    """Every profile untouched, and with one answer after the other written out, so that mutation changes it."""
    found = []
    for number, one in enumerate(_IMAGES):
        software, script = SoftwareCard(one), bytearray((number,))

        class Recording:
            atr = software.image.atr

            def send_and_receive(self, command: bytes) -> bytes:
                told = software.play(command).response or b""  # noqa: B023 - used within this turn only
                script.extend((0, min(len(told), 0x7F)))  # noqa: B023
                script.extend(told[:0x7F])  # noqa: B023
                return told

        with contextlib.suppress(CardError):
            MemberCard(Recording()).read("r", 1, TODAY)
        found += [bytes((number,)), bytes(script[:INPUT_BYTES])]
    return tuple(found)


# ---- ID reader


def frames(raw: bytes) -> str:
    """Frames of the SDT protocol that come in pieces: the first byte says in which."""
    piece = 1 + (raw[0] if raw else 0) % 97
    deframer, found = Deframer(), []
    for at in range(1, len(raw), piece):
        found += deframer.feed(raw[at : at + piece])
        assert len(deframer._pending) <= LENGTH_LIMIT + 8
    while rest := deframer.rest():
        found += rest
    assert not deframer._pending
    assert len(found) <= len(raw) // 5 + 1
    for frame in found:
        if isinstance(frame, Answer):
            assert len(frame.body) <= LENGTH_LIMIT
            assert reason_of(frame.status).isidentifier()
            for command in Command:
                command.fits(frame)
    kinds = {type(frame).__name__ for frame in found}
    return "+".join(sorted(kinds)) or "noise"


def _frame(status: int, body: bytes) -> bytes:
    counted = (len(body) + 4).to_bytes(2, "big") + bytes((0, 0, status)) + body
    check = 0
    for byte in counted:
        check ^= byte
    return bytes.fromhex("AAAAAA9669") + counted + bytes((check,))


def _text_block(**changes: str) -> bytes:
    texts = {
        "name": ("张三丰", 15), "sex": ("1", 1), "ethnicity": ("01", 2), "birth_day": ("19900101", 8),
        "address": ("某省某市中山路一号", 35), "id_number": ("990101199001010019", 18), "authority": ("某市公安局", 15),
        "valid_from": ("20150101", 8), "valid_to": ("20350101", 8), "reserved": ("", 18),
    }  # fmt: skip
    block = "".join(changes.get(name, text).ljust(room)[:room] for name, (text, room) in texts.items())
    return block.encode("utf-16-le", "surrogatepass")


def _frame_seeds() -> tuple[bytes, ...]:
    body = b"\x01\x00\x04\x00" + _text_block() + bytes(1024)
    good = (_frame(0x9F, bytes(4)), _frame(0x90, bytes(8)), _frame(0x90, body), _frame(0x80, b""), _frame(0x91, b""))
    noise = b"\xaa\xaa" + good[0][:-1] + b"\x00" + good[1]
    return (
        *(b"\x07" + one for one in good),
        b"\x60" + b"".join(good),
        b"\x01" + noise,
        b"\x00" + request(Command.FIND),
    )


def texts(raw: bytes) -> str:
    """The text block of an ID card; a shorter input is filled up, a longer one cut."""
    block = raw[:256].ljust(256, b"\x20")
    bounded(parse_newest_address(block[:70]))
    document = parse_text(block, TODAY)
    bounded(asdict(document))
    if isinstance(document, RawDocument):
        return document.reason
    assert set(document.warnings) <= set(DOCUMENT_WARNINGS)
    return "warned" if document.warnings else "citizen"


def _text_seeds() -> tuple[bytes, ...]:
    return (
        _text_block(), _text_block(valid_to="长期"), _text_block(id_number="11010519491231002X", sex="2"),
        _text_block(name="𬭊䶮·阿不都", reserved="X"), _text_block(name="A\u202eB"), bytes(256),
        _text_block(birth_day="19900230"), _text_block(valid_to="20200101"),
    )  # fmt: skip


# ---- vendors' drivers

_CHIP = CardRead("desk", 7, IdentityRoute.CHIP, "3.00", "990100D1560000050000000000000006", "3", protected=True)
_BASIC = Driver("x", Path("x"))
_STATUS = Driver("x", Path("x"), good_status=("1", "0"))
_ADDRESSED = _BASIC.addresses


def driver(raw: bytes) -> str:
    """What a vendor's library wrote, in each of its shapes; the first byte says which."""
    shape, text = raw[0] % 5 if raw else 0, raw[1:]
    bounded(safe_text(text.decode("gb18030", "replace")))
    if shape == 4:
        line = heard(text.decode("ascii", "replace"))
        assert line is None or set(line) <= {"done", "failed", "result", "out", "overrun"}
        return "unheard" if line is None else "heard"
    try:
        told = driver_answer.decoded(text, "gb18030")
        if shape == 3:
            bounded(asdict(driver_answer.parse_hsm_request(told, _STATUS)))
            return "hsm"
        values = (
            driver_answer.parse_addressed(told, _ADDRESSED)
            if shape == 2
            else driver_answer.parse_basic(told, _STATUS if shape else _BASIC)
        )
        read = driver_answer.card_read(values, _CHIP, TODAY)
    except CardError as error:
        assert error.reason == Reason.DRIVER
        bounded((error.hint, error.detail))
        return error.hint if error.hint in ("unreadable", "other_card", "unproven") else "refused"
    assert values["card_id"].upper() == read.card_id == _CHIP.card_id
    return _judged(read)


def _driver_seeds() -> tuple[bytes, ...]:
    card = "990100D1560000050000000000000006"
    basic = f"990100|990101199001010035|X00000036|{card}|赵六|00814E43|3.00|20200101|20400101|410100813475|1"
    addressed = (
        f"SSSEEF05|{card}|3.00|20200101|20400101|X00000036|$SSSEEF06|990101199001010035|赵六|1|01|990101|19900101|$"
    )
    hsm = f"990100|00814E43|03|{card}|1111|2222|3333|4444|"
    host = '{"done": "call", "result": -2201, "out": "31327c", "overrun": false}'
    shaped = ((0, basic), (0, basic + "|"), (1, "1|" + basic), (1, "-2|无卡|"), (2, addressed), (3, hsm), (4, host))
    further = (basic.replace("0006|", "0007|"), basic.replace(card, ""), basic.replace(card, card[:20]))
    return tuple(bytes((shape,)) + text.encode("gb18030") for shape, text in (*shaped, *((0, one) for one in further)))


# ---- codes


def codes(raw: bytes) -> str:
    """What a scanner typed."""
    text = raw.decode("utf-8", "replace")
    code = recognise(text)
    bounded(asdict(code))
    if code.kind in (CodeKind.E_CREDENTIAL, CodeKind.MOBILE_PAYMENT):
        assert (code.value, code.receipt) == ("", None)
        assert code.brand in ("", "wechat", "alipay") or (len(code.brand) == 2 and code.brand.isdigit())
    assert (code.receipt is not None) == (code.kind is CodeKind.RECEIPT)
    return str(code.kind)


def _code_seeds() -> tuple[bytes, ...]:
    return tuple(
        text.encode()
        for text in (
            "4249901000000000000000330000"[:22] + "990000", "990101199001010019",
            "９９０１０１１９９００１０１００１９", "X00000019",
            "134567890123456789", "2812345678901234567", "01,32,,25112000000000000001,128.50,20260301,,A1B2,",
            "01,10,011002000111,12345678,99.00,20200301,12345678901234567890,3C4D,",
            "https://pj.example.cn/check?billBatchCode=99060125&billNo=0000000017&random=a1b2c3&amount=128.5#x?y=1",
            "99060125,0000000017,a1b2c3,128.50,20260301", "990601250000000017a1b2c3", "990101-JS-2026-00000001",
            "XA01ABD075A002010100483", "6901234567892", "opc1234567890123456789012345678901",
            "票据代码:99060125 号码:0000000017",
            "990101199001010019990101199001010019",
        )
    )  # fmt: skip


# ---- e-credentials

_CODE = "424" + "0" * 25
_TERMINAL = credential.Terminal("H1", "7", "培训一号")


class _Line:
    """A connection that answers with the input, whatever is asked."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def makefile(self, *_: Any, **__: Any) -> io.BytesIO:
        return io.BytesIO(self._raw)

    def sendall(self, _content: bytes) -> None:
        """Taken."""

    def shutdown(self, _how: int) -> None:
        """Cut."""

    def close(self) -> None:
        """Closed."""


class _Connection(credential.http.client.HTTPConnection):
    answer = b""

    def connect(self) -> None:
        self.sock = _Line(_Connection.answer)  # type: ignore[assignment]


_CLIENT = SimpleNamespace(
    client=SimpleNamespace(HTTPConnection=_Connection, HTTPException=credential.http.client.HTTPException),
    HTTPStatus=credential.http.HTTPStatus,
)


def credentials(raw: bytes) -> str:
    """What a decoding service answers: an even first byte stands for a whole HTTP answer, an odd one for its body."""
    content = raw[1:]
    try:
        if raw[:1] and raw[0] % 2 == 0:
            _Connection.answer = content
            was, credential.http = credential.http, _CLIENT  # type: ignore[assignment, attr-defined]
            cut, credential._cut_after = credential._cut_after, lambda *_: contextlib.nullcontext()  # type: ignore
            try:
                holder = credential.LocalDecoder("http://127.0.0.1:1/x", _TERMINAL).decode(_CODE)
            finally:
                credential.http, credential._cut_after = was, cut  # type: ignore[attr-defined]
        else:
            holder = credential._holder(content)
    except CredentialProblem as error:
        assert error.__cause__ is None
        bounded((error.reason, error.number))
        return error.reason
    bounded(asdict(holder))
    return "holder"


def _credential_seeds() -> tuple[bytes, ...]:
    fields_told = {
        "userName": "张三丰",
        "idNo": "990101199001010019",
        "idType": "01",
        "insuOrg": "990101",
        "ecToken": "t",
    }
    good = json.dumps({"code": 0, "data": fields_told, "message": "成功"}).encode()
    inner = json.dumps({"code": "0", "data": json.dumps(fields_told)}).encode()
    refused = b'{"code": 500159, "message": "x", "data": {}}'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(good), good)
    foreign = good.replace(b'"01"', b'"04"')
    bodies = (good, inner, refused, foreign, b"[" * 3000, b'{"code": 1e999}', b'{"code": 1, "data": NaN}')
    whole = (head % len(good) + good, chunked, b"HTTP/1.1 500 X\r\n\r\n", b"HTTP/1.0 200 OK\r\n\r\n" + good)
    return (*(b"\x01" + body for body in bodies), *(b"\x02" + answer for answer in whole))


def targets() -> tuple[Target, ...]:
    """All of them; their shares make a hundred."""
    return (
        Target("records", _record_seeds(), records, 25, frozenset({"damaged", "parsed", "empty"})),
        Target(
            "answers", _answer_seeds(), answers, 12,
            frozenset({"read", "warned", "protected", "damaged", "removed", "chip_fault", "not_member_card", "legacy"}),
        ),
        Target("frames", _frame_seeds(), frames, 15, frozenset({"Answer", "BadFrame", "noise"})),
        Target(
            "texts", _text_seeds(), texts, 14,
            frozenset({"citizen", "warned", "encoding", "reserved", "id_number", "sex", "dates"}),
        ),
        Target(
            "driver", _driver_seeds(), driver, 14,
            frozenset({"read", "warned", "unreadable", "unproven", "refused", "heard"}),
        ),
        Target("codes", _code_seeds(), codes, 14, frozenset(map(str, CodeKind)) - {"card_number", "catalogue"}),
        Target(
            "credentials", _credential_seeds(), credentials, 6,
            frozenset({"holder", "unreadable", "refused", "service_failed", "unreachable", "other_document"}),
        ),
    )  # fmt: skip
