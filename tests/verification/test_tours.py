"""A trip by several sites is checked leg by leg, from the run's own inputs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rrm.verification import verify
from rrm.verification.fastest import FastestWays
from rrm.verification.network import Network
from tests.allocation.shared_run import write_shared_run
from tests.allocation.shared_trips import Shared, line
from tests.verification.planting import Folder

ROADS = {("D", "A"): 40.0, ("A", "B"): 30.0, ("B", "C"): 20.0, ("D", "C"): 70.0, ("D", "B"): 65.0}
RISKS = {("D", "A"): 0.01, ("A", "B"): 0.01, ("D", "B"): 0.05, ("D", "C"): 0.1, ("B", "C"): 0.01}


def broken(folder: Path) -> set[str]:
    return {check.name for check in verify(folder).checks if check.offences}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A truck goes by A, B and C in a day."""
    world = Shared(
        ROADS,
        {(site, 1): (20,) for site in "ABC"},
        risks=RISKS,
        hire=30,
        load_hours=0.5,
        unload_hours=0.5,
    )
    assert world.tours == [("A", "B", "C")]
    return write_shared_run(tmp_path_factory.mktemp("runs"), world)


@pytest.fixture
def two_days(tmp_path: Path) -> Path:
    world = line("A", "B", km=150.0, max_trip_days=2, unload_hours=1)
    assert [tour.days for tour in world.joined.tours] == [2]
    return write_shared_run(tmp_path / "two-days", world)


def test_a_day_trip_by_three_sites_is_accepted(good: Path) -> None:
    assert broken(good) == set()


def test_a_trip_of_two_days_by_two_sites_is_accepted(two_days: Path) -> None:
    assert broken(two_days) == set()


def change_trip(**cells: object) -> Callable[[Folder], None]:
    return lambda folder: folder.change("trips", 0, **cells)


def less(column: str, by: float) -> Callable[[Folder], None]:
    def plant(folder: Folder) -> None:
        row = folder.rows("trips")[0]
        folder.change("trips", 0, **{column: round(float(row[column]) - by, 6)})

    return plant


def close(one: str, other: str, **dates: str) -> Callable[[Folder], None]:
    def plant(folder: Folder) -> None:
        inputs = folder.inputs
        inputs["scenario"]["closures"] = [{"from": one, "to": other, "reason": "mines", **dates}]
        folder.write_inputs(inputs)

    return plant


def weaken(start: str, end: str) -> Callable[[Folder], None]:
    """A bridge that carries half a tonne, and a truck of eighteen."""

    def plant(folder: Folder) -> None:
        inputs = folder.inputs
        inputs["pack"]["access"]["classes"]["truck"]["gross_t"] = 18
        for route in inputs["scenario"]["routes"]:
            if {route["from"], route["to"]} == {start, end}:
                route["max_payload_t"] = 0.5
        folder.write_inputs(inputs)

    return plant


def rules(**routes: object) -> Callable[[Folder], None]:
    def plant(folder: Folder) -> None:
        inputs = folder.inputs
        stated = inputs["pack"]["access"]["routes"]
        inputs["pack"]["access"]["routes"] = {**stated, **routes} if routes else None
        folder.write_inputs(inputs)

    return plant


def cap(**caps: float) -> Callable[[Folder], None]:
    def plant(folder: Folder) -> None:
        inputs = folder.inputs
        inputs["pack"]["access"]["risk_cap"] = {"source": "test", **caps}
        folder.write_inputs(inputs)

    return plant


FAULTS: dict[str, tuple[str, Callable[[Folder], None]]] = {
    "unloading at one stop is forgotten": ("trip_hours_full", less("hours", 0.5)),
    "the road between two stops is not driven": ("trip_distances_full", less("km", 20)),
    "its kilometres are not paid": ("trip_costs_full", less("cost", 20)),
    "its hire is not paid": ("trip_costs_full", less("cost", 30)),
    "the risk ends at the second stop": ("trip_risks_full", less("risk", 0.009)),
    "a stop is left out": ("deliveries_travel", change_trip(stops="A > B")),
    "it ends at another depot": ("stops_as_planned", change_trip(stops="A > B > C > D")),
    "the order is another one": ("trip_distances_full", change_trip(stops="B > A > C")),
    "a stop comes twice": ("stops_as_planned", change_trip(stops="A > B > A > C")),
    "more stops than the pack allows": ("stops_as_planned", rules(most_stops=2)),
    "a pack without shared trips": ("stops_as_planned", rules()),
    "home before it can be": ("working_days_kept", change_trip(**{"return": "2022-04-18T08:00"})),
    "a road between two stops is closed": ("trip_distances_full", close("A", "B")),
    "a bridge between two stops is too weak": ("trip_distances_full", weaken("B", "C")),
    "the whole way out is too dangerous": ("loads_below_the_cap", cap(goods=0.025)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_a_trip_by_several_sites_is_caught(
    name: str, good: Path, tmp_path: Path
) -> None:
    caught_by, plant = FAULTS[name]
    copy = shutil.copytree(good, tmp_path / "run")
    plant(Folder(copy))
    assert caught_by in broken(copy)


def test_a_stop_where_nothing_is_unloaded_is_caught(good: Path, tmp_path: Path) -> None:
    folder = Folder(shutil.copytree(good, tmp_path / "run"))
    folder.write("deliveries", [r for r in folder.rows("deliveries") if r["site_id"] != "B"])
    assert "trips_carry_something" in broken(folder.path)


def test_a_load_that_arrives_a_day_too_soon_or_too_late_is_caught(
    two_days: Path, tmp_path: Path
) -> None:
    for at, row in enumerate(Folder(two_days).rows("deliveries")):
        for day in (int(row["day"]) - 1, int(row["day"]) + 1):
            folder = Folder(shutil.copytree(two_days, tmp_path / f"run {at} {day}"))
            folder.change("deliveries", at, day=day)
            assert "arrivals_follow" in broken(folder.path)


def test_a_road_that_closes_while_the_truck_is_away_is_caught(two_days: Path) -> None:
    close("A", "B", start="2022-04-19")(Folder(two_days))
    assert "links_open" in broken(two_days)


def test_where_no_way_leads_from_stop_to_stop_there_is_none() -> None:
    world = line("A", "B")
    scenario, pack = world.case.scenario, world.case.pack
    only_out = tuple(route.model_copy(update={"bidirectional": False}) for route in scenario.routes)
    ways = FastestWays(Network(scenario.model_copy(update={"routes": only_out}), pack))
    assert ways.path("A", "B", "truck", 1) == ("A", "B")
    assert ways.path("B", "A", "truck", 1) is None
    assert ways.path("A", "A", "truck", 1) == ("A",)


def test_of_equally_fast_ways_the_shortest_counts_then_the_first_by_name() -> None:
    roads = {("D", "N"): 10.0, ("N", "A"): 10.0, ("D", "M"): 10.0, ("M", "A"): 10.0}
    world = Shared(roads, {("A", 1): (20,)})
    ways = FastestWays(Network(world.case.scenario, world.case.pack))
    assert ways.path("D", "A", "truck", 1) == ("D", "M", "A")
    longer = {("D", "M"): 100.0, ("M", "A"): 100.0}
    quick = Shared({**roads, **longer}, {("A", 1): (20,)}, speeds=dict.fromkeys(longer, 500.0))
    ways = FastestWays(Network(quick.case.scenario, quick.case.pack))
    assert ways.path("D", "A", "truck", 1) == ("D", "N", "A")
