"""A household before it is asked anything: who lives in it, and how hard it is hit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor

from generator.draws import Draws
from generator.sample import Asked, Stratum

HELP_EASES = 0.22
"""Hardship that food, items and WASH help takes away."""

FIRST_FLIGHT = date(2022, 3, 8)
WOMEN_AND_MEN = 2.35
"""Adults in the average household of the draws below."""


@dataclass(frozen=True)
class Household:
    """Members by age, and hardship by sector, 0 to 1.

    The three sectors share the household's own hardship and differ by a draw each, so that who
    lacks water mostly lacks food and shelter too.
    """

    stratum: Stratum
    women: int
    men: int
    under_5: int
    aged_5_17: int
    school_age: int
    thirst: float
    exposure: float
    hunger: float

    @property
    def size(self) -> int:
        """Everyone who lives and eats there."""
        return self.women + self.men + self.under_5 + self.aged_5_17

    @property
    def children(self) -> int:
        """Everyone under 18."""
        return self.under_5 + self.aged_5_17

    @property
    def is_host(self) -> bool:
        """Whether it was there before the shock."""
        return self.stratum.group == "host"


def draw_household(asked: Asked, draws: Draws) -> Household:
    """A household of the stratum, its size around the mean of the place's population.

    One in fifty is two or three families that eat together since they fled.
    """
    families = draws.pick({1: 0.98, 2: 0.015, 3: 0.005})
    women = draws.pick({1: 0.72, 2: 0.22, 3: 0.06}) * families
    men = draws.pick({0: 0.26, 1: 0.58, 2: 0.13, 3: 0.03}) * families
    children = 0.93 * (asked.load.mean_size - WOMEN_AND_MEN)
    under_5 = draws.count(0.36 * children, 1.0, 5) * families
    aged_5_17 = draws.count(0.64 * children, 1.5, 9) * families
    own = draws.normal(asked.stratum.hardship, 0.15)
    eased = HELP_EASES if asked.was_helped else 0.0
    return Household(
        stratum=asked.stratum,
        women=women,
        men=men,
        under_5=under_5,
        aged_5_17=aged_5_17,
        school_age=min(aged_5_17, draws.count(0.92 * aged_5_17, 0.4, 30)),
        thirst=_within_0_1(draws.normal(own - eased / 2, 0.10)),
        exposure=_within_0_1(draws.normal(own - eased, 0.10)),
        hunger=_within_0_1(draws.normal(own - eased, 0.10)),
    )


def composition(house: Household, draws: Draws) -> dict[str, object]:
    """Answers on who lives in the household."""
    return {
        "household_size": house.size,
        "children_under_5": house.under_5,
        "children_5_17": house.aged_5_17,
        "women": house.women,
        "men": house.men,
        "pregnant_or_breastfeeding": min(house.women, draws.count(0.45 * house.under_5, 0.5, 9)),
    }


def displacement(house: Household, asked: Asked, draws: Draws) -> dict[str, object]:
    """Answers on flight; hosts, who did not flee, are not asked."""
    if house.is_host:
        return {}
    days = draws.whole(5, (asked.interviewed_on - FIRST_FLIGHT).days)
    stays, returns = (0.5, 0.2) if house.stratum.group == "idp" else (0.75, 0.0)
    intention = {"stay": stays, "return": returns, "move_on": 0.12, "undecided": 0.2}
    return {"arrival_days": days, "intention": draws.pick(intention)}


def halves(value: float) -> float:
    """To the nearest half, never below 0."""
    return max(0.0, floor(value * 2 + 0.5) / 2)


def step(value: float, size: int) -> int:
    """To the nearest multiple of a size, never below 0: people answer in round numbers."""
    return max(0, size * floor(value / size + 0.5))


def rank(value: float, draws: Draws, top: int) -> int:
    """A place on a scale from 0 to top, for a hardship from 0 to 1 with some doubt about it."""
    return min(top, max(0, floor(draws.normal(value * (top + 1) - 0.25, 0.5))))


def _within_0_1(value: float) -> float:
    return min(1.0, max(0.0, value))
