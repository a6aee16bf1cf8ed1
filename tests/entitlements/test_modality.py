"""Cash, in kind or both: each decision by its smallest case."""

import pytest

from rrm.entitlements import agents_in_reach, nearest_market
from rrm.model.rule_pack import Modality
from tests.entitlements.world import World
from tests.scoring.sites import tiny

ACCEPTED = {"cash_accepted_share": 0.5}
NO_MONEY = [agent.model_copy(update={"liquidity_per_day": 0.0}) for agent in
            tiny().scenario.cash_agents]  # fmt: skip


@pytest.mark.parametrize(
    ("world", "modality", "why"),
    [
        (World(measures=ACCEPTED), "cash", "market and agent in reach, 50 % accept cash"),
        (World(measures=ACCEPTED, markets={"town": "partial"}), "mixed", "works in part"),
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
