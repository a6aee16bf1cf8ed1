"""Where the pack asks for it, no group is left far behind another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.allocation.lanes import open_lanes
from rrm.allocation.policies import Policy, policy_choice
from rrm.model.rule_pack import GroupParity
from tests.allocation.tight_worlds import Tight, case_of

ACTIVE = (Policy.SEVERITY_GREEDY, Policy.FIRST_COME, Policy.PROPORTIONAL)
TWO_GROUPS = Tight(
    asked={("A", "idp", "kit"): (10.0, 3.0), ("A", "host", "kit"): (10.0, 1.0)},
    stock={("D", "kit"): 10.0},
    trucks=(3, 0),
)


def case_with(world, at_most, over="site"):
    case = case_of(world)
    parity = None if at_most is None else GroupParity(at_most=at_most, over=over, source="x")
    rules = case.pack.entitlements.model_copy(update={"group_parity": parity})
    return replace(case, pack=case.pack.model_copy(update={"entitlements": rules}))


def brought(case, policy):
    choice = policy_choice(case, open_lanes(case.scenario, case.pack, case.access), policy)
    assert choice is not None
    found = {}
    for trips in choice.loads.values():
        for load in trips:
            for j, quantity in load.items():
                key = (case.demands[j].site_id, case.demands[j].group)
                found[key] = found.get(key, 0.0) + quantity
    return found


def test_the_worst_need_takes_all_where_no_parity_is_asked():
    assert brought(case_with(TWO_GROUPS, None), Policy.SEVERITY_GREEDY) == {("A", "idp"): 10.0}


@pytest.mark.parametrize("policy", ACTIVE)
@pytest.mark.parametrize(("at_most", "apart"), [(0.0, 1), (0.2, 3), (0.4, 5)])
def test_shares_lie_no_further_apart_than_asked_give_or_take_one_kit(policy, at_most, apart):
    had = brought(case_with(TWO_GROUPS, at_most), policy)
    assert sum(had.values()) == 10  # nothing is withheld that could be shared out
    assert abs(had["A", "idp"] - had["A", "host"]) <= apart


def test_a_group_out_of_reach_holds_nobody_back():
    world = replace(
        TWO_GROUPS,
        asked={("A", "idp", "kit"): (4.0, 3.0), ("A", "host", "soap"): (10.0, 1.0)},
    )
    # No depot holds any soap.
    assert brought(case_with(world, 0.1), Policy.SEVERITY_GREEDY) == {("A", "idp"): 4.0}


def test_groups_of_different_sites_are_compared_only_over_the_whole_plan():
    asked = {("A", "idp", "kit"): (10.0, 3.0), ("B", "host", "kit"): (10.0, 1.0)}
    world = replace(TWO_GROUPS, asked=asked)
    assert brought(case_with(world, 0.1), Policy.SEVERITY_GREEDY) == {("A", "idp"): 10.0}
    had = brought(case_with(world, 0.1, over="plan"), Policy.SEVERITY_GREEDY)
    assert had == {("A", "idp"): 6.0, ("B", "host"): 4.0}
