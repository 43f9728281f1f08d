import dataclasses
import inspect

import pytest

from counter.domain.adjudication import Adjudication, FundPayment

PAYMENT = FundPayment("310101", "hifp_pay", "统筹基金", "Pooled fund", 12_345)


@pytest.mark.parametrize("facts", [Adjudication, FundPayment])
def test_an_init_that_is_written_out_takes_every_field_in_order(facts: type[Adjudication | FundPayment]) -> None:
    taken = list(inspect.signature(facts).parameters.values())
    fields = dataclasses.fields(facts)
    assert [one.name for one in taken] == [one.name for one in fields]
    assert [one.annotation for one in taken] == [one.type for one in fields]
    for one, field in zip(taken, fields, strict=True):
        assert (one.default is inspect.Parameter.empty) is (field.default is dataclasses.MISSING)
        assert one.default is inspect.Parameter.empty or one.default == field.default


def test_a_payment_is_frozen_and_keeps_what_it_was_given() -> None:
    assert dataclasses.astuple(PAYMENT) == ("310101", "hifp_pay", "统筹基金", "Pooled fund", 12_345, None)
    assert dataclasses.replace(PAYMENT, limit_left_fen=7).limit_left_fen == 7
    with pytest.raises(dataclasses.FrozenInstanceError):
        PAYMENT.amount_fen = 0  # type: ignore[misc]
