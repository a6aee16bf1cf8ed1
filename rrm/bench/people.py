"""Who lives at each site, what was reported of it, and how hard it is hit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rrm.bench.draws import Draws, exponential, logarithm
from rrm.bench.land import Land
from rrm.bench.shape import Shape
from rrm.model.scenario import Alert, Group, Site

GROUPS = ((Group.IDP, 0.5), (Group.RETURNEE, 0.18), (Group.REFUGEE, 0.1), (Group.HOST, 0.22))
WITH_HOSTS = 0.4
"""Share of the sites at which hosts live beside those who came."""
HOUSEHOLD = (5.4, 7.4)
"""People a household, at the least and at the most by site and group."""
SHOCKS = (
    ("armed_attack", 0.35), ("intercommunal_violence", 0.15), ("preventive_flight", 0.15),
    ("flood", 0.1), ("drought", 0.1), ("fire", 0.1), ("other", 0.05),
)  # fmt: skip
SECTORS = ("wash", "shelter_nfi", "food_security")
UNVERIFIED = 0.2


@dataclass(frozen=True, slots=True)
class Plight:
    """How a site was hit: when, how hard by sector (0 not at all, 1 beyond bearing), whether seen.

    cash: share of its households that would rather have cash.
    """

    occurred_on: date
    hardship: dict[str, float]
    is_assessed: bool
    cash: float


def draw_sites(shape: Shape, land: Land) -> tuple[Site, ...]:
    """The table of sites: a lognormal population each, of one group or of two."""
    populations = _populations(shape)
    draws = Draws(shape.seed, "groups")
    rows: list[Site] = []
    for spot, people in zip(land.sites, populations, strict=True):
        group = Group(draws.pick([(one.value, weight) for one, weight in GROUPS]))
        hosts = draws.between(0.25, 0.65)
        has_hosts = draws.happens(WITH_HOSTS) and group is not Group.HOST
        of_hosts = round(people * hosts) if has_hosts else 0
        for one, count in ((group, people - of_hosts), (Group.HOST, of_hosts)):
            if not count:
                continue
            households = max(1, round(count / draws.between(*HOUSEHOLD)))
            rows.append(Site(
                site_id=spot.id, name=spot.name, lat=spot.lat, lon=spot.lon, node=spot.node,
                group=one, people=count, households=households,
            ))  # fmt: skip
    return tuple(rows)


def _populations(shape: Shape) -> list[int]:
    """People by site: median x e^(spread x z), drawn again where it is out of bounds."""
    draws = Draws(shape.seed, "populations")
    centre = logarithm(shape.median_people)
    found: list[int] = []
    while len(found) < shape.sites:
        people = round(exponential(centre + shape.spread * float(draws.normals(1)[0])))
        if shape.least_people <= people <= shape.most_people:
            found.append(people)
    return found


def draw_plights(shape: Shape, land: Land) -> dict[str, Plight]:
    """By site, when and how hard it was hit.

    Sectors share the site's own hardship and differ by a draw each, so that who lacks water
    mostly lacks food and shelter too.
    """
    draws = Draws(shape.seed, "plights")
    found: dict[str, Plight] = {}
    for spot in land.sites:
        own = draws.between(-0.14, 0.92)
        drawn = {sector: own + draws.between(-0.22, 0.16) for sector in SECTORS}
        found[spot.id] = Plight(
            occurred_on=shape.start - timedelta(days=draws.whole(12, 40)),
            hardship=drawn,
            is_assessed=not draws.happens(shape.unassessed),
            cash=draws.between(0.25, 0.9),
        )
    return found


def draw_alerts(shape: Shape, land: Land, plights: dict[str, Plight]) -> tuple[Alert, ...]:
    """One alert a site, reported in the five weeks before the start; four of five verified."""
    draws = Draws(shape.seed, "alerts")
    rows: list[Alert] = []
    for number, spot in enumerate(land.sites, start=1):
        occurred = plights[spot.id].occurred_on
        reported = occurred + timedelta(days=draws.whole(1, 6))
        verified = min(reported + timedelta(days=draws.whole(1, 10)), shape.start)
        rows.append(Alert(
            alert_id=f"A{number:04d}", site_id=spot.id, shock=draws.pick(SHOCKS),
            occurred_on=occurred, reported_on=reported,
            verified_on=None if draws.happens(UNVERIFIED) else verified,
        ))  # fmt: skip
    return tuple(rows)
