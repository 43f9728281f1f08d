"""Forms are what `ui/` says, translations are what the sources say, and every text has one."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    specification = importlib.util.spec_from_file_location("generate", ROOT / "installer" / "generate.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_forms_are_fresh(generate: ModuleType) -> None:
    assert generate.generate_forms(check=True) == []


def test_translations_are_fresh_and_complete(generate: ModuleType) -> None:
    assert generate.generate_translations(check=True) == []


def test_a_missing_translation_and_a_lost_placeholder_are_found(generate: ModuleType, tmp_path: Path) -> None:
    catalogue = tmp_path / "x.ts"
    catalogue.write_text(
        "<TS><context><name>A</name>"
        "<message><source>甲 {day}</source><translation>A</translation></message>"
        '<message><source>乙</source><translation type="unfinished"></translation></message>'
        "<message><source>丙 {0}</source><translation>{0} C</translation></message>"
        "</context><context><name></name><message><source>x</source><translation>x</translation></message></context></TS>",
        encoding="utf-8",
    )
    found = generate.unfinished(catalogue)
    assert len(found) == 3
    assert "placeholders differ" in found[0]
    assert "not translated" in found[1]
    assert "no context" in found[2]


def test_a_changed_form_is_found(generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "src" / "forms"
    folder.mkdir(parents=True)
    for path in generate.FORMS.glob("*.py"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "member_page.py").write_text("changed", encoding="utf-8")
    (folder / "gone_page.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(generate, "FORMS", folder)
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert [line.split(":")[0] for line in generate.generate_forms(check=True)] == [
        "src/forms/gone_page.py",
        "src/forms/member_page.py",
    ]
