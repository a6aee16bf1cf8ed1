"""What households answered on food: days eaten, ways of coping, hunger, stocks."""

from __future__ import annotations

from generator.draws import Draws
from generator.household import Household, rank

DAYS_EATEN = {
    # group: days a week in good times, days lost at the worst
    "fcs_staples": (7.0, 2.6),
    "fcs_pulses": (3.8, 3.6),
    "fcs_vegetables": (3.2, 3.2),
    "fcs_fruit": (1.0, 1.2),
    "fcs_protein": (3.4, 3.6),
    "fcs_dairy": (4.6, 4.4),
    "fcs_sugar": (6.2, 3.8),
    "fcs_oil": (5.6, 4.2),
}
DAYS_COPING = {
    # way of coping: days a week where food is enough, days more at the worst
    "rcsi_cheaper_food": (0.8, 5.2),
    "rcsi_borrowed_food": (-0.8, 4.6),
    "rcsi_smaller_portions": (0.2, 5.0),
    "rcsi_adults_ate_less": (-1.4, 5.2),
    "rcsi_fewer_meals": (-0.2, 4.8),
}
HUNGER = {"hhs_no_food": 0.10, "hhs_slept_hungry": 0.0, "hhs_day_and_night": 0.30}
"""How much harder than `slept hungry` a question must hit before it is answered yes."""

FREQUENCY = ("never", "rarely", "sometimes", "often")
STRATEGIES = {
    # strategy: chance where food is enough, more at the worst, never open to the household
    "lcs_stress_sold_goods": (0.05, 0.55, 0.10),
    "lcs_stress_food_on_credit": (0.25, 0.55, 0.06),
    "lcs_stress_spent_savings": (0.15, 0.50, 0.18),
    "lcs_stress_borrowed_money": (0.12, 0.50, 0.08),
    "lcs_crisis_sold_tools": (0.0, 0.40, 0.20),
    "lcs_crisis_left_school": (0.0, 0.38, 0.12),
    "lcs_crisis_less_health": (0.05, 0.50, 0.08),
    "lcs_emergency_sold_land": (0.0, 0.08, 0.45),
    "lcs_emergency_begged": (0.0, 0.30, 0.05),
    "lcs_emergency_sold_last_females": (0.0, 0.42, 0.30),
}


def food_answers(house: Household, draws: Draws) -> dict[str, object]:
    """All answers on food of one household."""
    return {
        **_consumption(house, draws),
        **_coping(house, draws),
        **_hunger(house, draws),
        **_livelihood_strategies(house, draws),
        "food_stock_days": draws.count(12.0 * (1.0 - house.hunger), 3.0, 60),
    }


def _consumption(house: Household, draws: Draws) -> dict[str, object]:
    return {
        name: draws.count(usual - lost * house.hunger, 0.9, 7)
        for name, (usual, lost) in DAYS_EATEN.items()
    }


def _coping(house: Household, draws: Draws) -> dict[str, object]:
    """Adults can't go short for the children's sake where there are none."""
    answers: dict[str, object] = {
        name: draws.count(usual + more * house.hunger, 1.0, 7)
        for name, (usual, more) in DAYS_COPING.items()
    }
    if house.children == 0:
        answers["rcsi_adults_ate_less"] = 0
    return answers


def _hunger(house: Household, draws: Draws) -> dict[str, object]:
    return {
        name: FREQUENCY[rank(max(0.0, house.hunger - harder - 0.12), draws, 3)]
        for name, harder in HUNGER.items()
    }


def _livelihood_strategies(house: Household, draws: Draws) -> dict[str, object]:
    answers: dict[str, object] = {}
    for name, (usual, more, never_open) in STRATEGIES.items():
        closed = draws.happens(never_open)
        used = draws.happens(usual + more * house.hunger)
        gone = draws.happens(0.25 * house.hunger)
        if closed or (name == "lcs_crisis_left_school" and house.school_age == 0):
            answers[name] = "not_applicable"
        else:
            answers[name] = "exhausted" if used and gone else "yes" if used else "no"
    return answers
