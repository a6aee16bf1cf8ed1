"""How large a sample is: rows counted once, whatever their weight."""

import pytest

from rrm.model.problem import BadInput, Place
from rrm.model.rule_case import About, AnsweredHouseholds, Expectation, RuleCase
from rrm.scoring.case_answers import cases_as_assessment
from rrm.scoring.rule_table import RuleTable
from tests.scoring.levels import (
    Asked,
    compiled,
    informant,
    measure,
    table_of,
    value,
)

THIN, WELL, UNSEEN = {"muac": 110.0, "age": 2.0}, {"muac": 140.0, "age": 3.0}, {}
HEAVY = Asked({"household_size": 7.0}, children=[THIN, WELL, UNSEEN], weight=50.0)
LIGHT = Asked({"household_size": 2.0}, children=[THIN], weight=0.5)
SILENT = Asked(weight=3.0)
GROUP = {"level": "group"}


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("asked_of(households)", "", 2),
        ("asked_of(households, household_size > 5)", "", 1),
        ("asked_of(households, known(household_size))", "", 2),
        ("asked_of(children)", "person", 3),
        ("asked_of(children, muac < 125)", "person", 2),
        ("asked_of(key_informants)", "", 0),
        ("unweighted_sum_of(households, household_size)", "person", 9),
        ("unweighted_sum_of(households, household_size, household_size > 5)", "person", 7),
        ("unweighted_sum_of(children, age)", "year", 7),
        ("unweighted_sum_of(households, count_of(children))", "person", 4),
        ("count_of(children, muac < 125)", "person", 50.5),
    ],
)
def test_weights_make_no_sample_larger(text, unit, expected):
    assert value(text, HEAVY, LIGHT, SILENT, unit=unit, **GROUP) == expected


@pytest.mark.parametrize("unanswered", ["strict", "known_only", "zero"])
def test_of_nobody_it_is_known_to_be_none(unanswered):
    text, keys = "asked_of(children)", {"unit": "person", "unanswered": unanswered}
    assert value(text, SILENT, **keys) == 0
    assert value(text, SILENT, level="site", **keys) == 0
    assert value("asked_of(children, muac < 125)", SILENT, **keys) == 0


def test_a_household_counts_its_own_rows():
    assert value("asked_of(children)", HEAVY, unit="person") == 2
    assert value("asked_of(children, muac > 125)", HEAVY, unit="person") == 1


def test_key_informants_are_counted_too():
    asked = [LIGHT, informant(market_open=1.0), informant(market_open=0.0), informant()]
    assert value("asked_of(key_informants)", *asked, **GROUP) == 2
    assert value("asked_of(key_informants, market_open)", *asked, **GROUP) == 1


def test_a_household_that_was_asked_nothing_gets_no_answer_by_it():
    text = "if(asked_of(children) > 0, 1, 0) + known_or(household_size, 0) / 1"
    with pytest.raises(BadInput):  # persons are not children
        compiled(it=measure(text))
    assert value("sum(asked_of(children), died)", SILENT, unit="person", unanswered="zero") is None


def test_a_small_sample_makes_no_rate_however_it_is_weighted():
    rate = "share_of(children, muac < 125) / if(asked_of(children, known(muac)) >= 4, 1, 0)"
    few = [Asked({}, children=[THIN, WELL], weight=500.0), Asked({}, children=[THIN])]
    assert value(rate, *few, **GROUP) is None
    assert value(rate, *few, Asked({}, children=[WELL]), **GROUP) == pytest.approx(501 / 1002)


def test_in_a_worked_case_a_household_counts_as_often_as_it_is_there():
    rules = {"it": measure("asked_of(households)", **GROUP),
             "sum": measure("unweighted_sum_of(households, household_size)", "person", **GROUP)}  # fmt: skip
    pack = compiled(**rules)
    many = AnsweredHouseholds(times=180, answers={"household_size": 2.0})
    place = Place("tests/any.yaml")
    wanted = Expectation(about=About.RULE, name="health.it", place=place, value=180)
    case = RuleCase(
        name="many", source="book", place=place, households=(many,), expectations=(wanted,)
    )
    table = RuleTable(pack, cases_as_assessment(pack.pack, [case]))
    assert table.column("health.it").values.tolist() == [180]
    assert table.column("health.sum").values.tolist() == [360]


def test_what_a_rate_is_made_of_is_not_how_it_is_guarded():
    rate = "if(asked_of(households) >= 1, 1, 0) * share_of(children, muac < 125)"
    table = table_of([HEAVY, LIGHT], it=measure(rate, **GROUP))
    assert table.made_of("health.it", 0) == ("children", 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("asked_of(children, age)", "RRM-R004"),
        ("asked_of(children, in_school, age > 5)", "RRM-R006"),
        ("asked_of(sheep)", "RRM-R012"),
        ("asked_of()", "RRM-R006"),
        ("asked_of(1)", "RRM-R012"),
        ("unweighted_sum_of(children, in_school)", "RRM-R004"),
        ("unweighted_sum_of(children)", "RRM-R006"),
        ("asked_of(children) + died / died", "RRM-R005"),
    ],
)
def test_what_they_take_is_checked(text, code):
    with pytest.raises(BadInput) as bad:
        compiled(it=measure(text))
    assert [problem.code for problem in bad.value.problems] == [code]
