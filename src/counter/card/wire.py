"""How long a contact card takes on its line, computed: the formula of performance.md section 5.

Characters of T=0 on the line x 12 etu each, the answer to reset at 9600 in front, and the exchange of parameters where
the link is faster. Used to pace software cards like real ones, and to say which part of a read is the card's own.
"""

from __future__ import annotations

ETU_PER_CHARACTER = 12
RESET_CHARACTERS, PARAMETER_CHARACTERS = 20, 8
"""Sent at 9600 whatever comes after: the answer to reset, and the exchange that agrees on a faster link."""

FIRST_BAUD = 9600


def characters(command: bytes, answer: bytes) -> int:
    """Characters of one exchange. A command is five bytes and its body, or five bytes and an answer; either way one
    procedure byte announces what follows."""
    return max(5, len(command)) + len(answer) + (len(command) > 5 or len(answer) > 2)


def seconds(count: int, baud: int) -> float:
    """Seconds that so many characters take at a speed of the line."""
    return count * ETU_PER_CHARACTER / baud


def wire_ms(count: int, baud: int) -> float:
    """Milliseconds from the card's reset to the last of so many characters."""
    first = RESET_CHARACTERS + (PARAMETER_CHARACTERS if baud > FIRST_BAUD else 0)
    return (seconds(first, FIRST_BAUD) + seconds(count, baud)) * 1000
