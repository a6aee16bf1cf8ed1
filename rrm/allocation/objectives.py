"""What each priority asks of a plan, as a sum over the programme's variables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rrm.allocation.constraints import need_terms, transport_cost
from rrm.allocation.means import agent_fees, unit_value
from rrm.allocation.programme import Programme
from rrm.allocation.solver import Variable
from rrm.allocation.stability import change_terms
from rrm.model.scenario import Tier


@dataclass(frozen=True, slots=True)
class Objective:
    """Σ coefficient × variable, to be made large or small; unit of its value."""

    tier: Tier
    terms: dict[Variable, float]
    maximise: bool
    unit: str


def objective(p: Programme, tier: Tier) -> Objective:
    """The objective of a tier.

    survival_water: m³ missing to the survival line, summed over sites and days; small.
    needs_met: people in need, weighted by severity, item and lateness, who are served; large.
    equity: the least share of what is attainable that any site gets, 0..1; large.
    cost: transport and agent fees, and the value of goods expected to be lost on risky roads,
    in the budget's currency; small. Transfers themselves are help, not cost.
    stability: people times hand-overs that are not as the plan in force has them; small.
    """
    match tier:
        case Tier.SURVIVAL_WATER:
            return Objective(tier, dict.fromkeys(p.shortfalls.values(), 1.0), False, "m3")
        case Tier.NEEDS_MET:
            terms = {variable: value for variable, value, _ in need_terms(p)}
            return Objective(tier, terms, True, "weighted people")
        case Tier.EQUITY:
            return Objective(tier, {p.worst: 1.0}, True, "share")
        case Tier.COST:
            return Objective(tier, _cost(p), False, _currency(p))
        case Tier.STABILITY:
            return Objective(tier, change_terms(p), False, "people")


def _cost(p: Programme) -> dict[Variable, float]:
    found: dict[Variable, float] = defaultdict(float)
    for variable, cost in transport_cost(p):
        found[variable] += cost
    fees = agent_fees(p)
    for (j, agent, _), paid in p.payments.items():
        found[paid] += unit_value(p, j) * fees[agent]
    for (at, j), load in p.loads.items():
        found[load] += p.lanes[at].risk * unit_value(p, j)
    for (at, item), move in p.moves.items():
        found[move] += p.lanes[at].risk * p.case.pack.catalogue[item].unit_value
    return {variable: cost for variable, cost in found.items() if cost}


def _currency(p: Programme) -> str:
    budget = p.case.scenario.settings.budget
    return budget.currency if budget else ""
