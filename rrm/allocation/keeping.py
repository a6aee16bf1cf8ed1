"""How near a plan can come to all that locks and a floor ask for, and whether one keeps them all.

No priority counts here: only whether there is a plan, and by how little it must fall short.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from rrm.allocation.attainable import due_in_reach, floor_terms
from rrm.allocation.constraints import all_constraints, locked_terms
from rrm.allocation.programme import Case, Programme, RoadKm, programme
from rrm.allocation.solver import Constraint, Limits, TierSolver, Variable, real_variable, total
from rrm.allocation.variants import with_variants
from rrm.model.access import AccessTable
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.run import Options
from rrm.model.scenario import Group, Lock, Scenario

NODES = 20_000
"""Branch-and-bound nodes after which the question stays open: on every machine alike."""
NOISE = 1e-6
"""Below this nothing is said to be lacking: the solver's own tolerance."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The share of its yardstick that each of some sites must get.

    yardsticks: by site, what it is due of all that can come to it (floor_yardsticks), in people.
    """

    share: float
    yardsticks: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Claims:
    """What a plan is asked to keep beside every law.

    kept: locks that it must keep. yielding: locks that it may break, each at a price a unit.
    floor: that it must keep, or, with a price for its whole share, may break.
    """

    kept: tuple[Lock, ...] = ()
    yielding: tuple[tuple[Lock, float], ...] = ()
    floor: Floor | None = None
    floor_price: float | None = None


@dataclass(frozen=True, slots=True)
class Nearest:
    """What a plan for some claims comes to.

    exists: whether there is a plan; None where the limits ended the search before either was
    proven. breaches: for each yielding lock in order, by how many units a plan that breaks least
    breaks it; floor_breach: of the floor's share. is_least: proven that nothing less will do.
    """

    exists: bool | None
    breaches: tuple[float, ...] = ()
    floor_breach: float = 0.0
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class _Price:
    """What broken claims cost together, to be made small."""

    terms: dict[Variable, float] = field(default_factory=dict)
    maximise: bool = False


def nearest_plan(
    scenario: Scenario,
    pack: RulePack,
    demands: tuple[Demand, ...],
    access: AccessTable,
    road_km: RoadKm,
    options: Options,
    claims: Claims,
) -> Nearest:
    """Whether a plan keeps the claims, and how little those that may yield must.

    The scenario's own locks and floor don't count, only the claims. Demands that no claim speaks
    of are left out: whatever is brought for them only takes means away.
    Method: elastic programming; a claim that may yield has a variable for its breach.
    Source: Brown and Graves, Elastic programming, 1975; Chinneck, Feasibility and Infeasibility
    in Optimization, 2008, chapter 6.
    """
    asked = _with_locks(scenario, claims.kept)
    due = with_variants(pack, _concerned(demands, pack, claims))
    case = Case(asked, pack, due, access, road_km)
    p = programme(case)
    p = replace(p, crowded=frozenset(range(len(p.lanes))))
    price = _Price()
    breaches = tuple(real_variable(p.problem, f"breach_{at}") for at in range(len(claims.yielding)))
    rows = [*all_constraints(p)]
    for (lock, each), breach in zip(claims.yielding, breaches, strict=True):
        price.terms[breach] = each
        rows += _yielding(p, lock, breach)
    below = None
    if claims.floor is not None:
        if claims.floor_price is not None:
            below = real_variable(p.problem, "breach_floor", claims.floor.share)
            price.terms[below] = claims.floor_price
        rows += _floor(p, claims.floor, below)
    for number, row in enumerate(rows):
        p.problem.addConstraint(row, f"k{number}")
    return _solved(p, price, breaches, below, options)


def floor_yardsticks(
    scenario: Scenario,
    pack: RulePack,
    demands: tuple[Demand, ...],
    access: AccessTable,
    road_km: RoadKm,
) -> dict[str, float]:
    """By site, what its floor is a share of; sites that nothing can reach left out."""
    due = with_variants(pack, demands)
    return due_in_reach(programme(Case(scenario, pack, due, access, road_km)))


def _with_locks(scenario: Scenario, locks: tuple[Lock, ...]) -> Scenario:
    settings = scenario.settings.model_copy(update={"least_share": 0.0, "locks": ()})
    return scenario.model_copy(update={"locks": locks, "settings": settings})


def _concerned(demands: tuple[Demand, ...], pack: RulePack, claims: Claims) -> tuple[Demand, ...]:
    """Demands that a claim asks something for, and those that laws between groups tie to them."""
    locks = (*claims.kept, *(lock for lock, _ in claims.yielding))
    asked = {(lock.site_id, lock.item) for lock in locks if lock.at_least}
    sites = set(claims.floor.yardsticks) if claims.floor is not None else set()
    rules = pack.entitlements
    if rules.group_parity is not None:
        if rules.group_parity.over == "plan":
            return demands
        sites |= {site_id for site_id, _ in asked}
    with_hosts = rules.minimum_host_share > 0
    watered = {site for site, item in asked if pack.catalogue[item].kind == ItemKind.WATER}
    return tuple(
        demand
        for demand in demands
        if demand.site_id in sites
        or any((demand.site_id, item) in asked for item in _given_for(pack, demand))
        or (demand.site_id in watered and pack.catalogue[demand.item].holds_m3 > 0)
        or (with_hosts and demand.group == Group.HOST)
    )


def _given_for(pack: RulePack, demand: Demand) -> Iterator[str]:
    """What may be handed over for a demand: what is due, and its variants."""
    yield demand.item
    yield from (variant.item for variant in pack.catalogue[demand.item].variants)


def _yielding(p: Programme, lock: Lock, breach: Variable) -> Iterator[Constraint]:
    """at least - breach  <=  Σ what the site is brought of the item  <=  at most + breach."""
    terms = locked_terms(p, lock)
    if lock.at_least is not None:
        yield total([*terms, (breach, 1.0)]) >= lock.at_least
    if lock.at_most is not None:
        yield total([*terms, (breach, -1.0)]) <= lock.at_most


def _floor(p: Programme, floor: Floor, below: Variable | None) -> Iterator[Constraint]:
    """(share - below) yardstick[i]  <=  Σ_{j at i} people served by what is brought."""
    brought: dict[str, list[tuple[Variable, float]]] = defaultdict(list)
    for variable, value, j in floor_terms(p):
        brought[p.case.demands[j].site_id].append((variable, value))
    for site_id, yardstick in floor.yardsticks.items():
        # Scaled, so that small and large sites count alike within the solver's tolerance.
        terms = [(variable, value / yardstick) for variable, value in brought[site_id]]
        if below is not None:
            terms.append((below, 1.0))
        yield total(terms) >= floor.share


def _solved(
    p: Programme,
    price: _Price,
    breaches: tuple[Variable, ...],
    below: Variable | None,
    options: Options,
) -> Nearest:
    limits = Limits(0.0, NODES, options.time_limit, options.seed)
    solution = TierSolver(p.problem, limits).solve(price, None, options.time_limit)
    if solution.values is None:
        return Nearest(exists=False if solution.is_infeasible else None)
    values = solution.values
    return Nearest(
        exists=True,
        breaches=tuple(max(0.0, float(values[one.index])) for one in breaches),
        floor_breach=0.0 if below is None else max(0.0, float(values[below.index])),
        is_least=solution.is_proven,
    )
