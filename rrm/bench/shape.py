"""What a made-up scenario is like: its size, and how short everything is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt

LEAST_SITES, MOST_SITES = 5, 5_000
LEAST_DAYS, MOST_DAYS = 7, 90


@dataclass(frozen=True, slots=True)
class Shape:
    """Size and scarcity of a made-up scenario; the defaults are the benchmark's.

    sites: places with people, each with one population group or two.
    seed: what everything is drawn from. days: the horizon. start: the first day, in the dry
    season. rules: the rule pack, with the items and vehicle classes of the Sahel.
    median_people, least_people, most_people, spread: people at a site, lognormal between bounds;
    spread of the logarithm.
    stock: of the goods due, the share that lies in the depots on day 1; arriving: the share on its
    way. water: of the water due a day, the share that sources yield and tankers can carry.
    budget: of what it would cost to serve everybody, the share there is.
    cash: of the transfers due, the share that agents can pay and markets take in.
    fleet, teams: of the work that stock and arrivals make, what vehicles and teams can do.
    closed: share of sites shut off from some vehicle class for a time.
    unassessed: share of sites of which only an alert is known.
    """

    sites: int = 500
    seed: int = 0
    days: int = 42
    start: date = date(2025, 2, 3)
    rules: str = "mali"
    median_people: int = 1_200
    least_people: int = 80
    most_people: int = 40_000
    spread: float = 1.15
    stock: float = 0.45
    arriving: float = 0.25
    water: float = 0.5
    budget: float = 0.5
    cash: float = 0.6
    fleet: float = 0.8
    teams: float = 0.9
    closed: float = 0.25
    unassessed: float = 0.15

    def __post_init__(self) -> None:
        if not LEAST_SITES <= self.sites <= MOST_SITES:
            raise ValueError(f"sites: {LEAST_SITES} to {MOST_SITES}")
        if not LEAST_DAYS <= self.days <= MOST_DAYS:
            raise ValueError(f"days: {LEAST_DAYS} to {MOST_DAYS}")

    @property
    def towns(self) -> int:
        """Towns that the sites lie around: one for about a hundred sites, and two or three more."""
        return max(3 if self.sites >= 30 else 2, round(self.sites / 100) + 1)

    @property
    def depots(self) -> int:
        """Towns with a warehouse: all of a few, fewer and fewer of many."""
        return min(self.towns, round(1.5 * sqrt(self.towns)))

    @property
    def reviews(self) -> tuple[int, ...]:
        """Days on which access is reviewed, the first of them day 1; closures begin and end there.

        After a week, two, four and eight; of fewer than three weeks, after each third.
        """
        if self.days < 21:
            third = max(2, self.days // 3)
            return (1, 1 + third, 1 + 2 * third)
        return tuple(day for day in (1, 8, 15, 29, 57) if day <= self.days)

    @property
    def id(self) -> str:
        """Id of the scenario."""
        return f"generated-{self.sites}-sites-{self.days}-days-seed-{self.seed}"
