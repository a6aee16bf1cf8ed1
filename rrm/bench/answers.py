"""The made-up assessment: a few interviews a site, as hard as the site was hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from rrm.bench.draws import Draws, Floats, Whole
from rrm.bench.people import Plight
from rrm.bench.shape import Shape
from rrm.model.scenario import Site

INTERVIEWS = (8, 12)
"""Interviews a site, at the least and at the most, over all its groups."""
HOUSEHOLD_SPREAD = 0.07
"""How far a household's hardship lies from its site's."""
SECTOR_SPREAD = 0.04

PIECES = {
    # of each item: pieces that a household has in good times
    "nfi_jerrycans": 3.4, "nfi_cooking_pots": 3.2, "nfi_basins": 3.2, "nfi_tools": 2.6,
}  # fmt: skip
DAYS_EATEN = {
    # of each food: days a week in good times, days lost at the worst
    "fcs_staples": (7.0, 2.8), "fcs_pulses": (4.6, 4.6), "fcs_vegetables": (4.0, 3.6),
    "fcs_fruit": (1.4, 1.6), "fcs_protein": (4.2, 4.6), "fcs_dairy": (5.0, 5.2),
    "fcs_sugar": (6.4, 4.0), "fcs_oil": (6.0, 4.6),
}  # fmt: skip
DAYS_COPING = {
    # of each way of coping: days a week in good times, more at the worst
    "rcsi_cheaper_food": (-0.6, 6.4), "rcsi_borrowed_food": (-1.2, 5.4),
    "rcsi_smaller_portions": (-0.8, 6.4), "rcsi_adults_ate_less": (-1.6, 6.0),
    "rcsi_fewer_meals": (-1.0, 6.2),
}  # fmt: skip
HUNGER = ("hhs_no_food", "hhs_slept_hungry", "hhs_day_and_night")
FREQUENCY = ("never", "rarely", "sometimes", "often")
LACK = ("never", "rarely", "sometimes", "often", "always")
SOURCES = ("piped_yard", "public_tap", "borehole", "protected_well", "unprotected_well",
           "surface_water")  # fmt: skip
SHELTERS = ("house", "tent", "unfinished", "makeshift", "none")
DAMAGES = ("none", "light", "partial", "total")


@dataclass(frozen=True, slots=True)
class Asked:
    """Households asked of one group at one site, and how hard the site was hit."""

    site: Site
    households: int
    plight: Plight


def assessment(
    shape: Shape, sites: Sequence[Site], plights: dict[str, Plight]
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Header and rows of assessment.csv; sites of which only an alert is known have none."""
    asked = _sample(shape, sites, plights)
    counts = np.array([one.households for one in asked])
    of = np.repeat(np.arange(len(asked)), counts)
    draws = Draws(shape.seed, "answers")
    columns: dict[str, Sequence[object]] = {
        "site_id": [asked[at].site.site_id for at in of],
        "group": [asked[at].site.group.value for at in of],
        "household_id": [f"H{number:06d}" for number in range(1, len(of) + 1)],
        "interviewed_on": _days(shape, asked, of),
    }
    columns |= _answers(draws, asked, of)
    return list(columns), list(zip(*columns.values(), strict=True))


def _sample(shape: Shape, sites: Sequence[Site], plights: dict[str, Plight]) -> list[Asked]:
    """Interviews a site, spread over its groups; at least four of each."""
    draws = Draws(shape.seed, "sample")
    groups: dict[str, list[Site]] = {}
    for site in sites:
        groups.setdefault(site.site_id, []).append(site)
    found: list[Asked] = []
    for site_id, of_site in groups.items():
        interviews = draws.whole(*INTERVIEWS)
        if not plights[site_id].is_assessed:
            continue
        each, more = divmod(interviews, len(of_site))
        for at, site in enumerate(of_site):
            count = min(site.households, each + (1 if at < more else 0))
            found.append(Asked(site, count, plights[site_id]))
    return found


def _days(shape: Shape, asked: list[Asked], of: Whole) -> list[date]:
    """A week after the shock to the day before the start."""
    last = shape.start - timedelta(days=1)
    days = [min(last, one.plight.occurred_on + timedelta(days=9)) for one in asked]
    return [days[at] for at in of]


def _answers(draws: Draws, asked: list[Asked], of: Whole) -> dict[str, Sequence[object]]:
    """All answers, column by column; a household's sectors share its own hardship."""
    count = len(of)
    own = HOUSEHOLD_SPREAD * draws.normals(count)

    def hardship(sector: str) -> Floats:
        of_site = np.array([one.plight.hardship[sector] for one in asked])
        return np.clip(of_site[of] + own + SECTOR_SPREAD * draws.normals(count), 0.0, 1.0)

    thirst, exposure, hunger = hardship("wash"), hardship("shelter_nfi"), hardship("food_security")
    mean_size = np.array([one.site.people / one.site.households for one in asked])
    size = _counted(mean_size[of] + 1.6 * draws.normals(count), 1, 24)
    cash = np.array([one.plight.cash for one in asked])
    return {
        "household_size": size.tolist(),
        **_water(draws, size, thirst),
        **_shelter(draws, exposure),
        **_items(draws, size, exposure),
        **_food(draws, hunger),
        **_others(draws, (thirst + exposure + hunger) / 3.0),
        "cash_accepted": np.where(draws.shares(count) < cash[of], "cash", "kind").tolist(),
    }


def _water(draws: Draws, size: Whole, thirst: Floats) -> dict[str, Sequence[object]]:
    count = len(size)
    a_person = 28.0 - 27.0 * thirst + 1.5 * draws.normals(count)
    litres = 5 * _counted(size * np.maximum(a_person, 1.5) / 5.0, 1, 100)
    minutes = 5 * _counted(1.0 + 16.0 * thirst + 2.0 * draws.normals(count), 1, 60)
    return {
        "water_litres_per_day": litres.tolist(),
        "water_source": _rung(SOURCES, 1.0 + 4.0 * thirst + 0.6 * draws.normals(count)),
        "water_round_trip_min": minutes.tolist(),
        "water_lack": _rung(LACK, 4.9 * thirst - 0.6 + 0.4 * draws.normals(count)),
    }


def _shelter(draws: Draws, exposure: Floats) -> dict[str, Sequence[object]]:
    """Who sleeps in the open has no shelter that could be damaged."""
    count = len(exposure)
    kinds = _rung(SHELTERS, 4.9 * exposure - 0.7 + 0.5 * draws.normals(count))
    damages = _rung(DAMAGES, 4.0 * exposure - 0.9 + 0.4 * draws.normals(count))
    shown = [None if kind == "none" else damage
             for kind, damage in zip(kinds, damages, strict=True)]  # fmt: skip
    return {"shelter_type": kinds, "shelter_damage": shown}


def _items(draws: Draws, size: Whole, exposure: Floats) -> dict[str, Sequence[object]]:
    """Pieces by halves, people with bedding and blankets: the usual, less what was lost."""
    kept = 1.15 - 1.1 * exposure
    answers: dict[str, Sequence[object]] = {}
    for name, usual in PIECES.items():
        halves = _counted(2 * usual * (kept + 0.12 * draws.normals(len(size))), 0, 30)
        answers[name] = (halves / 2).tolist()
    for name in ("nfi_people_with_bedding", "nfi_people_with_blanket"):
        people = np.floor(size * kept + 0.6 * draws.normals(len(size)) + 0.5)
        answers[name] = np.clip(people, 0, size).astype(np.int64).tolist()
    return answers


def _food(draws: Draws, hunger: Floats) -> dict[str, Sequence[object]]:
    count = len(hunger)
    answers: dict[str, Sequence[object]] = {}
    for name, (usual, lost) in DAYS_EATEN.items():
        days = usual - lost * hunger + 0.7 * draws.normals(count)
        answers[name] = _counted(days, 0, 7).tolist()
    for name, (usual, more) in DAYS_COPING.items():
        days = usual + more * hunger + 0.7 * draws.normals(count)
        answers[name] = _counted(days, 0, 7).tolist()
    for name in HUNGER:
        answers[name] = _rung(FREQUENCY, 5.0 * hunger - 1.9 + 0.4 * draws.normals(count))
    return answers


def _others(draws: Draws, strain: Floats) -> dict[str, Sequence[object]]:
    """Care, safety and school: as bad as all else together."""
    count = len(strain)
    children = _counted(2.2 + 1.2 * draws.normals(count), 0, 9)
    at_school = np.floor(children * (1.25 - strain) + 0.3 * draws.normals(count))
    at_risk = strain + 0.08 * draws.normals(count)
    return {
        "health_need": _rung(("no_need", "met", "unmet"), 3.6 * strain - 0.9),
        "movement_restricted": _yes(at_risk > 0.45),
        "explosive_hazard_reported": _yes(at_risk > 0.75),
        "unsafe_water_access": _yes(at_risk > 0.55),
        "separated_children": _yes(at_risk > 0.8),
        "school_age_children": children.tolist(),
        "children_attending": [
            int(going) if of_age else None
            for going, of_age in zip(np.clip(at_school, 0, children), children, strict=True)
        ],
        "school_status": _rung(("open", "no_teacher", "closed"), 3.2 * strain - 0.8),
    }


def _yes(said: NDArray[np.bool_]) -> list[str]:
    return ["yes" if one else "no" for one in said]


def _counted(values: Floats, least: int, most: int) -> Whole:
    """To the nearest whole number between bounds."""
    return np.clip(np.floor(values + 0.5), least, most).astype(np.int64)


def _rung(scale: Sequence[str], values: Floats) -> list[str]:
    """The place on a scale, its first at 0 or below."""
    at = _counted(values, 0, len(scale) - 1)
    return [scale[one] for one in at]
