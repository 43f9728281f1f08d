"""What all tables of a package share: sources, values by class and level, and the list of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from counter.domain.adjudication import Source
from counter.domain.errors import FileProblem
from counter.domain.policy import LEVELS, OUTSIDE, Facts
from counter.domain.rounding import PLACES, Rounding, rounded, rounding_facts
from counter.policies.messages import Message, listed, say
from counter.policies.statements import AmountRounding, Citation, PackageTable, ShareOf
from counter.policies.toml_file import Path_, TomlFile

V = TypeVar("V")


def in_fen(numerator: int, denominator: int, rounding: AmountRounding) -> int:
    """An amount that was worked out exactly, as the package rounds it; denominator > 0, numerator not negative."""
    return rounded(numerator, denominator, rounding.mode, PLACES[rounding.to])


def told_of(rounding: AmountRounding) -> Facts:
    """How an amount was rounded, as facts; nothing where it is half up to the fen."""
    return (
        ()
        if rounding.to == "fen" and rounding.mode is Rounding.HALF_UP
        else rounding_facts(rounding.mode, PLACES[rounding.to])
    )


class Checker:
    """Collects the problems of one package while its rules are put together."""

    def __init__(self, toml: TomlFile, table: PackageTable) -> None:
        self.toml = toml
        self.table = table
        self.problems: list[FileProblem] = []
        self.cited: set[str] = set()
        self.wages_used: set[str] = set()
        self.diseases_used: set[str] = set()
        away = table.away
        outside = away is not None and OUTSIDE in (away.resident, away.referred, away.unfiled, away.emergency)
        self.levels = (*LEVELS, OUTSIDE) if outside else LEVELS

    def wrong(self, path: Path_, message: Message) -> None:
        """Note a problem, once."""
        problem = self.toml.problem(path, message)
        if problem not in self.problems:
            self.problems.append(problem)

    def source(self, citation: Citation, path: Path_) -> Source:
        """The source that a table cites."""
        title = self.table.sources.get(citation.source)
        if title is None:
            self.wrong((*path, "from"), say("source_unlisted", source=citation.source))
            return Source("", citation.article, "D")
        self.cited.add(citation.source)
        return Source(title.title, citation.article, title.grade)

    def check_sources(self, *, unverified: bool) -> None:
        """Every source is cited, and none is of grade D unless that is wanted."""
        for key, title in self.table.sources.items():
            if key not in self.cited:
                self.wrong(("sources", key), say("source_uncited", source=key))
            elif title.grade == "D" and not unverified:
                self.wrong(("sources", key, "grade"), say("grade_d"))

    def fen(self, amount: ShareOf | int, path: Path_) -> int:
        """A stated amount in fen."""
        if isinstance(amount, int):
            return amount
        wage = self.table.wages.get(amount.of)
        if wage is None:
            self.wrong((*path, "of"), say("wage_unlisted", name=amount.of))
            return 0
        self.wages_used.add(amount.of)
        self.source(wage.source, ("wages", amount.of, "source"))
        numerator, denominator = amount.times.as_integer_ratio()
        return in_fen(wage.amount * numerator, denominator, amount.rounding)

    def rounded_as(self, amount: ShareOf | int | str) -> Facts:
        """How a stated amount was rounded, for the step that tells it; nothing where it is written, or half up to the
        fen."""
        return told_of(amount.rounding) if isinstance(amount, ShareOf) else ()

    def check_once(self, values: Iterable[str], path: Path_) -> None:
        """A list names nothing twice."""
        values = list(values)
        if len(set(values)) != len(values):
            self.wrong(path, say("names_twice"))

    def check_diseases(self, diseases: Iterable[str], path: Path_) -> None:
        """Every disease that a rule names is listed, and named once."""
        diseases = list(diseases)
        self.check_once(diseases, path)
        for disease in diseases:
            self.diseases_used.add(disease)
            if disease not in self.table.diseases:
                self.wrong(path, say("disease_unlisted", name=disease))

    def by_level(self, row: Mapping[str, V], path: Path_) -> dict[str, V]:
        """Spread a table of level -> value, where "all" may stand for every level."""
        self.check_keys(row, self.levels, path, "kind_level")
        found = {}
        for level in self.levels:
            if level in row or "all" in row:
                found[level] = row[level] if level in row else row["all"]
            else:
                self.wrong(path, say("missing_at_level", level=level))
        return found

    def by_place(self, table: Mapping[str, Mapping[str, V]], classes: Iterable[str], path: Path_) -> dict[str, V]:
        """Spread a table of class -> level -> value, where "all" may stand for either, to `class/level`."""
        classes = list(classes)
        self.check_keys(table, classes, path, "kind_class")
        found: dict[str, V] = {}
        for name in classes:
            row = table.get(name, table.get("all"))
            if row is None:
                self.wrong(path, say("missing_for_class", name=name))
                continue
            row_path = (*path, name if name in table else "all")
            self.check_keys(row, self.levels, row_path, "kind_level")
            for level in self.levels:
                if level in row or "all" in row:
                    found[f"{name}/{level}"] = row[level] if level in row else row["all"]
                else:
                    self.wrong(row_path, say("missing_for_place", name=name, level=level))
        return found

    def by_class(self, table: Mapping[str, V], classes: Iterable[str], path: Path_) -> dict[str, V]:
        """Spread a table of class -> value, where "all" may stand for every class."""
        classes = list(classes)
        self.check_keys(table, classes, path, "kind_class")
        found = {}
        for name in classes:
            if name in table or "all" in table:
                found[name] = table[name] if name in table else table["all"]
            else:
                self.wrong(path, say("missing_for_class", name=name))
        return found

    def check_keys(self, table: Mapping[str, object], known: Iterable[str], path: Path_, kind: str) -> None:
        """Note keys of a table that are neither known nor "all", and "all" beside others.

        kind: the message that names them.
        """
        known = list(known)
        for key in table:
            if key != "all" and key not in known:
                self.wrong((*path, key), say("no_such_entry", key=key, kind=say(kind), known=listed(known)))
        if "all" in table and len(table) > 1:
            self.wrong((*path, "all"), say("all_and_single", kind=say(kind)))
