"""What the package of a claim asks beside its bill: how the member came to be treated elsewhere, which listed disease.

Pure and quick: asked at every key, because kind of care, day and institution decide it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.claim import Away, needs_stay, same_area
from counter.domain.draft import Draft, parse_day
from counter.domain.errors import PolicyMissing
from counter.domain.policy import ListedDisease, Policy
from counter.domain.stay import Span, spans_of
from counter.visit.counter import Counter


@dataclass(frozen=True, slots=True)
class Asked:
    """away: whether to ask for it; diseases: those that are listed; needs_disease: nothing is paid without one.

    spans: the parts by days into which a stay must be split, () when it need not be.
    """

    away: bool = False
    diseases: tuple[ListedDisease, ...] = ()
    needs_disease: bool = False
    spans: tuple[Span, ...] = ()


def asked_of(counter: Counter, draft: Draft, day: date) -> Asked:
    """What to ask about a draft whose care falls on a day."""
    places = [receipt.institution.region for receipt in draft.receipts if receipt.institution is not None]
    outside = any(not same_area(place, draft.region) for place in places)
    away = outside or draft.away is not Away.LOCAL
    try:
        policy = counter.policy_for(draft.region, draft.scheme, draft.care, day)
    except PolicyMissing:
        return Asked(away)
    return Asked(away or policy.away is not None, policy.diseases, policy.needs_disease, _spans(draft, policy))


def _spans(draft: Draft, policy: Policy) -> tuple[Span, ...]:
    """The settlement years of a whole stay where the package settles each by itself."""
    admission, discharge = parse_day(draft.admission_day), parse_day(draft.discharge_day)
    if policy.stay is None or draft.stay_part is not None or not needs_stay(draft.care):
        return ()
    if admission is None or discharge is None or admission > discharge:
        return ()
    spans = spans_of(admission, discharge, policy.stay, policy.year)
    return spans if len(spans) > 1 else ()
