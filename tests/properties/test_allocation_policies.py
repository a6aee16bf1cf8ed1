"""Laws of the simple policies: whatever runs short, their plans keep every constraint."""

import pulp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rrm.allocation import allocate
from rrm.allocation.constraints import all_constraints
from rrm.allocation.policies import Policy, policy_choice, policy_plan, tier_values
from rrm.allocation.programme import programme
from rrm.model.run import Options
from rrm.model.scenario import Lock, Tier, Transhipment
from rrm.store import draft_run
from rrm.verification import verify
from tests.allocation.runs_by_rule import run_by
from tests.allocation.tight_worlds import SITES, Tight, case_of, delivered, is_broken
from tests.builders import TABLES, row, tiny_scenario

POLICIES = list(Policy)
GROUPS = ("idp", "host")
ITEMS = ("kit", "soap", "water", "cash")


@st.composite
def asked(draw) -> dict[tuple[str, str, str], tuple[float, float]]:
    found = {}
    for site in SITES:
        for group in GROUPS:
            for item in draw(st.sets(st.sampled_from(ITEMS), max_size=3).map(sorted)):
                quantity = float(draw(st.integers(1, 9)))
                if item in ("soap", "water"):
                    quantity += draw(st.sampled_from([0.0, 0.25, 0.125, 0.333]))
                found[site, group, item] = (quantity, draw(st.sampled_from([0.5, 1.0, 3.0])))
    return found


@st.composite
def locks(draw) -> Lock:
    least = draw(st.sampled_from([None, 1.0, 2.5, 6.0]))
    most = draw(st.sampled_from([None, 0.0, 3.0, 3.5]))
    if least is not None and most is not None:
        most = max(least, most)
    return Lock(
        site_id=draw(st.sampled_from(SITES)),
        item=draw(st.sampled_from(ITEMS)),
        day=draw(st.sampled_from([None, 1, 2, 3])),
        at_least=least,
        at_most=most,
    )


@st.composite
def changes_of_vehicle(draw) -> Transhipment:
    return Transhipment(
        node="E",
        handling_hours=draw(st.sampled_from([0.0, 20.0, 40.0])),
        kg_per_day=draw(st.sampled_from([None, 25.0])),
        cost_per_t=draw(st.sampled_from([0.0, 300.0])),
    )


@st.composite
def worlds(draw) -> Tight:
    pairs = [(depot, item) for depot in "DE" for item in ("kit", "soap")]
    return Tight(
        days=draw(st.integers(2, 4)),
        asked=draw(asked()),
        stock={pair: float(draw(st.integers(0, 12))) for pair in pairs},
        arrivals=draw(st.sampled_from([{}, {2: 3}])),
        trucks=(draw(st.integers(0, 2)), draw(st.integers(0, 2))),
        truck_kits=draw(st.integers(1, 5)),
        tankers=draw(st.integers(0, 2)),
        tanker_m3=draw(st.sampled_from([1.5, 4.0])),
        hours={
            (origin, site): draw(st.sampled_from([1.0, 2.0, 4.0, 7.0, 30.0]))
            for origin in "DES" for site in SITES
        },
        closed={site: draw(st.sampled_from([(), (1,), (2, 3)])) for site in SITES},
        handling=draw(st.sampled_from([None, 25.0, 60.0])),
        teams=draw(st.sampled_from([None, 3, 8])),
        source_yield=draw(st.sampled_from([5.3, 1000.0])),
        liquidity=draw(st.sampled_from([150.0, 1e9])),
        market=draw(st.sampled_from([None, 450.0])),
        budget=draw(st.sampled_from([None, 4.0, 120.0, 900.0])),
        km_cost=draw(st.sampled_from([0.0, 1.0])),
        host_share=draw(st.sampled_from([0.0, 0.0, 0.3, 0.6, 1.0])),
        locks=tuple(draw(st.lists(locks(), max_size=2))),
        expires=draw(st.dictionaries(st.sampled_from(pairs), st.integers(0, 4), max_size=3)),
        last_days=draw(st.dictionaries(st.sampled_from(["kit", "soap"]), st.integers(0, 3))),
        change=draw(st.none() | changes_of_vehicle()),
    )  # fmt: skip


LAX = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(LAX, max_examples=120)
@given(worlds())
def test_every_policy_keeps_every_constraint(world):
    p = programme(case_of(world))
    constraints = list(all_constraints(p))
    for policy in POLICIES:
        values = policy_plan(p, policy)
        if values is None:
            assert any(lock.at_least for lock in world.locks)
            continue
        broken = [str(one) for one in constraints if is_broken(one, values)]
        assert not broken, policy
        for variable, value in values.items():
            assert value >= 0
            assert variable.upBound is None or value <= variable.upBound + 1e-9
            assert variable.cat != pulp.LpInteger or value == round(value)


@settings(LAX, max_examples=40)
@given(worlds())
def test_a_plan_by_a_rule_is_worth_what_its_values_are_and_never_passes_its_bound(world):
    case = case_of(world)
    p = programme(case)
    for policy in POLICIES:
        values = policy_plan(p, policy)
        plan = allocate(
            case.scenario, case.pack, case.demands, case.access, case.road_km, Options(),
            policy=policy,
        )  # fmt: skip
        if values is None:
            assert plan.status == "infeasible"
            assert not plan.trips
            assert not plan.payments
            continue
        worth = tier_values(p, values)
        for tier in plan.tiers:
            assert tier.value == pytest.approx(worth[Tier(tier.tier)], rel=1e-6, abs=1e-3)
        by_tier = {tier.tier: tier for tier in plan.tiers}
        assert by_tier["needs_met"].value <= by_tier["needs_met"].bound + 1e-6
        assert by_tier["survival_water"].value >= by_tier["survival_water"].bound - 1e-6


@settings(LAX, max_examples=25)
@given(worlds())
def test_doing_nothing_brings_what_locks_ask_for_and_nothing_else(world):
    case = case_of(world)
    p = programme(case)
    choice = policy_choice(case, p.lanes, Policy.NOTHING)
    if choice is not None and not any(lock.at_least for lock in world.locks):
        assert not choice.loads
        assert not choice.moves
        assert not choice.payments


def changes_at(node: str) -> dict[str, object]:
    return {"node": node, "handling_hours": 30, "kg_per_day": 600, "cost_per_t": 50_000}


@st.composite
def changes(draw) -> dict[str, object]:
    """What is different in the tiny scenario: means, a second depot, a lock, a closed road."""
    second = {"depot_id": "D2", "name": "Northern depot", "lat": 15.36, "lon": 0.0, "node": "north"}
    handling = draw(st.sampled_from([None, 1200]))
    pickup, truck, tanker = TABLES["vehicles"]
    counts = [draw(st.integers(0, 2)) for _ in range(4)]
    vehicles = [
        {**pickup, "count": counts[0]},
        {**truck, "count": counts[1], "to_day": draw(st.sampled_from([None, 4]))},
        {**truck, "count": counts[2], "depot_id": "D2"},
        {**tanker, "count": counts[3]},
    ]
    lock = {"site_id": "B", "item": "nfi_kit", "at_least": 3, "reason": "promised"}
    stock = {"item": "nfi_kit", "quantity": draw(st.integers(0, 60))}
    return {
        "depots": [row("depots", handling_capacity=handling), second],
        "vehicles": [
            {key: value for key, value in one.items() if value is not None} for one in vehicles
        ],
        "stock": [
            {
                **stock,
                "depot_id": draw(st.sampled_from(["D1", "D2"])),
                "expires_on": draw(st.sampled_from(["", "2022-04-19", "2022-04-21"])),
            },
            {"depot_id": "D2", "item": "nfi_kit", "quantity": 9, "expires_on": "2022-04-24"},
            {"depot_id": "D1", "item": "tarpaulin", "quantity": 40, "expires_on": ""},
        ],
        "transhipments": draw(st.sampled_from([None, [changes_at("north")], [changes_at("town")]])),
        "teams": draw(st.sampled_from([[], [{**TABLES["teams"][0], "households_per_day": 15}]])),
        "water_sources": [row("water_sources", m3_per_day=draw(st.sampled_from([3.5, 60])))],
        "locks": draw(st.sampled_from([[], [lock]])),
        "settings": {
            "budget": {"amount": draw(st.sampled_from([900_000, 30_000_000])), "currency": "XOF"}
        },
    }


@settings(LAX, max_examples=8)
@given(changes())
def test_the_independent_check_accepts_what_a_rule_plans(tmp_path_factory, changed):
    folder = tiny_scenario(tmp_path_factory.mktemp("scenarios") / "tiny", **changed)
    for policy in POLICIES:
        run = run_by(folder, policy)
        if run.plan.status == "infeasible":
            assert changed["locks"]
            continue
        with draft_run(run, tmp_path_factory.mktemp("runs")) as draft:
            draft.write_tables()
            verdict = verify(draft.folder, run.plan.tiers)
        assert verdict.accepted, [check for check in verdict.checks if check.offences]


@st.composite
def rivals(draw) -> Tight:
    """The same kits asked for at A and B, by the same roads, at A more urgently."""
    kits = float(draw(st.integers(1, 9)))
    heavy = draw(st.sampled_from([1.5, 4.0]))
    hours = draw(st.sampled_from([1.0, 4.0, 7.0]))
    return Tight(
        days=draw(st.integers(1, 4)),
        asked={("B", "idp", "kit"): (kits, 1.0), ("A", "idp", "kit"): (kits, heavy)},
        stock={("D", "kit"): float(draw(st.integers(0, 18))), ("E", "kit"): 4.0},
        arrivals=draw(st.sampled_from([{}, {2: 3}])),
        trucks=(draw(st.integers(0, 2)), draw(st.integers(0, 1))),
        truck_kits=draw(st.integers(1, 6)),
        hours={(depot, site): hours for depot in "DE" for site in "AB"},
        teams=draw(st.sampled_from([None, 4])),
        budget=draw(st.sampled_from([None, 100.0, 300.0])),
    )


@settings(LAX, max_examples=60)
@given(rivals())
def test_the_worse_need_is_never_left_short_for_a_lesser_one_of_the_same_means(world):
    brought = delivered(world, Policy.SEVERITY_GREEDY)
    asked_for = world.asked["A", "idp", "kit"][0]
    if brought["A", "idp", "kit"] < asked_for:
        assert brought["B", "idp", "kit"] == 0


@settings(LAX, max_examples=60)
@given(rivals())
def test_two_identical_sites_have_the_same_within_what_a_vehicle_brings_on_a_day(world):
    brought = delivered(world, Policy.PROPORTIONAL)
    trips = max(1, int(10 // (2 * world.hours["D", "A"])))
    apart = abs(brought["A", "idp", "kit"] - brought["B", "idp", "kit"])
    assert apart <= world.truck_kits * trips
