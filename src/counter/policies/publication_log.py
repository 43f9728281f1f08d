"""The publication log: one signed record for each published package, each bound to the one before it.

The log is a text file of JSON lines beside the packages, only ever appended to. Both signatures of a record cover the
hash of the record before it, so no record can be changed, moved or left out without both publishers' keys; that the
last ones were cut off shows because their packages are then signed but not in the log. The same record lies beside its
package (`.sig`).
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from counter.domain.claim import canonical_json
from counter.domain.errors import FileProblem, FileProblems
from counter.policies.messages import Message, say
from counter.policies.signatures import fits, refused, same_key, trusted_key

LOG_FILE = "publications.jsonl"
SIGNATURE_SUFFIX = ".sig"
START = "0" * 64
"""What the first record names as the one before it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Who published which package when. content_hash: SHA-256 of the file; previous: hash of the record before;
    by, second: staff ids; at: ISO time, for display."""

    name: str
    version: str
    content_hash: str
    previous: str
    at: str
    by: str
    second: str

    def message(self) -> bytes:
        """What both sign: everything, and what it is for."""
        return canonical_json({"counter": "policy publication", "format": 1, **asdict(self)})


@dataclass(frozen=True, slots=True)
class Record:
    """A publication with the signatures of both."""

    publication: Publication
    signature_by: str
    signature_second: str

    @property
    def record_hash(self) -> str:
        """What the next record names."""
        return hashlib.sha256(self.line()).hexdigest()

    def line(self) -> bytes:
        """The canonical form, as it stands in the log and beside the package."""
        content = {"signature_by": self.signature_by, "signature_second": self.signature_second}
        return canonical_json({**asdict(self.publication), **content})

    @classmethod
    def read(cls, text: bytes) -> Record:
        """Read a record back.

        Raises:
            ValueError: it is none.
        """
        content = json.loads(text)
        names = {field.name for field in fields(Publication)}
        wanted = names | {"signature_by", "signature_second"}
        if not isinstance(content, dict) or set(content) != wanted:
            raise ValueError("is no publication record")
        if not all(isinstance(value, str) for value in content.values()):
            raise ValueError("is no publication record")
        publication = Publication(**{name: content[name] for name in names})
        return cls(publication, content["signature_by"], content["signature_second"])

    def problems(self, trusted: Path) -> list[Message]:
        """What is wrong with the signatures."""
        one, other = self.publication.by, self.publication.second
        try:
            keys = trusted_key(one, trusted), trusted_key(other, trusted)
        except FileProblems as error:
            return [Message(problem.message, problem.message_zh) for problem in error.problems]
        if one == other or same_key(*keys):
            return [say("one_signer")]
        signatures = ((one, self.signature_by, keys[0]), (other, self.signature_second, keys[1]))
        message = self.publication.message()
        return [
            say("forged", person=person) for person, signature, key in signatures if not fits(message, signature, key)
        ]


def read_log(folder: Path) -> tuple[Record, ...]:
    """All records of a folder of packages, the oldest first; () where nothing was published yet.

    Raises:
        FileProblems: a line is no record, or does not follow on the one before.
    """
    file = folder / LOG_FILE
    try:
        lines = file.read_bytes().splitlines() if file.exists() else []
    except OSError as error:
        raise refused(file, say("cannot_read", reason=error.strerror or str(error))) from error
    records: list[Record] = []
    problems = []
    for number, line in enumerate(lines, 1):
        try:
            record = Record.read(line)
        except ValueError:
            problems.append(FileProblem(file.name, number, "", *say("no_record")))
            continue
        if record.line() != line or record.publication.previous != head_of(records):
            problems.append(FileProblem(file.name, number, "", *say("broken_chain")))
        records.append(record)
    if problems:
        raise FileProblems(tuple(problems))
    return tuple(records)


def head_of(records: tuple[Record, ...] | list[Record]) -> str:
    """The hash that the next record names."""
    return records[-1].record_hash if records else START


def append_to_log(folder: Path, record: Record) -> None:
    """Write a record behind the others, on the disk when this returns."""
    with (folder / LOG_FILE).open("ab") as stream:
        stream.write(record.line() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def signature_file(package: Path) -> Path:
    """Where a package's record lies."""
    return package.with_name(package.name + SIGNATURE_SUFFIX)


def read_signature(package: Path) -> Record | None:
    """The record beside a package, None where there is none.

    Raises:
        FileProblems: the file is no record.
    """
    file = signature_file(package)
    if not file.exists():
        return None
    try:
        return Record.read(file.read_bytes())
    except (OSError, ValueError) as error:
        raise refused(file, say("no_record")) from error
