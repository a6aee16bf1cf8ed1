"""Batches that expire, loads that change vehicles, ways that are too risky, help that is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rrm.model.plan import Plan
from rrm.model.rule_pack import RulePack
from tests.verification.small_run import small_plan, small_run
from tests.verification.small_world import small_pack, small_scenario
from tests.verification.test_laws import changed_trip, offences, run_with

D1_KITS = {"depot_id": "D1", "item": "nfi_kit", "quantity": 45}
D1_TARPAULINS = {"depot_id": "D1", "item": "tarpaulin", "quantity": 20}
D2_KITS = {"depot_id": "D2", "item": "nfi_kit", "quantity": 100}
THIRD, FOURTH = date(2022, 4, 20), date(2022, 4, 21)


def held(*rows: dict[str, Any]) -> Any:
    return small_scenario(stock=rows)


def moved(expires_on: date | None = None, handling_days: int = 1) -> Plan:
    """The small plan; what is moved from D2 to D1 on day 1 is handed out on day 3."""
    plan = small_plan()
    (transfer,) = plan.transfers
    changed = replace(transfer, expires_on=expires_on, handling_days=handling_days)
    return replace(plan, transfers=(changed,))


def test_a_batch_may_be_handed_out_on_the_day_it_expires(tmp_path: Path) -> None:
    last = held(D1_KITS, {**D1_TARPAULINS, "expires_on": "2022-04-18"}, D2_KITS)
    assert offences(tmp_path, run_with(scenario=last)) == set()


def test_a_batch_is_not_handed_out_on_the_day_after(tmp_path: Path) -> None:
    over = held(D1_KITS, {**D1_TARPAULINS, "expires_on": "2022-04-17"}, D2_KITS)
    assert offences(tmp_path, run_with(scenario=over)) == {"batches_in_time"}


def test_what_expires_first_is_taken_for_what_is_handed_out_first(tmp_path: Path) -> None:
    # 45 kits are handed out on day 1 and 10 on day 5, when 10 more have come.
    early = held({**D1_KITS, "expires_on": "2022-04-18"}, D1_TARPAULINS, D2_KITS)
    assert offences(tmp_path, run_with(scenario=early)) == set()


def test_a_moved_batch_takes_its_date_along(tmp_path: Path) -> None:
    for last, broken in ((THIRD, set()), (date(2022, 4, 19), {"batches_in_time"})):
        rows = (D1_KITS, D1_TARPAULINS, {**D2_KITS, "expires_on": last.isoformat()})
        assert offences(tmp_path / f"{last}", run_with(moved(last), held(*rows))) == broken


def test_a_moved_batch_is_one_that_is_there(tmp_path: Path) -> None:
    rows = (D1_KITS, D1_TARPAULINS, {**D2_KITS, "expires_on": THIRD.isoformat()})
    assert offences(tmp_path, run_with(moved(FOURTH), held(*rows))) == {"batches_in_time"}
    assert offences(tmp_path, run_with(moved(None), held(*rows))) == {"batches_in_time"}


def test_a_batch_that_outlasts_the_plan_takes_its_date_along_too(tmp_path: Path) -> None:
    rows = (D1_KITS, D1_TARPAULINS, {**D2_KITS, "expires_on": "2023-01-01"})
    told = run_with(moved(date(2023, 1, 1)), held(*rows))
    assert offences(tmp_path / "told", told) == set()
    not_told = run_with(moved(None), held(*rows))
    assert offences(tmp_path / "not", not_told) == {"batches_in_time"}


@pytest.mark.parametrize(
    ("parts", "broken"),
    [({}, set()), ({"expires_on": "2022-04-28"}, set()),
     ({"expires_on": "2022-04-26"}, {"batches_in_time"})],
)  # fmt: skip
def test_units_are_put_together_of_parts_that_outlast_the_plan(
    parts: dict[str, str], broken: set[str], tmp_path: Path
) -> None:
    # 45 kits leave on day 1, of which 5 are lacking; 20 tarpaulins go with them.
    catalogue = small_pack().model_dump(by_alias=True)["catalogue"]
    catalogue["nfi_kit"]["made_of"] = {"tarpaulin": 1}
    rows = ({**D1_KITS, "quantity": 40}, {**D1_TARPAULINS, "quantity": 25, **parts}, D2_KITS)
    run = run_with(scenario=held(*rows))
    run = replace(run, loaded=replace(run.loaded, pack=small_pack(catalogue=catalogue)))
    assert offences(tmp_path, run) == broken


def change(**figures: Any) -> Any:
    return small_scenario(transhipments=({"node": "town", "handling_hours": 6, **figures},))


@pytest.mark.parametrize(("hours", "days"), [(0, 1), (18, 1), (19, 2), (36, 2)])
def test_a_load_goes_on_after_whole_working_days(hours: float, days: int, tmp_path: Path) -> None:
    # A working day is from 6 to 24.
    scenario = change(handling_hours=hours)
    assert offences(tmp_path / "a", run_with(moved(handling_days=days), scenario)) == set()
    too_soon = run_with(moved(handling_days=days - 1), scenario)
    assert "changes_take_their_time" in offences(tmp_path / "b", too_soon)


def test_what_is_handled_longer_is_sent_on_later(tmp_path: Path) -> None:
    # Moved kits are there on day 3 when handling takes two days, on day 4 when it takes three.
    assert offences(tmp_path / "two", run_with(moved(handling_days=2))) == set()
    found = offences(tmp_path / "three", run_with(moved(handling_days=3)))
    assert found == {"stocks_suffice"}


def test_no_more_changes_vehicles_in_a_day_than_can(tmp_path: Path) -> None:
    # 40 kits of 25 kg arrive.
    assert offences(tmp_path / "all", run_with(scenario=change(kg_per_day=1000))) == set()
    found = offences(tmp_path / "fewer", run_with(scenario=change(kg_per_day=999)))
    assert found == {"changes_kept_to_a_day"}


def test_handling_is_paid_with_the_trip(tmp_path: Path) -> None:
    # A tonne is moved, and 5,000 a tonne stand in the trip's cost.
    assert offences(tmp_path / "paid", run_with(scenario=change(cost_per_t=5000))) == set()
    found = offences(tmp_path / "not", run_with(scenario=change(cost_per_t=5010)))
    assert found == {"trip_costs_full"}


def capped(**caps: float) -> RulePack:
    access = small_pack().access.model_dump(by_alias=True)
    return small_pack(access={**access, "risk_cap": {"source": "book", **caps}})


@pytest.mark.parametrize(
    ("caps", "broken"),
    [
        ({"goods": 0.224}, set()),
        ({"goods": 0.223}, {"loads_below_the_cap"}),
        ({"water": 0.01}, set()),
        ({"water": 0.0099}, {"loads_below_the_cap"}),
        ({"cash": 0.02}, set()),
        ({"cash": 0.0199}, {"money_below_the_cap"}),
    ],
)
def test_a_way_right_at_the_cap_is_taken(
    caps: dict[str, float], broken: set[str], tmp_path: Path
) -> None:
    # To B on day 3: 1 - 0.99 x 0.8 x 0.98; to A from the well 0.01; from the agent to B 0.02.
    run = small_run()
    run = replace(run, loaded=replace(run.loaded, pack=capped(**caps)))
    assert offences(tmp_path, run) == broken


ROUND = (
    {"from": "north", "to": "pass", "km": 90, "surface": "track", "risk": 0.001},
    {"from": "pass", "to": "east", "km": 90, "surface": "track", "risk": 0.001},
)


def test_money_takes_the_safest_way(tmp_path: Path) -> None:
    there = small_scenario()
    tables = {
        "locations": (
            *(row.model_dump() for row in there.locations),
            {"node_id": "pass", "name": "Pass", "lat": 15.4, "lon": 0.1},
        ),
        "routes": (*(row.model_dump(by_alias=True) for row in there.routes), *ROUND),
    }
    run = run_with(scenario=small_scenario(**tables))
    run = replace(run, loaded=replace(run.loaded, pack=capped(cash=0.002)))
    assert offences(tmp_path, run) == set()


@pytest.mark.parametrize(
    ("closure", "broken"),
    [
        ({}, {"money_below_the_cap"}),
        ({"classes": ("truck_10t",)}, set()),
        ({"end": "2022-04-18"}, set()),
        ({"certainty": "possible"}, set()),
        ({"certainty": "probable"}, {"money_below_the_cap"}),
    ],
)
def test_a_closed_road_is_no_way_for_money(
    closure: dict[str, Any], broken: set[str], tmp_path: Path
) -> None:
    scenario = small_scenario(closures=({"from": "east", "to": "north", **closure},))
    found = offences(tmp_path, run_with(scenario=scenario))
    assert found & {"money_below_the_cap"} == broken


def losing(days: int | None) -> RulePack:
    words = {"en": "words", "fr": "mots"}
    kits = {
        "label": words, "item": "nfi_kit", "sector": "wash", "from_severity": 3, "covers": {},
        "per": "household", "amount": "1", "if_unknown": 1, "lost_after_days": days,
        "source": "book",
    }  # fmt: skip
    rules = small_pack().entitlements.model_dump()
    return small_pack(entitlements={**rules, "entitlements": {"nfi_kit": kits}})


def test_help_may_come_on_its_last_day_and_not_later(tmp_path: Path) -> None:
    # Kits are due on day 3; the last ones come on day 5.
    run = small_run()
    kits = tuple(
        replace(demand, due_day=3) if demand.item == "nfi_kit" else demand
        for demand in run.entitled.demands
    )
    run = replace(run, entitled=replace(run.entitled, demands=kits))
    for days, broken in ((None, set()), (2, set()), (1, {"demanded_and_in_time"})):
        with_rule = replace(run, loaded=replace(run.loaded, pack=losing(days)))
        assert offences(tmp_path / str(days), with_rule) == broken


def test_a_demand_may_be_lost_sooner_than_its_rule_says(tmp_path: Path) -> None:
    run = small_run()
    kits = tuple(
        replace(demand, last_day=4) if demand.item == "nfi_kit" else demand
        for demand in run.entitled.demands
    )
    run = replace(run, entitled=replace(run.entitled, demands=kits))
    assert offences(tmp_path, run) == {"demanded_and_in_time"}


@pytest.mark.parametrize(
    ("days", "broken"),
    [((1, 10), set()), ((1, 4), {"enough_vehicles"}), ((2, 10), {"enough_vehicles"})],
)
def test_a_hired_vehicle_drives_only_while_it_is_hired(
    days: tuple[int, int], broken: set[str], tmp_path: Path
) -> None:
    # The truck of D1 leaves on days 1 and 5.
    from tests.verification.small_world import PICKUP_ROW, TANKER_ROW, TRUCK_ROW

    hired = {**TRUCK_ROW, "from_day": days[0], "to_day": days[1]}
    rows = (PICKUP_ROW, hired, {**TRUCK_ROW, "depot_id": "D2"}, TANKER_ROW)
    assert (
        offences(tmp_path, run_with(scenario=small_scenario(vehicles=rows))) & {"enough_vehicles"}
        == broken
    )


def test_hire_is_due_for_each_day_away(tmp_path: Path) -> None:
    plan = changed_trip("T02", cost=600 * 700 + 5000 + 1e5)
    assert offences(tmp_path, run_with(plan)) == {"trip_costs_full"}
