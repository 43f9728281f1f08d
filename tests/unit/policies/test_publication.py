"""Publishing: two different people, an unaltered package, never an older one, and a log that shows every change."""

from __future__ import annotations

import json
import re
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.policies import publication
from counter.policies.book import load_book, package_files
from counter.policies.late import LateBook
from counter.policies.messages import say
from counter.policies.publication import (
    LOCK_FILE,
    Publishers,
    load_signed_book,
    publish,
    published_problems,
    signed_problems,
)
from counter.policies.publication_log import LOG_FILE, START, Publication, Record, read_log, signature_file
from counter.policies.signatures import make_key, open_key, sign

from .conftest import REAL

NOW = "2026-11-21T09:00:00+08:00"
NAME = "beijing-employee-inpatient"
PASSPHRASES = {"li": "correct horse", "wang": "battery staple", "zhao": "tr0ubador and 3"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Beijing's packages, in a path with spaces and Chinese characters: every publication reads all that are there."""
    shutil.copytree(REAL / "beijing", tmp_path / "政策 包" / "beijing")
    return tmp_path / "政策 包"


@pytest.fixture
def two(tmp_path: Path) -> Publishers:
    """Two publishers whose keys are trusted, and a third who has a key that is not."""
    keys, trusted = tmp_path / "keys", tmp_path / "trusted"
    trusted.mkdir()
    for person, passphrase in PASSPHRASES.items():
        _, public = make_key(person, keys, passphrase)
        if person != "zhao":
            shutil.copy(public, trusted)
    return Publishers("li", "wang", keys, trusted, PASSPHRASES.__getitem__)


Candidate = Callable[..., Path]


@pytest.fixture
def candidate(tmp_path: Path) -> Candidate:
    """A new version of the inpatient package of 2023, with edits."""

    def make(version: str = "2023.2", known_from: str = "2026-01-01", *edits: tuple[str, str]) -> Path:
        text = (REAL / "beijing/employee/inpatient-2023.toml").read_text(encoding="utf-8")
        text = text.replace('version = "2023.1"', f'version = "{version}"')
        text = re.sub(r"known_from = \S+", f"known_from = {known_from}", text)
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        file = tmp_path / f"candidate {version}.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return make


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refused(message: str, candidate: Path, folder: Path, publishers: Publishers, cases: Path | None = None) -> None:
    """It is refused with this message, and nothing has changed."""
    before = contents(folder)
    with pytest.raises(FileProblems, match=message):
        publish(candidate, folder, publishers, NOW, cases)
    assert contents(folder) == before


def test_a_package_is_installed_signed_and_logged_and_the_old_one_stays(
    folder: Path, two: Publishers, candidate: Candidate
) -> None:
    before = contents(folder)
    record = publish(candidate(), folder, two, NOW)
    after = contents(folder)
    new = f"beijing/employee/{NAME}-2023.2.toml"
    assert set(after) - set(before) == {new, f"{new}.sig", LOG_FILE}
    assert all(after[name] == content for name, content in before.items())
    assert after[new] == candidate().read_bytes()
    noted = record.publication
    assert (noted.by, noted.second, noted.at, noted.previous) == ("li", "wang", NOW, START)
    assert read_log(folder) == (record,)
    assert published_problems(folder, two.trusted) == ()
    book = load_book(folder)
    day = date(2026, 6, 1)
    assert book.find("110000", "310", "21", day).ref.version == "2023.2"
    assert book.find("110000", "310", "21", day, date(2025, 12, 31)).ref.version == "2023.1"


def test_one_person_cannot_publish(folder: Path, two: Publishers, candidate: Candidate) -> None:
    refused("needs two different staff members", candidate(), folder, replace(two, second="li"))


def test_one_person_under_two_names_cannot_publish(folder: Path, two: Publishers, candidate: Candidate) -> None:
    shutil.copy(two.trusted / "li.pub", two.trusted / "chen.pub")
    shutil.copy(two.keys / "li.key", two.keys / "chen.key")
    both = replace(two, second="chen", ask=lambda _: PASSPHRASES["li"])
    refused("both staff members have the same key", candidate(), folder, both)


def test_the_second_persons_passphrase_is_needed(folder: Path, two: Publishers, candidate: Candidate) -> None:
    refused("wang.key: does not open", candidate(), folder, replace(two, ask=lambda _: PASSPHRASES["li"]))


def test_an_untrusted_person_cannot_publish(folder: Path, two: Publishers, candidate: Candidate) -> None:
    refused('"zhao" is not trusted here', candidate(), folder, replace(two, second="zhao"))
    shutil.copy(two.trusted / "wang.pub", two.trusted / "zhao.pub")
    refused('is not the key that is trusted for "zhao"', candidate(), folder, replace(two, second="zhao"))


@pytest.mark.parametrize("person", ["../li", "Li", "", "li ", "李"])
def test_an_id_is_never_a_path(folder: Path, two: Publishers, candidate: Candidate, person: str) -> None:
    refused("is no staff id", candidate(), folder, replace(two, second=person))


def test_a_record_that_one_person_signed_twice_does_not_hold(two: Publishers) -> None:
    shutil.copy(two.trusted / "li.pub", two.trusted / "chen.pub")
    key = open_key("li", two.keys, PASSPHRASES["li"])
    for second in ("li", "chen"):
        forged = Publication(NAME, "2023.2", "0" * 64, START, NOW, "li", second)
        record = Record(forged, sign(forged.message(), key), sign(forged.message(), key))
        assert record.problems(two.trusted) == [say("one_signer")]


def test_a_version_is_published_once(folder: Path, two: Publishers, candidate: Candidate) -> None:
    refused("is there already .*raise the version", candidate("2023.1"), folder, two)
    publish(candidate(), folder, two, NOW)
    refused("is there already", candidate(), folder, two)


def test_a_downgrade_is_refused(folder: Path, two: Publishers, candidate: Candidate) -> None:
    publish(candidate("2023.10", "2026-01-01"), folder, two, NOW)
    refused(r"is older than beijing-employee-inpatient@2023\.10", candidate("2023.9", "2026-02-01"), folder, two)
    refused("it would never govern", candidate("2023.11", "2025-06-01"), folder, two)
    publish(candidate("2023.11", "2026-02-01"), folder, two, NOW)


def test_an_earlier_period_may_be_corrected(folder: Path, two: Publishers, tmp_path: Path) -> None:
    text = (REAL / "beijing/employee/inpatient-2019.toml").read_text(encoding="utf-8")
    text = text.replace('version = "2019.1"', 'version = "2019.2"').replace("2019-06-27", "2026-01-01", 1)
    file = tmp_path / "correction.toml"
    file.write_text(text, encoding="utf-8")
    publish(file, folder, two, NOW)
    assert load_book(folder).find("110000", "310", "21", date(2020, 1, 1)).ref.version == "2019.2"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (("rounding =", "ruonding ="), 'unknown key "ruonding"'),
        (("3 = 0.95", "3 = 0.94"), "hifp_pay is 52195.00, 52395.00 is expected"),
    ],
)
def test_problems_are_refused(
    folder: Path, two: Publishers, candidate: Candidate, edit: tuple[str, str], message: str
) -> None:
    refused(message, candidate("2023.2", "2026-01-01", edit), folder, two)


def test_cases_come_with_a_changed_package(folder: Path, two: Publishers, candidate: Candidate, tmp_path: Path) -> None:
    changed = candidate("2023.2", "2026-01-01", ("3 = 0.95", "3 = 0.94"))
    original = (REAL / "beijing/cases/employee-inpatient.toml").read_text(encoding="utf-8")
    refused("is expected", changed, folder, two)
    cases = tmp_path / "employee-inpatient.toml"
    head = original[: original.index("[[cases]]")]
    one = original[original.index("[[cases]]") :].split("[[cases]]")[1]
    new = one.replace("52395.00", "52195.00").replace("7605.00", "7805.00")
    old = re.sub(r'title = "', 'title = "before: ', one).replace(
        "claim.region", "claim.known_on = 2025-12-31\nclaim.region"
    )
    cases.write_text(f"{head}[[cases]]{new}[[cases]]{old}", encoding="utf-8")
    publish(changed, folder, two, NOW, cases)
    assert (folder / "beijing/cases/employee-inpatient.toml").read_bytes() == cases.read_bytes()


def test_a_package_that_no_case_tries_is_refused(tmp_path: Path, two: Publishers, candidate: Candidate) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    refused("no case tries it", candidate(), folder, two)


@pytest.mark.parametrize("what", ["nothing", "a folder"])
def test_a_candidate_that_cannot_be_read(
    folder: Path, two: Publishers, candidate: Candidate, tmp_path: Path, what: str
) -> None:
    publish(candidate(), folder, two, NOW)
    place = tmp_path / "candidate.toml"
    if what == "a folder":
        place.mkdir()
    refused("cannot be read", place, folder, two)


def test_a_folder_that_cannot_be_written(folder: Path, two: Publishers, candidate: Candidate) -> None:
    refused("cannot be written", candidate(), folder / "nowhere", two)


def test_a_log_that_cannot_be_read_stops_everything(folder: Path, two: Publishers, candidate: Candidate) -> None:
    (folder / LOG_FILE).mkdir()
    refused("cannot be read", candidate(), folder, two)
    with pytest.raises(FileProblems, match="cannot be read"):
        load_signed_book(folder, two.trusted)


def test_a_signature_file_that_is_none_is_named(folder: Path, two: Publishers, candidate: Candidate) -> None:
    publish(candidate(), folder, two, NOW)
    (sealed,) = folder.rglob("*.sig")
    sealed.write_text("{}", encoding="utf-8")
    with pytest.raises(FileProblems, match="is no publication record"):
        load_signed_book(folder, two.trusted)


def test_what_is_signed_is_what_was_tried_out(
    folder: Path, two: Publishers, candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves the file anew between the two readings: nobody signs what the cases were not run on."""
    file, plain = candidate(), publication.read_package

    def read(path: Path, name: str) -> object:
        if path == file:
            file.write_text(f"{file.read_text(encoding='utf-8')}# more\n", encoding="utf-8")
        return plain(path, name)

    monkeypatch.setattr(publication, "read_package", read)
    refused("was changed while it was checked", file, folder, two)


def test_an_altered_package_is_noticed_and_stops_the_next_publication(
    folder: Path, two: Publishers, candidate: Candidate
) -> None:
    publish(candidate(), folder, two, NOW)
    file = folder / f"beijing/employee/{NAME}-2023.2.toml"
    file.write_bytes(file.read_bytes().replace(b"3 = 0.95", b"3 = 0.96"))
    (problem,) = published_problems(folder, two.trusted)
    assert problem.message == "was altered after it was published"
    refused("was altered after it was published", candidate("2023.3", "2026-02-01"), folder, two)


def test_a_package_that_is_gone_is_noticed(folder: Path, two: Publishers, candidate: Candidate) -> None:
    publish(candidate(), folder, two, NOW)
    (folder / f"beijing/employee/{NAME}-2023.2.toml").unlink()
    (problem,) = published_problems(folder, two.trusted)
    assert "was published, but its package is gone" in problem.message


def test_a_publication_that_was_cut_off_is_finished(
    folder: Path, two: Publishers, candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = publication._write

    def fails_at_the_package(file: Path, content: bytes) -> None:
        if file.suffix == ".toml":
            raise OSError("no space left")
        write(file, content)

    monkeypatch.setattr(publication, "_write", fails_at_the_package)
    with pytest.raises(FileProblems, match="cannot be written: no space left"):
        publish(candidate(), folder, two, NOW)
    monkeypatch.undo()
    assert load_book(folder).find("110000", "310", "21", date(2026, 6, 1)).ref.version == "2023.1"
    refused("was published, but its package is gone", candidate("2023.3", "2026-02-01"), folder, two)
    record = publish(candidate(), folder, two, "later")
    assert record.publication.at == NOW and read_log(folder) == (record,)
    assert published_problems(folder, two.trusted) == ()


def test_a_changed_or_missing_signature_is_noticed(folder: Path, two: Publishers, candidate: Candidate) -> None:
    record = publish(candidate(), folder, two, NOW)
    file = signature_file(folder / f"beijing/employee/{NAME}-2023.2.toml")
    file.write_bytes(replace(record, signature_by=record.signature_second).line())
    assert [problem.message for problem in published_problems(folder, two.trusted)] == [
        "its signature file is not the record in the log"
    ]
    file.unlink()
    assert published_problems(folder, two.trusted)


@pytest.mark.parametrize("field", ["at", "by", "second", "version", "content_hash"])
def test_every_fact_in_the_log_is_signed(folder: Path, two: Publishers, candidate: Candidate, field: str) -> None:
    publish(candidate(), folder, two, NOW)
    publish(candidate("2023.3", "2026-02-01"), folder, two, NOW)
    log = folder / LOG_FILE
    lines = log.read_bytes().splitlines()
    content = json.loads(lines[1])
    content[field] = {"by": "wang", "second": "li"}.get(field, "0" * 64)
    lines[1] = Record.read(json.dumps(content).encode()).line()
    log.write_bytes(b"\n".join(lines) + b"\n")
    messages = [problem.message for problem in published_problems(folder, two.trusted)]
    assert any("does not fit" in message or "one person" in message for message in messages)


def test_records_cannot_be_cut_out_swapped_or_cut_off(folder: Path, two: Publishers, candidate: Candidate) -> None:
    for number in (2, 3, 4):
        publish(candidate(f"2023.{number}", f"2026-0{number}-01"), folder, two, NOW)
    log = folder / LOG_FILE
    one, two_, three = log.read_bytes().splitlines()
    for lines in ([one, three], [two_, one, three], [two_, three], [one, b"{}", three]):
        log.write_bytes(b"\n".join(lines) + b"\n")
        with pytest.raises(FileProblems, match=r"does not follow|is no publication record"):
            read_log(folder)
        assert published_problems(folder, two.trusted)
    log.write_bytes(one + b"\n" + two_ + b"\n")
    (problem,) = published_problems(folder, two.trusted)
    assert problem.message == "has a signature that is not in the publication log"


def test_a_key_that_is_no_longer_trusted_is_noticed(folder: Path, two: Publishers, candidate: Candidate) -> None:
    publish(candidate(), folder, two, NOW)
    (two.trusted / "wang.pub").unlink()
    (problem,) = published_problems(folder, two.trusted)
    assert problem.message == '"wang" is not trusted here: no public key'


def test_a_signed_book_holds_only_published_packages(tmp_path: Path, two: Publishers, candidate: Candidate) -> None:
    assert len(signed_problems(REAL, two.trusted)) == len(load_book(REAL).policies)
    folder = tmp_path / "signed"
    folder.mkdir()
    cases = tmp_path / "cases.toml"
    original = (REAL / "beijing/cases/employee-inpatient.toml").read_text(encoding="utf-8")
    cases.write_text("[[cases]]" + original.split("[[cases]]")[1], encoding="utf-8")
    publish(candidate(), folder, two, NOW, cases)
    assert [policy.ref.version for policy in load_signed_book(folder, two.trusted).policies] == ["2023.2"]
    shutil.copytree(REAL / "beijing/employee", folder / "unsigned")
    with pytest.raises(FileProblems, match="is not signed: it was never published"):
        load_signed_book(folder, two.trusted)


def test_the_desk_prices_by_published_packages_only(
    folder: Path, two: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the desk has trusted keys, one byte more in a package, a package beside them or a lost key ends it."""
    day = date(2026, 6, 1)
    with pytest.raises(FileProblems, match="is not signed: it was never published"):
        LateBook(folder, two.trusted).find("110000", "310", "21", day)
    for file in package_files(folder):
        publish(file, folder, two, NOW)
    late = LateBook(folder, two.trusted)
    assert late.policies == load_book(folder).policies

    package = folder / "beijing/employee/inpatient-2023.toml"
    honest = package.read_bytes()
    package.write_bytes(honest.replace(b"97", b"99", 1))
    assert package.read_bytes() != honest
    with pytest.raises(FileProblems, match="was altered after it was published"):
        LateBook(folder, two.trusted).find("110000", "310", "21", day)
    # Put right while the signatures are looked at, and altered again before the packages are read.
    package.write_bytes(honest)
    looked_at = publication.signed_problems

    def swapped(*arguments: Path) -> object:
        problems = looked_at(*arguments)
        package.write_bytes(honest.replace(b"97", b"99", 1))
        return problems

    with monkeypatch.context() as patch:
        patch.setattr(publication, "signed_problems", swapped)
        with pytest.raises(FileProblems, match="was altered after it was published"):
            LateBook(folder, two.trusted).find("110000", "310", "21", day)
    package.write_bytes(honest)
    assert LateBook(folder, two.trusted).policies == late.policies
    beside = package.with_name("newer.TOML")
    beside.write_bytes(honest.replace(b'"2023.1"', b'"2023.9"', 1).replace(b"2022-08-19", b"2026-01-01", 1))
    with pytest.raises(FileProblems, match="is not signed"):
        LateBook(folder, two.trusted).find("110000", "310", "21", day)
    beside.unlink()
    (two.trusted / "wang.pub").unlink()
    with pytest.raises(FileProblems, match="is not trusted here"):
        LateBook(folder, two.trusted).find("110000", "310", "21", day)


def test_one_publication_at_a_time(folder: Path, two: Publishers, candidate: Candidate) -> None:
    (folder / LOCK_FILE).touch()
    refused("another publication is under way; if none is, remove this file", candidate(), folder, two)


def test_keys_are_the_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    private, public = make_key("li", keys, "correct horse")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert b"ENCRYPTED" in private.read_bytes() and b"PRIVATE" not in public.read_bytes()
    for passphrase, message in (("correct horse", "is there already"), ("short", "at least 8 characters")):
        with pytest.raises(FileProblems, match=message):
            make_key("li", keys, passphrase)


def test_an_unsigned_package_of_the_folder_gets_its_signature(folder: Path, two: Publishers) -> None:
    """`check --signed` says that it is not signed: publishing the file itself is the way out."""
    file = folder / "beijing/employee/inpatient-2019.toml"
    before = contents(folder)
    record = publish(file, folder, two, NOW)
    after = contents(folder)
    assert set(after) - set(before) == {"beijing/employee/inpatient-2019.toml.sig", LOG_FILE}
    assert all(after[name] == content for name, content in before.items())
    assert published_problems(folder, two.trusted) == ()
    unsigned = [problem.file for problem in signed_problems(folder, two.trusted)]
    assert "beijing/employee/inpatient-2019.toml" not in unsigned and len(unsigned) == 3
    assert read_log(folder) == (record,)
    refused("is there already", file, folder, two)


def test_another_file_under_the_name_of_an_unsigned_one_is_refused(
    folder: Path, two: Publishers, candidate: Candidate
) -> None:
    refused("raise the version", candidate("2023.1"), folder, two)


def test_a_signature_that_was_cut_off_is_finished(
    folder: Path, two: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "beijing/employee/inpatient-2019.toml"
    with monkeypatch.context() as patch:
        patch.setattr(publication, "_write", lambda *_: (_ for _ in ()).throw(OSError("no space")))
        with pytest.raises(FileProblems, match="cannot be written"):
            publish(file, folder, two, NOW)
    assert len(read_log(folder)) == 1 and not signature_file(file).exists()
    record = publish(file, folder, two, NOW)
    assert read_log(folder) == (record,)
    assert published_problems(folder, two.trusted) == ()
