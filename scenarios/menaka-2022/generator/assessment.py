"""The assessment: one row an interview, in the columns of the pack's form."""

from __future__ import annotations

from collections.abc import Iterator

from generator.draws import Draws
from generator.food import food_answers
from generator.gaps import with_gaps
from generator.household import Household, composition, displacement, draw_household
from generator.sample import Asked, interviews
from generator.shelter import item_answers, shelter_answers
from generator.tables import Row
from generator.water import hygiene_answers, water_answers
from generator.wellbeing import (
    health_answers,
    market_answers,
    place_answers,
    protection_answers,
    school_answers,
)

ASKED_COLUMNS = ("site_id", "group", "household_id", "interviewed_on", "respondent", "weight")

QUESTIONS = (
    "household_size", "children_under_5", "children_5_17", "women", "men",
    "pregnant_or_breastfeeding",
    "arrival_days", "intention", "living_with_hosts",
    "water_litres_per_day", "water_source", "water_round_trip_min", "water_lack",
    "water_container_litres", "latrine_type", "latrine_users", "handwashing",
    "shelter_type", "shelter_damage", "covered_area_m2", "tenure", "eviction_risk",
    "nfi_jerrycans", "nfi_cooking_pots", "nfi_basins", "nfi_tools", "nfi_people_with_bedding",
    "nfi_people_with_blanket", "nfi_women_with_clothes", "nfi_children_with_clothes",
    "fcs_staples", "fcs_pulses", "fcs_vegetables", "fcs_fruit", "fcs_protein", "fcs_dairy",
    "fcs_sugar", "fcs_oil",
    "rcsi_cheaper_food", "rcsi_borrowed_food", "rcsi_smaller_portions", "rcsi_adults_ate_less",
    "rcsi_fewer_meals",
    "hhs_no_food", "hhs_slept_hungry", "hhs_day_and_night",
    "lcs_stress_sold_goods", "lcs_stress_food_on_credit", "lcs_stress_spent_savings",
    "lcs_stress_borrowed_money", "lcs_crisis_sold_tools", "lcs_crisis_left_school",
    "lcs_crisis_less_health", "lcs_emergency_sold_land", "lcs_emergency_begged",
    "lcs_emergency_sold_last_females", "food_stock_days",
    "health_need", "diarrhoea_under_5", "children_6_59_months_measured",
    "muac_below_115", "muac_115_to_124", "deaths_30d", "deaths_under_5_30d",
    "separated_children", "movement_restricted", "explosive_hazard_reported",
    "unsafe_water_access", "members_without_documents",
    "land_or_housing_lost",
    "school_age_children", "children_attending", "school_status",
    "livelihood_lost", "market_access", "price_change_pct", "cash_accepted",
    "priority_need_1",
)  # fmt: skip
"""Questions of rules/sphere/form.yaml in its order, those on persons left out."""

ASSESSMENT_COLUMNS = (*ASKED_COLUMNS, *QUESTIONS)


def assessment() -> Iterator[Row]:
    """Every interview, as it stands in the file."""
    for asked in interviews():
        draws = Draws(f"answers/{asked.household_id}")
        house = draw_household(asked, draws)
        given = (
            _of_place(house, draws)
            if asked.is_key_informant
            else _of_household(house, asked, draws)
        )
        in_order = {question: given.get(question) for question in QUESTIONS}
        yield _who(asked) | with_gaps(asked.household_id, in_order, draws)


def _who(asked: Asked) -> dict[str, object]:
    return {
        "site_id": asked.load.site_id,
        "group": asked.stratum.group,
        "household_id": asked.household_id,
        "interviewed_on": asked.interviewed_on,
        "respondent": "key_informant" if asked.is_key_informant else "household",
        "weight": asked.weight,
    }


def _of_household(house: Household, asked: Asked, draws: Draws) -> dict[str, object]:
    items = item_answers(house, draws)
    jerrycans, basins = items["nfi_jerrycans"], items["nfi_basins"]
    assert isinstance(jerrycans, float) and isinstance(basins, float)
    return {
        **composition(house, draws),
        **displacement(house, asked, draws),
        **water_answers(house, jerrycans, basins, draws),
        **hygiene_answers(house, draws),
        **shelter_answers(house, draws),
        **items,
        **food_answers(house, draws),
        **health_answers(house, draws),
        **protection_answers(house, draws),
        **school_answers(house, draws),
        **market_answers(house, draws),
    }


def _of_place(house: Household, draws: Draws) -> dict[str, object]:
    """Key informants speak for the place: its water, its market, its dangers."""
    water = water_answers(house, 0.0, 0.0, draws)
    seen = ("water_source", "water_round_trip_min", "water_lack")
    return {name: water[name] for name in seen} | place_answers(house, draws)
