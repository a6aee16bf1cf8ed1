"""Laws where a planted fault does not reach: the small print of stock, vehicles, water, cash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rrm.model.plan import Delivery, Payment, Plan, Transfer, Trip
from rrm.model.run import Run
from rrm.model.scenario import Scenario
from rrm.model.verdict import Verdict
from rrm.store import draft_run
from rrm.verification import verify
from tests.verification.small_run import small_plan, small_run
from tests.verification.small_world import (
    PICKUP_ROW,
    TANKER_ROW,
    TRUCK_ROW,
    small_pack,
    small_scenario,
)


def run_with(plan: Plan | None = None, scenario: Scenario | None = None, **pack: Any) -> Run:
    run = small_run()
    loaded = replace(run.loaded, scenario=scenario or small_scenario(), pack=small_pack(**pack))
    return replace(run, loaded=loaded, plan=plan or small_plan())


def offences(root: Path, run: Run) -> set[str]:
    """Names of the checks that a run breaks; what depends on exact values left aside."""
    return {check.name for check in verdict_on(root, run).checks if check.offences}


def verdict_on(root: Path, run: Run) -> Verdict:
    with draft_run(run, root) as draft:
        draft.write_tables()
        return verify(draft.folder)


def changed_trip(trip_id: str, **changes: Any) -> Plan:
    plan = small_plan()
    return replace(
        plan,
        trips=tuple(replace(t, **changes) if t.trip_id == trip_id else t for t in plan.trips),
    )


def vehicles(*rows: dict[str, Any]) -> Scenario:
    return small_scenario(vehicles=rows)


def test_a_transfer_can_leave_again_only_the_day_after_it_came(tmp_path: Path) -> None:
    plan = small_plan()
    moved = replace(plan.transfers[0], day=2, arrival_day=2)
    later = changed_trip("T02", day=2, depart="2022-04-19T06:00", return_="2022-04-20T08:55")
    assert offences(tmp_path, run_with(replace(later, transfers=(moved,)))) == set()
    moved = replace(moved, day=3, arrival_day=3)
    later = changed_trip("T02", day=3, depart="2022-04-20T06:00", return_="2022-04-21T08:55")
    assert offences(tmp_path, run_with(replace(later, transfers=(moved,)))) == {"stocks_suffice"}


def test_a_supply_whose_certainty_the_pack_does_not_count_is_no_stock(tmp_path: Path) -> None:
    due = {"depot_id": "D1", "item": "nfi_kit", "quantity": 10, "arrives_on": "2022-04-22"}
    possible = small_scenario(pipeline=({**due, "certainty": "possible"},))
    probable = small_scenario(pipeline=({**due, "certainty": "probable"},))
    assert offences(tmp_path, run_with(scenario=possible)) == {"stocks_suffice"}
    assert offences(tmp_path, run_with(scenario=probable)) == set()


def test_a_supply_that_was_due_before_the_start_lies_there_on_day_one(tmp_path: Path) -> None:
    scenario = small_scenario(
        stock=(
            {"depot_id": "D1", "item": "tarpaulin", "quantity": 20},
            {"depot_id": "D2", "item": "nfi_kit", "quantity": 100},
        ),
        pipeline=(
            {"depot_id": "D1", "item": "nfi_kit", "quantity": 55, "arrives_on": "2022-04-01"},
        ),
    )
    assert offences(tmp_path, run_with(scenario=scenario)) == set()


def test_two_vehicles_leave_at_once_only_where_there_are_two(tmp_path: Path) -> None:
    at_once = changed_trip("T04", depart="2022-04-20T06:00", return_="2022-04-20T10:15")
    two = vehicles({**PICKUP_ROW, "count": 2}, TRUCK_ROW, {**TRUCK_ROW, "depot_id": "D2"},
                   TANKER_ROW)  # fmt: skip
    assert "enough_vehicles" in offences(tmp_path, run_with(at_once))
    assert "enough_vehicles" not in offences(tmp_path, run_with(at_once, two))


def test_each_trip_needs_a_vehicle_that_takes_its_load(tmp_path: Path) -> None:
    at_once = changed_trip("T04", depart="2022-04-20T06:00", return_="2022-04-20T10:15")
    small, large = {**PICKUP_ROW, "payload_kg": 400}, PICKUP_ROW
    others = (TRUCK_ROW, {**TRUCK_ROW, "depot_id": "D2"}, TANKER_ROW)
    mixed, both_large = vehicles(small, large, *others), vehicles(large, large, *others)
    assert "enough_vehicles" in offences(tmp_path, run_with(at_once, mixed))
    assert "enough_vehicles" not in offences(tmp_path, run_with(at_once, both_large))


def test_a_vehicle_whose_hire_ends_while_it_is_away_is_missed(tmp_path: Path) -> None:
    hired = vehicles(PICKUP_ROW, TRUCK_ROW, {**TRUCK_ROW, "depot_id": "D2", "to_day": 1},
                     TANKER_ROW)  # fmt: skip
    assert offences(tmp_path, run_with(scenario=hired)) == {"enough_vehicles"}


def test_a_trip_over_night_rests_between_its_working_days(tmp_path: Path) -> None:
    through_the_night = changed_trip("T02", return_="2022-04-18T18:55")
    assert offences(tmp_path, run_with(through_the_night)) >= {"working_days_kept"}


def test_a_third_round_does_not_fit_into_a_tankers_day(tmp_path: Path) -> None:
    plan = small_plan()
    third = replace(
        next(t for t in plan.trips if t.trip_id == "T07"), trip_id="T11",
        depart="2022-04-18T13:52", return_="2022-04-18T17:35", load_kg=100.0, load_m3=0.1,
    )  # fmt: skip
    water = Delivery(1, "A", "idp", "water", "m3", 0.1, "W1", "water_tanker", "T11", "needs_met")
    more = replace(plan, trips=(*plan.trips, third), deliveries=(*plan.deliveries, water))
    assert "working_days_kept" in offences(tmp_path, run_with(more))


def test_a_second_tanker_must_drive_to_the_source_too(tmp_path: Path) -> None:
    two = vehicles(PICKUP_ROW, TRUCK_ROW, {**TRUCK_ROW, "depot_id": "D2"},
                   {**TANKER_ROW, "count": 2})  # fmt: skip
    at_once = changed_trip("T07", depart="2022-04-18T06:30", return_="2022-04-18T10:13")
    assert "tankers_drive_to_source" in offences(tmp_path, run_with(at_once, two))


def test_a_tanker_cannot_be_where_no_way_leads_to_the_source(tmp_path: Path) -> None:
    scenario = small_scenario(closures=({"from": "town", "to": "well"},
                                        {"from": "town", "to": "north"}))  # fmt: skip
    verdict = verdict_on(tmp_path, run_with(scenario=scenario))
    check = next(c for c in verdict.checks if c.name == "tankers_drive_to_source")
    assert check.first_offender is not None
    assert "no way from D1 to W1" in check.first_offender.text("en")


def test_teams_count_households_not_items(tmp_path: Path) -> None:
    teams = ({"team_id": "T1", "depot_id": "D1", "households_per_day": 45},)
    assert offences(tmp_path, run_with(scenario=small_scenario(teams=teams))) == set()
    teams = ({"team_id": "T1", "depot_id": "D1", "households_per_day": 44},)
    assert offences(tmp_path, run_with(scenario=small_scenario(teams=teams))) == {"teams_suffice"}


def test_a_scenario_without_teams_does_not_limit_them(tmp_path: Path) -> None:
    assert offences(tmp_path, run_with(scenario=small_scenario(teams=()))) == set()


def test_a_market_takes_up_what_is_paid_in_one_week(tmp_path: Path) -> None:
    plan, tight = small_plan(), {"node": "east", "functioning": "open", "capacity_per_week": 2e6}
    scenario = small_scenario(markets=(tight,))
    assert offences(tmp_path, run_with(scenario=scenario)) == {"markets_take_up"}
    next_week = replace(plan.payments[1], day=8)
    spread = replace(plan, payments=(plan.payments[0], next_week))
    assert "markets_take_up" not in offences(tmp_path, run_with(spread, scenario))


def test_a_sites_market_is_the_nearest_one(tmp_path: Path) -> None:
    full = {"node": "north", "functioning": "open", "capacity_per_week": 1}
    roomy = {"node": "east", "functioning": "open", "capacity_per_week": 1e9}
    scenario = small_scenario(markets=(full, roomy))
    assert offences(tmp_path, run_with(scenario=scenario)) == set()


@pytest.mark.parametrize("lock", [{"at_least": 40}, {"at_most": 40}, {"day": 3, "at_least": 40},
                                  {"day": 4, "at_most": 0}])  # fmt: skip
def test_a_lock_that_is_kept_breaks_nothing(lock: dict[str, Any], tmp_path: Path) -> None:
    scenario = small_scenario(locks=({"site_id": "B", "item": "nfi_kit", **lock},))
    assert offences(tmp_path, run_with(scenario=scenario)) == set()


def test_locks_of_the_settings_count_as_those_of_the_table(tmp_path: Path) -> None:
    settings = small_scenario().settings.model_dump(by_alias=True)
    settings["locks"] = ({"site_id": "B", "item": "cash_transfer", "at_most": 34},)
    scenario = small_scenario(settings=settings)
    assert offences(tmp_path, run_with(scenario=scenario)) == {"locks_kept"}


def test_without_a_budget_nothing_is_too_dear(tmp_path: Path) -> None:
    settings = small_scenario().settings.model_dump(by_alias=True)
    settings["budget"] = None
    assert offences(tmp_path, run_with(scenario=small_scenario(settings=settings))) == set()


def test_what_six_decimals_leave_open_is_no_offence(tmp_path: Path) -> None:
    plan = small_plan()
    thirds = tuple(
        replace(row, quantity=5.4 * (1 + 1e-7)) if row.trip_id == "T09" else row
        for row in plan.deliveries
    )
    assert offences(tmp_path, run_with(replace(plan, deliveries=thirds))) == set()


def test_a_litre_too_much_is_an_offence(tmp_path: Path) -> None:
    plan = small_plan()
    more = tuple(
        replace(row, quantity=5.401) if row.trip_id == "T09" else row for row in plan.deliveries
    )
    found = offences(tmp_path, run_with(replace(plan, deliveries=more)))
    assert "demands_not_exceeded" in found


def test_an_empty_plan_is_accepted_when_all_of_it_is_said_to_be_unmet(tmp_path: Path) -> None:
    run = small_run()
    nothing = replace(
        small_plan(tiers=()), deliveries=(), transfers=(), trips=(), payments=(),
        unmet=tuple(
            replace(
                small_plan().unmet[0], site_id=d.site_id, group=d.group, item=d.item, unit=d.unit,
                quantity=d.quantity * (10 if d.item == "water" else 1),
            )
            for d in run.entitled.demands
        ),
    )  # fmt: skip
    scenario = small_scenario(locks=())
    without_floor = scenario.settings.model_copy(update={"least_share": 0.0})
    scenario = scenario.model_copy(update={"settings": without_floor})
    assert offences(tmp_path, run_with(nothing, scenario)) == set()


def _without(plan: Plan, table: str, at: int) -> Plan:
    rows: tuple[Delivery | Transfer | Trip | Payment, ...] = getattr(plan, table)
    return replace(plan, **{table: rows[:at] + rows[at + 1 :]})


@pytest.mark.parametrize("table", ["deliveries", "transfers", "trips", "payments", "unmet"])
def test_no_row_of_a_plan_can_vanish_unseen(table: str, tmp_path: Path) -> None:
    plan = small_plan()
    for at in range(len(getattr(plan, table))):
        assert offences(tmp_path, run_with(_without(plan, table, at))), (table, at)
