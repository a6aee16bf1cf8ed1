"""Problems whose best answer is published come out of the engine with that answer."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from rrm.allocation import allocate
from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.model.scenario import Tier
from tests.allocation.classic_cases import A_LOT, Classic, Thing, Way, all_met, case_of

GOODS = {"goods": Thing()}
NEEDS_MET, COST = Tier.NEEDS_MET.value, Tier.COST.value


def planned(classic: Classic) -> Plan:
    case = case_of(classic)
    road_km, options = dict(case.road_km), Options(gap=0.0)
    plan = allocate(case.scenario, case.pack, case.demands, case.access, road_km, options)
    assert plan.status == "optimal"
    return plan


def values(plan: Plan) -> dict[str, float]:
    """The value of each tier, which is proven to be the best."""
    assert all(tier.gap == 0 for tier in plan.tiers)
    return {tier.tier: tier.value for tier in plan.tiers}


# ---- transport -----------------------------------------------------------------------------------


def transport(
    supply: dict[str, float], need: dict[str, float], costs: dict[str, tuple[float, ...]]
) -> Classic:
    """Vehicles that carry a unit each, as many as a supplier has units."""
    return Classic(
        {(start, "goods"): quantity for start, quantity in supply.items()},
        {(end, "goods"): quantity for end, quantity in need.items()},
        tuple(
            Way(start, end, trips=int(supply[start]), load=1.0, trip_cost=cost)
            for start, row in costs.items()
            for end, cost in zip(need, row, strict=True)
        ),
        GOODS,
    )


DANTZIG = transport(
    {"Seattle": 350, "San Diego": 600},
    {"New York": 325, "Chicago": 300, "Topeka": 275},
    # Thousands of miles at 90 dollars a case and thousand miles.
    {"Seattle": (225, 153, 162), "San Diego": (225, 162, 126)},
)
"""Dantzig, Linear Programming and Extensions, 1963, chapter 3.3; model trnsport, the first of the
GAMS Model Library: 153.675 thousand dollars."""

CANNERIES = transport(
    {"Bellingham": 75, "Eugene": 125, "Albert Lea": 100},
    {"Sacramento": 80, "Salt Lake City": 65, "Rapid City": 70, "Albuquerque": 85},
    {
        "Bellingham": (464, 513, 654, 867),
        "Eugene": (352, 416, 690, 791),
        "Albert Lea": (995, 682, 388, 685),
    },
)
"""P & T Company: Hillier and Lieberman, Introduction to Operations Research, chapter on the
transportation problem: 152,535 dollars."""

POWER = transport(
    {"Plant 1": 35, "Plant 2": 50, "Plant 3": 40},
    {"City 1": 45, "City 2": 20, "City 3": 30, "City 4": 30},
    {"Plant 1": (8, 6, 10, 9), "Plant 2": (9, 12, 13, 7), "Plant 3": (14, 9, 16, 5)},
)
"""Powerco: Winston, Operations Research: Applications and Algorithms, section 7.1: 1,020."""

TRANSPORT = {
    "Dantzig 1963": (DANTZIG, 153_675.0),
    "Hillier and Lieberman, canneries": (CANNERIES, 152_535.0),
    "Winston, power": (POWER, 1_020.0),
}


@pytest.mark.parametrize("name", TRANSPORT)
def test_a_transport_problem_costs_what_is_published(name: str) -> None:
    problem, published = TRANSPORT[name]
    assert by_network_simplex(problem) == published
    found = values(planned(problem))
    assert found == {NEEDS_MET: sum(problem.need.values()), COST: pytest.approx(published)}


@pytest.mark.parametrize("name", TRANSPORT)
def test_locks_that_ask_for_all_of_it_cost_no_more(name: str) -> None:
    problem, published = TRANSPORT[name]
    locked = replace(problem, locks=all_met(problem), priorities=(Tier.COST,))
    assert values(planned(locked)) == {COST: pytest.approx(published)}


# ---- flows through hubs --------------------------------------------------------------------------


def flow(
    supply: dict[str, float],
    need: dict[str, float],
    links: tuple[tuple[int, str, str, float, float], ...],
) -> Classic:
    """Links with the day on which they are used, their capacity and their cost a unit.

    What is moved goes on the day after, so each link comes later than those before it on any way.
    """
    ways = [
        Way(start, end, trips=int(most), load=1.0, trip_cost=cost, day=day)
        for day, start, end, most, cost in links
    ]
    last = max(way.day for way in ways) + 1
    ways += [Way(f"{site} hub", site, day=last) for site in need]
    return Classic(
        {(start, "goods"): quantity for start, quantity in supply.items()},
        {(site, "goods"): quantity for site, quantity in need.items()},
        tuple(ways), GOODS, last_day=last,
    )  # fmt: skip


PLENTY = 1000
DISTRIBUTION = flow(
    {"F1": 50, "F2": 40},
    {"W1": 30, "W2": 60},
    (
        (1, "F1", "F2", 10, 200),
        (2, "F1", "DC", PLENTY, 400),
        (2, "F2", "DC", PLENTY, 300),
        (1, "F1", "W1 hub", PLENTY, 900),
        (3, "DC", "W2 hub", 80, 100),
        (4, "W1 hub", "W2 hub", PLENTY, 300),
        (4, "W2 hub", "W1 hub", PLENTY, 200),
    ),
)
"""Distribution Unlimited: Hillier and Lieberman, chapters on linear programming and on network models: 49,000
dollars."""

WIDGETS = flow(
    {"Memphis": 150, "Denver": 200},
    {"Los Angeles": 130, "Boston": 130},
    (
        (1, "Memphis", "New York", PLENTY, 8),
        (1, "Memphis", "Chicago", PLENTY, 13),
        (1, "Memphis", "Los Angeles hub", PLENTY, 25),
        (1, "Memphis", "Boston hub", PLENTY, 28),
        (1, "Denver", "New York", PLENTY, 15),
        (1, "Denver", "Chicago", PLENTY, 12),
        (1, "Denver", "Los Angeles hub", PLENTY, 26),
        (1, "Denver", "Boston hub", PLENTY, 25),
        (2, "New York", "Chicago", PLENTY, 6),
        (2, "Chicago", "New York", PLENTY, 6),
        (3, "New York", "Los Angeles hub", PLENTY, 16),
        (3, "New York", "Boston hub", PLENTY, 17),
        (3, "Chicago", "Los Angeles hub", PLENTY, 14),
        (3, "Chicago", "Boston hub", PLENTY, 16),
    ),
)
"""Widgetco: Winston, section 7.6 on transshipment: 6,370 dollars."""

DIMACS = flow(
    {"1": 4},
    {"4": 4},
    (
        (1, "1", "2", 4, 2),
        (1, "1", "3", 2, 2),
        (2, "2", "3", 2, 1),
        (2, "2", "4 hub", 3, 3),
        (3, "3", "4 hub", 5, 1),
    ),
)
"""The sample in the description of the format for minimum-cost flows, first DIMACS implementation
challenge, 1991: 14."""

FLOWS = {
    "Hillier and Lieberman, distribution": (DISTRIBUTION, 49_000.0),
    "Winston, widgets": (WIDGETS, 6_370.0),
    "DIMACS sample": (DIMACS, 14.0),
}


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_through_hubs_costs_what_is_published(name: str) -> None:
    problem, published = FLOWS[name]
    assert by_network_simplex(problem) == published
    plan = planned(problem)
    assert plan.transfers
    assert values(plan) == {
        NEEDS_MET: sum(problem.need.values()), COST: pytest.approx(published)
    }  # fmt: skip


def by_network_simplex(problem: Classic) -> float:
    """The least cost, by networkx; each way is an arc, what is held too much stays where it is."""
    graph = nx.DiGraph()
    for (depot, _), quantity in problem.supply.items():
        graph.add_edge("all", depot, capacity=int(quantity), weight=0)
    for (site, _), quantity in problem.need.items():
        graph.add_node(site, demand=int(quantity))
    graph.add_node("all", demand=-int(sum(problem.need.values())))
    for way in problem.ways:
        most = {} if way.load == A_LOT else {"capacity": int(way.trips * way.load)}
        graph.add_edge(way.start, way.end, weight=int(way.trip_cost), **most)
    return float(nx.min_cost_flow_cost(graph))


# ---- warehouses with a cost of opening -----------------------------------------------------------

CUSTOMERS = tuple(
    tuple(float(figure) for figure in line.split())
    for line in (Path(__file__).parent / "or_library_cap_customers.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
)
FREE_WAREHOUSE = 11
"""The one that costs nothing to open, in all of them."""

# Capacity of a warehouse, cost of opening it, and the least cost of all as published in `capopt`.
WAREHOUSES = {
    "cap41": (5_000, 7_500, 1_040_444.375),
    "cap42": (5_000, 12_500, 1_098_000.450),
    "cap43": (5_000, 17_500, 1_153_000.450),
    "cap44": (5_000, 25_000, 1_235_500.450),
    "cap51": (10_000, 17_500, 1_025_208.225),
    "cap61": (15_000, 7_500, 932_615.750),
    "cap62": (15_000, 12_500, 977_799.400),
    "cap63": (15_000, 17_500, 1_014_062.050),
    "cap64": (15_000, 25_000, 1_045_650.250),
    "cap71": (58_268, 7_500, 932_615.750),
    "cap72": (58_268, 12_500, 977_799.400),
    "cap73": (58_268, 17_500, 1_010_641.450),
    "cap74": (58_268, 25_000, 1_034_976.975),
}
"""OR-Library, capacitated warehouse location. Source: Beasley, An algorithm for solving large
capacitated warehouse location problems, European Journal of Operational Research 33, 1988."""


def warehouses(capacity: float, opening: float) -> Classic:
    """A lorry from the plant fills a warehouse in one trip, which costs as much as opening it."""
    ways = []
    for at in range(1, 17):
        cost = 0 if at == FREE_WAREHOUSE else opening
        ways.append(Way("plant", f"W{at}", load=capacity, trip_cost=cost))
        ways += [
            Way(f"W{at}", f"C{number}", trips=len(CUSTOMERS), unit_cost=costs[at - 1] / quantity,
                day=2, fleet=f"of W{at}")
            for number, (quantity, *costs) in enumerate(CUSTOMERS)
        ]  # fmt: skip
    need = {(f"C{number}", "goods"): of[0] for number, of in enumerate(CUSTOMERS)}
    supply = {("plant", "goods"): sum(need.values())}
    made = Classic(supply, need, tuple(ways), {"goods": Thing(whole=False)}, last_day=2)
    return replace(made, locks=all_met(made), priorities=(Tier.COST,))


@pytest.mark.parametrize("name", WAREHOUSES)
def test_warehouses_are_opened_at_the_published_cost(name: str) -> None:
    capacity, opening, published = WAREHOUSES[name]
    plan = planned(warehouses(capacity, opening))
    assert values(plan) == {COST: pytest.approx(published, rel=1e-9)}


def test_no_warehouse_sends_more_than_it_holds() -> None:
    plan = planned(warehouses(5_000, 7_500))
    assert sum(row.quantity for row in plan.deliveries) == pytest.approx(58_268)
    sent: dict[str, float] = {}
    for row in plan.deliveries:
        sent[row.origin] = sent.get(row.origin, 0.0) + row.quantity
    assert max(sent.values()) <= 5_000 + 1e-6


# ---- a vehicle to be filled ----------------------------------------------------------------------

Knapsack = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], int, int, int]
"""Worth, weight and room of each thing; what the vehicle carries and holds; the most it can be
worth."""

KNAPSACKS: dict[str, Knapsack] = {
    # Kreher and Stinson, Combinatorial Algorithms, 1999, chapter 4: 1,458.
    "Kreher and Stinson, 15 things": (
        (135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240),
        (70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120),
        (0,) * 15,
        750,
        1,
        1_458,
    ),
    # OR-Library, mknap2, WEING1. Source: Weingartner and Ness, Methods for the solution of the
    # multidimensional 0/1 knapsack problem, Operations Research 15, 1967: 141,278.
    "WEING1, 28 things by weight and room": (
        (1898, 440, 22507, 270, 14148, 3100, 4650, 30800, 615, 4975, 1160, 4225, 510, 11880, 479,
         440, 490, 330, 110, 560, 24355, 2885, 11748, 4550, 750, 3720, 1950, 10500),
        (45, 0, 85, 150, 65, 95, 30, 0, 170, 0, 40, 25, 20, 0, 0, 25, 0, 0, 25, 0, 165, 0, 85, 0,
         0, 0, 0, 100),
        (30, 20, 125, 5, 80, 25, 35, 73, 12, 15, 15, 40, 5, 10, 10, 12, 10, 9, 0, 20, 60, 40, 50,
         36, 49, 40, 19, 150),
        600,
        600,
        141_278,
    ),
}  # fmt: skip


def knapsack(problem: Knapsack) -> Classic:
    worth, weight, room, carries, holds, _ = problem
    things = {
        f"thing {at}": Thing(kg, m3, worth=counts)
        for at, (counts, kg, m3) in enumerate(zip(worth, weight, room, strict=True))
    }
    return Classic(
        {("depot", thing): 1.0 for thing in things},
        {("site", thing): 1.0 for thing in things},
        (Way("depot", "site", load=carries),),
        things, volume=holds, priorities=(Tier.NEEDS_MET,),
    )  # fmt: skip


@pytest.mark.parametrize("name", KNAPSACKS)
def test_a_vehicle_is_filled_with_what_counts_most(name: str) -> None:
    problem = KNAPSACKS[name]
    published = problem[-1]
    assert by_dynamic_programming(problem) == published
    assert values(planned(knapsack(problem))) == {NEEDS_MET: published}


def by_dynamic_programming(problem: Knapsack) -> int:
    """The most that can be taken along, thing by thing, for each weight and room left."""
    worth, weight, room, carries, holds, _ = problem
    most = np.zeros((carries + 1, holds + 1), dtype=int)
    for counts, kg, m3 in zip(worth, weight, room, strict=True):
        with_it = most[: carries + 1 - kg, : holds + 1 - m3] + counts
        most = most.copy()
        most[kg:, m3:] = np.maximum(most[kg:, m3:], with_it)
    return int(most[-1, -1])


# ---- who is served from where, by trying everything ----------------------------------------------

OPENING = (70, 60, 110)
SERVING = ((9, 5, 30, 14), (21, 7, 8, 12), (6, 18, 11, 10))
ORDERS = (3, 4, 2, 5)
ROOM = 8


def test_which_lorries_to_send_is_as_good_as_trying_all_of_them() -> None:
    """A made-up problem in which each customer's order is one piece, from one warehouse."""
    things = {f"order {number}": Thing(kg=kg) for number, kg in enumerate(ORDERS)}
    ways = [
        Way("plant", f"W{at}", load=ROOM, trip_cost=cost) for at, cost in enumerate(OPENING)
    ] + [
        Way(f"W{at}", f"C{number}", trip_cost=cost, day=2)
        for at, row in enumerate(SERVING)
        for number, cost in enumerate(row)
    ]
    problem = Classic(
        {("plant", thing): 1.0 for thing in things},
        {(f"C{number}", f"order {number}"): 1.0 for number in range(len(ORDERS))},
        tuple(ways), things, last_day=2,
    )  # fmt: skip
    best = min(
        sum(OPENING[at] for at in set(served)) + sum(SERVING[at][n] for n, at in enumerate(served))
        for served in product(range(len(OPENING)), repeat=len(ORDERS))
        if all(
            sum(kg for kg, by in zip(ORDERS, served, strict=True) if by == at) <= ROOM
            for at in range(len(OPENING))
        )
    )
    assert values(planned(problem)) == {NEEDS_MET: 4, COST: pytest.approx(best)}
