"""Cash, in kind or both: each decision by its smallest case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rrm.entitlements import agents_in_reach, nearest_market
from rrm.model.rule_pack import KeyInformantsOnCash, Measure, Modality
from tests.entitlements.world import World
from tests.scoring.sites import tiny

ACCEPTED = {"cash_accepted_share": 0.5}
NO_MONEY = [agent.model_copy(update={"liquidity_per_day": 0.0}) for agent in
            tiny().scenario.cash_agents]  # fmt: skip


@pytest.mark.parametrize(
    ("world", "modality", "why"),
    [
        (World(measures=ACCEPTED), "cash", "market and agent in reach, 50 % accept cash"),
        (World(measures=ACCEPTED, markets={"town": "partial"}), "mixed", "at Town works in part"),
        (World(measures=ACCEPTED, markets={"town": "closed"}), "kind", "no working market"),
        (World(measures=ACCEPTED, markets={}), "kind", "no working market within 100 km"),
        (World(measures=ACCEPTED, road_km={}), "kind", "no working market"),
        (World(measures=ACCEPTED, road_km={("town", "north"): 101.0}), "kind", "no working market"),
        (World(measures=ACCEPTED, agents=()), "kind", "no payment agent within 100 km"),
        (World(measures=ACCEPTED, agents=NO_MONEY), "kind", "no payment agent"),
        (World(measures={"cash_accepted_share": 0.49}), "kind", "49 % of households accept cash"),
        (World(), "kind", "nobody has asked yet"),
    ],
)
def test_a_modality_has_its_reason(world, modality, why):
    chosen, reason = world.modality_choice
    assert chosen == modality
    assert why in reason


def test_the_pack_says_what_happens_where_nobody_asked():
    rules = tiny().pack.modality.model_copy(update={"if_unknown": Modality.MIXED})
    assert World(modality=rules).modality_choice[0] == "mixed"


def test_an_agent_in_reach_is_no_help_without_a_market_in_reach():
    rules = tiny().pack.modality.model_copy(update={"market_reach_km": 40.0})
    assert World(measures=ACCEPTED, modality=rules).modality_choice[0] == "kind"


def test_exactly_at_reach_is_in_reach():
    rules = tiny().pack.modality.model_copy(
        update={"market_reach_km": 41.0, "agent_reach_km": 41.0}
    )
    assert World(measures=ACCEPTED, modality=rules).modality_choice[0] == "cash"


def test_the_nearest_market_decides_and_a_tie_goes_by_name():
    near = {("town", "north"): 41.0, ("port", "north"): 12.0, ("bay", "north"): 12.0}
    world = World(markets={"town": "open", "port": "partial", "bay": "closed"}, road_km=near)
    assert nearest_market(world.scenario, near, "north", 100).node == "bay"
    assert nearest_market(world.scenario, near, "north", 11) is None


def test_agents_in_reach_keep_the_order_of_their_table():
    first = tiny().scenario.cash_agents[0]
    agents = [first.model_copy(update={"agent_id": name}) for name in ("C2", "C1")]
    world = World(agents=agents)
    assert agents_in_reach(world.scenario, world.road_km, "north", 100) == ("C2", "C1")
    assert agents_in_reach(world.scenario, world.road_km, "north", 40) == ()


# --- What key informants say of cash

SAID = {
    name: Measure(label={"en": words}, unit="", value="accepts_cash", source="book")
    for name, words in {
        "no_agent": "No agent",
        "restocking": "Traders can’t restock in time",
    }.items()
}
CAREFULNESS = ["cash", "mixed", "kind"]


def asked(measures, **changes):
    """A world whose pack asks key informants; all must agree for cash, half of them for mixed."""
    rules = KeyInformantsOnCash(
        measure="feasible", cash_from=1, mixed_from=0.5, factors=tuple(SAID), source="book"
    )
    modality = tiny().pack.modality.model_copy(update={"feasible": rules})
    return World(measures=measures, modality=modality, more_measures=SAID, **changes)


@pytest.mark.parametrize(
    ("feasible", "modality"), [(0, "kind"), (0.49, "kind"), (0.5, "mixed"), (0.99, "mixed"), (1, "cash")]
)  # fmt: skip
def test_key_informants_say_how_far_cash_is_feasible(feasible, modality):
    assert asked({**ACCEPTED, "feasible": feasible}).modality_choice[0] == modality


def test_the_reason_is_what_key_informants_said_the_most_frequent_first():
    said = {"feasible": 0.4, "no_agent": 0.25, "restocking": 0.75}
    assert asked({**ACCEPTED, **said}).modality_choice == (
        "kind", "key informants say “Traders can’t restock in time” (75 %), “No agent” (25 %)",
    )  # fmt: skip


def test_what_nobody_said_is_no_reason():
    said = {"feasible": 0.0, "no_agent": 1.0, "restocking": 0.0}
    assert asked({**ACCEPTED, **said}).modality_choice[1] == "key informants say “No agent” (100 %)"


def test_without_a_factor_the_share_is_the_reason():
    assert asked({**ACCEPTED, "feasible": 0.25}).modality_choice == (
        "kind", "key informants see 25 % of cash as feasible, 50 % are needed",
    )  # fmt: skip


def test_key_informants_who_were_not_asked_change_nothing():
    for world in (World(measures=ACCEPTED), World(), World(measures=ACCEPTED, agents=())):
        also = asked(world.measures, agents=world.agents)
        assert also.modality_choice == world.modality_choice


def test_the_first_no_stays_the_reason_when_key_informants_say_no_too():
    world = asked({"cash_accepted_share": 0.1, "feasible": 0.0, "no_agent": 1.0})
    assert "accept cash" in world.modality_choice[1]


shares = st.none() | st.floats(0, 1)


@given(shares, st.floats(0, 1), st.sampled_from(["open", "partial", "closed"]), st.booleans())
def test_what_key_informants_say_never_brings_more_cash(accepted, feasible, market, has_agent):
    measures = {} if accepted is None else {"cash_accepted_share": accepted}
    changes = {"markets": {"town": market}, **({} if has_agent else {"agents": ()})}
    without = asked(measures, **changes).modality_choice[0]
    chosen = asked({**measures, "feasible": feasible}, **changes).modality_choice[0]
    assert CAREFULNESS.index(chosen) >= CAREFULNESS.index(without)
