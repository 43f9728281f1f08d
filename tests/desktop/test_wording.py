"""Every code that the other layers can raise has a sentence."""

from __future__ import annotations

import inspect
import re
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from counter.card.errors import WARNINGS, Reason
from counter.card.id_text import LAYOUT
from counter.desktop import vocabulary, wording
from counter.domain import draft as draft_module
from counter.domain import errors
from counter.domain.claim import CareCategory, CareKind, InstitutionLevel, ItemClass, ReceiptKind
from counter.domain.draft import REQUIRED_DOCUMENTS
from counter.domain.errors import CardError, CounterError, FileProblem, FileProblems, InputProblems, Problem
from counter.domain.identity import DOCUMENT_WARNINGS, IdentityRoute, RawDocument, Sex
from counter.domain.ledger import EntryKind, SubAccount
from counter.domain.member import Answer, CardState, InsuranceState
from counter.domain.settlement import Copy

ERRORS, CARD_REASONS, PROBLEMS = wording.known_codes()


def test_every_error_has_a_sentence() -> None:
    codes = {
        kind.code
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, CounterError) and kind is not CounterError
    }
    known = {code.partition(".")[0] for code in ERRORS} | {"card"}
    assert codes <= known


def test_every_reason_named_in_a_docstring_has_its_own_sentence() -> None:
    for name in (
        "InvalidAmount",
        "InvalidIdNumber",
        "StoreProblem",
        "PrintProblem",
        "IdReaderProblem",
        "CredentialProblem",
    ):
        kind = getattr(errors, name)
        reasons = re.findall(r"`([a-z_]+)`", inspect.getdoc(kind) or "")
        assert reasons, name
        assert {f"{kind.code}.{reason}" for reason in reasons} <= ERRORS


def test_every_reason_of_not_covered_has_its_own_sentence() -> None:
    source = Path(inspect.getfile(errors)).parent
    text = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    reasons = set(re.findall(r'NotCovered\([^"]*"([a-z_]+)"', text))
    assert {f"not_covered.{reason}" for reason in reasons} <= ERRORS


def test_every_card_reason_and_warning_has_a_sentence() -> None:
    assert {reason.value for reason in Reason} <= CARD_REASONS
    assert set(WARNINGS) <= set(vocabulary.WORDS["card_warning"])


def test_every_word_about_a_document_has_a_sentence() -> None:
    assert set(DOCUMENT_WARNINGS) == set(vocabulary.WORDS["document_warning"])
    assert set(LAYOUT) == set(vocabulary.WORDS["document_place"])
    reasons = set(re.findall(r"`([a-z_]+)`", (inspect.getdoc(RawDocument) or "").partition("fields:")[0]))
    assert reasons == set(vocabulary.WORDS["raw_reason"])


def test_every_problem_of_a_draft_has_a_sentence() -> None:
    source = inspect.getsource(draft_module)
    codes = set(re.findall(r'wrong\([^"]*"[^"]*", "([a-z_]+)"', source)) | set(
        re.findall(r'Problem\("[a-z_]+", "([a-z_]+)"', source)
    )
    assert len(codes) > 12
    assert codes <= PROBLEMS


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("care", CareKind),
        ("category", CareCategory),
        ("item_class", ItemClass),
        ("level", InstitutionLevel),
        ("receipt_kind", ReceiptKind),
        ("entry", EntryKind),
        ("sub_account", SubAccount),
        ("insurance_state", InsuranceState),
        ("card_state", CardState),
        ("sex", Sex),
        ("answer", Answer),
        ("route", IdentityRoute),
        ("route_short", IdentityRoute),
        ("copy", Copy),
    ],
)
def test_every_enum_value_has_a_word(table: str, values: type[StrEnum]) -> None:
    assert {value.value for value in values} <= set(vocabulary.WORDS[table])


def test_documents_and_fee_categories_have_words() -> None:
    assert set(REQUIRED_DOCUMENTS) == set(vocabulary.WORDS["document"])
    assert {f"{number:02d}" for number in range(1, 15)} == set(vocabulary.WORDS["charge_type"])


@pytest.mark.parametrize(
    ("language", "said"),
    [(QLocale.Language.Chinese, "p.toml:3: 缺少"), (QLocale.Language.English, "p.toml:3: missing")],
)
def test_the_first_problem_of_a_file_is_said_in_the_language_of_the_window(
    language: QLocale.Language, said: str
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        error = FileProblems((FileProblem("p.toml", 3, "", "missing", "缺少"), FileProblem("q.toml", 1, "", "x")))
        assert said in wording.sentence(error)
        assert "p.toml: only English" in wording.sentence(FileProblems((FileProblem("p.toml", 0, "", "only English"),)))
    finally:
        QLocale.setDefault(before)


def test_unknown_codes_are_shown_as_they_are() -> None:
    assert wording.word("scheme", "999") == "999"
    assert wording.person_type("1160") == "在职"
    assert wording.person_type("77") == "77"
    assert wording.card_sentence("something new") == wording.card_sentence("")


def test_facts_stand_in_the_sentence() -> None:
    used = errors.ReceiptAlreadyUsed("k", "claimed", "990101-JS-2026-00000001", "王一", "3", "2026-11-01")
    text = wording.sentence(used)
    assert "990101-JS-2026-00000001" in text
    assert "王一" in text
    missing = errors.PolicyMissing("110000", "310", "21", date(2031, 1, 2))
    assert "住院" in wording.sentence(missing)
    assert "2031-01-02" in wording.sentence(missing)
    many = InputProblems((Problem("a", "missing"), Problem("b", "missing")))
    assert "2" in wording.sentence(many)
    assert wording.sentence(CardError("mute")) == wording.card_sentence("mute")


def test_a_silent_reader_is_not_said_to_have_lost_the_card() -> None:
    told = wording.sentence(errors.CardGone("unconfirmed"))
    assert "没有记账" in told
    assert "取出或换过" not in told
    assert "取出或换过" in wording.sentence(errors.CardGone())


def test_a_driver_that_is_not_believed_has_words_of_its_own() -> None:
    general = wording.sentence(CardError("driver", "-31", "读卡失败"))
    assert "-31" in general
    for hint in ("other_card", "unproven"):
        told = wording.sentence(CardError("driver", hint))
        assert told != general
        assert hint not in told
        assert "Shift+F2" in told


def test_amounts_in_problems_are_yuan() -> None:
    problem = Problem("receipts.0.total", "lines_differ", (("total", "63380"), ("lines", "1")))
    assert wording.problem_sentence(problem) == "票面 633.80 元，明细合计 0.01 元，不相符"


def test_braces_in_what_was_typed_do_no_harm() -> None:
    assert "{0}" in wording.problem_sentence(Problem("a", "not_a_day", (("text", "{0}"),)))
    assert "—" in wording.problem_sentence(Problem("a", "not_a_day"))
