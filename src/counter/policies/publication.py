"""`counter policy publish`: two people put a package into force; nothing that was in force before is touched.

A candidate is checked first, together with the packages that it joins and all worked cases, at least one of which it
must price itself. Then both people sign, the record goes into the log, and the package appears under its name and
version. It appears last: a package that is there is signed and logged (features.md 26, 33).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counter.domain.errors import CounterError, FileProblem, FileProblems
from counter.domain.policy import Policy
from counter.policies.book import FolderBook, load_book, package_files
from counter.policies.cases import case_files, read_cases, run_case
from counter.policies.messages import say
from counter.policies.package import read_package
from counter.policies.publication_log import (
    LOG_FILE,
    Publication,
    Record,
    append_to_log,
    head_of,
    read_log,
    read_signature,
    signature_file,
)
from counter.policies.signatures import checked_id, open_key, refused, same_key, sign, trusted_key
from counter.policies.values import Package, identities, read_one
from counter.policies.versions import version_key

LOCK_FILE = "publications.lock"
CASES = "cases"


@dataclass(frozen=True, slots=True)
class Publishers:
    """The two who publish and where their keys are. ask: the passphrase of a staff id; keys: folder of private keys;
    trusted: folder of the public keys that count."""

    by: str
    second: str
    keys: Path
    trusted: Path
    ask: Callable[[str], str]


def publish(candidate: Path, folder: Path, publishers: Publishers, now: str, cases: Path | None = None) -> Record:
    """Check, sign, log and install a package. One that was cut off is finished by publishing the same file again.

    Args:
        candidate: the package file; one that stands in the folder unsigned gets its signature there.
        folder: the packages that it joins.
        publishers: who publishes.
        now: ISO time, for the log.
        cases: a file of cases that belongs to it; replaces the file of the same name.

    Returns:
        What stands in the log; its `record_hash` is worth writing down on paper.

    Raises:
        FileProblems: anything at all is wrong; nothing was changed then.
    """
    if checked_id(publishers.by) == checked_id(publishers.second):
        raise refused(candidate.name, say("two_people"))
    if same_key(trusted_key(publishers.by, publishers.trusted), trusted_key(publishers.second, publishers.trusted)):
        raise refused(candidate.name, say("same_key"))
    with _alone(folder):
        try:
            begun = _begun(candidate, folder, publishers.trusted)
            return begun or _publish(candidate, folder, publishers, now, cases)
        except OSError as error:
            raise refused(folder, say("cannot_write", reason=error.strerror or str(error))) from error


def published(candidate: Path, folder: Path, trusted: Path) -> Record | None:
    """The record of this very file, when it stands in the folder published and nothing is wrong with what is published.

    Raises:
        FileProblems: the file or the log cannot be read.
    """
    content_hash = hashlib.sha256(_content(candidate)).hexdigest()
    if published_problems(folder, trusted):
        return None
    return next((record for record in read_log(folder) if record.publication.content_hash == content_hash), None)


def _publish(candidate: Path, folder: Path, publishers: Publishers, now: str, cases: Path | None) -> Record:
    problems = published_problems(folder, publishers.trusted)
    if problems:
        raise FileProblems(problems)
    content = _content(candidate)
    policy, _ = read_package(candidate, candidate.name)
    standing = _standing(policy, folder)
    if standing is None:
        _refuse_downgrade(policy, folder)
    target = standing or _target(policy, folder)
    _try_out(content, cases, folder, target)
    record = _signed(policy, publishers, head_of(read_log(folder)), now)
    if hashlib.sha256(content).hexdigest() != record.publication.content_hash:
        raise refused(candidate.name, say("changed_while_checked"))
    _install(content, cases, record, folder, target)
    return record


def _begun(candidate: Path, folder: Path, trusted: Path) -> Record | None:
    """Finish a publication that was cut off: the same file, signed by both and logged last, but not there yet."""
    records = read_log(folder)
    content = _content(candidate)
    if not records or records[-1].publication.content_hash != hashlib.sha256(content).hexdigest():
        return None
    record = records[-1]
    policy, _ = read_package(candidate, candidate.name)
    standing = _standing(policy, folder)
    target = standing or _target(policy, folder)
    there = any(package.policy.ref.version == policy.ref.version for package in _same_name(policy.ref.name, folder))
    if (there and standing is None) or record.problems(trusted):
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(signature_file(target), record.line())
    _write(target, content)
    return record


def published_problems(folder: Path, trusted: Path) -> tuple[FileProblem, ...]:
    """What is wrong with packages that were published: altered, unsigned, gone, or a log that does not hold.

    Packages that were never published are not looked at; see `signed_problems`.
    """
    try:
        records = read_log(folder)
    except FileProblems as error:
        return error.problems
    found: list[FileProblem] = []
    logged = {(record.publication.name, record.publication.version): record for record in records}
    for number, record in enumerate(records, 1):
        found += [FileProblem(LOG_FILE, number, "", *message) for message in record.problems(trusted)]
    there = {(name, version): file for name, version, file in identities(folder)}
    for (name, version), record in logged.items():
        file = there.get((name, version))
        if file is None:
            found.append(FileProblem(LOG_FILE, 0, "", *say("package_gone", package=f"{name}@{version}")))
        elif hashlib.sha256(_content(file)).hexdigest() != record.publication.content_hash:
            found.append(FileProblem(_name(file, folder), 0, "", *say("altered")))
        elif read_signature(file) != record:
            found.append(FileProblem(_name(file, folder), 0, "", *say("other_signature")))
    for identity, file in there.items():
        if identity not in logged and signature_file(file).exists():
            found.append(FileProblem(_name(file, folder), 0, "", *say("unlogged_signature")))
    return tuple(found)


def signed_problems(folder: Path, trusted: Path) -> tuple[FileProblem, ...]:
    """Everything that keeps the packages of a folder from being trusted: also those that nobody signed."""
    unsigned = [
        FileProblem(_name(file, folder), 0, "", *say("not_signed"))
        for file in package_files(folder)
        if not signature_file(file).exists()
    ]
    return (*published_problems(folder, trusted), *unsigned)


def load_signed_book(folder: Path, trusted: Path) -> FolderBook:
    """`load_book`, but only when every package was published by two trusted people and is unaltered.

    Raises:
        FileProblems: what keeps it from being so, or what is wrong with the packages.
    """
    problems = signed_problems(folder, trusted)
    if problems:
        raise FileProblems(problems)
    signed = {record.publication.content_hash for record in read_log(folder)}
    book = load_book(folder)
    # The files were read once more, and what was read is what must have been signed.
    for policy in book.policies:
        if policy.ref.content_hash not in signed:
            raise refused(f"{policy.ref.name}@{policy.ref.version}", say("altered"))
    return book


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise refused(file, say("cannot_read", reason=error.strerror or str(error))) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One publication at a time in a folder."""
    lock = folder / LOCK_FILE
    try:
        lock.touch(exist_ok=False)
    except FileExistsError:
        raise refused(lock, say("under_way")) from None
    except OSError as error:
        raise refused(folder, say("cannot_write", reason=error.strerror or str(error))) from error
    try:
        yield
    finally:
        lock.unlink()


def _standing(policy: Policy, folder: Path) -> Path | None:
    """The file of the folder that holds the very same package already: all that it lacks is its signature."""
    for package in _same_name(policy.ref.name, folder):
        if package.policy.ref.content_hash == policy.ref.content_hash and not signature_file(package.file).exists():
            return package.file
    return None


def _same_name(name: str, folder: Path) -> tuple[Package, ...]:
    return tuple(read_one(file, _name(file, folder)) for found, _, file in identities(folder) if found == name)


def _target(policy: Policy, folder: Path) -> Path:
    """Where the package will stand: beside its other versions."""
    others = _same_name(policy.ref.name, folder)
    place = others[0].file.parent if others else folder / policy.region / policy.scheme
    return place / f"{policy.ref.name}-{policy.ref.version}.toml"


def _refuse_downgrade(policy: Policy, folder: Path) -> None:
    """A version is published once, and never after a newer one for the same days."""
    ref = policy.ref
    for package in _same_name(ref.name, folder):
        other = package.policy
        there = f"{other.ref.name}@{other.ref.version} ({package.name})"
        if other.ref.version == ref.version:
            raise refused(f"{ref.name}@{ref.version}", say("version_there", file=package.name))
        if not _share_days(policy, other):
            continue
        if version_key(ref.version) <= version_key(other.ref.version):
            raise refused(f"{ref.name}@{ref.version}", say("version_older", package=there))
        if policy.known_from <= other.known_from:
            days = {"day": str(policy.known_from), "other_day": str(other.known_from)}
            raise refused(f"{ref.name}@{ref.version}", say("known_too_early", package=there, **days))


def _share_days(one: Policy, other: Policy) -> bool:
    return (one.effective_to is None or other.effective_from <= one.effective_to) and (
        other.effective_to is None or one.effective_from <= other.effective_to
    )


def _try_out(content: bytes, cases: Path | None, folder: Path, target: Path) -> None:
    """Load the packages with the candidate among them, in a copy, and run every case.

    Raises:
        FileProblems: a package or a case does not hold, or no case tries the candidate.
    """
    with tempfile.TemporaryDirectory(prefix="counter-publish-") as place:
        copy = Path(place) / "policies"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(LOG_FILE, LOCK_FILE))
        staged = copy / target.relative_to(folder)
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
        if cases is not None:
            case_file = _case_target(cases, target, folder)
            (copy / case_file.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            (copy / case_file.relative_to(folder)).write_bytes(_content(cases))
        book = load_book(copy)
        problems: list[FileProblem] = []
        tried = 0
        for file in case_files(copy):
            for case in read_cases(file, _name(file, copy)):
                problems.extend(run_case(case, book))
                try:
                    governing = case.input.asked_part(book).policy_in(book)
                except CounterError:
                    continue
                tried += governing.ref.content_hash == hashlib.sha256(content).hexdigest()
    if problems:
        raise FileProblems(tuple(problems))
    if not tried:
        raise refused(target.name, say("not_tried"))


def _case_target(cases: Path, target: Path, folder: Path) -> Path:
    """Where a file of cases goes: the cases folder of the region."""
    inside = target.relative_to(folder).parts[:-1]
    return folder.joinpath(*inside[:1], CASES, cases.name)


def _signed(policy: Policy, publishers: Publishers, previous: str, now: str) -> Record:
    """Both sign; each is asked for their own passphrase."""
    ref = policy.ref
    publication = Publication(ref.name, ref.version, ref.content_hash, previous, now, publishers.by, publishers.second)
    signatures = []
    for person in (publishers.by, publishers.second):
        key = open_key(person, publishers.keys, publishers.ask(person))
        if not same_key(key.public_key(), trusted_key(person, publishers.trusted)):
            raise refused(publishers.keys / f"{person}.key", say("not_the_trusted_key", person=person))
        signatures.append(sign(publication.message(), key))
    return Record(publication, *signatures)


def _install(content: bytes, cases: Path | None, record: Record, folder: Path, target: Path) -> None:
    """Cases, signature, log, and the package last; of one that stands there already, the signature last."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if cases is not None:
        case_file = _case_target(cases, target, folder)
        case_file.parent.mkdir(parents=True, exist_ok=True)
        _write(case_file, _content(cases))
    if target.exists():
        append_to_log(folder, record)
        _write(signature_file(target), record.line())
        return
    _write(signature_file(target), record.line())
    append_to_log(folder, record)
    _write(target, content)


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, on the disk when this returns."""
    half = file.with_name(f".{file.name}.half")
    with half.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(file)
