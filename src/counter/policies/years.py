"""Settlement years of one scheme: all its care means the same year, and one that moves leaves no doubt.

Totals stand in the books by scheme and label of the year. So packages in force on one day share the year; a year may
begin to lie elsewhere (Shanghai: April until 2019, July since, policy.md A3) only where a package states it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

from counter.domain.errors import FileProblem
from counter.domain.policy import Policy
from counter.domain.year_rule import YearRule
from counter.policies.messages import say

Member = tuple[str, Policy]
"""A package and the name of its file."""


def unlike_years(found: list[Member]) -> list[FileProblem]:
    """Packages of a region and scheme whose settlement year contradicts the others'."""
    schemes: dict[tuple[str, str], dict[YearRule, list[Member]]] = defaultdict(lambda: defaultdict(list))
    for name, policy in found:
        schemes[policy.region, policy.scheme][policy.year].append((name, policy))
    problems = []
    for by_year in schemes.values():
        years = sorted(
            (sorted(members, key=_begins) for members in by_year.values()), key=lambda year: _begins(year[0])
        )
        problems += [
            FileProblem(name, 0, "year_moved", *say("year_unmoved"))
            for number, year in enumerate(years)
            for name, policy in year
            if policy.year_moved and (number == 0 or policy.effective_from != year[0][1].effective_from)
        ]
        for before, after in pairwise(years):
            if not any(policy.year_moved for _, policy in after):
                problems += [FileProblem(name, 0, "year", *say("other_year", file=before[0][0])) for name, _ in after]
            elif not _follows(before, after):
                problems.append(FileProblem(after[0][0], 0, "year", *say("year_moves", file=before[0][0])))
    return problems


def _begins(member: Member) -> tuple[date, str]:
    return member[1].effective_from, member[0]


def _follows(before: list[Member], after: list[Member]) -> bool:
    """Whether every day lies in one year with a label of its own: the old years are over, a new one begins whole.

    A stay that is divided at the end of a year, and money that counts on a later day than that of the care, could
    belong to either; no source tells how, so such a year cannot move.
    """
    begins = after[0][1].effective_from
    ends = max(policy.effective_to or date.max for _, policy in before)
    if ends >= begins:
        return False
    if any(policy.year.by_settlement or policy.stay is not None for _, policy in (*before, *after)):
        return False
    old, new = before[0][1].year, after[0][1].year
    return new.first_day(begins) == begins and int(old.label(ends)) < int(new.label(begins))
