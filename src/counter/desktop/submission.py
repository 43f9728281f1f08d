"""What the claim page hands to the settlement page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter.desktop.visit_state import Visit
from counter.domain.adjudication import Adjudication
from counter.domain.draft import Draft
from counter.domain.errors import CounterError


@dataclass(frozen=True, slots=True)
class Submission:
    """A complete claim with the figures that the clerk saw.

    booked, refused: what the settlement page tells the claim page about its outcome. disease: name of the listed
    disease, "" for none.
    """

    draft: Draft
    priced: Adjudication
    visit: Visit
    booked: Callable[[], None]
    refused: Callable[[CounterError], None]
    disease: str = ""
