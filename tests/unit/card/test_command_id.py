"""`counter card id`: masked, complete, with an exit code that a script can use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sdt_emulator import READ, Emulator, text_block

from counter.card.command_id import read_id

TODAY = date(2026, 11, 21)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    reader = Emulator(text_block(), newest="某省某市新路二十二号")
    yield reader
    reader.close()


def run(device: str | None, *, show: bool = False) -> tuple[dict[str, Any], int]:
    text, code = read_id(device, as_json=True, show=show, wait_seconds=0, today=TODAY)
    result: dict[str, Any] = json.loads(text)
    return result, code


def test_masked_unless_asked(emulator: Emulator) -> None:
    result, code = run(emulator.device)
    assert (result["result"], code) == ("document", 0)
    text = json.dumps(result, ensure_ascii=False)
    for secret in ("张三", "990101199001010019", "1990-01-01", "中山路", "二十二号"):
        assert secret not in text


def test_shown_when_asked(emulator: Emulator) -> None:
    result, _ = run(emulator.device, show=True)
    assert result["fields"] == {
        "name": "张三丰", "sex": "1", "ethnicity": "01", "birth_day": "1990-01-01", "address": "某省某市中山路一号",
        "newest_address": "某省某市新路二十二号", "id_number": "990101199001010019", "authority": "某市公安局",
        "valid_from": "2015-01-01", "valid_to": "2035-01-01", "warnings": [],
    }  # fmt: skip


def test_raw_is_masked_whole(emulator: Emulator) -> None:
    emulator.block = text_block(reserved="I")
    result, code = run(emulator.device)
    assert (result["result"], result["reason"], code) == ("raw", "reserved", 1)
    assert set("".join(result["fields"].values())) == {"*"}
    emulator.lifted = True
    assert run(emulator.device, show=True)[0]["fields"]["reserved"] == "I"


def test_text(emulator: Emulator) -> None:
    text, _ = read_id(emulator.device, as_json=False, show=False, wait_seconds=0, today=TODAY)
    assert "张**" in text
    assert "张三" not in text


def test_problems_have_codes(emulator: Emulator, tmp_path: Path) -> None:
    emulator.statuses[READ] = 0x31
    line, code = run(emulator.device)
    assert (line["result"], line["reason"], line["return_code"], code) == ("problem", "not_genuine", "31", 1)
    assert line["step"]
    emulator.block = None
    emulator.statuses.clear()
    line, code = run(emulator.device)
    assert (line["reason"], line["return_code"], code) == ("no_card", "", 2)
    assert run(str(tmp_path / "none"))[1] == 2
