"""Statements by their number: what was booked under it, and what became of its paper."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, insert, select, update

from counter.domain.errors import InputProblems, Problem
from counter.domain.settlement import Settlement
from counter.store import rows, settled
from counter.store.columns import WHOLE, WORDS, all_of
from counter.store.line import Line, Prepared
from counter.store.tables.papers import print_job, statement

_OF_NUMBER = statement.c.number == bindparam("of_number", type_=WORDS)
PRINT_STATE = Prepared(select(statement.c.print_state, statement.c.printed).where(_OF_NUMBER).with_for_update())
SET_PRINT = Prepared(
    update(statement)
    .where(_OF_NUMBER)
    .values(print_state=bindparam("print_state", type_=WORDS), printed=bindparam("printed", type_=WHOLE))
)
ADD_JOB = Prepared(insert(print_job).values(all_of(print_job, "print_job_id")))


def by_number(line: Line, number: str) -> Settlement | None:
    """A settlement, or a reversal, by what stands on its paper."""
    found = line.row(settled.SETTLEMENT_BY_NUMBER, number=number) or line.row(settled.REVERSAL_BY_NUMBER, number=number)
    return None if found is None else rows.settlement_of(found)


def by_key(line: Line, key: str) -> Settlement | None:
    """What was booked under an idempotency key."""
    found = line.row(settled.SETTLEMENT_BY_KEY, key=key) or line.row(settled.REVERSAL_BY_KEY, key=key)
    return None if found is None else rows.settlement_of(found)


def note_print(
    line: Line, number: str, state: str, at: str, job: str, reason: str, actor: str, note: Callable[[int], None]
) -> Settlement:
    """Record how a print job stands.

    A hand-over that is begun again while the last one has no answer counts that one: it may have left. note is given
    the number of the attempt and writes the audit row.

    Raises:
        KeyError: there is no such statement.
        InputProblems: a reprint without a reason.
    """
    found = line.row(PRINT_STATE, of_number=number)
    if found is None:
        raise KeyError(number)
    before, printed = found
    counted = int(before == "sending" and state in ("queued", "sending"))
    attempt = printed + counted + (state == "sending")
    if state == "sending" and attempt > 1 and not reason:
        raise InputProblems((Problem("reason", "missing"),))
    line.run(SET_PRINT, of_number=number, print_state=state, printed=printed + counted)
    line.run(
        ADD_JOB,
        number=number,
        attempt=attempt,
        state=state,
        counted=counted,
        job=job,
        reason=reason,
        actor=actor,
        at=at,
    )
    note(attempt)
    after = by_number(line, number)
    assert after is not None
    return after
