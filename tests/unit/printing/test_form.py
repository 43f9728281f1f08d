"""Reading a form file, and what can be wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.printing.form import Form, load_form, units


def test_lengths() -> None:
    assert units(25.4) == 7200
    assert units(210) == 59528


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_ends_on_the_same_edge(form: Form, language: str) -> None:
    wording = form.languages[language]
    for rows in wording.fields.values():
        for row in rows:
            assert sum(field.label_width + field.value_width for field in row) == form.inner_width
    for table in ("categories", "payable", "receipts", "code", "signatures"):
        assert sum(wording.columns[table]) == form.inner_width


def broken(resources: Path, tmp_path: Path, old: str, new: str) -> str:
    text = (resources / "forms" / "statement.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "statement.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        load_form(path)
    return str(caught.value)


def test_a_form_whose_widths_do_not_add_up(resources: Path, tmp_path: Path) -> None:
    message = broken(resources, tmp_path, "categories = [32.0,", "categories = [33.0,")
    assert "zh.categories" in message
    assert "183 mm, not 182" in message


def test_a_form_that_lacks_something(resources: Path, tmp_path: Path) -> None:
    assert "body" in broken(resources, tmp_path, "body = 9.0", "")
    assert broken(resources, tmp_path, "[page]", "[page").startswith("statement.toml:4: ")


def test_a_form_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match=r"statement\.toml"):
        load_form(tmp_path / "statement.toml")
