"""The policy book: all packages of a folder, found by region, scheme, care and day, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from counter.domain.claim import region_stem
from counter.domain.engine import counted_keys
from counter.domain.errors import FileProblem, FileProblems, PolicyMissing
from counter.domain.policy import Policy
from counter.policies.messages import say
from counter.policies.package import read_package
from counter.policies.toml_file import did_you_mean, read_toml
from counter.policies.years import unlike_years

NOT_PACKAGES = frozenset({"cases", "examples"})
"""Folders below a region that hold claims, not rules."""

UNVERIFIED = "unverified"
"""Folder below a region for packages in which something rests on grade D; read only when that is wanted."""


class FolderBook:
    """A `PolicyBook` (visit.ports.rules) of packages that were read from files. Never changes once it is made.

    notes: what was odd in the files but understood.
    """

    def __init__(self, policies: tuple[Policy, ...], notes: tuple[FileProblem, ...] = ()) -> None:
        self.policies = policies
        self.notes = notes
        self._by_care: dict[tuple[str, str], list[Policy]] = defaultdict(list)
        self._by_scheme: dict[str, list[Policy]] = defaultdict(list)
        # The newest knowledge first: the first package that fits is the one that governs.
        for policy in sorted(policies, key=lambda policy: policy.known_from, reverse=True):
            self._by_scheme[policy.scheme].append(policy)
            for care in policy.care:
                self._by_care[policy.scheme, care].append(policy)

    def find(self, region: str, scheme: str, care: str, day: date, known_on: date | None = None) -> Policy:
        """The package in force on a day, as known on another (all that is known when None).

        Raises:
            PolicyMissing: none covers it.
        """
        for policy in self._by_care.get((scheme, str(care)), ()):
            if in_force(policy, region, day) and (known_on is None or policy.known_from <= known_on):
                return policy
        raise PolicyMissing(region, scheme, str(care), day)

    def year_of(self, region: str, scheme: str, day: date, accounting_day: date | None = None) -> str:
        """Label of the settlement year that a service day counts in, "2026". Raises PolicyMissing.

        accounting_day: the day of settlement, which decides where the package says so; `day` itself when None.
        """
        for policy in self._by_scheme.get(scheme, ()):
            if in_force(policy, region, day):
                return policy.year.counted_in(day, accounting_day or day)
        raise PolicyMissing(region, scheme, "", day)


def in_force(policy: Policy, region: str, day: date) -> bool:
    """True when a package covers a region on a day."""
    if day < policy.effective_from or (policy.effective_to is not None and day > policy.effective_to):
        return False
    return covers_region(policy, region)


def covers_region(policy: Policy, region: str) -> bool:
    """True when a package holds in a region: its own, or a district of it where districts are included."""
    return policy.region == region or (policy.districts_included and region.startswith(region_stem(policy.region)))


def package_files(folder: Path, *, unverified: bool = False) -> tuple[Path, ...]:
    """The package files below a folder, in a stable order; those of grade D only when wanted."""
    left_out = NOT_PACKAGES if unverified else NOT_PACKAGES | {UNVERIFIED}
    return tuple(
        sorted(
            file
            for file in folder.rglob("*")
            if file.suffix.lower() == ".toml"
            and not left_out & set(file.relative_to(folder).parts[:-1])
            and not file.name.startswith(".")
        )
    )


def load_book(folder: Path, *, unverified: bool = False) -> FolderBook:
    """Read all packages below a folder (`<region>/<scheme>/*.toml`).

    Args:
        folder: for example `resources/policies`.
        unverified: also take values of grade D, and the packages in `unverified`.

    Raises:
        FileProblems: all problems of all files at once; also when the folder holds no package.
    """
    if not folder.is_dir():
        message = say("is_a_file") if folder.exists() else say("not_there")
        raise FileProblems((FileProblem(str(folder), 0, "", *message),))
    problems: list[FileProblem] = []
    notes: list[FileProblem] = []
    found: list[tuple[str, Policy]] = []
    for file in package_files(folder, unverified=unverified):
        name = file.relative_to(folder).as_posix()
        try:
            policy, remarks = read_package(file, name, unverified=unverified)
        except FileProblems as error:
            problems.extend(error.problems)
            continue
        found.append((name, policy))
        notes.extend(remarks)
    if not found and not problems:
        problems.append(FileProblem(str(folder), 0, "", *say("no_packages")))
    problems.extend(
        _placed(problem, folder) for problem in (*_conflicts(found), *unlike_years(found), *_uncounted(found))
    )
    if problems:
        raise FileProblems(tuple(problems))
    return FolderBook(tuple(policy for _, policy in found), tuple(notes))


def _placed(problem: FileProblem, folder: Path) -> FileProblem:
    """With the line on which the path stands in its file."""
    toml = read_toml(folder / problem.file, problem.file)
    return replace(problem, line=toml.line_of(tuple(problem.path.split("."))))


def keys_of_scheme(policies: Iterable[Policy], region: str, scheme: str) -> frozenset[str]:
    """Every year total that the packages of a region and scheme add to, and the bases of all their layers."""
    keys: set[str] = set()
    for policy in policies:
        if policy.scheme == scheme and covers_region(policy, region):
            keys |= counted_keys(policy) | {layer.base_key for layer in policy.layers}
    return frozenset(keys)


def _uncounted(found: list[tuple[str, Policy]]) -> list[FileProblem]:
    """Caps and deductibles of layers that count a year total to which no package of their scheme ever adds."""
    kept: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, policy in found:
        kept[policy.region, policy.scheme] |= counted_keys(policy)
    problems = []
    for name, policy in found:
        known = kept[policy.region, policy.scheme]
        for layer in policy.layers:
            for key in () if layer.cap is None else layer.cap.keys:
                if key not in known:
                    message = say("cap_uncounted", key=key, near=did_you_mean(key, known))
                    problems.append(FileProblem(name, 0, f"{layer.path}.cap.accumulators", *message))
            for key in () if layer.deductible is None else layer.deductible.keys:
                if key not in known:
                    message = say("deductible_uncounted", key=key, near=did_you_mean(key, known))
                    problems.append(FileProblem(name, 0, f"{layer.path}.deductible.accumulators", *message))
    return problems


def _conflicts(found: list[tuple[str, Policy]]) -> list[FileProblem]:
    """Packages that contradict each other: same version twice, overlapping or missing days."""
    problems = _renamed_totals(found)
    versions: dict[tuple[str, str], str] = {}
    groups: dict[tuple[str, str, str], list[tuple[str, Policy]]] = defaultdict(list)
    for name, policy in found:
        key = (policy.ref.name, policy.ref.version)
        if key in versions:
            message = say("version_twice", name=key[0], version=key[1], file=versions[key])
            problems.append(FileProblem(name, 0, "version", *message))
        versions.setdefault(key, name)
        for care in sorted(policy.care):
            groups[policy.region, policy.scheme, care].append((name, policy))
    for (_, _, care), members in sorted(groups.items()):
        members.sort(key=lambda member: (member[1].effective_from, member[1].known_from))
        for (first_name, first), (name, policy) in pairwise(members):
            ends = first.effective_to
            if ends is None or policy.effective_from <= ends:
                if policy.known_from == first.known_from:
                    message = say("overlaps", care=care, file=first_name)
                    problems.append(FileProblem(name, 0, "effective_from", *message))
            elif policy.effective_from > ends + timedelta(days=1) and not policy.after_gap:
                gap_first, gap_last = ends + timedelta(days=1), policy.effective_from - timedelta(days=1)
                message = say("nothing_governs", care=care, first=str(gap_first), last=str(gap_last))
                problems.append(FileProblem(name, 0, "effective_from", *message))
    return problems


def _renamed_totals(found: list[tuple[str, Policy]]) -> list[FileProblem]:
    """Layers whose year totals have another name in another package of the same pool and year: half a year is lost."""
    problems = []
    seen: dict[tuple[str, str, str, str, str], list[tuple[str, Policy, str]]] = defaultdict(list)
    for name, policy in found:
        for layer in policy.layers:
            others = seen[policy.region, policy.scheme, policy.pool, layer.id, layer.fund]
            for other_name, other, key in others:
                if key != layer.paid_key and _share_a_year(policy, other):
                    message = say("totals_renamed", key=layer.paid_key, file=other_name, other=key)
                    problems.append(FileProblem(name, 0, f"{layer.path}.year_totals", *message))
                    break
            others.append((name, policy, layer.paid_key))
    return problems


def _share_a_year(one: Policy, other: Policy) -> bool:
    """Whether both packages price days of one settlement year."""
    first, then = sorted((one, other), key=lambda policy: policy.effective_from)
    ends = first.effective_to
    return ends is None or first.year.first_day(ends) >= then.year.first_day(then.effective_from)
