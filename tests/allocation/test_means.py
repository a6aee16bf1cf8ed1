"""What expires, what changes vehicles, what is too dangerous, what is lost: in whole plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rrm import journey
from rrm.access import access_table, road_km
from rrm.allocation import allocate
from rrm.entitlements import entitle
from rrm.model.demand import Demand
from rrm.model.plan import Plan
from rrm.model.run import Options, Run
from rrm.store import draft_run
from rrm.verification import verify
from tests.builders import PACK_FILES, TABLES, row, tiny_scenario

NORTH = {"depot_id": "D2", "name": "Northern depot", "lat": 15.36, "lon": 0.0, "node": "north"}
KITS = {"item": "nfi_kit", "quantity": 60}
OF_A = [one for one in TABLES["assessment"] if one["site_id"] == "A"]
DISPLACED = {
    "sites": [TABLES["sites"][0], {**TABLES["sites"][1], "group": "idp"}],
    "assessment": OF_A, "water_sources": [], "alerts": [], "assistance": [],
}  # fmt: skip
"""Two sites of displaced people, all of whom are due kits; no tanker finds water."""


def planned(
    tmp_path: Path, last_day: int | None = None, pack: dict[str, str] | None = None, **tables: Any
) -> Run:
    """A tiny scenario planned by the optimiser; its plan is checked from the files.

    last_day: after which kits are lost.
    """
    folder = tiny_scenario(tmp_path / "tiny", pack=pack, **{**DISPLACED, **tables})
    loaded = journey.load(folder)
    scenario, rules = loaded.scenario, loaded.pack
    nodes = {agent.node for agent in scenario.cash_agents} | {m.node for m in scenario.markets}
    distances, needs = road_km(scenario, sorted(nodes)), journey.score(loaded)
    entitled = entitle(scenario, rules, needs, distances)
    if last_day is not None:
        demands = tuple(_lost_after(demand, last_day) for demand in entitled.demands)
        entitled = replace(entitled, demands=demands)
    access = access_table(scenario, rules)
    plan = allocate(scenario, rules, entitled.demands, access, distances, Options(gap=0.0))
    run = Run(loaded, Options(), needs, entitled, access, plan, ())
    with draft_run(run, tmp_path / "runs") as draft:
        draft.write_tables()
        verdict = verify(draft.folder, plan.tiers)
    assert [check for check in verdict.checks if check.offences] == []
    return run


def _lost_after(demand: Demand, last_day: int) -> Demand:
    return replace(demand, last_day=last_day) if demand.item == "nfi_kit" else demand


def kits(plan: Plan) -> list[tuple[int, str, float]]:
    found = [(d.day, d.site_id, d.quantity) for d in plan.deliveries if d.item == "nfi_kit"]
    return sorted(found)


def reasons(plan: Plan, item: str = "nfi_kit") -> dict[str, str]:
    return {row.site_id: row.reason_code for row in plan.unmet if row.item == item}


def stock(*rows: dict[str, Any]) -> dict[str, Any]:
    held = [{"depot_id": "D1", "expires_on": "", **one} for one in rows]
    return {"stock": held, "pipeline": []}


def test_what_expires_is_handed_out_by_its_last_day(tmp_path: Path) -> None:
    run = planned(tmp_path, **stock({**KITS, "expires_on": "2022-04-19"}))
    assert kits(run.plan)
    assert all(day <= 2 for day, _, _ in kits(run.plan))


def test_what_expired_before_the_start_is_never_sent(tmp_path: Path) -> None:
    run = planned(tmp_path, **stock({**KITS, "expires_on": "2022-04-17"}))
    assert kits(run.plan) == []
    assert set(reasons(run.plan).values()) == {"expired"}


def test_a_batch_that_expires_too_soon_to_be_moved_on_stays(tmp_path: Path) -> None:
    """Only the northern depot has vehicles for the sites; moving takes a night there."""
    pickup = {**TABLES["vehicles"][0], "depot_id": "D2"}
    tables = {
        "depots": [row("depots"), NORTH], "teams": [],
        "vehicles": [TABLES["vehicles"][1], pickup],
        "routes": [
            {**TABLES["routes"][0], "max_payload_t": "", "surface": "laterite"},
            {**TABLES["routes"][1], "max_payload_t": 5},
        ],
    }  # fmt: skip
    lasting = stock({**KITS, "quantity": 20, "expires_on": "2022-04-19"},
                    {**KITS, "quantity": 90, "expires_on": "2022-05-30"})  # fmt: skip
    run = planned(tmp_path, **tables, **lasting)
    at_b = [one for one in kits(run.plan) if one[1] == "B"]
    assert at_b
    assert {moved.expires_on for moved in run.plan.transfers} <= {
        date(2022, 4, 19), date(2022, 5, 30),
    }  # fmt: skip
    assert run.plan.transfers


@pytest.mark.parametrize(("hours", "soonest"), [(6, 2), (30, 3), (54, 4)])
def test_what_changes_vehicles_goes_on_once_it_is_handled(
    tmp_path: Path, hours: float, soonest: int
) -> None:
    """A working day is from 6 to 24; B is reached from the northern depot alone."""
    run = planned(tmp_path, **over_the_north(handling_hours=hours))
    at_b = [day for day, site, _ in kits(run.plan) if site == "B"]
    assert min(at_b) == soonest
    assert {moved.handling_days for moved in run.plan.transfers} == {soonest - 1}


def test_no_more_is_moved_than_can_change_vehicles(tmp_path: Path) -> None:
    run = planned(tmp_path, **over_the_north(handling_hours=1, kg_per_day=100))
    by_day: dict[int, float] = {}
    for moved in run.plan.transfers:
        by_day[moved.arrival_day] = by_day.get(moved.arrival_day, 0.0) + 25 * moved.quantity
    assert by_day
    assert max(by_day.values()) <= 100


def test_handling_costs_what_it_says(tmp_path: Path) -> None:
    free = planned(tmp_path / "free", **over_the_north(handling_hours=1))
    dear = planned(tmp_path / "dear", **over_the_north(handling_hours=1, cost_per_t=10_000))
    moved_t = sum(moved.quantity * 0.025 for moved in dear.plan.transfers)
    assert moved_t > 0
    added = _cost_of_transfers(dear.plan) - 10_000 * moved_t
    assert added == pytest.approx(_cost_of_transfers(free.plan), rel=0.25)
    assert not any("Handling" in str(warning.text()) for warning in dear.plan.warnings)


def _cost_of_transfers(plan: Plan) -> float:
    trips = {moved.trip_id for moved in plan.transfers}
    return sum(trip.cost for trip in plan.trips if trip.trip_id in trips)


def over_the_north(**figures: Any) -> dict[str, Any]:
    """Kits lie in Town; the road to B bears a pickup only, and the only one stands in the north."""
    pickup = {**TABLES["vehicles"][0], "depot_id": "D2"}
    return {
        "depots": [row("depots"), NORTH], "teams": [],
        "vehicles": [{**TABLES["vehicles"][1], "count": 2}, pickup],
        "transhipments": [{"node": "north", **figures}],
        "routes": [TABLES["routes"][0], {**TABLES["routes"][1], "max_payload_t": 5}],
        "stock": [{"depot_id": "D1", "item": "nfi_kit", "quantity": 200}], "pipeline": [],
    }  # fmt: skip


def capped(cap: str) -> dict[str, str]:
    return {"access": PACK_FILES["access.yaml"] + f"risk_cap: {{{cap}, source: book}}\n"}


def test_goods_are_not_sent_over_a_way_that_is_too_dangerous(tmp_path: Path) -> None:
    # To A and on to B: 0.01 by the first road.
    assert kits(planned(tmp_path / "at", pack=capped("goods: 0.01")).plan)
    run = planned(tmp_path / "above", pack=capped("goods: 0.009"))
    assert kits(run.plan) == []
    assert set(reasons(run.plan).values()) == {"too_risky"}


def test_money_is_not_carried_over_a_way_that_is_too_dangerous(tmp_path: Path) -> None:
    asked = [{**one, "accepts_cash": "yes"} for one in OF_A]
    some = planned(tmp_path / "at", pack=capped("cash: 0.01"), assessment=asked)
    assert some.plan.payments
    none = planned(tmp_path / "above", pack=capped("cash: 0.009"), assessment=asked)
    assert none.plan.payments == ()
    assert set(reasons(none.plan, "cash_transfer").values()) == {"too_risky"}


def test_what_is_lost_is_not_brought(tmp_path: Path) -> None:
    # One pickup that takes 32 kits a trip; 60 households at A, 40 at B.
    few = {"vehicles": [{**TABLES["vehicles"][0], "count": 1, "payload_kg": 250}]}
    plenty = stock({**KITS, "quantity": 200})
    whole = planned(tmp_path / "whole", **few, **plenty).plan
    assert max(day for day, _, _ in kits(whole)) > 2
    cut = planned(tmp_path / "cut", last_day=2, **few, **plenty).plan
    assert max(day for day, _, _ in kits(cut)) == 2


def test_what_was_lost_before_the_start_is_told(tmp_path: Path) -> None:
    run = planned(tmp_path, last_day=-3)
    assert kits(run.plan) == []
    assert set(reasons(run.plan).values()) == {"lost"}


def test_what_no_trip_can_reach_in_time_is_told(tmp_path: Path) -> None:
    late = {"vehicles": [{**one, "from_day": 4} for one in TABLES["vehicles"]]}
    run = planned(tmp_path, last_day=3, **late)
    assert set(reasons(run.plan).values()) == {"lost"}
