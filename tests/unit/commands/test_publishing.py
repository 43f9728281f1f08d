"""`counter policy keygen` and `publish` as they are typed."""

from __future__ import annotations

import getpass
import shutil
import warnings
from pathlib import Path

import pytest

from counter.__main__ import main
from counter.policies.book import package_files
from counter.settings import resources_folder

POLICIES = resources_folder() / "policies"


def test_keys_publication_and_signed_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = {"li": "correct horse", "wang": "battery staple"}
    asked: list[str] = []

    def getpass(prompt: str) -> str:
        asked.append(prompt)
        person = next((name for name in typed if name in prompt), "")
        return typed[person or next(name for name in reversed(typed) if any(name in before for before in asked))]

    monkeypatch.setattr("getpass.getpass", getpass)
    home = ["--home", str(tmp_path)]
    (tmp_path / "trusted").mkdir()
    for person in typed:
        assert main([*home, "policy", "keygen", "--by", person]) == 0
        shutil.copy(tmp_path / "keys" / f"{person}.pub", tmp_path / "trusted")
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES / "beijing", folder / "beijing")
    candidate = tmp_path / "candidate.toml"
    text = (POLICIES / "beijing/employee/inpatient-2023.toml").read_text(encoding="utf-8")
    text = text.replace('version = "2023.1"', 'version = "2023.2"').replace("2022-08-19", "2026-01-01", 1)
    candidate.write_text(text, encoding="utf-8")
    command = [*home, "policy", "publish", str(candidate), "--policies", str(folder), "--by", "li", "--second"]
    assert main([*command, "li"]) == 2
    assert "两名不同的工作人员" in capsys.readouterr().err
    assert main([*command, "li", "--language", "en"]) == 2
    assert "two different staff members" in capsys.readouterr().err
    assert main([*command, "wang"]) == 0
    said = capsys.readouterr().out
    assert "beijing-employee-inpatient@2023.2 已由 li 和 wang 发布" in said
    assert main([*home, "policy", "check", "--policies", str(folder), "--signed"]) == 1
    report = capsys.readouterr().out
    assert "inpatient-2019.toml: 没有签名" in report and "-2023.2.toml" not in report
    assert main([*home, "policy", "check", "--policies", str(folder), "--signed", "--language", "en"]) == 1
    assert "inpatient-2019.toml: is not signed" in capsys.readouterr().out

    # Those that ship are published where they stand; each of the two types the passphrase once for all of them.
    own = tmp_path / "own"
    shutil.copytree(POLICIES / "beijing", own / "beijing")
    unsigned = [str(file) for file in package_files(own)]
    assert len(unsigned) > 2
    asked.clear()
    people = ["--policies", str(own), "--by", "li", "--second", "wang"]
    assert main([*home, "policy", "publish", *unsigned, *people]) == 0
    assert len(asked) == 2
    assert capsys.readouterr().out.count("发布") == len(unsigned)
    log = (own / "publications.jsonl").read_bytes()
    assert main([*home, "policy", "publish", *unsigned, *people]) == 0
    assert capsys.readouterr().out.count("跳过") == len(unsigned)
    assert (own / "publications.jsonl").read_bytes() == log
    assert main([*home, "policy", "check", "--policies", str(own), "--signed"]) == 0


@pytest.mark.parametrize("error", [EOFError, getpass.GetPassWarning])
def test_a_passphrase_needs_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def typed(prompt: str) -> str:
        if error is EOFError:
            raise EOFError
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return "seen by everybody"

    monkeypatch.setattr("getpass.getpass", typed)
    assert main(["--home", str(tmp_path), "policy", "keygen", "--by", "li"]) == 2
    assert "li 的新口令: 口令须在终端里输入" in capsys.readouterr().err
    assert not (tmp_path / "keys").exists()
