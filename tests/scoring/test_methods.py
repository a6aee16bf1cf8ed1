"""Ways from indicators to a sector and to one class: worked examples, household by household."""

import numpy as np
import pytest

from rrm.model.rule_pack import OverallMethod, Rounding, SectorMethod
from rrm.scoring.aggregators import mean_of_known, mean_of_worst_half, rounded_class
from tests.scoring.levels import Asked, indicator, pack_of, scored

STEPS = {number: f"at least {number}" for number in (5, 4, 3, 2)} | {1: "otherwise"}
QUESTIONS = ("household_size", "died")


def row(*classes: int) -> list[np.ndarray]:
    """One household's classes, 0 for what is not known."""
    return [np.array([float(one)]) for one in classes]


@pytest.mark.parametrize(
    ("classes", "mean"),
    [
        ((3,), 3), ((5, 1), 5), ((5, 4, 1), 4.5), ((1, 2, 3, 4), 3.5), ((1, 2, 3, 4, 5), 4),
        ((0, 4, 0, 2), 4), ((0, 0), 0), ((4, 3, 3, 2, 2, 1, 1), 3),
    ],
)  # fmt: skip
def test_the_worst_half_is_rounded_up_and_of_what_is_known(classes, mean):
    assert mean_of_worst_half(row(*classes))[0] == mean


@pytest.mark.parametrize(("classes", "mean"), [((5, 2), 3.5), ((5, 0, 2), 3.5), ((0,), 0)])
def test_a_mean_is_of_what_is_known(classes, mean):
    assert mean_of_known(row(*classes))[0] == mean


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [("half_up", [0, 2, 3, 3, 4]), ("up", [0, 3, 3, 3, 4]), ("down", [0, 2, 2, 3, 3])],
)
def test_rounding_is_said(rounding, expected):
    means = np.array([0, 2.4, 2.5, 3.0, 3.5])
    assert rounded_class(means, Rounding(rounding)).tolist() == expected


def health(sector: str, overall: str, **critical: bool):
    """A pack of indicators whose class is the answer itself."""
    rules = {
        name: indicator(name, "person", STEPS, critical=critical.get(name, True))
        for name in QUESTIONS
    }
    pack = pack_of(**rules)
    severity = pack.severity.model_copy(
        update={
            "sector": SectorMethod(method=sector),
            "overall": OverallMethod(method=overall),
        }
    )
    return pack.model_copy(update={"severity": severity})


def classes_of(pack, *households: tuple[int | None, int | None]) -> tuple[int, int]:
    """The sector's and the overall class of an area of these households."""
    asked = [
        Asked({name: float(one) for name, one in zip(QUESTIONS, answers, strict=True)
               if one is not None})
        for answers in households
    ]  # fmt: skip
    needs = scored(asked, pack)
    return needs.score("A", "idp", "health").severity, needs.score("A", "idp").severity


@pytest.mark.parametrize(
    ("method", "answers", "severity"),
    [
        ("worst_critical", (5, 2), 5),
        ("mean", (5, 2), 4),
        ("mean", (5, None), 5),
        ("mean_of_worst_half", (5, 2), 5),
    ],
)
def test_sector_methods(method, answers, severity):
    assert classes_of(health(method, "max"), answers)[0] == severity


@pytest.mark.parametrize(
    ("critical", "answers", "overall"),
    [
        # The worst critical indicator decides …
        ({"died": False}, (4, 1), 4),
        # … unless the worst half of all is worse.
        ({"died": False}, (2, 5), 5),
        ({"died": False}, (None, 3), 3),
        ({}, (1, 4), 4),
    ],
)
def test_jiaf_takes_the_worst_critical_or_the_worst_half_where_that_is_worse(
    critical, answers, overall
):
    assert classes_of(health("worst_critical", "jiaf", **critical), answers)[1] == overall


def test_share_and_jiaf_give_the_area_by_its_households():
    # One of four households is in class 5 of one or the other: a quarter, overall 5.
    households = [(5, 1), (1, 1), (1, 1), (1, 1)]
    assert classes_of(health("worst_critical", "share"), *households) == (5, 5)
    assert classes_of(health("worst_critical", "jiaf"), *households) == (5, 5)
    assert classes_of(health("worst_critical", "jiaf"), *households, (1, 1)) == (1, 1)


def test_the_cap_of_what_is_not_critical_belongs_to_the_worst_critical_alone():
    assert classes_of(health("worst_critical", "max", died=False), (1, 5))[0] == 3
    assert classes_of(health("mean_of_worst_half", "max", died=False), (1, 5))[0] == 5
