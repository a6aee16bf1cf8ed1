"""Money goes by the safest way of the day, or not at all; the check finds the same risk."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.allocation.money_ways import MoneyWays
from tests.verification.small_world import ROUTES, small_pack, small_scenario

ROUND = (
    {"from": "north", "to": "rear", "km": 90, "surface": "track", "risk": 0.004},
    {"from": "rear", "to": "east", "km": 90, "surface": "track", "risk": 0.004},
)


def ways(cap: float | None = 0.05, **tables: Any) -> MoneyWays:
    """From the agent at `north` to site B at `east`, 2 % by the only direct road."""
    access = small_pack().access.model_dump(by_alias=True)
    cited = None if cap is None else {"cash": cap, "source": "book"}
    pack = small_pack(access={**access, "risk_cap": cited})
    return MoneyWays(small_scenario(closures=(), **tables) if "closures" not in tables
                     else small_scenario(**tables), pack)  # fmt: skip


def test_a_way_right_at_the_cap_is_taken() -> None:
    assert ways(0.02).may_go("C1", "B", 1)
    assert not ways(0.0199).may_go("C1", "B", 1)


def test_without_a_cap_money_goes_anywhere() -> None:
    assert ways(None).may_go("C1", "B", 1)


def test_where_the_agent_is_there_is_no_way_to_fear() -> None:
    assert ways(0.0).may_go("C1", "A", 1)


def test_the_safest_way_counts_however_long_it_is() -> None:
    assert ways(0.01, routes=(*ROUTES, *ROUND)).may_go("C1", "B", 1)


@pytest.mark.parametrize(
    ("closure", "goes"),
    [
        ({}, [False, False, False]),
        ({"end": "2022-04-19"}, [False, False, True]),
        ({"start": "2022-04-19", "end": "2022-04-19"}, [True, False, True]),
        ({"classes": ("truck_10t",)}, [True, True, True]),
        ({"certainty": "probable"}, [False, False, False]),
    ],
)
def test_reports_count_on_their_days(closure: dict[str, Any], goes: list[bool]) -> None:
    found = ways(closures=({"from": "east", "to": "north", **closure},))
    assert [found.may_go("C1", "B", day) for day in (1, 2, 3)] == goes


def test_money_does_not_wait_for_a_convoy() -> None:
    roads = tuple({**road, "escort": road["to"] == "east"} for road in ROUTES)
    assert not ways(0.9, routes=roads).may_go("C1", "B", 1)


def test_a_road_out_of_its_season_is_no_way() -> None:
    roads = tuple(
        {**road, "open_from": "04-20", "open_to": "06-30"} if road["to"] == "east" else road
        for road in ROUTES
    )
    found = ways(routes=roads)
    assert [found.may_go("C1", "B", day) for day in (2, 3)] == [False, True]


risks = st.sampled_from([0.0, 0.01, 0.2, 0.7])
nodes = st.sampled_from(["rear", "town", "well", "north", "east"])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(nodes, nodes, risks, st.booleans()), max_size=8),
    st.lists(st.tuples(nodes, nodes, st.sampled_from(["certain", "probable"])), max_size=2),
)
def test_the_independent_check_finds_the_same_risk(
    roads: list[tuple[str, str, float, bool]], reports: list[tuple[str, str, str]]
) -> None:
    from rrm.verification.network import Network
    from rrm.verification.risk import SafestWays

    routes = tuple(
        {"from": a, "to": b, "km": 10, "surface": "tar", "risk": r, "bidirectional": both}
        for a, b, r, both in roads
    )
    closures = tuple({"from": a, "to": b, "certainty": how} for a, b, how in reports)
    found = ways(routes=routes, closures=closures)
    scenario = small_scenario(routes=routes, closures=closures)
    checked = SafestWays(Network(scenario, small_pack()))
    assert found.risk("C1", "B", 1) == pytest.approx(checked.risk("north", "east", 1))
