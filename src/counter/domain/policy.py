"""Dated rules as data: what a policy package states, ready for exact arithmetic.

A `Policy` is one package version for one region, scheme and pool of care; `counter.domain.engine` prices claims with
it. Every difference between regions is a stated field here; nothing has a silent default (policy.md section 0.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.adjudication import PolicyRef


@dataclass(frozen=True, slots=True)
class Policy:
    """One package version. pool: key part of the year totals it shares (`inpatient`, `outpatient`)."""

    ref: PolicyRef
    region: str
    scheme: str
    care: frozenset[str]
    pool: str
    effective_from: date
    effective_to: date | None
    known_from: date
    review_by: date
