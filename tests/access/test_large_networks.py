"""The access table where searches run compiled over columns."""

import pytest

from rrm.access import class_network
from tests.access.builders import (
    access_rules,
    closed,
    depot,
    link,
    scenario,
    site,
    table,
    vehicle,
    vehicle_class,
)

RULES = access_rules(truck=vehicle_class(gross_t=10), pickup=vehicle_class(gross_t=3))


def crossing(**more):
    """Two ways to `c`, a bridge to `d` for the light alone, sand to `e`, nothing to `f`."""
    routes = [
        link("a", "b"),
        link("b", "c"),
        link("a", "c", 110, risk=0.1),
        link("c", "d", max_payload_t=5),
        link("c", "e", surface="sand"),
        link("b", "g", 25, surface="laterite", open_from="04-20", open_to="04-24"),
        link("f", "h"),
    ]
    places = "cdefgh"
    return scenario(
        routes,
        [
            closed("b", "c", start="2022-04-19", end="2022-04-20"),
            closed("a", "c", start="2022-04-20", end="2022-04-21", certainty="probable"),
        ],
        sites=tuple(site(node.upper(), node) for node in places),
        depots=(depot("D", "a"), depot("E", "c")),
        vehicles=(vehicle("truck"), vehicle("pickup"), vehicle("truck", "E")),
        **more,
    )


def test_the_access_table_is_the_same_however_large_a_network_is_taken_to_be(monkeypatch):
    pytest.importorskip("scipy")
    small = table(crossing(), RULES)
    monkeypatch.setattr(class_network, "LARGE", 0)
    large = table(crossing(), RULES)
    assert large == small
    reasons = {row.reason_code for row in small.rows}
    assert {"open", "no_surface", "unconnected", "load_limit", "season"} <= reasons
