"""Whether anything is otherwise than the plan in force took for granted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.model.receipt import PaymentReceipt
from rrm.replanning import remainder_of, went_as_planned
from tests.replanning.courses import all_back, back, course, issued


@pytest.mark.parametrize("day", range(1, 11))
def test_with_nothing_told_all_is_as_planned(day: int) -> None:
    assert went_as_planned(course(), remainder_of(course(), day))


@pytest.mark.parametrize("day", [3, 5, 8])
def test_with_receipts_equal_to_the_plan_all_is_as_planned(day: int) -> None:
    told = [
        one for one in all_back()
        if (one.day if isinstance(one, PaymentReceipt) else issued().by_number[one.waybill].day)
        < day
    ]  # fmt: skip
    assert went_as_planned(course(), remainder_of(course(*told), day))


def test_a_loss_is_no_more_as_planned() -> None:
    went = course(back("T01", "nfi_kit", 40, lost=5))
    assert not went_as_planned(course(), remainder_of(went, 3))


def test_what_is_known_otherwise_is_no_more_as_planned() -> None:
    now = course().scenario
    fewer = now.model_copy(update={"vehicles": now.vehicles[1:]})
    assert not went_as_planned(course(), remainder_of(replace(course(), scenario=fewer), 3))
