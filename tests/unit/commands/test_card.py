"""`counter card`: what its command line refuses before a reader is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.__main__ import main
from counter.domain.errors import CardError


@pytest.mark.parametrize("word", ["read", "watch"])
def test_a_wrong_description_is_said_with_its_line(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "driver.toml"
    file.write_text('[driver]\nname = "x"\nlibrary = "x.so"\naddresses = "SSSEEF06|08|$"\n', encoding="utf-8")
    assert main(["--home", str(tmp_path), "card", word, "--driver", str(file)]) == 2
    assert f"{file}:4: driver.addresses" in capsys.readouterr().err


def test_a_card_that_went_nowhere_says_why_and_what_next(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def taken(*_: object, **options: object) -> int:
        assert options["slot"] == 2
        raise CardError("sharing", "another card is in slot 2")

    monkeypatch.setattr("counter.card.emulate.emulate", taken)
    assert main(["card", "emulate", "p02", "--slot", "2"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "another card is in slot 2 -> end the other" in said.err
