"""Dealing out batches first expired first out finds a way wherever there is one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.model.access import AccessTable
from rrm.model.plan import Delivery, Transfer
from rrm.verification.expiry import batches_in_time
from rrm.verification.filed import FiledRun, FiledTrip
from rrm.verification.replay import Replay
from tests.verification.small_world import TRUCK, small_pack, small_scenario

START = date(2022, 4, 18)
HORIZON = 10
days = st.integers(1, 6)
units = st.integers(1, 4)
held = st.tuples(days, st.integers(1, 8), units)  # there from, last day, units
handed = st.tuples(days, st.integers(0, 3), units)  # leaves, days on the way, units
sent_on = st.tuples(days, st.integers(1, 8), units)  # leaves, last day of its batch, units


def dated(day: int) -> date:
    return START + timedelta(days=day - 1)


def run_of(
    supplies: list[tuple[int, int, int]],
    deliveries: list[tuple[int, int, int]],
    transfers: list[tuple[int, int, int]],
) -> FiledRun:
    pipeline = tuple(
        {
            "depot_id": "D1", "item": "nfi_kit", "quantity": quantity,
            "arrives_on": dated(there), "expires_on": dated(last),
        }
        for there, last, quantity in supplies
    )  # fmt: skip
    trips = tuple(
        FiledTrip(
            f"T{number}", day, TRUCK, "D1", ("A",), datetime(2022, 4, 18), datetime(2022, 4, 18),
            0, 0, 0, 0, 0, 0,
        )
        for number, (day, _, _) in enumerate(deliveries)
    )  # fmt: skip
    return FiledRun(
        small_scenario(stock=(), pipeline=pipeline), small_pack(), (), (), AccessTable(()),
        tuple(
            Delivery(day + way, "A", "idp", "nfi_kit", "kit", q, "D1", TRUCK, f"T{number}", "x")
            for number, (day, way, q) in enumerate(deliveries)
        ),
        tuple(
            Transfer(day, day, "D1", "D2", "nfi_kit", "kit", q, TRUCK, "T", 1, dated(last))
            for day, last, q in transfers
        ),
        trips, (), (), (),
    )  # fmt: skip


def can_be_dealt_out(
    supplies: list[tuple[int, int, int]],
    deliveries: list[tuple[int, int, int]],
    transfers: list[tuple[int, int, int]],
) -> bool:
    """By a largest flow from batches to what leaves."""
    graph = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for number, (_, _, quantity) in enumerate(supplies):
        graph.add_edge("from", ("batch", number), capacity=quantity)
    wanted = 0
    for kind, rows in (("handed", deliveries), ("moved", transfers)):
        for number, (day, other, quantity) in enumerate(rows):
            wanted += quantity
            graph.add_edge((kind, number), "to", capacity=quantity)
            for batch, (there, last, _) in enumerate(supplies):
                keeps = last >= day + other if kind == "handed" else last == other
                if there <= day and keeps:
                    graph.add_edge(("batch", batch), (kind, number))
    return wanted == 0 or nx.maximum_flow_value(graph, "from", "to") == wanted


@settings(max_examples=150, deadline=None)
@given(st.lists(held, max_size=4), st.lists(handed, max_size=4), st.lists(sent_on, max_size=2))
def test_a_plan_is_accepted_if_and_only_if_its_batches_can_be_dealt_out(
    supplies: list[tuple[int, int, int]],
    deliveries: list[tuple[int, int, int]],
    transfers: list[tuple[int, int, int]],
) -> None:
    check = batches_in_time(Replay(run_of(supplies, deliveries, transfers)))
    if check.count == 0:  # nothing that is there has a date: other checks look at it
        assert not supplies or not (deliveries or transfers)
    else:
        assert (check.offences == 0) == can_be_dealt_out(supplies, deliveries, transfers)
