"""Statements and explanations as PDF, and where they are printed.

Called on the store lane; may block. Every method of a queue may raise `PrintProblem`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter.domain.member_letter import Letter
from counter.domain.settlement import Settlement


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: rgb holds height rows of width x 3 bytes."""

    width: int
    height: int
    rgb: bytes


class Documents(Protocol):
    """Frozen data in, PDF bytes out; the same input gives the same bytes."""

    def statement(self, settlement: Settlement, language: str = "zh", *, reprint: int = 0) -> bytes:
        """The settlement statement in three copies, each with its pages. reprint: 0 original, n-th reprint otherwise.

        Raises:
            MissingGlyph: a character has no glyph in any font.
        """
        ...

    def explanation(self, letter: Letter) -> bytes:
        """The explanation for the member.

        Raises:
            MissingGlyph: a character has no glyph in any font.
        """
        ...

    def pages(self, pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
        """The pages of a PDF as pictures."""
        ...


@dataclass(frozen=True, slots=True)
class JobState:
    """state: `queued`, `printing`, `printed`, `failed`, `unknown`; detail: the queue's own words."""

    state: str
    detail: str = ""


class PrintQueue(Protocol):
    """Where paper comes out."""

    name: str

    def submit(self, pdf: bytes, title: str) -> str:
        """Hand over a document; title is ASCII (the statement number). Returns the job's id. Raises PrintProblem."""
        ...

    def job_state(self, job: str) -> JobState:
        """How a job stands."""
        ...
