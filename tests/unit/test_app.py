"""The composition root: what cannot be opened is said in words, and one paper is held against the books."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.app import open_books, open_counter, open_readers, verify_books
from counter.domain.errors import FileProblems, StoreProblem
from counter.settings import Settings


def test_cards_that_cannot_be_written_are_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "cards").write_text("a file where a folder is wanted")
    with pytest.raises(StoreProblem) as caught:
        open_readers(Settings(tmp_path, cards="simulated"))
    assert caught.value.reason == "read_only"


def test_a_file_that_is_no_database_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "training.db").write_bytes(b"hello" * 1000)
    with pytest.raises(StoreProblem) as caught:
        open_counter(Settings(tmp_path))
    assert caught.value.reason == "not_a_database"


def test_the_training_centre_is_made_once(tmp_path: Path) -> None:
    first, _ = open_books(Settings(tmp_path))
    head = first.audit_head()
    first.close()
    again, staff = open_books(Settings(tmp_path))
    assert again.audit_head() == head
    assert staff.name == "培训一号"
    again.close()


def test_a_paper_that_nobody_printed_does_not_agree(tmp_path: Path) -> None:
    books, _ = open_books(Settings(tmp_path))
    books.close()
    text, good = verify_books(tmp_path, None, None)
    assert good, text
    text, good = verify_books(tmp_path, "990101-JS-2026-00000001", "0000-0000-0000-0000")
    assert not good
    assert "DOES NOT AGREE" in text


def test_broken_settings_stop_everything(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("theme = 'pink'\n")
    with pytest.raises(FileProblems, match="theme"):
        verify_books(tmp_path, None, None)
