"""Who is where, what was reported, and who has been helped.

Reported (note on the humanitarian situation of the Ménaka region, 25 April 2022, ReliefWeb): by
18 April the RRM had recorded 4,618 displaced households, 27,883 people, in the cercles of Ménaka
(3,079 households, of whom 981 had received food, household items and WASH help) and Inékar
(1,539). How they spread over places is not public: drawn here, adding up to these totals.

The note counts by the cercles in force since 2016, so that all 3,079 are placed in the commune of
Ménaka of 2015 and all 1,539 in that of Inékar. People also fled towards Tidermène; the RRM's count
names none there, so Tidermène and Andéramboukane hold returnees and hosts only, who are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.draws import Draws, apportion
from generator.places import BY_NODE
from generator.tables import Row, degrees

SITE_COLUMNS = (
    "site_id", "name", "adm1_pcode", "adm2_pcode", "adm3_pcode", "lat", "lon", "households",
    "people", "group", "node",
)  # fmt: skip
ALERT_COLUMNS = (
    "alert_id", "site_id", "shock", "occurred_on", "reported_on", "verified_on", "households",
    "source",
)  # fmt: skip
ASSISTANCE_COLUMNS = ("site_id", "group", "entitlement", "households", "given_on", "source")

DISPLACED_PEOPLE = 27_883
DISPLACED_HOUSEHOLDS = {"menaka": 3_079, "inekar": 1_539}
HELPED_HOUSEHOLDS = 981
SHOCK = "armed_attack"

MENAKA_TOWN = "menaka-town"
SITE_OF_NODE = {"menaka": MENAKA_TOWN}
"""A site is called as its node, save for the town, which shares its name with the cercle."""

DISPLACED_SHARES = {
    "menaka": {
        "menaka": 72.0,
        "ibogolitene": 5.0,
        "zambouritene": 4.0,
        "idoguiritane": 5.5,
        "in-delimane": 5.5,
        "tabankort": 3.5,
        "akabar": 4.5,
    },
    "inekar": {
        "inekar": 72.0,
        "ouaritoufoulout": 10.0,
        "in-telle": 8.0,
        "idra-gagane": 4.5,
        "ikanabassane": 5.5,
    },
}
"""Rough weights of the places of each cercle, before a draw of a tenth either way."""

UNCHECKED = (
    "zambouritene", "in-delimane", "tabankort", "akabar", "idra-gagane", "ikanabassane",
)  # fmt: skip
"""Places whose alert nobody could verify yet."""

OTHERS = (
    # node, group, households at least, at most, mean household size
    ("menaka", "host", 600, 680, 6.3),
    ("inekar", "host", 240, 300, 6.2),
    ("tidermene", "returnee", 210, 260, 5.9),
    ("tidermene", "host", 140, 180, 6.4),
    ("anderamboukane", "host", 180, 220, 6.1),
)
"""Groups that the note does not count: ours, rows of their own beside the displaced."""


@dataclass(frozen=True)
class Caseload:
    """One group at one place."""

    site_id: str
    node: str
    group: str
    households: int
    people: int

    @property
    def mean_size(self) -> float:
        """People a household."""
        return self.people / self.households


def caseloads() -> tuple[Caseload, ...]:
    """Every group at every place, in the order of the table: the displaced, then the others."""
    return (*_displaced(), *_others())


def sites() -> Iterator[Row]:
    """The table of sites."""
    for load in caseloads():
        place = BY_NODE[load.node]
        yield {
            "site_id": load.site_id,
            "name": place.name,
            "adm1_pcode": place.adm1_pcode,
            "adm2_pcode": place.adm2_pcode,
            "adm3_pcode": place.adm3_pcode,
            "lat": degrees(place.lat),
            "lon": degrees(place.lon),
            "households": load.households,
            "people": load.people,
            "group": load.group,
            "node": load.node,
        }


def alerts() -> Iterator[Row]:
    """One alert a place: what a focal point guessed, and whether it has been checked."""
    draws = Draws("alerts")
    for rank, (site_id, households) in enumerate(_by_place().items(), start=1):
        occurred = date(2022, 3, 8) + timedelta(days=draws.whole(0, 18))
        reported = occurred + timedelta(days=draws.whole(1, 6))
        verified = date(2022, 4, 5) + timedelta(days=draws.whole(0, 11))
        guess = 10 * round(households * draws.between(0.7, 1.4) / 10)
        yield {
            "alert_id": f"MNK-2022-{rank:02d}",
            "site_id": site_id,
            "shock": SHOCK,
            "occurred_on": occurred,
            "reported_on": reported,
            "verified_on": None if site_id in UNCHECKED else verified,
            "households": None if site_id == "akabar" else guess,
            "source": "focal point",
        }


def assistance() -> Iterator[Row]:
    """The 981 households' food, items and WASH help, and the food begun in Inékar.

    The 981 are all put in the town, the only place of the cercle that was open to aid; the note
    does not say how food was given, a ration in kind is assumed. Food in Inékar begins on the
    second day of the plan, for all displaced there and for six months: it is counted as given,
    so that nobody plans it twice.
    """
    given = {"food_ration": "2022-04-07", "nfi_kit": "2022-04-09", "hygiene_kit": "2022-04-09"}
    for entitlement, day in given.items():
        yield {
            "site_id": MENAKA_TOWN,
            "group": "idp",
            "entitlement": entitlement,
            "households": HELPED_HOUSEHOLDS,
            "given_on": day,
            "source": "RRM, note of 25 April 2022 (the day is made up)",
        }
    for load in caseloads():
        if load.group == "idp" and load.node in DISPLACED_SHARES["inekar"]:
            yield {
                "site_id": load.site_id,
                "group": "idp",
                "entitlement": "food_ration",
                "households": load.households,
                "source": "WFP, food for six months from 19 April, note of 25 April 2022",
            }


def _displaced() -> Iterator[Caseload]:
    draws = Draws("displaced")
    households: dict[str, int] = {}
    for cercle, total in DISPLACED_HOUSEHOLDS.items():
        shares = {
            node: share * draws.between(0.9, 1.1)
            for node, share in DISPLACED_SHARES[cercle].items()
        }
        households |= apportion(total, shares)
    sizes = {node: count * draws.between(5.6, 6.5) for node, count in households.items()}
    people = apportion(DISPLACED_PEOPLE, sizes)
    for node, count in households.items():
        yield Caseload(_site_id(node), node, "idp", count, people[node])


def _others() -> Iterator[Caseload]:
    draws = Draws("others")
    for node, group, least, most, size in OTHERS:
        households = draws.whole(least, most)
        people = round(households * size * draws.between(0.97, 1.03))
        yield Caseload(_site_id(node), node, group, households, people)


def _site_id(node: str) -> str:
    return SITE_OF_NODE.get(node, node)


def _by_place() -> dict[str, int]:
    by_place: dict[str, int] = {}
    for load in caseloads():
        if load.group != "host":
            by_place[load.site_id] = by_place.get(load.site_id, 0) + load.households
        by_place.setdefault(load.site_id, load.households)
    return by_place
