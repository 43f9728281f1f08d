"""Steps are rows until they are looked at, and nobody can tell."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict, dataclass

from counter.domain.adjudication import Source, Step, Steps
from counter.domain.money import Rate

SOURCE = Source("title", "article", "A")
PLAIN = (
    Step("excluded", 100, 20, "lines", SOURCE),
    Step("band", 80, 68, "layers.pool.bands.0", SOURCE, Rate(85, 100), (("from", "0"),)),
)
ROWS = Steps.of(
    (step.code, step.base_fen, step.result_fen, step.rule_path, SOURCE, step.rate, step.facts) for step in PLAIN
)


@dataclass(frozen=True, slots=True)
class _Holder:
    steps: tuple[Step, ...]


def test_they_are_steps_wherever_they_are_looked_at() -> None:
    assert [type(step) for step in ROWS] == [Step, Step]
    assert ROWS[1] == PLAIN[1] and ROWS[-1].rate == Rate(85, 100)
    assert ROWS[:1] == PLAIN[:1] and type(ROWS[:1][0]) is Step
    assert len(ROWS) == 2 and PLAIN[0] in list(ROWS)


def test_they_equal_the_same_steps_and_no_others() -> None:
    assert ROWS == PLAIN and PLAIN == ROWS
    assert hash(ROWS) == hash(PLAIN)
    assert PLAIN[:1] != ROWS and (PLAIN[1], PLAIN[0]) != ROWS
    assert ROWS != "steps"
    assert _Holder(ROWS) == _Holder(PLAIN)


def test_stored_and_copied_they_are_as_steps_always_were() -> None:
    stored = json.dumps(asdict(_Holder(ROWS)), indent=1)
    assert stored == json.dumps(asdict(_Holder(PLAIN)), indent=1)
    assert json.dumps(asdict(_Holder(ROWS))) == json.dumps(asdict(_Holder(PLAIN)))
    assert pickle.loads(pickle.dumps(ROWS)) == PLAIN
