"""Ten kinds of indicator that rapid assessments are made of, each with the questions it reads.

A kind is used several times, with questions of its own each time: `{n}` is the number.
"""

from __future__ import annotations

from dataclasses import dataclass

FREQUENCY = ("never", "rarely", "sometimes", "often", "always")
PLACE = ("house", "tent", "makeshift", "none")
LATRINE = ("slab", "pit", "bucket", "open")


@dataclass(frozen=True)
class Number:
    """A question answered with a whole number from low to high."""

    low: int
    high: int
    unit: str = ""


@dataclass(frozen=True)
class Options:
    """A question answered with one of these."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class YesNo:
    """A question answered with yes or no."""


Answer = Number | Options | YesNo


@dataclass(frozen=True)
class Kind:
    """An indicator as a pack writes it, and the questions it reads."""

    value: str
    lines: dict[int, str]
    questions: dict[str, Answer]
    unit: str = ""
    is_critical: bool = True


def _days(*names: str) -> dict[str, Answer]:
    return {f"{name}_{{n}}": Number(0, 7) for name in names}


KINDS: dict[str, Kind] = {
    "water": Kind(
        "litres_{n} / size_{n}",
        {5: "below 3", 4: "below 7.5", 3: "below 15", 2: "below 20", 1: "otherwise"},
        {"litres_{n}": Number(0, 250, "L/day"), "size_{n}": Number(1, 15, "person")},
        "L/person/day",
    ),
    "thirst": Kind(
        "lack_{n}",
        {5: "is 'always'", 4: "is 'often'", 3: "is 'sometimes'", 2: "is 'rarely'", 1: "otherwise"},
        {"lack_{n}": Options(FREQUENCY)},
    ),
    "diet": Kind(
        "2 * staples_{n} + 3 * pulses_{n} + greens_{n} + fruit_{n} + 4 * protein_{n}"
        " + 4 * dairy_{n} + 0.5 * sugar_{n} + 0.5 * oil_{n}",
        {4: "at most 21", 3: "at most 35", 1: "otherwise"},
        _days("staples", "pulses", "greens", "fruit", "protein", "dairy", "sugar", "oil"),
    ),
    "coping": Kind(
        "cheaper_{n} + 2 * borrowed_{n} + smaller_{n} + 3 * adults_{n} + fewer_{n}",
        {4: "at least 43", 3: "at least 19", 2: "at least 4", 1: "otherwise"},
        _days("cheaper", "borrowed", "smaller", "adults", "fewer"),
        is_critical=False,
    ),
    "hunger": Kind(
        "if(nofood_{n} = 'often', 2, if(nofood_{n} = 'never', 0, 1))"
        " + if(asleep_{n} = 'often', 2, if(asleep_{n} = 'never', 0, 1))"
        " + if(allday_{n} = 'often', 2, if(allday_{n} = 'never', 0, 1))",
        {5: "at least 5", 4: "at least 4", 3: "at least 2", 2: "at least 1", 1: "otherwise"},
        {f"{name}_{{n}}": Options(FREQUENCY) for name in ("nofood", "asleep", "allday")},
    ),
    "latrine": Kind(
        "latrine_{n}",
        {
            4: "latrine_{n} = 'open' or users_{n} > 50",
            3: "latrine_{n} in ('bucket', 'pit') or users_{n} > 20",
            2: "users_{n} > 10",
            1: "otherwise",
        },
        {"latrine_{n}": Options(LATRINE), "users_{n}": Number(1, 120)},
        is_critical=False,
    ),
    "items": Kind(
        "mean(5 * (1 - min(1, cans_{n} / 2)), 5 * (1 - min(1, pots_{n} / 2)),"
        " 5 * (1 - min(1, mats_{n} / 3)), 5 * (1 - min(1, sheets_{n} / 3)))",
        {4: "at least 4", 3: "at least 3", 2: "at least 2", 1: "otherwise"},
        {f"{name}_{{n}}": Number(0, 4) for name in ("cans", "pots", "mats", "sheets")},
    ),
    "harm": Kind(
        "count(beaten_{n}, robbed_{n}, taxed_{n}, moved_{n})",
        {4: "at least 4", 3: "at least 2", 2: "at least 1", 1: "otherwise"},
        {f"{name}_{{n}}": YesNo() for name in ("beaten", "robbed", "taxed", "moved")},
    ),
    "shelter": Kind(
        "shelter_{n}",
        {
            5: "shelter_{n} = 'none' and not hosted_{n}",
            4: "shelter_{n} = 'makeshift' and not hosted_{n}",
            3: "any(shelter_{n} = 'none', shelter_{n} = 'makeshift')",
            1: "otherwise",
        },
        {"shelter_{n}": Options(PLACE), "hosted_{n}": YesNo()},
    ),
    "stock": Kind(
        "stock_{n}",
        {3: "below 3", 2: "below 7", 1: "otherwise"},
        {"stock_{n}": Number(0, 60, "day")},
        "day",
        is_critical=False,
    ),
}
SECTORS = (
    "wash", "shelter_nfi", "food_security", "health_nutrition", "protection", "education", "cccm",
)  # fmt: skip
INDICATORS: tuple[tuple[str, str, int], ...] = tuple(
    (SECTORS[number % len(SECTORS)], name, number // len(KINDS))
    for number, name in enumerate(list(KINDS) * 5)
)
"""Fifty indicators: sector, kind, number."""

NOT_ANSWERED = 0.1
"""Share of answers that are missing."""


def questions() -> dict[str, Answer]:
    """Every question of the fifty indicators, by name."""
    return {
        name.format(n=number): answer
        for _, kind, number in INDICATORS
        for name, answer in KINDS[kind].questions.items()
    }
