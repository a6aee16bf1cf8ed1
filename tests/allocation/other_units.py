"""Cases told in other units: francs in hundredths, kilograms in grams, people in tens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from rrm.allocation.programme import Case
from rrm.model.access import AccessTable
from rrm.model.rule_pack import Item
from rrm.model.scenario import Scenario, Tier


def _rows(scenario: Scenario, factors: Mapping[tuple[str, str], float]) -> Scenario:
    """The scenario with columns of its tables multiplied, where they give a figure."""
    changed = {
        table: tuple(
            row.model_copy(
                update={
                    column: getattr(row, column) * factor
                    for (of, column), factor in factors.items()
                    if of == table and getattr(row, column) is not None
                }
            )
            for row in getattr(scenario, table)
        )
        for table in {table for table, _ in factors}
    }
    return scenario.model_copy(update=changed)


def _items(case: Case, change: Callable[[str, Item], dict[str, float]]) -> Case:
    catalogue = {
        name: item.model_copy(update=change(name, item))
        for name, item in case.pack.catalogue.items()
    }
    return replace(case, pack=case.pack.model_copy(update={"catalogue": catalogue}))


def money(case: Case, factor: float) -> Case:
    """Every amount of money so many times as large."""
    columns = ("cost_per_km", "hire_cost_per_day")
    factors = {("vehicles", column): factor for column in columns}
    factors |= {("cash_agents", "liquidity_per_day"): factor}
    factors |= {("markets", "capacity_per_week"): factor, ("transhipments", "cost_per_t"): factor}
    scenario = _rows(case.scenario, factors)
    settings = scenario.settings
    if settings.budget is not None:
        budget = settings.budget.model_copy(update={"amount": settings.budget.amount * factor})
        settings = settings.model_copy(update={"budget": budget})
    rows = tuple(replace(row, cost=row.cost * factor) for row in case.access.rows)
    case = replace(
        case,
        scenario=scenario.model_copy(update={"settings": settings}),
        access=AccessTable(rows),
    )
    return _items(case, lambda _, item: {"unit_value": item.unit_value * factor})


def weight(case: Case, factor: float) -> Case:
    """Every load told in a unit so many times as small: kilograms in grams."""
    factors = {("vehicles", "payload_kg"): factor, ("depots", "handling_capacity"): factor}
    factors |= {("transhipments", "kg_per_day"): factor}
    case = replace(case, scenario=_rows(case.scenario, factors))
    return _items(case, lambda _, item: {"kg": item.kg * factor})


def room(case: Case, factor: float) -> Case:
    """Every volume of goods told in a unit so many times as small; that of water is its quantity."""
    wet = {name for name, rules in case.pack.access.classes.items() if rules.carries == "water"}
    vehicles = tuple(
        row
        if row.vehicle_class in wet
        else row.model_copy(update={"volume_m3": row.volume_m3 * factor})
        for row in case.scenario.vehicles
    )
    case = replace(case, scenario=case.scenario.model_copy(update={"vehicles": vehicles}))
    return _items(case, lambda name, item: {} if name == "water" else {"m3": item.m3 * factor})


def units_of(item: str) -> Callable[[Case, float], Case]:
    """An item that is not whole told in a unit so many times as small."""

    def told(case: Case, factor: float) -> Case:
        demands = tuple(
            replace(
                demand,
                quantity=demand.quantity * factor,
                survival_quantity=demand.survival_quantity * factor,
                weight=demand.weight / factor,
            )
            if demand.item == item
            else demand
            for demand in case.demands
        )
        scenario = case.scenario.model_copy(
            update={
                table: tuple(
                    row.model_copy(update={"quantity": row.quantity * factor})
                    if row.item == item
                    else row
                    for row in getattr(case.scenario, table)
                )
                for table in ("stock", "pipeline")
            }
            | {
                "locks": tuple(
                    row.model_copy(
                        update={
                            side: None if had is None else had * factor
                            for side, had in (
                                ("at_least", row.at_least), ("at_most", row.at_most)
                            )
                        }
                    )
                    if row.item == item
                    else row
                    for row in case.scenario.locks
                )
            }
        )  # fmt: skip
        case = replace(case, demands=demands, scenario=scenario)
        return _items(
            case,
            lambda name, one: {
                "kg": one.kg / factor, "m3": one.m3 / factor, "unit_value": one.unit_value / factor,
            } if name == item else {},
        )  # fmt: skip

    return told


def water(case: Case, factor: float) -> Case:
    """Water told in a unit so many times as small, in demands and at sources."""
    case = units_of("water")(case, factor)
    scenario = _rows(case.scenario, {("water_sources", "m3_per_day"): factor})
    return replace(case, scenario=scenario)


def people(case: Case, factor: float) -> Case:
    """So many times as many people for the same goods: what they need counts as much more."""
    demands = tuple(
        replace(
            demand,
            weight=demand.weight * factor,
            households=int(demand.households * factor),
            people=int(demand.people * factor),
        )
        for demand in case.demands
    )
    factors = {("teams", "households_per_day"): int(factor)}
    return replace(case, demands=demands, scenario=_rows(case.scenario, factors))


OTHERWISE: dict[str, tuple[Callable[[Case, float], Case], float, dict[Tier, float]]] = {
    "money in hundredths": (money, 100.0, {Tier.COST: 100.0}),
    "money in hundreds": (money, 0.01, {Tier.COST: 0.01}),
    "kilograms in grams": (weight, 1000.0, {}),
    "cubic metres of goods in litres": (room, 1000.0, {}),
    "soap in grams": (units_of("soap"), 1000.0, {}),
    "water in hundreds of litres": (water, 10.0, {Tier.SURVIVAL_WATER: 10.0}),
    "ten times as many people": (people, 10.0, {Tier.NEEDS_MET: 10.0}),
}
"""By name: how it is told, by what factor, and the tiers that are so many times as large then."""
