"""Who was asked, where and when: the made-up assessment of 5-17 April.

Interviews where one could go, two villages seen before their track closed, and one village by
telephone from key informants. All other places have an alert and no assessment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.draws import Draws, apportion
from generator.population import HELPED_HOUSEHOLDS, Caseload, caseloads


@dataclass(frozen=True)
class Stratum:
    """One group at one place, as it was sampled.

    days: first and last day of the interviews, in April.
    hardship: how hard the typical household is hit, 0 not at all to 1 beyond bearing.
    litres: water that it collects a person and day. walk_min: to the source, queue and back.
    is_town: town sources of water, against wells and ponds. market: how the market works.
    price_rise: of cereals, per cent. wants_cash: share that would rather have cash.
    """

    node: str
    group: str
    households: int
    key_informants: int
    days: tuple[int, int]
    hardship: float
    litres: float
    walk_min: float
    is_town: bool
    market: str
    price_rise: float
    wants_cash: float


STRATA = (
    Stratum(
        "menaka", "idp", households=126, key_informants=3, days=(11, 16), hardship=0.58,
        litres=8.5, walk_min=50, is_town=True, market="open", price_rise=28, wants_cash=0.62,
    ),
    Stratum(
        "menaka", "host", households=48, key_informants=0, days=(12, 16), hardship=0.28,
        litres=15.5, walk_min=30, is_town=True, market="open", price_rise=28, wants_cash=0.55,
    ),
    Stratum(
        "inekar", "idp", households=92, key_informants=3, days=(7, 11), hardship=0.72,
        litres=6.0, walk_min=75, is_town=False, market="partial", price_rise=45, wants_cash=0.30,
    ),
    Stratum(
        "inekar", "host", households=34, key_informants=0, days=(8, 11), hardship=0.40,
        litres=11.0, walk_min=55, is_town=False, market="partial", price_rise=45, wants_cash=0.32,
    ),
    Stratum(
        "tidermene", "returnee", households=46, key_informants=2, days=(13, 16), hardship=0.62,
        litres=7.5, walk_min=65, is_town=False, market="partial", price_rise=38, wants_cash=0.34,
    ),
    Stratum(
        "tidermene", "host", households=30, key_informants=0, days=(14, 17), hardship=0.36,
        litres=12.0, walk_min=50, is_town=False, market="partial", price_rise=38, wants_cash=0.35,
    ),
    Stratum(
        "ibogolitene", "idp", households=32, key_informants=0, days=(5, 6), hardship=0.78,
        litres=4.5, walk_min=95, is_town=False, market="closed", price_rise=60, wants_cash=0.12,
    ),
    Stratum(
        "ouaritoufoulout", "idp", households=28, key_informants=1, days=(9, 10), hardship=0.75,
        litres=5.0, walk_min=90, is_town=False, market="closed", price_rise=60, wants_cash=0.15,
    ),
    Stratum(
        "zambouritene", "idp", households=0, key_informants=4, days=(14, 15), hardship=0.70,
        litres=6.0, walk_min=80, is_town=False, market="closed", price_rise=55, wants_cash=0.20,
    ),
)  # fmt: skip

BLOCKS = {"menaka": {"centre": 0.5, "west": 0.32, "north": 0.18}}
"""Towns whose displaced were sampled by blocks, as many interviews in each whatever its size:
share of the displaced by block."""


@dataclass(frozen=True)
class Asked:
    """One interview to be had."""

    stratum: Stratum
    load: Caseload
    household_id: str
    interviewed_on: date
    is_key_informant: bool
    weight: float | None
    was_helped: bool


def interviews() -> Iterator[Asked]:
    """Every interview, by stratum, households before key informants."""
    loads = {(load.node, load.group): load for load in caseloads()}
    for stratum in STRATA:
        load = loads[(stratum.node, stratum.group)]
        weights = _block_weights(stratum, load)
        draws = Draws(f"interviews/{stratum.node}/{stratum.group}")
        for number in range(stratum.households + stratum.key_informants):
            is_key_informant = number >= stratum.households
            yield Asked(
                stratum=stratum,
                load=load,
                household_id=_interview_id(stratum, number + 1),
                interviewed_on=_day(stratum, draws, number),
                is_key_informant=is_key_informant,
                weight=None if is_key_informant else weights.get(number),
                was_helped=draws.happens(_helped_share(load)) and not is_key_informant,
            )


def _block_weights(stratum: Stratum, load: Caseload) -> dict[int, float]:
    """Weight of each household asked: what it stands for over what the average one stands for."""
    if stratum.group != "idp" or stratum.node not in BLOCKS:
        return {}
    living = apportion(load.households, BLOCKS[stratum.node])
    asked = apportion(stratum.households, dict.fromkeys(living, 1.0))
    average = load.households / stratum.households
    weights = [
        living[block] / asked[block] / average for block in living for _ in range(asked[block])
    ]
    return dict(enumerate(weights))


def _helped_share(load: Caseload) -> float:
    """Share that had its food, items and WASH help before it was asked; only in the town."""
    is_helped_place = load.node == "menaka" and load.group == "idp"
    return HELPED_HOUSEHOLDS / load.households if is_helped_place else 0.0


def _day(stratum: Stratum, draws: Draws, number: int) -> date:
    """Interviews run through the days in order, some a day earlier or later."""
    first, last = stratum.days
    asked = stratum.households + stratum.key_informants
    day = first + (last - first) * number // max(1, asked - 1) + draws.whole(-1, 1)
    return date(2022, 4, min(last, max(first, day)))


def _interview_id(stratum: Stratum, number: int) -> str:
    return f"{stratum.node[:3].upper()}-{stratum.group[:1].upper()}{number:03d}"
