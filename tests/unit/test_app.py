"""The composition root: what cannot be opened is said in words, and one paper is held against the books."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.app import open_books, open_counter, open_identity, open_readers, verify_books
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


def test_real_books_are_priced_by_published_packages_only(tmp_path: Path) -> None:
    training = open_counter(Settings(tmp_path / "training"))
    training.read_rules()
    training.close()
    real = open_counter(Settings(tmp_path, database_url=f"sqlite:///{tmp_path / 'real.db'}"))
    try:
        with pytest.raises(FileProblems, match="is not signed"):
            real.read_rules()
    finally:
        real.close()


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


def test_the_settings_name_the_ways_in(tmp_path: Path) -> None:
    def real(**more: str) -> Settings:
        return Settings(tmp_path, database_url="sqlite:///x.db", **more)  # type: ignore[arg-type]

    nothing = open_identity(real())
    assert (nothing.id_reader, nothing.decoder, nothing.tray) == (None, None, None)
    both = open_identity(real(id_reader="/dev/null", credential_service="http://127.0.0.1:9/decode"))
    assert both.id_reader is not None
    assert both.decoder is not None
    assert both.tray is None


@pytest.mark.parametrize("address", ["http://example.org/decode", "https://127.0.0.1/", "127.0.0.1:80"])
def test_a_decoding_service_elsewhere_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(FileProblems, match="credential_service"):
        open_identity(Settings(tmp_path, credential_service=address))


def test_training_has_an_id_reader_and_id_cards(tmp_path: Path) -> None:
    sources = open_identity(Settings(tmp_path))
    assert sources.id_reader is not None
    assert sources.tray is not None
    assert {"face01", "other-resident_id"} <= sources.tray.documents()
    sources.tray.close()
