"""What could be added to the means of a case: a vehicle, stock, money, a team, an open road."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10

from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import Item, ItemKind
from rrm.model.scenario import Scenario, Stock, Team, Vehicle
from rrm.what_if.standing import Standing

UNITS = 100.0
"""Units of an item that are added to a depot's stock, unless something else is asked for."""
XOF_AMOUNT = 1_000_000.0
"""Money that is added in XOF, unless something else is asked for."""
SHARE_OF_BUDGET = 0.01


class AdditionKind(StrEnum):
    """What kind of means is added."""

    VEHICLE = "vehicle"
    STOCK = "stock"
    MONEY = "money"
    TEAM = "team"
    ROAD = "road"


@dataclass(frozen=True, slots=True)
class Addition:
    """A means that could be added, and the case with it.

    key: tells it from the others, the same in every language. where: the depot, or the two ends
    of the road. item: what is stocked, or the class of the vehicle. amount: of stock in its unit,
    of money in the budget's currency; else 1.
    """

    kind: AdditionKind
    key: str
    words: Message
    standing: Standing
    where: tuple[str, ...] = ()
    item: str = ""
    amount: float = 1.0


def usual_amount(scenario: Scenario) -> float:
    """Money to try where nobody says how much: 1 million XOF; in another currency the power of
    ten at or below a hundredth of the budget. 0 where there is no budget.
    """
    budget = scenario.settings.budget
    if budget is None:
        return 0.0
    if budget.currency == "XOF" or budget.amount <= 0:
        return XOF_AMOUNT
    return float(10 ** max(0, floor(log10(budget.amount * SHARE_OF_BUDGET))))


def means_to_add(standing: Standing, units: float, amount: float) -> Iterator[Addition]:
    """One of each, in the order of the tables: vehicles, stock, money, teams; roads not."""
    yield from _vehicles(standing)
    yield from _stock(standing, units)
    yield from _money(standing, amount)
    yield from _teams(standing)


def _vehicles(standing: Standing) -> Iterator[Addition]:
    """One more of each class at each depot that has any, for the whole time."""
    scenario, seen = standing.scenario, set[tuple[str, str]]()
    for at, vehicle in enumerate(scenario.vehicles):
        fleet = (vehicle.vehicle_class, vehicle.depot_id)
        rules = standing.pack.access.classes.get(vehicle.vehicle_class)
        if fleet in seen or rules is None:
            continue
        seen.add(fleet)
        yield Addition(
            AdditionKind.VEHICLE,
            f"vehicle {vehicle.vehicle_class} at {vehicle.depot_id}",
            msg(
                "One more at {depot}: {vehicle}",
                depot=_depot(scenario, vehicle.depot_id),
                vehicle=Text.of(rules.label),
            ),
            standing.with_means(
                scenario.model_copy(update={"vehicles": _one_more(scenario.vehicles, at)})
            ),
            (vehicle.depot_id,),
            vehicle.vehicle_class,
        )


def _one_more(vehicles: tuple[Vehicle, ...], at: int) -> tuple[Vehicle, ...]:
    """With one more like the row at that place: in the same row where it is there all the time."""
    row = vehicles[at]
    if row.from_day == 1 and row.to_day is None:
        more = row.model_copy(update={"count": row.count + 1})
        return (*vehicles[:at], more, *vehicles[at + 1 :])
    return (*vehicles, row.model_copy(update={"count": 1, "from_day": 1, "to_day": None}))


def _stock(standing: Standing, units: float) -> Iterator[Addition]:
    """So many units of each item that serves anybody's due, at each depot."""
    scenario, catalogue = standing.scenario, standing.pack.catalogue
    due = {name for one in standing.demands for name in serving(one.item, catalogue)}
    for name in (item for item in catalogue if item in due):
        if catalogue[name].kind is not ItemKind.GOODS:
            continue
        for depot in scenario.depots:
            words = msg(
                "{n} × {item} more at {depot}",
                n=units,
                item=Text.of(catalogue[name].label),
                depot=depot.name,
            )
            stock = _stocked(scenario.stock, depot.depot_id, name, units)
            yield Addition(
                AdditionKind.STOCK,
                f"{units:.15g} {name} at {depot.depot_id}",
                words,
                standing.with_means(scenario.model_copy(update={"stock": stock})),
                (depot.depot_id,),
                name,
                units,
            )


def serving(item: str, catalogue: Mapping[str, Item]) -> frozenset[str]:
    """What can stand in for an item, what it is put together from, and what goes along with it."""
    about = catalogue[item]
    along = (about.goes_with.storage, about.goes_with.chlorine)
    return frozenset(
        {
            item,
            *(variant.item for variant in about.variants),
            *about.made_of,
            *(one.item for one in along if one is not None),
        }
    )


def _stocked(lines: tuple[Stock, ...], depot: str, item: str, units: float) -> tuple[Stock, ...]:
    """With so many units more that keep, in the row that there is for them."""
    for at, line in enumerate(lines):
        if (line.depot_id, line.item, line.expires_on) == (depot, item, None):
            more = line.model_copy(update={"quantity": line.quantity + units})
            return (*lines[:at], more, *lines[at + 1 :])
    return (*lines, Stock(depot_id=depot, item=item, quantity=units))


def _money(standing: Standing, amount: float) -> Iterator[Addition]:
    settings = standing.scenario.settings
    if settings.budget is None or amount <= 0:
        return
    budget = settings.budget.model_copy(update={"amount": settings.budget.amount + amount})
    more = settings.model_copy(update={"budget": budget})
    yield Addition(
        AdditionKind.MONEY,
        f"{amount:.15g} {budget.currency}",
        msg("{amount} {currency} more", amount=amount, currency=budget.currency),
        standing.with_means(standing.scenario.model_copy(update={"settings": more})),
        amount=amount,
    )


def _teams(standing: Standing) -> Iterator[Addition]:
    """One more team at each depot, like its first one, else like the first of all.

    None where no team is listed: then nothing waits for one.
    """
    scenario = standing.scenario
    for depot in scenario.depots if scenario.teams else ():
        mine = [one for one in scenario.teams if one.depot_id == depot.depot_id]
        like = (*mine, *scenario.teams)[0]
        team = Team(
            team_id=_free_id(scenario),
            depot_id=depot.depot_id,
            households_per_day=like.households_per_day,
        )
        yield Addition(
            AdditionKind.TEAM,
            f"team at {depot.depot_id}",
            msg(
                "One more distribution team at {depot} ({n} households a day)",
                depot=depot.name,
                n=like.households_per_day,
            ),
            standing.with_means(scenario.model_copy(update={"teams": (*scenario.teams, team)})),
            (depot.depot_id,),
        )


def _free_id(scenario: Scenario) -> str:
    taken = {team.team_id for team in scenario.teams}
    return next(name for at in range(len(taken) + 1) if (name := f"more-{at + 1}") not in taken)


def _depot(scenario: Scenario, depot_id: str) -> str:
    return next((one.name for one in scenario.depots if one.depot_id == depot_id), depot_id)
