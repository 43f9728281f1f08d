"""Software cards as files: what stands on a card, how it talks, and what goes wrong with it.

A `CardImage` is frozen; `simulated.SoftwareCard` plays it. The file format is TOML (docs/readers.md): record values as
`text` (GB18030), `bcd` or `hex`, so that a damaged card can be written down byte by byte.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from counter.card.member_card import FIELD_LENGTHS, SSSE_NAME
from counter.domain.errors import FileProblem, FileProblems

CONTACT_ATR = bytes.fromhex("3B6D00000081543100866011" + "9901000001")
"""Contact card: no TD1, so T=0; 13 historical bytes (card.md 1.10)."""

CONTACTLESS_ATR = bytes.fromhex("3B80800101")

FREE, AUTHENTICATED, NEVER = "free", "auth", "never"

MODES = ("auto", "t0", "le_value")
"""auto: data with 9000; t0: 61xx / 6Cxx always, no Le on case 4; le_value: 6Cxx names the value's length and the answer
is the value alone."""

REFUSALS = ("tag", "tag_absent", "p1_02", "p1_00", "all")
"""What a card does not do: read by tag (6A81, or 6A83 for every tag), select with P1 = 02 or 00 (6A86), read all
records with P2 = 05 (6A86)."""

FAULTS = (
    "delay", "mute", "remove_before", "remove_during", "remove_after", "swap", "reset", "empty", "one_byte",
    "wrong_tag", "long_length", "short", "overlong", "zero_length", "all_00", "all_FF", "garbage", "random",
    "6F00", "6581", "6F00_once", "unheard_of", "6100", "6C00", "endless_61", "endless_6C",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One record: tag, raw value, and who may read it (`free`, `auth`, `never`)."""

    tag: int
    value: bytes
    access: str = FREE


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at the at-th command of one insertion (1 is the first). seconds: for `delay`; card: for `swap`,
    the file of the card that comes instead."""

    at: int
    kind: str
    seconds: float = 0
    card: str = ""


@dataclass(frozen=True, slots=True)
class CardImage:
    """A card. title, note: for the tray. files: records by file number under SSSE; None in `select` means that SELECT
    of the member application succeeds, otherwise the status word that refuses it. master: FCI of the master file."""

    image_id: str
    title: str
    note: str = ""
    atr: bytes = CONTACT_ATR
    mode: str = "auto"
    refuse: frozenset[str] = frozenset()
    select: int | None = None
    master: bytes | None = None
    every: int | None = None
    files: dict[int, tuple[Record, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    pin_tries: int = 3


def image_for_member(
    image_id: str,
    *,
    name: str,
    id_number: str,
    sex: str,
    birth_day: date,
    card_number: str,
    card_id: str,
    version: str = "2.00",
    issue_day: date = date(2020, 1, 1),
    expiry_day: date = date(2039, 12, 31),
    ethnicity: str = "01",
    birth_place: str = "990101",
    title: str = "",
    note: str = "",
    mode: str = "t0",
    locked: bool | None = None,
) -> CardImage:
    """A card for a synthetic member.

    Args:
        image_id: names the card in the tray; the stem of its file.
        name: at most 50 bytes in GB18030; what does not fit into 30 goes into the name extension.
        id_number: 18 characters.
        sex: '1' or '2'.
        birth_day: tag 0D.
        card_number: letter and 8 digits.
        card_id: card identification code, 32 hex digits.
        version: specification version `1.00`, `2.00`, `2.01` or `3.00`; version 1 has no name extension.
        issue_day: tag 05.
        expiry_day: tag 06.
        ethnicity: two digits of GB 3304.
        birth_place: six digits of GB 2260.
        title: what the tray shows; the name when empty.
        note: a word about the card for the tray.
        mode: protocol mode, see MODES.
        locked: True protects number and holder as version 3.00 does; None: by version.

    Raises:
        ValueError: a value does not fit into its record.
    """
    locked = version.startswith("3") if locked is None else locked
    kept = AUTHENTICATED if locked else FREE
    spelled = name.encode("gb18030")
    first = _part_of_name(spelled)
    issuer = (
        Record(0x01, bytes.fromhex(card_id)),
        Record(0x02, b"3"),
        Record(0x03, _padded(0x03, version.encode("ascii"))),
        Record(0x04, bytes.fromhex("915600000299010099010001")),
        Record(0x05, bytes.fromhex(f"{issue_day:%Y%m%d}")),
        Record(0x06, bytes.fromhex(f"{expiry_day:%Y%m%d}")),
        Record(0x07, _padded(0x07, card_number.encode("ascii")), kept),
    )
    holder = [
        Record(0x08, _padded(0x08, id_number.encode("ascii")), kept),
        Record(0x09, _padded(0x09, spelled[:first]), kept),
        Record(0x4E, _padded(0x4E, spelled[first:]), kept),
        Record(0x0A, sex.encode("ascii"), kept),
        Record(0x0B, bytes.fromhex(ethnicity), kept),
        Record(0x0C, bytes.fromhex(birth_place), kept),
        Record(0x0D, bytes.fromhex(f"{birth_day:%Y%m%d}"), kept),
    ]
    if version.startswith("1"):
        if len(spelled) > FIELD_LENGTHS[0x09]:
            raise ValueError("a version 1 card has no room for this name")
        del holder[2]
    for record in (*issuer, *holder):
        if len(record.value) != FIELD_LENGTHS[record.tag]:
            raise ValueError(f"tag {record.tag:02X} takes {FIELD_LENGTHS[record.tag]} bytes")
    files = {0xEF05: issuer, 0xEF06: tuple(holder)}
    return CardImage(image_id, title or name, note, mode=mode, files=files)


def _part_of_name(spelled: bytes) -> int:
    """How many bytes of a name go into tag 09: all 30, even when a character straddles the border."""
    return min(len(spelled), FIELD_LENGTHS[0x09])


def _padded(tag: int, value: bytes) -> bytes:
    return value.ljust(FIELD_LENGTHS[tag], b"\0")


def load_image(path: Path) -> CardImage:
    """Read a software card.

    Raises:
        FileProblems: the file cannot be read, or says something that no card can be.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblems((FileProblem(path.name, 0, "", f"cannot be read: {type(error).__name__}"),)) from None
    try:
        return _Form(path.name, content).image(path.stem)
    except tomllib.TOMLDecodeError as error:
        raise FileProblems((FileProblem(path.name, 0, "", str(error)),)) from None


class _Form:
    """One file while it is checked; collects all problems."""

    def __init__(self, file: str, content: str) -> None:
        self._file = file
        self._lines = content.splitlines()
        self._table: dict[str, Any] = tomllib.loads(content)
        self._problems: list[FileProblem] = []

    def image(self, stem: str) -> CardImage:
        table = self._table
        self._only(table, "", ("title", "note", "atr", "mode", "refuse", "select", "master", "every", "pin_tries",
                               "file", "fault"))  # fmt: skip
        refuse = self._list(table, "refuse")
        for word in refuse:
            if word not in REFUSALS:
                self._wrong("refuse", f"{word!r} is not one of {', '.join(REFUSALS)}")
        files: dict[int, tuple[Record, ...]] = {}
        for position, entry in enumerate(self._list(table, "file")):
            path = f"file.{position}"
            self._only(entry, path, ("id", "record"))
            number = int.from_bytes(self._hex(entry, "id", path) or b"", "big")
            files[number] = tuple(
                self._record(record, f"{path}.record.{index}")
                for index, record in enumerate(self._list(entry, "record", path))
            )
        faults = tuple(self._fault(entry, f"fault.{at}") for at, entry in enumerate(self._list(table, "fault")))
        atr = self._hex(table, "atr")
        image = CardImage(
            image_id=stem,
            title=self._text(table, "title") or stem,
            note=self._text(table, "note"),
            atr=CONTACT_ATR if atr is None else atr,
            mode=self._word(table, "mode", MODES, "", "auto"),
            refuse=frozenset(refuse),
            select=self._status(table, "select"),
            master=self._hex(table, "master"),
            every=self._status(table, "every"),
            files=files,
            faults=faults,
            pin_tries=self._whole(table, "pin_tries", "", 3),
        )
        if self._problems:
            raise FileProblems(tuple(self._problems))
        return image

    def _record(self, entry: dict[str, Any], path: str) -> Record:
        self._only(entry, path, ("tag", "text", "bcd", "hex", "length", "pad", "access"))
        tag = self._hex(entry, "tag", path) or b""
        if len(tag) != 1:
            self._wrong(f"{path}.tag", "one byte in hex")
        value, spellings = b"", [key for key in ("text", "bcd", "hex") if key in entry]
        if len(spellings) != 1:
            self._wrong(path, "exactly one of text, bcd, hex")
        elif spellings[0] == "text":
            value = self._text(entry, "text", path).encode("gb18030")
        else:
            value = self._hex(entry, spellings[0], path) or b""
        pad = self._hex(entry, "pad", path) or b"\0"
        value = value.ljust(self._whole(entry, "length", path, len(value)), pad[:1])
        if len(value) > 255:
            self._wrong(path, "longer than 255 bytes")
        return Record(
            tag[0] if tag else 0, value, self._word(entry, "access", (FREE, AUTHENTICATED, NEVER), path, FREE)
        )

    def _fault(self, entry: dict[str, Any], path: str) -> Fault:
        self._only(entry, path, ("at", "kind", "seconds", "card"))
        seconds = entry.get("seconds", 0)
        if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 <= seconds <= 60:
            self._wrong(f"{path}.seconds", "0 to 60")
            seconds = 0
        kind = self._word(entry, "kind", FAULTS, path, "")
        return Fault(self._whole(entry, "at", path, 1), kind, seconds, self._text(entry, "card", path))

    def _wrong(self, path: str, message: str) -> None:
        key = path.rpartition(".")[2]
        line = next((at for at, text in enumerate(self._lines, 1) if text.partition("=")[0].strip() == key), 0)
        self._problems.append(FileProblem(self._file, line, path, message))

    def _only(self, table: dict[str, Any], path: str, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                self._wrong(f"{path}.{key}".lstrip("."), "unknown")

    def _list(self, table: dict[str, Any], key: str, path: str = "") -> list[Any]:
        value = table.get(key, [])
        tables = key != "refuse"
        if not isinstance(value, list) or any(isinstance(entry, dict) != tables for entry in value):
            self._wrong(f"{path}.{key}".lstrip("."), "a list")
            return []
        return value

    def _text(self, table: dict[str, Any], key: str, path: str = "") -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            self._wrong(f"{path}.{key}".lstrip("."), "text")
            return ""
        return value

    def _word(self, table: dict[str, Any], key: str, allowed: tuple[str, ...], path: str, usual: str) -> str:
        value = table.get(key, usual)
        if value not in allowed:
            self._wrong(f"{path}.{key}".lstrip("."), f"one of {', '.join(allowed)}")
            return allowed[0]
        return str(value)

    def _whole(self, table: dict[str, Any], key: str, path: str, usual: int) -> int:
        value = table.get(key, usual)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10_000:
            self._wrong(f"{path}.{key}".lstrip("."), "a whole number")
            return usual
        return value

    def _hex(self, table: dict[str, Any], key: str, path: str = "") -> bytes | None:
        if key not in table:
            return None
        try:
            return bytes.fromhex(self._text(table, key, path))
        except ValueError:
            self._wrong(f"{path}.{key}".lstrip("."), "hex digits")
            return None

    def _status(self, table: dict[str, Any], key: str) -> int | None:
        value = self._hex(table, key)
        if value is not None and len(value) != 2:
            self._wrong(key, "a status word of two bytes")
        return None if value is None else int.from_bytes(value, "big")


def save_image(image: CardImage, path: Path) -> None:
    """Write a software card; `load_image` gives the same image back."""
    path.write_text(image_text(image), encoding="utf-8")


def image_text(image: CardImage) -> str:
    """The file of a software card."""
    lines = [f"title = {_quoted(image.title)}", f"note = {_quoted(image.note)}", f'atr = "{image.atr.hex().upper()}"']
    lines.append(f'mode = "{image.mode}"')
    if image.refuse:
        lines.append("refuse = [" + ", ".join(f'"{word}"' for word in sorted(image.refuse)) + "]")
    for key, status in (("select", image.select), ("every", image.every)):
        if status is not None:
            lines.append(f'{key} = "{status:04X}"')
    if image.master is not None:
        lines.append(f'master = "{image.master.hex().upper()}"')
    if image.pin_tries != 3:
        lines.append(f"pin_tries = {image.pin_tries}")
    for number, records in image.files.items():
        lines += ["", "[[file]]", f'id = "{number:04X}"']
        for record in records:
            lines += ["", "[[file.record]]", f'tag = "{record.tag:02X}"', *_spelling(record)]
            if record.access != FREE:
                lines.append(f'access = "{record.access}"')
    for fault in image.faults:
        lines += ["", "[[fault]]", f"at = {fault.at}", f'kind = "{fault.kind}"']
        lines += [f"seconds = {fault.seconds}"] * bool(fault.seconds)
        lines += [f"card = {_quoted(fault.card)}"] * bool(fault.card)
    return "\n".join(lines) + "\n"


def _spelling(record: Record) -> list[str]:
    """The value as text or BCD where that gives the same bytes back, in hex otherwise."""
    plain = record.value.rstrip(b"\0")
    if record.tag in (0x02, 0x03, 0x07, 0x08, 0x09, 0x0A) and plain:
        try:
            spelled = plain.decode("gb18030")
        except UnicodeDecodeError:
            spelled = ""
        if spelled.isprintable() and spelled.encode("gb18030") == plain and b"\0" not in plain:
            padding = [f"length = {len(record.value)}"] if plain != record.value else []
            return [f"text = {_quoted(spelled)}", *padding]
    kind = "bcd" if record.tag in (0x05, 0x06, 0x0B, 0x0C, 0x0D) and record.value.hex().isdecimal() else "hex"
    return [f'{kind} = "{record.value.hex().upper()}"']


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


__all__ = ["CONTACTLESS_ATR", "CONTACT_ATR", "SSSE_NAME", "CardImage", "Fault", "Record", "image_for_member",
           "image_text", "load_image", "save_image"]  # fmt: skip
