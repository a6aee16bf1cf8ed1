"""What households answered on shelter and household items."""

from __future__ import annotations

from generator.draws import Draws
from generator.household import Household, halves

AREA_A_PERSON = {
    "makeshift": (0.9, 2.4),
    "tent": (1.6, 3.6),
    "unfinished": (1.5, 3.4),
    "collective_centre": (1.0, 2.2),
    "house": (2.4, 6.0),
}
"""Square metres under a roof for each person, at least and at most, by type of shelter."""


def shelter_answers(house: Household, draws: Draws) -> dict[str, object]:
    """Where and on what terms the household sleeps."""
    shelter = draws.pick(_types(house))
    with_hosts = not house.is_host and shelter == "house" and draws.happens(0.8)
    tenure = draws.pick(_tenures(house, shelter, with_hosts))
    answers: dict[str, object] = {
        "living_with_hosts": None if house.is_host else with_hosts,
        "shelter_type": shelter,
        "tenure": tenure,
        "covered_area_m2": 0.0,
    }
    if tenure != "owner":
        answers["eviction_risk"] = draws.happens(0.08 + 0.35 * house.exposure)
    if shelter != "none":
        answers["covered_area_m2"] = halves(house.size * draws.between(*AREA_A_PERSON[shelter]))
        answers["shelter_damage"] = draws.pick(_damages(house.exposure))
    return answers


def item_answers(house: Household, draws: Draws) -> dict[str, object]:
    """Usable pieces held, and people who have what they need: the usual, less what was lost."""
    kept = 1.05 - 0.95 * house.exposure
    usual_pieces = {
        "nfi_jerrycans": 1.5 + house.size / 3,
        "nfi_cooking_pots": 1.5 + house.size / 6,
        "nfi_basins": 1.0 + house.size / 4,
        "nfi_tools": 2.0,
    }
    could_have = {
        "nfi_people_with_bedding": house.size,
        "nfi_people_with_blanket": house.size,
        "nfi_women_with_clothes": house.women,
        "nfi_children_with_clothes": house.children or None,
    }
    pieces = {
        name: halves(usual * draws.normal(kept, 0.16)) for name, usual in usual_pieces.items()
    }
    people = {
        name: None if most is None else draws.count(most * kept, 0.6, most)
        for name, most in could_have.items()
    }
    return {**pieces, **people}


def _types(house: Household) -> dict[str, float]:
    hard = house.exposure
    if house.is_host:
        return {"house": 1.1 - hard, "tent": 0.16, "unfinished": 0.04, "makeshift": 0.3 * hard}
    if house.stratum.group == "returnee":
        return {"house": 0.9 - hard / 2, "tent": 0.15, "makeshift": hard / 2, "none": hard - 0.7}
    in_town = 0.12 if house.stratum.is_town else 0.03
    return {
        "none": 0.9 * (hard - 0.5),
        "makeshift": 0.25 + 0.5 * hard,
        "tent": 0.16,
        "unfinished": in_town,
        "collective_centre": in_town,
        "house": 0.75 - 0.75 * hard,
    }


def _tenures(house: Household, shelter: str, with_hosts: bool) -> dict[str, float]:
    if with_hosts:
        return {"hosted": 1.0}
    if house.is_host or house.stratum.group == "returnee":
        return {"owner": 0.82, "hosted": 0.10, "rented": 0.08}
    if shelter in ("house", "unfinished"):
        return {"rented": 0.35, "hosted": 0.35, "no_agreement": 0.30}
    return {"hosted": 0.45, "no_agreement": 0.55}


def _damages(hard: float) -> dict[str, float]:
    return {
        "none": 1.0 - 0.9 * hard,
        "light": 0.35,
        "partial": 0.05 + 0.45 * hard,
        "total": 0.4 * (hard - 0.55),
    }
