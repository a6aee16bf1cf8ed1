"""What households answered on health, protection, school and markets."""

from __future__ import annotations

from generator.draws import Draws
from generator.household import Household, step

MEASURED_AT = ("menaka", "inekar", "tidermene")
"""Places where health workers came along to measure arms."""


def health_answers(house: Household, draws: Draws) -> dict[str, object]:
    """Care, children's arms, and deaths; questions on young children only where there are any."""
    hard = house.hunger
    answers: dict[str, object] = {
        "health_need": draws.pick({"no_need": 0.4, "met": 0.35 - 0.2 * hard, "unmet": 0.5 * hard}),
        "deaths_30d": draws.pick({0: 1.0, 1: 0.05 * hard, 2: 0.008 * hard}),
    }
    if answers["deaths_30d"]:
        answers["deaths_under_5_30d"] = int(draws.happens(0.4))
    if house.under_5:
        answers["diarrhoea_under_5"] = draws.happens(0.12 + 0.35 * house.thirst)
        if house.stratum.node in MEASURED_AT:
            answers |= _arms(house, draws)
    return answers


def protection_answers(house: Household, draws: Draws) -> dict[str, object]:
    """Yes or no, and counts: never what happened to whom."""
    hard = house.exposure
    fled = 0.0 if house.is_host else 1.0
    village = 0.0 if house.stratum.is_town else 1.0
    return {
        "separated_children": draws.happens(0.02 + 0.04 * fled),
        "movement_restricted": draws.happens(0.10 + 0.30 * village + 0.15 * hard),
        "explosive_hazard_reported": draws.happens(0.02 + 0.06 * village),
        "unsafe_water_access": draws.happens(0.05 + 0.15 * village + 0.15 * house.thirst),
        "members_without_documents": draws.count((0.2 + 0.35 * fled) * house.size, 1.4, house.size),
        "land_or_housing_lost": draws.happens(0.05 + 0.4 * fled * hard),
    }


def school_answers(house: Household, draws: Draws) -> dict[str, object]:
    """School-age children and the nearest school."""
    in_town = house.stratum.is_town
    works = {"open": 0.8, "no_teacher": 0.08, "occupied": 0.12}
    mostly_shut = {"open": 0.12, "closed": 0.6, "no_teacher": 0.16, "attacked": 0.08}
    status = draws.pick(works if in_town else mostly_shut)
    answers: dict[str, object] = {
        "school_age_children": house.school_age,
        "school_status": status,
    }
    if house.school_age:
        usual = 0.75 if house.is_host else 0.5
        going = usual - 0.35 * house.hunger if status in ("open", "occupied") else 0.0
        answers["children_attending"] = sum(draws.happens(going) for _ in range(house.school_age))
    return answers


def market_answers(house: Household, draws: Draws) -> dict[str, object]:
    """The market as this household finds it, and what it would rather be helped with."""
    stratum = house.stratum
    market = stratum.market if draws.happens(0.85) else "partial"
    answers: dict[str, object] = {
        "livelihood_lost": draws.happens((0.08 if house.is_host else 0.35) + 0.3 * house.exposure),
        "market_access": market,
        "cash_accepted": draws.pick(
            {
                "cash": 0.8 * stratum.wants_cash,
                "either": 0.2 * stratum.wants_cash,
                "kind": 1.0 - stratum.wants_cash,
            }
        ),
        "priority_need_1": _first_need(house, draws),
    }
    if market != "closed":
        answers["price_change_pct"] = step(draws.normal(stratum.price_rise, 9.0), 5)
    return answers


def place_answers(house: Household, draws: Draws) -> dict[str, object]:
    """What a key informant can say of a place as a whole."""
    market = market_answers(house, draws)
    kept = ("market_access", "price_change_pct")
    protection = protection_answers(house, draws)
    seen = ("movement_restricted", "explosive_hazard_reported")
    return {
        "school_status": school_answers(house, draws)["school_status"],
        "priority_need_1": market["priority_need_1"],
        **{name: market.get(name) for name in kept},
        **{name: protection[name] for name in seen},
    }


def _arms(house: Household, draws: Draws) -> dict[str, object]:
    measured = min(house.under_5, draws.count(0.85 * house.under_5, 0.4, 5))
    severe = sum(draws.happens(0.01 + 0.05 * house.hunger) for _ in range(measured))
    moderate = sum(draws.happens(0.04 + 0.14 * house.hunger) for _ in range(measured - severe))
    answers: dict[str, object] = {"children_6_59_months_measured": measured}
    if measured:
        answers |= {"muac_below_115": severe, "muac_115_to_124": moderate}
    return answers


def _first_need(house: Household, draws: Draws) -> str:
    cash = 0.12 + 0.2 * house.stratum.wants_cash
    return draws.pick(
        {
            "food": 0.9 * house.hunger,
            "water": 0.6 * house.thirst,
            "shelter": 0.5 * house.exposure,
            "household_items": 0.25 * house.exposure,
            "health": 0.08,
            "protection": 0.06,
            "education": 0.02,
            "documents": 0.02,
            "cash": cash,
            "other": 0.02,
        }
    )
