"""What access allows is what the plan uses and what the second reading accepts.

Seasons by date, links with a season of their own, waits, tolls, convoys, curfews, doubts and
pumps are drawn at random; the planner and the checker share no code, so that they agree only
where both keep to the same laws.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rrm.access import access_table, road_km
from rrm.allocation import allocate
from rrm.model.demand import Entitled
from rrm.model.run import Options, Run
from rrm.store import draft_run
from rrm.verification import verify
from tests.verification.small_run import small_run
from tests.verification.small_world import (
    PICKUP,
    PICKUP_ROW,
    ROUTES,
    TANKER,
    TANKER_ROW,
    TRUCK,
    TRUCK_ROW,
    small_pack,
    small_scenario,
)

DAYS = 4
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]
month_days = st.sampled_from(["04-17", "04-18", "04-19", "04-20", "04-22", "06-01"])
dates = st.sampled_from([None, "2022-04-17", "2022-04-18", "2022-04-19", "2022-04-21"])

links = st.fixed_dictionaries(
    {
        "wait_hours": st.sampled_from([0, 0, 0, 0.5, 2]),
        "toll": st.sampled_from([0, 0, 1500]),
        "risk_per_km": st.sampled_from([0, 0, 0.001]),
        "escort": st.sampled_from([False, False, False, True]),
        "mode": st.sampled_from(["road", "road", "road", "ferry", "border"]),
    },
    optional={"season": st.tuples(month_days, month_days)},
)
escorts = st.lists(
    st.fixed_dictionaries(
        {
            "weekdays": st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True),
            "classes": st.sampled_from([(), (TRUCK,), (TANKER, PICKUP)]),
            "cost_per_trip": st.sampled_from([0, 20_000, 50_000]),
            "start": dates,
            "end": dates,
        }
    ),
    max_size=2,
)
curfews = st.lists(
    st.fixed_dictionaries(
        {
            "from_hour": st.sampled_from([0, 6, 12, 14, 16.5, 20]),
            "to_hour": st.sampled_from([0, 7, 8.25, 13, 18, 24]),
            "start": dates,
            "end": dates,
        }
    ),
    max_size=2,
)
closures = st.lists(
    st.fixed_dictionaries(
        {
            "ends": st.sampled_from([(route["from"], route["to"]) for route in ROUTES]),
            "start": dates,
            "end": dates,
            "certainty": st.sampled_from(["certain", "probable", "probable", "possible"]),
            "classes": st.sampled_from([(), (TRUCK,)]),
        }
    ),
    max_size=2,
)


def routes_of(changes: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    found = []
    for route, change in zip(ROUTES, changes, strict=True):
        opens, closes = change.pop("season", (None, None))
        found.append({**route, **change, "open_from": opens, "open_to": closes})
    # A way by sand beside the laterite one, for what is light enough.
    return (*found, {"from": "town", "to": "north", "km": 60, "surface": "sand", "mode": "ferry"})


def pack_of(rains: tuple[str, str] | None, day_ends: float) -> Any:
    access = small_pack().access.model_dump()
    access["classes"][TRUCK]["speeds_kmh"]["tar"]["wet"] = 40.0
    access["classes"][PICKUP]["speeds_kmh"] = {
        "tar": {"dry": 70.0, "wet": 60.0}, "laterite": {"dry": 50.0, "wet": 20.0},
        "sand": {"dry": 25.0, "wet": 25.0},
    }  # fmt: skip
    access["classes"][PICKUP]["max_trip_days"] = 2
    access["classes"][TANKER]["speeds_kmh"]["laterite"]["wet"] = 15.0
    access["day_ends"] = day_ends
    if rains is not None:
        access["wet_season"] = {"from_day": rains[0], "to_day": rains[1], "source": "drawn"}
    return small_pack(access=access)


def run_of(scenario: Any, pack: Any) -> Run:
    run = small_run()
    access = access_table(scenario, pack)
    demands = tuple(replace(demand, due_day=DAYS) for demand in run.entitled.demands)
    distances = road_km(scenario, ["north", "east"])
    plan = allocate(scenario, pack, demands, access, distances, Options(gap=0.05))
    entitled = Entitled(demands, run.entitled.modalities, run.entitled.referrals)
    loaded = replace(run.loaded, scenario=scenario, pack=pack)
    return replace(run, loaded=loaded, access=access, plan=plan, entitled=entitled)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(links, min_size=len(ROUTES), max_size=len(ROUTES)),
    escorts,
    curfews,
    closures,
    st.sampled_from([None, ("04-19", "04-19"), ("04-20", "10-31"), ("05-01", "04-18")]),
    st.sampled_from([None, None, "dry", "wet"]),
    st.sampled_from([None, 2, 20]),
    st.sampled_from([18, 14]),
)  # fmt: skip
def test_every_plan_over_the_ways_of_access_is_accepted(
    changes: list[dict[str, Any]],
    convoys: list[dict[str, Any]],
    nights: list[dict[str, Any]],
    reports: list[dict[str, Any]],
    rains: tuple[str, str] | None,
    season: str | None,
    pace: float | None,
    day_ends: float,
) -> None:
    stated = small_scenario().settings.model_dump(by_alias=True)
    stated.update(horizon_days=DAYS, season=season, escorts=convoys, curfews=nights)
    # Ways are drawn, so that some may leave no plan that keeps a floor.
    stated["least_share"] = 0.0
    scenario = small_scenario(
        settings=stated,
        routes=routes_of(changes),
        closures=tuple(
            {"from": report["ends"][0], "to": report["ends"][1],
             **{key: value for key, value in report.items() if key != "ends"}}
            for report in reports
        ),
        vehicles=(
            PICKUP_ROW, {**TRUCK_ROW, "count": 2}, {**TRUCK_ROW, "depot_id": "D2"},
            TANKER_ROW, {**TANKER_ROW, "volume_m3": 3},
        ),
        water_sources=(
            {"source_id": "W1", "node": "well", "m3_per_day": 30, "m3_per_hour": pace},
        ),
        locks=(),
    )  # fmt: skip
    run = run_of(scenario, pack_of(rains, day_ends))
    with tempfile.TemporaryDirectory() as root, draft_run(run, Path(root)) as draft:
        draft.write_tables()
        verdict = verify(draft.folder, run.plan.tiers)
    broken = [
        (check.name, check.first_offender.text("en"))
        for check in verdict.checks
        if check.offences and check.first_offender is not None
    ]
    assert broken == []
