"""A whole plan by a simple rule, without a solver."""

from __future__ import annotations

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane
from rrm.allocation.policies.floors import keeps_floor, serve_floor
from rrm.allocation.policies.means_left import MeansLeft
from rrm.allocation.policies.openings import openings
from rrm.allocation.policies.policy import Policy, turns
from rrm.allocation.policies.serving import Server, keeps_locks, serve_locks
from rrm.allocation.policies.shares import serve_in_shares
from rrm.allocation.policies.turn import Turn
from rrm.allocation.policies.values import PlanValues, values_of
from rrm.allocation.programme import Case, Programme


def policy_plan(p: Programme, policy: Policy) -> PlanValues | None:
    """A policy's plan as a value for each of the programme's variables.

    They keep every constraint; None where the policy can't bring what the locks and the floor ask
    for, which does not prove that no plan can.
    """
    choice = policy_choice(p.case, p.lanes, policy)
    values = None if choice is None else values_of(p, choice)
    return values if values is not None and keeps_floor(p, values) else None


def policy_choice(case: Case, lanes: tuple[Lane, ...], policy: Policy) -> Choice | None:
    """A policy's decisions by lane: trips with what is on each, transfers, payments.

    lanes: those that may be used, as the programme or open_lanes lists them. None where it can't
    bring what the locks ask for; whether it keeps the floor, keeps_floor tells. More means don't
    always make such a plan better: a rule that looks at one demand at a time may spend them badly.
    """
    ways = openings(case, lanes)
    means = MeansLeft(ways)
    in_order = turns(ways, policy)
    hosts = in_order or turns(ways, Policy.SEVERITY_GREEDY)
    server = Server(means, hosts)
    goes_on = True
    while goes_on:
        before = means.owed.hand_overs
        _serve_all(server, policy, in_order, hosts)
        # A group that had to wait for another may have its turn again.
        goes_on = means.owed.alike.holds_back and means.owed.hand_overs > before
    return means.choice() if keeps_locks(means) else None


def _serve_all(server: Server, policy: Policy, in_order: list[Turn], everybody: list[Turn]) -> None:
    serve_locks(server)
    serve_floor(server, everybody)
    if policy == Policy.PROPORTIONAL:
        serve_in_shares(server, in_order)
    else:
        for turn in in_order:
            server.serve(turn)
