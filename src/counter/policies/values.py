"""The values of a package one by one, each with its source: what `show`, `diff` and `explain` are made of.

They are read from the file as its author wrote it, so that every statement is there, whatever the engine makes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from counter.domain.adjudication import Source
from counter.domain.errors import FileProblem, FileProblems
from counter.domain.policy import Policy
from counter.policies.book import package_files
from counter.policies.messages import listed, say
from counter.policies.package import read_package
from counter.policies.toml_file import TomlFile, read_toml
from counter.policies.versions import version_key

NO_SOURCE = Source("", "", "")
"""Of statements that identify a package and therefore cite nothing."""


@dataclass(frozen=True, slots=True)
class Value:
    """One stated value. path: as rule paths write it (`layers.pool.bands.1.to`; classes by their id)."""

    path: str
    value: object
    source: Source
    line: int

    @property
    def text(self) -> str:
        """As the author wrote it, without quotes."""
        return value_text(self.value)


@dataclass(frozen=True, slots=True)
class Package:
    """A package with the file it stands in. name: the file's path below its folder."""

    file: Path
    name: str
    policy: Policy
    toml: TomlFile

    def values(self) -> tuple[Value, ...]:
        """Every stated value in the order of the file."""
        return tuple(_values(self.toml, self.toml.content, (), (), NO_SOURCE))


def value_text(value: object) -> str:
    """A value of a package as text: days in ISO form, lists with commas, truth as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(value_text(entry) for entry in value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def read_one(file: Path, name: str) -> Package:
    """Read one package, values of grade D included: they are shown as what they are.

    Raises:
        FileProblems: everything that is wrong with it.
    """
    policy, _ = read_package(file, name, unverified=True)
    return Package(file, name, policy, read_toml(file, name))


def find_package(wanted: str, folder: Path, *, unverified: bool = False) -> Package:
    """The package that a person names: a file, `NAME@VERSION`, or `NAME` for its newest version.

    unverified: also among those that rest on values of grade D.

    Raises:
        FileProblems: there is none; or everything that is wrong with it.
    """
    if wanted.endswith(".toml"):
        file = Path(wanted)
        return read_one(file, file.name)
    name, _, version = wanted.partition("@")
    there = identities(folder, unverified=unverified)
    found = [entry for entry in there if entry[0] == name and version in ("", entry[1])]
    if not found:
        names = sorted({f"{entry[0]}@{entry[1]}" for entry in there})
        message = say("no_package", wanted=wanted, known=listed(names) if names else say("none"))
        raise FileProblems((FileProblem(str(folder), 0, "", *message),))
    file = max(found, key=lambda entry: version_key(entry[1]))[2]
    return read_one(file, file.relative_to(folder).as_posix())


def package_of(policy: Policy, folder: Path, *, unverified: bool = False) -> Package:
    """The package that a policy was read from.

    Raises:
        FileProblems: its file is gone or was changed since.
    """
    for name, version, file in identities(folder, unverified=unverified):
        if (name, version) == (policy.ref.name, policy.ref.version):
            package = read_one(file, file.relative_to(folder).as_posix())
            if package.policy.ref.content_hash == policy.ref.content_hash:
                return package
    message = say("changed_while_read", package=f"{policy.ref.name}@{policy.ref.version}")
    raise FileProblems((FileProblem(str(folder), 0, "", *message),))


def identities(folder: Path, *, unverified: bool = False) -> tuple[tuple[str, str, Path], ...]:
    """(name, version, file) of every package of a folder, as stated; files that are no TOML are left to `check`."""
    found = []
    for file in package_files(folder, unverified=unverified):
        try:
            content = read_toml(file, file.name).content
        except FileProblems:
            continue
        found.append((str(content.get("name", "")), str(content.get("version", "")), file))
    return tuple(found)


def _values(
    toml: TomlFile, table: dict[str, Any], path: tuple[str, ...], place: tuple[str | int, ...], outer: Source
) -> Iterator[Value]:
    """Walk a table; values without a citation of their own stand under the one around them."""
    source = _source(toml, table) or outer
    for key, value in table.items():
        if not path and key == "sources":
            continue
        if isinstance(value, dict):
            if key != "source":
                yield from _values(toml, value, (*path, key), (*place, key), source)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, entry in enumerate(value):
                name = str(entry.get("id", number))
                yield from _values(toml, entry, (*path, key, name), (*place, key, number), source)
        else:
            yield Value(".".join((*path, key)), value, source, toml.line_of((*place, key)))


def _source(toml: TomlFile, table: dict[str, Any]) -> Source | None:
    citation = table.get("source")
    if not isinstance(citation, dict):
        return None
    title = toml.content["sources"][citation["from"]]
    return Source(title["title"], citation["article"], title["grade"])
