"""`counter card id`: what a resident ID reader says, for a person or a program; masked unless asked otherwise."""

from __future__ import annotations

import json
from datetime import date, datetime

from counter.card.id_opening import open_port
from counter.card.id_reader import IdReader
from counter.card.lines import Line
from counter.card.steps import step_of
from counter.domain.errors import IdReaderProblem
from counter.domain.identity import IdDocument, RawDocument, mask_id_number, mask_name

_NOTHING_THERE = frozenset({"no_port", "several_ports", "busy", "no_access", "no_card"})


def read_id(
    device: str | None, *, as_json: bool, show: bool, wait_seconds: float = 10.0, today: date | None = None
) -> tuple[str, int]:
    """Read the ID card that lies on the reader, or is put there in time.

    Args:
        device: see `id_opening.open_port`; the only reader there is when None.
        as_json: JSON with the fields of an `IdDocument` instead of lines of text.
        show: do not mask what names the person.
        wait_seconds: how long to wait for a card.
        today: the day for the validity warnings, the machine's own when None.

    Returns:
        What to print, and the exit code: 0 a citizen's document, 1 one that is none or cannot be read, 2 no card or
        reader.
    """
    try:
        found = _read(device, wait_seconds, today or datetime.now().astimezone().date())
    except IdReaderProblem as error:
        line: Line = {"result": "problem", "reason": error.reason, "return_code": error.return_code}
        line["step"] = step_of(error)
        return _printed(line, as_json), 2 if error.reason in _NOTHING_THERE else 1
    if isinstance(found, RawDocument):
        # Where a layout is unknown, nobody knows which place holds a name: all of it is masked, or none.
        fields = {name: text if show else "*" * len(text) for name, text in found.fields}
        return _printed({"result": "raw", "reason": found.reason, "fields": fields}, as_json), 1
    return _printed({"result": "document", "fields": _fields(found, show)}, as_json), 0


def _read(device: str | None, wait_seconds: float, today: date) -> IdDocument | RawDocument:
    port = open_port(device or "")
    try:
        return IdReader(port).wait(wait_seconds, today)
    finally:
        port.close()


def _fields(document: IdDocument, show: bool) -> Line:
    newest = document.newest_address
    return {
        "name": document.name if show else mask_name(document.name),
        "sex": document.sex.value,
        "ethnicity": document.ethnicity,
        "birth_day": document.birth_day.isoformat() if show else f"{document.birth_day.year}-**-**",
        "address": document.address if show else _mask_address(document.address),
        "newest_address": newest if show or newest is None else _mask_address(newest),
        "id_number": document.id_number if show else mask_id_number(document.id_number),
        "authority": document.authority,
        "valid_from": document.valid_from.isoformat(),
        "valid_to": None if document.valid_to is None else document.valid_to.isoformat(),
        "warnings": list(document.warnings),
    }


def _mask_address(address: str) -> str:
    """Province and city stay."""
    return address[:6] + "*" * max(0, len(address) - 6)


def _printed(line: Line, as_json: bool) -> str:
    if as_json:
        return json.dumps(line, ensure_ascii=False, indent=2)
    rows = {key: value for key, value in line.items() if key != "fields"} | dict(line.get("fields", {}))
    shown = {key: ", ".join(value) if isinstance(value, list) else value for key, value in rows.items()}
    width = max(map(len, shown))
    return "\n".join(f"{key:{width}}  {value}" for key, value in shown.items() if value not in (None, ""))
