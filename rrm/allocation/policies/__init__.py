"""Simple rules that make a whole plan without a solver: to measure the optimiser against, to play
in simulations, and to start the solver from.

policy_plan gives a value for each of a programme's variables, start_of hands them to the solver;
policy_choice gives the same plan as decisions by lane, and needs no programme; tier_values says
what values are worth, keeps_floor whether they leave no site below the floor, solved_by_rule how
far they are from what access alone would allow.
"""

from rrm.allocation.policies.floors import keeps_floor
from rrm.allocation.policies.outcomes import solved_by_rule
from rrm.allocation.policies.planner import Planner
from rrm.allocation.policies.policy import RULES, Policy
from rrm.allocation.policies.policy_plan import policy_choice, policy_plan
from rrm.allocation.policies.values import PlanValues, start_of, tier_values, values_of

__all__ = [
    "RULES",
    "PlanValues",
    "Planner",
    "Policy",
    "keeps_floor",
    "policy_choice",
    "policy_plan",
    "solved_by_rule",
    "start_of",
    "tier_values",
    "values_of",
]
