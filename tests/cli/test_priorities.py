"""`--priorities` as people type it."""

import pytest

from rrm.cli.typed_priorities import typed_priorities
from rrm.model.problem import BadInput


def test_priorities_are_taken_in_the_order_typed():
    found = typed_priorities("needs_met=0.01, cost ,survival_water")
    assert [(one.tier, one.tolerance) for one in found] == [
        ("needs_met", 0.01), ("cost", 0.0), ("survival_water", 0.0)
    ]  # fmt: skip


def test_without_the_option_those_of_the_scenario_count():
    assert typed_priorities(None) == ()


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(BadInput) as refused:
        typed_priorities("water,needs_met=2,needs_met,equity=a lot,cost=nan,")
    assert [one.code for one in refused.value.problems] == [
        "RRM-C041", "RRM-C043", "RRM-C042", "RRM-C043", "RRM-C043", "RRM-C041"
    ]  # fmt: skip


def test_no_name_at_all_is_told_as_such():
    with pytest.raises(BadInput) as refused:
        typed_priorities(" , ")
    assert [one.code for one in refused.value.problems] == ["RRM-C040"]
