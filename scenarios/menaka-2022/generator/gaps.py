"""What real forms look like: answers not known, codes for it, interviews cut short, odd values.

Questions that a household was rightly not asked are empty already. Here a few more go, in the
hand of the interviewer who wrote them down.
"""

from __future__ import annotations

from generator.draws import Draws

NOT_KNOWN = 0.035
"""Chance that a household does not know or say, question by question."""

HARDER = {
    "covered_area_m2": 0.09,
    "water_round_trip_min": 0.05,
    "water_litres_per_day": 0.04,
    "price_change_pct": 0.16,
    "food_stock_days": 0.06,
    "latrine_users": 0.08,
    "members_without_documents": 0.05,
    "deaths_30d": 0.04,
    "nfi_women_with_clothes": 0.05,
    "nfi_children_with_clothes": 0.05,
}
"""Questions that people find harder to answer, or rather don't."""

HANDS = {
    # the codes that an interviewer writes for a number, and for a choice
    "blank": (("", ""), 0.45),
    "codes": (("-99", "dont_know"), 0.20),
    "nines": (("9999", "n/a"), 0.12),
    "capitals": (("N/A", "DONT_KNOW"), 0.10),
    "spaces": ((" n/a ", " nsp"), 0.08),
    "refusals": (("-98", "refused"), 0.05),
}

CUT_SHORT = 0.03
LAST_SECTIONS = ("health_need", "priority_need_1")
"""First and last question of what is missing when an interview was cut short."""

ODD = {
    # possible, and worth a second look: kept as they were written
    ("MEN-I017", "water_litres_per_day"): 900,
    ("INE-I044", "arrival_days"): 900,
    ("TID-R012", "price_change_pct"): 250,
    ("OUA-I009", "water_round_trip_min"): 420,
    ("MEN-H021", "nfi_jerrycans"): 40,
    ("IBO-I005", "food_stock_days"): 365,
}


def with_gaps(household_id: str, answers: dict[str, object], draws: Draws) -> dict[str, object]:
    """The answers as they stand in the file.

    answers: by question, in the order of the form.
    """
    (for_number, for_choice), _ = HANDS[draws.pick({hand: w for hand, (_, w) in HANDS.items()})]
    cut = _last_sections(answers) if draws.happens(CUT_SHORT) else frozenset()
    written: dict[str, object] = {}
    for question, answer in answers.items():
        is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
        gone = draws.happens(HARDER.get(question, NOT_KNOWN))
        if question in cut or answer is None:
            written[question] = None
        elif gone and question != "household_size":
            written[question] = for_number if is_number else for_choice
        else:
            written[question] = answer
    return written | {
        question: value for (odd_id, question), value in ODD.items() if odd_id == household_id
    }


def _last_sections(answers: dict[str, object]) -> frozenset[str]:
    names = list(answers)
    first, last = (names.index(question) for question in LAST_SECTIONS)
    return frozenset(names[first : last + 1])
