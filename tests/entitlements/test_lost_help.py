"""Help that is lost after its day: until when it may be given."""

from __future__ import annotations

from datetime import date

import pytest

from rrm.model.demand import Demand
from rrm.model.scenario import Alert
from tests.entitlements.world import World
from tests.scoring.sites import tiny


def kits(lost_after: int | None, promised_within: int, verified: date | None = None) -> Demand:
    """Kits due so many days after the start of the scenario, or after an alert's verification."""
    rules = tiny().pack.entitlements.entitlements
    alerts = () if verified is None else (
        Alert(alert_id="a", site_id="A", shock="flood", reported_on=verified, verified_on=verified),
    )  # fmt: skip
    world = World(
        scores={"shelter_nfi": 4},
        alerts=alerts,
        respond_within_days=promised_within,
        entitlements={"nfi_kit": rules["nfi_kit"].model_copy(
            update={"lost_after_days": lost_after}
        )},
    )  # fmt: skip
    return world.demand("nfi_kit")


def test_without_the_rule_nothing_is_ever_lost() -> None:
    assert kits(None, 3).last_day is None


@pytest.mark.parametrize(("after", "last"), [(0, 4), (2, 6), (5, 9)])
def test_help_is_lost_so_many_days_after_it_was_due(after: int, last: int) -> None:
    demand = kits(after, 3)
    assert (demand.due_day, demand.last_day) == (4, last)


def test_what_outlasts_the_plan_is_not_lost_in_it() -> None:
    assert kits(6, 3).last_day is None


def test_the_days_count_from_the_promise_even_if_it_ran_out_before_the_start() -> None:
    # Promised for 8 April; the scenario starts on the 18th.
    demand = kits(5, 3, verified=date(2022, 4, 5))
    assert (demand.from_day, demand.due_day) == (1, 1)
    assert demand.last_day == -4
    assert kits(12, 3, verified=date(2022, 4, 5)).last_day == 3


def test_water_has_its_own_days() -> None:
    rules = tiny().pack.entitlements.entitlements
    water = rules["water"].model_copy(update={"lost_after_days": 0})
    world = World(scores={"wash": 4}, measures={"water_short": 10}, entitlements={"water": water})
    assert world.demand("water").last_day is None
