"""The rules are read with the first question, once, and a folder that was repaired is read again."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.policies import book
from counter.policies.late import LateBook
from counter.settings import resources_folder

FOLDER = resources_folder() / "policies"
DAY = date(2026, 6, 1)


def test_it_answers_like_the_book_that_is_read_at_once() -> None:
    late, early = LateBook(FOLDER, None), book.load_book(FOLDER)
    assert late.find("110000", "310", "21", DAY) == early.find("110000", "310", "21", DAY)
    assert late.year_of("110000", "310", DAY) == early.year_of("110000", "310", DAY)
    assert late.policies == early.policies


def test_many_threads_read_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    plain = book.load_book

    def counted(folder: Path) -> book.FolderBook:
        read.append(folder)
        return plain(folder)

    monkeypatch.setattr(book, "load_book", counted)
    late = LateBook(FOLDER, None)
    assert read == []
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: late.load(), range(8)))
    assert read == [FOLDER]
    assert all(one is found[0] for one in found)


def test_a_folder_that_was_repaired_is_read_again(tmp_path: Path) -> None:
    late = LateBook(tmp_path, None)
    with pytest.raises(FileProblems):
        late.find("110000", "310", "21", DAY)
    (tmp_path / "110000").mkdir()
    package = FOLDER / "beijing" / "employee" / "inpatient-2023.toml"
    (tmp_path / "110000" / package.name).write_bytes(package.read_bytes())
    assert late.find("110000", "310", "21", DAY).region == "110000"


def test_making_it_loads_no_library() -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom counter.policies.late import LateBook\nLateBook(Path('x'), None)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{program}assert 'pydantic' not in sys.modules and 'tomllib' not in sys.modules"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
