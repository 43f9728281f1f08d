"""What is wrong in a file, in the two languages of the program; the table of each kind of file holds the wording.

Whoever writes a package reads Chinese, whoever looks at a log reads English: every finding is said in both at once, and
the command chooses (docs/policies.md lists them all). Words that are written in the file stand between half-width
quotes in both, so that they can be copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from counter.policies.claim_messages import CLAIM
from counter.policies.package_messages import PACKAGE
from counter.policies.publishing_messages import PUBLISHING
from counter.policies.shape_messages import SHAPE

WORDINGS: dict[str, tuple[str, str]] = SHAPE | PACKAGE | CLAIM | PUBLISHING
"""English and Chinese of every message, by its code, with the names of its facts in braces."""


class Message(NamedTuple):
    """One finding in both languages."""

    en: str
    zh: str


NOTHING = Message("", "")
"""Says nothing, where something might be added to a sentence."""

Fact = Message | str | int


class Unfit(ValueError):
    """A value that a reading function of `single_values` does not take; `message` says why."""

    def __init__(self, code: str, **facts: Fact) -> None:
        self.message = say(code, **facts)
        super().__init__(self.message.en)


def say(code: str, **facts: Fact) -> Message:
    """A finding about these facts; a fact that is a message itself is said in the language of the sentence."""
    english, chinese = WORDINGS[code]
    return Message(
        english.format_map({name: fact.en if isinstance(fact, Message) else fact for name, fact in facts.items()}),
        chinese.format_map({name: fact.zh if isinstance(fact, Message) else fact for name, fact in facts.items()}),
    )


def listed(words: Iterable[object]) -> Message:
    """Words one after the other."""
    shown = [str(word) for word in words]
    return Message(", ".join(shown), "、".join(shown))


def quoted(words: Iterable[object]) -> Message:
    """Words as a file has them, one after the other."""
    return listed(f'"{word}"' for word in words)
