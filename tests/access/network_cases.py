"""Random networks, and what is known of them by other means: asked anew, flows, dominators."""

from __future__ import annotations

from datetime import timedelta
from math import inf
from types import SimpleNamespace

from hypothesis import strategies as st

from rrm.model.access import Access
from rrm.model.needs import Needs, NeedScore
from rrm.model.scenario import Scenario
from tests.access.builders import (
    START,
    access_rules,
    boat,
    closed,
    depot,
    link,
    scenario,
    site,
    source,
    table,
    vehicle,
    vehicle_class,
)

NODES = "abcdef"
DAYS = 4
RULES = access_rules(
    river=("04-20", "12-31"),
    truck=vehicle_class(
        gross_t=10, max_trip_days=1,
        speeds_kmh={"tar": {"dry": 60, "wet": 60}, "track": {"dry": 20, "wet": 20}},
    ),
    pickup=vehicle_class(
        gross_t=2, max_trip_days=1,
        speeds_kmh={"tar": {"dry": 70, "wet": 70}, "track": {"dry": 40, "wet": 40}},
    ),
    boat=boat(max_trip_days=2),
    tanker=vehicle_class(
        carries="water", gross_t=12, max_trip_days=1,
        speeds_kmh={"tar": {"dry": 50, "wet": 50}, "track": {"dry": 20, "wet": 20}},
    ),
)  # fmt: skip
PACK = SimpleNamespace(access=RULES)
FLEET = tuple(
    vehicle(name, where) for where in ("D", "E") for name in ("truck", "pickup", "boat", "tanker")
)

pairs = st.permutations(NODES).map(lambda nodes: nodes[:2])
links = st.builds(
    lambda ends, mode, km, surface, limit, both: link(
        *ends, km, mode=mode, surface="river" if mode == "river" else surface,
        max_payload_t=limit, bidirectional=both,
    ),
    pairs,
    st.sampled_from(["road", "road", "road", "road", "ferry", "river"]),
    st.sampled_from([0, 10, 20, 40, 80, 160]),
    st.sampled_from(["tar", "tar", "track"]),
    st.sampled_from([None, None, 5]),
    st.sampled_from([True, True, True, False]),
)  # fmt: skip
reports = st.builds(
    lambda ends, days, classes: closed(
        *ends, start=on(min(days)), end=on(max(days)), classes=classes
    ),
    pairs,
    st.tuples(st.integers(1, DAYS), st.integers(1, DAYS)),
    st.sampled_from([(), ("truck",)]),
)
networks = st.lists(links, min_size=3, max_size=11)
spans = st.sampled_from([None, (1, 2), (3, 3)])


def on(day):
    return START + timedelta(days=day - 1)


def two_depots(ways, shut=()) -> Scenario:
    """Depots at `a` and `f`, a well at `c`, a site at every place but the first."""
    return scenario(
        list(ways), list(shut), days=DAYS, nodes=list(NODES),
        sites=tuple(site(node.upper() * 2, node) for node in NODES[1:]),
        depots=(depot("D", "a"), depot("E", "f")),
        vehicles=FLEET, water_sources=(source("W", "c"),),
    )  # fmt: skip


def needs(case: Scenario, **people: int) -> Needs:
    """So many people in need at each site, 10 where not told; all with a score of 50."""
    return Needs(
        tuple(
            NeedScore(
                site_id, "idp", "overall", 10, 60, 3, 50.0, people.get(site_id, 10), 1.0, "A",
                1, 1, 1, 3, 3, 0, 60,
            )
            for site_id in case.site_ids
        ),
        (),
    )  # fmt: skip


def without(case: Scenario, lost, days=None) -> Scenario:
    """The scenario with these links gone: deleted, or closed where only some days are meant."""
    pairs_lost = {frozenset(pair) for pair in lost}
    if days is None:
        kept = [r for r in case.routes if frozenset((r.from_node, r.to_node)) not in pairs_lost]
        return case.model_copy(update={"routes": tuple(kept)})
    shut = tuple(closed(*sorted(p), start=on(days[0]), end=on(days[1])) for p in pairs_lost)
    return case.model_copy(update={"closures": case.closures + shut})


def got_there(case: Scenario, carries: str, days=None) -> dict[str, dict[int, float]]:
    """Hours of the fastest vehicle to each site on each day, read off the access table."""
    rows, first, last = table(case, RULES), *(days or (1, DAYS))
    found: dict[str, dict[int, float]] = {site_id: {} for site_id in case.site_ids}
    for row in rows.rows:
        of_class = RULES.classes[row.vehicle_class]
        if row.destination not in found or of_class.carries != carries or not row.open:
            continue
        for day in range(max(first, row.period_start), min(last, row.period_end) + 1):
            bases = [rows.on(d.depot_id, row.origin, row.vehicle_class, day) for d in case.depots]
            if carries == "goods" or any(makes_a_round(base, row) for base in bases):
                known = found[row.destination].get(day, inf)
                found[row.destination][day] = min(known, row.hours)
    return found


def makes_a_round(base: Access | None, row: Access) -> bool:
    """Whether a tanker fills, drives, discharges and drives home in what its day of 10 h leaves."""
    if base is None or not base.open:
        return False
    return base.hours + base.hours_back + 1 + row.hours + 1 + row.hours_back <= 10 + 1e-6


def joined(case: Scenario) -> list[tuple[str, str]]:
    """The pairs of places that links join."""
    ends = {frozenset((r.from_node, r.to_node)) for r in case.routes}
    return sorted(tuple(sorted(pair)) for pair in ends if len(pair) == 2)
