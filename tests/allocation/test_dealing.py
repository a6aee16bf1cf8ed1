"""Batches are dealt out wherever they can be, what expires first handed out first."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.allocation.batch_flows import Leaving, Means, Moving
from rrm.allocation.batches import Batch
from rrm.allocation.dealing import Dealt, deal_out

KITS = frozenset({"kit"})


def dealt(
    supply: list[Batch], leaving: dict[Leaving, float], moving: dict[Moving, float] | None = None
) -> Dealt | None:
    return deal_out(Means(tuple(supply), 9, 9), leaving, moving or {}, KITS)


def moved(start: str, end: str, day: int, ready_day: int) -> Moving:
    return Moving((0, start, end, day, day, 1), "kit", ready_day)


def batch(last_day: int, quantity: float, depot: str = "D", there_from: int = 1) -> Batch:
    return Batch(depot, "kit", there_from, last_day, quantity)


def handed(day: int, depot: str = "D", left: int | None = None) -> Leaving:
    return Leaving(depot, "kit", day if left is None else left, day)


def test_what_expires_first_is_handed_out_first() -> None:
    supply = [batch(9, 5), batch(3, 5)]
    found = dealt(supply, {handed(1): 4, handed(4): 5})
    assert found is not None
    assert found.leaving == {handed(1): ((3, 4.0),), handed(4): ((9, 5.0),)}


def test_what_keeps_longer_is_kept_for_what_is_handed_out_later() -> None:
    found = dealt([batch(9, 5), batch(3, 5)], {handed(1): 6, handed(4): 4})
    assert found is not None
    assert found.leaving[handed(1)] == ((3, 5.0), (9, 1.0))


def test_nothing_is_dealt_out_on_the_day_after_it_expired() -> None:
    assert dealt([batch(3, 5)], {handed(3): 5}) is not None
    assert dealt([batch(3, 5)], {handed(4, left=2): 1}) is None


def test_a_transfer_takes_of_the_batch_that_keeps_until_it_is_handed_out() -> None:
    to_e = moved("D", "E", 1, 3)
    found = dealt([batch(2, 5), batch(6, 5)], {handed(5, "E"): 4, handed(2): 5}, {to_e: 4})
    assert found is not None
    assert found.moving[to_e] == ((6, 4.0),)
    assert found.leaving[handed(5, "E")] == ((6, 4.0),)


def test_a_transfer_that_comes_too_late_is_of_no_use() -> None:
    to_e = moved("D", "E", 1, 6)
    assert dealt([batch(9, 5)], {handed(5, "E"): 1}, {to_e: 4}) is None


def test_two_transfers_in_a_row_pass_a_batch_on() -> None:
    first, second = moved("D", "E", 1, 2), moved("E", "F", 2, 4)
    found = dealt([batch(4, 2), batch(3, 2)], {handed(4, "F"): 2}, {first: 3, second: 2})
    assert found is not None
    assert found.moving[second] == ((4, 2.0),)
    assert dealt([batch(3, 5)], {handed(4, "F"): 1}, {first: 1, second: 1}) is None


days = st.integers(1, 6)
units = st.integers(1, 4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(days, st.integers(0, 5), units), max_size=4),
    st.dictionaries(st.tuples(days, st.integers(0, 3)), units, max_size=4),
)
def test_batches_of_one_depot_are_dealt_out_if_and_only_if_they_suffice(
    batches: list[tuple[int, int, int]], leaving: dict[tuple[int, int], int]
) -> None:
    supply = [batch(there + keeps, quantity, "D", there) for there, keeps, quantity in batches]
    wanted = {handed(day + way, left=day): float(q) for (day, way), q in leaving.items()}
    graph = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for number, one in enumerate(supply):
        graph.add_edge("from", number, capacity=one.quantity)
    for key, quantity in wanted.items():
        graph.add_edge(key, "to", capacity=quantity)
        for number, one in enumerate(supply):
            if one.there_from <= key.day and one.last_day >= key.handed_out:
                graph.add_edge(number, key)
    suffices = nx.maximum_flow_value(graph, "from", "to") == sum(wanted.values())
    found = dealt(supply, wanted)
    assert (found is not None) == suffices
    if found is not None:
        for key, quantity in wanted.items():
            assert sum(q for _, q in found.leaving[key]) == quantity
            assert all(last >= key.handed_out for last, _ in found.leaving[key])
