"""What households answered on water, sanitation and hygiene."""

from __future__ import annotations

from generator.draws import Draws
from generator.household import Household, rank, step

TOWN_SOURCES = {
    "piped_yard": 0.06,
    "piped_neighbour": 0.10,
    "public_tap": 0.30,
    "borehole": 0.24,
    "tanker_truck": 0.06,
    "cart": 0.14,
    "protected_well": 0.04,
    "unprotected_well": 0.06,
}
VILLAGE_SOURCES = {
    "borehole": 0.34,
    "protected_well": 0.14,
    "tanker_truck": 0.02,
    "cart": 0.04,
    "unprotected_well": 0.36,
    "surface_water": 0.10,
}
UNSAFE = ("unprotected_well", "surface_water", "cart")
LACK = ("never", "rarely", "sometimes", "often", "always")
LATRINES = ("pit_with_slab", "pit_without_slab", "open_defecation")
HANDWASHING = ("basic", "limited", "none")


def water_answers(
    house: Household, jerrycans: float, basins: float, draws: Draws
) -> dict[str, object]:
    """Water got, how, and how far; jerrycans and basins are what there is to carry it in."""
    source = draws.pick(_sources(house))
    relief = 1.0 + 1.3 * (house.stratum.hardship - house.thirst)
    litres_a_person = max(1.2, house.stratum.litres * (relief + draws.normal(0.0, 0.18)))
    litres = litres_a_person * house.size
    at_home = source == "piped_yard"
    minutes = house.stratum.walk_min * (0.55 + 0.8 * house.thirst) + draws.normal(0.0, 9.0)
    return {
        "water_litres_per_day": step(litres, 5 if litres < 40 else 10),
        "water_source": source,
        "water_round_trip_min": 0 if at_home else max(5, step(minutes, 5)),
        "water_lack": LACK[rank(house.thirst, draws, 4)],
        "water_container_litres": 20 * jerrycans + 10 * basins,
    }


def hygiene_answers(house: Household, draws: Draws) -> dict[str, object]:
    """Toilet, the people who share it, and a place for washing hands."""
    latrine = LATRINES[rank(house.thirst, draws, 2)]
    answers: dict[str, object] = {
        "latrine_type": latrine,
        "handwashing": HANDWASHING[rank(house.thirst, draws, 2)],
    }
    if latrine != "open_defecation":
        households = 1 if house.is_host else draws.whole(1, 4 + int(10 * house.thirst))
        answers["latrine_users"] = house.size + 6 * (households - 1)
    return answers


def _sources(house: Household) -> dict[str, float]:
    usual = TOWN_SOURCES if house.stratum.is_town else VILLAGE_SOURCES
    return {
        source: share * (0.3 + 1.4 * house.thirst if source in UNSAFE else 1.5 - house.thirst)
        for source, share in usual.items()
    }
