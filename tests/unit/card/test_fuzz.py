"""A few thousand of the mutated inputs of `tests/card_fuzz.py`, and the proof that it would see what goes wrong."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import card_fuzz
import card_targets
from card_targets import Target
from counter.card import credential, driver_answer
from counter.domain import scanned_code

SEEN = 6_000


def test_only_typed_errors() -> None:
    found = card_fuzz.round_of(1, SEEN)
    assert found.findings == []
    assert found.inputs.total() == SEEN
    assert sum(target.share for target in card_targets.targets()) == 100


def test_every_ending_is_reached() -> None:
    assert card_fuzz.blind(card_fuzz.round_of(1)) == []


@pytest.mark.parametrize("target", card_targets.targets(), ids=lambda target: target.name)
def test_what_it_begins_from_is_good_and_the_same_seed_gives_the_same(target: Target) -> None:
    words = {card_targets.checked(target, seed) for seed in target.seeds}
    assert len(words) > 1 or target.name == "records"
    once, again = card_fuzz.round_of(3, 500), card_fuzz.round_of(3, 500)
    assert once.words == again.words


def _deep(_raw: bytes) -> str:
    return _deep(_raw)


def _slow(_raw: bytes) -> str:
    """Busy for longer than any input may be, on any machine."""
    end = time.thread_time() + 2 * card_targets.CPU_SECONDS
    while time.thread_time() < end:
        pass
    return ""


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (lambda raw: str(raw[9999]), "IndexError"),
        (_slow, "too slow"),
        (_deep, "RecursionError"),
        (lambda raw: str(card_targets.bounded(["x" * 257])), "257"),
        (lambda raw: str(card_targets.bounded({"name": "a\u202eb"})), "u202e"),
    ],
    ids=["untyped", "slow", "deep", "long", "steering"],
)
def test_what_breaks_a_promise_is_found(
    monkeypatch: pytest.MonkeyPatch, run: Callable[[bytes], str], said: str
) -> None:
    target = Target("planted", (b"x",), run, 100, frozenset())
    monkeypatch.setattr(card_targets, "targets", lambda: (target,))
    found = card_fuzz.round_of(1, 5)
    assert len(found.findings) == 1
    assert said in found.findings[0]


def _trusting(raw: bytes) -> list[tuple[int, bytes]]:
    """Records as they would be read by somebody who believes the card."""
    found, at = [], 0
    while at < len(raw):
        found.append((raw[at], raw[at + 2 : at + 2 + raw[at + 1]]))
        at += 2 + raw[at + 1]
    return found


@pytest.mark.parametrize("broken", ["records", "driver", "credential", "codes"])
def test_a_control_that_is_taken_away_is_missed(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """Each of these lines stands in the program because of an input like these."""
    match broken:
        case "records":
            monkeypatch.setattr(card_targets, "parse_records", _trusting)
        case "driver":
            monkeypatch.setattr(driver_answer, "_is_number", bool)
        case "credential":
            monkeypatch.setattr(credential, "CredentialProblem", ValueError)
        case "codes":
            monkeypatch.setattr(scanned_code, "_E_CREDENTIAL", scanned_code.re.compile(r"42[0-9]+"))
            monkeypatch.setattr(scanned_code, "_STATEMENT", scanned_code.re.compile(r".{30,}"))
    findings = [finding for seed in range(4) for finding in card_fuzz.round_of(seed, 8_000).findings]
    assert findings
