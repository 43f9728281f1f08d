"""Errors carry facts and a code of their own, and their text can go into a log."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

from counter.domain import errors
from counter.domain.errors import CounterError, FileProblem, Problem

EXAMPLES: list[CounterError] = [
    errors.InputProblems((Problem("receipts.0.number", "missing"), Problem("total", "amount_negative"))),
    errors.InvalidAmount("zwei", "not_a_number"),
    errors.InvalidIdNumber("check_digit"),
    errors.MemberUnknown(),
    errors.IdentityMismatch(("name", "sex")),
    errors.CardGone("unconfirmed"),
    errors.CardError("mute", "0x80100066"),
    errors.NotCovered(date(2026, 11, 21), "suspended"),
    errors.ReceiptAlreadyUsed("e_receipt:1:2", "claimed", "990101-JS-2026-00000001", "李", "3", "2026-11-21T10:00:00"),
    errors.TotalsMoved(object()),
    errors.KeyReused("k1"),
    errors.OutcomeUnknown("k1"),
    errors.NoOpenDay(),
    errors.PolicyMissing("990101", "310", "21", date(2018, 12, 31)),
    errors.FileProblems((FileProblem("rules.toml", 7, "bands.1.rate", "unknown key"),)),
    errors.StoreProblem("read_only", "/x/y"),
    errors.MissingGlyph("𬭶x"),
    errors.PrintProblem("no_queue", "lp1"),
    errors.NotReversible("used_later", "990101-JS-2026-00000001", ("990101-JS-2026-00000003",)),
    errors.AlreadyReversed("990101-JS-2026-00000001", "990101-JS-2026-00000002", "李", "3", "2026-11-21T10:00:00"),
    errors.NotCorrectable("replaced", "990101-JS-2026-00000001", "990101-JS-2026-00000004"),
    errors.CardNotAccepted(("card_number", "card_id")),
]


def test_every_error_has_a_code_of_its_own() -> None:
    found = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, CounterError)]
    codes = [each.code for each in found]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: error.code)
def test_facts_are_the_attributes(error: CounterError) -> None:
    assert error.facts() == vars(error)
    assert all(getattr(error, name) == fact for name, fact in error.facts().items())


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (EXAMPLES[0], "receipts.0.number: missing; total: amount_negative"),
        (EXAMPLES[1], "not an amount (not_a_number)"),
        (EXAMPLES[4], "card, ID and record differ in name, sex"),
        (EXAMPLES[6], "card: mute 0x80100066"),
        (errors.CardError("mute"), "card: mute"),
        (EXAMPLES[14], "rules.toml:7: bands.1.rate: unknown key"),
        (EXAMPLES[16], "no glyph for U+2CB76 U+0078"),
    ],
)
def test_the_text_says_what_happened(error: CounterError, text: str) -> None:
    assert str(error) == text
