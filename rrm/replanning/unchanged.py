"""Whether anything is otherwise than the plan in force took for granted."""

from __future__ import annotations

from rrm.model.scenario import Scenario
from rrm.replanning.course import Course
from rrm.replanning.remainder import Remainder, remainder_of


def went_as_planned(planned: Course, rest: Remainder) -> bool:
    """Whether what is left to plan is what would be left had all gone by the plan in force.

    planned: that plan alone, on what it was made from, with no receipts. Then it needs no other
    plan: nothing that it was made from has changed.
    """
    expected = remainder_of(planned, rest.day)
    return (
        expected.demands == rest.demands
        and expected.pack == rest.pack
        and expected.in_force == rest.in_force
        and _in_order(expected.scenario) == _in_order(rest.scenario)
    )


def _in_order(scenario: Scenario) -> Scenario:
    """The scenario with its supplies and vehicles in an order that no history has made."""
    return scenario.model_copy(
        update={
            name: tuple(sorted(getattr(scenario, name), key=repr))
            for name in ("stock", "pipeline", "vehicles")
        }
    )
