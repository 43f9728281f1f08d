import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable

import pytest

from counter.domain.adjudication import Adjudication, Binding, FundPayment, PolicyRef, Source, YearTotals

PAYMENT = FundPayment("310101", "hifp_pay", "统筹基金", "Pooled fund", 12_345)
FOUND = Binding("rate", "layers.pool.bands.1", Source("title", "article", "A"))


@pytest.mark.parametrize("facts", [Adjudication, FundPayment])
def test_an_init_that_is_written_out_takes_every_field_in_order(facts: type[Adjudication | FundPayment]) -> None:
    taken = list(inspect.signature(facts).parameters.values())
    fields = dataclasses.fields(facts)
    assert [one.name for one in taken] == [one.name for one in fields]
    for one, field in zip(taken, fields, strict=True):
        assert (one.default is inspect.Parameter.empty) is (field.default is dataclasses.MISSING)
        assert one.default is inspect.Parameter.empty or one.default == field.default


def priced_at(binding: Binding | Callable[[], Binding]) -> Adjudication:
    """Nothing, priced."""
    ref = PolicyRef("name", "1", "0" * 64, "2026-01-01", "名", "name")
    amounts = (0,) * 6
    totals = YearTotals("2026")
    return Adjudication(ref, *amounts, (), 0, 0, 0, 0, 0, (), (), binding, totals, ())


def test_a_binding_is_found_when_somebody_looks_and_only_once() -> None:
    asked = []

    def find() -> Binding:
        asked.append(1)
        return FOUND

    priced = priced_at(find)
    assert not asked
    assert priced.binding is priced.binding is FOUND
    assert asked == [1]
    assert "_find_binding" not in vars(priced), "what finds it holds the whole pricing"
    assert priced == priced_at(FOUND)
    assert repr(priced) == repr(priced_at(FOUND))
    assert hash(priced) == hash(priced_at(FOUND))
    with pytest.raises(AttributeError, match="bindings"):
        priced.bindings  # type: ignore[attr-defined]  # noqa: B018


def test_a_copy_holds_what_was_found() -> None:
    whole = priced_at(FOUND)
    for copied in (
        copy.copy(priced_at(lambda: FOUND)),
        copy.deepcopy(priced_at(lambda: FOUND)),
        pickle.loads(pickle.dumps(priced_at(lambda: FOUND))),
        dataclasses.replace(priced_at(lambda: FOUND)),
    ):
        assert vars(copied) == vars(whole)
    assert dataclasses.asdict(priced_at(lambda: FOUND)) == dataclasses.asdict(whole)


def test_a_payment_is_frozen_and_keeps_what_it_was_given() -> None:
    assert dataclasses.astuple(PAYMENT) == ("310101", "hifp_pay", "统筹基金", "Pooled fund", 12_345, None)
    assert dataclasses.replace(PAYMENT, limit_left_fen=7).limit_left_fen == 7
    with pytest.raises(dataclasses.FrozenInstanceError):
        PAYMENT.amount_fen = 0  # type: ignore[misc]
