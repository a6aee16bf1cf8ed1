"""Worked cases of rules at every level: members, all households together, key informants."""

import pytest

from rrm.model.form import Respondent
from rrm.model.problem import BadInput, Place
from rrm.model.rule_case import About, AnsweredHouseholds, Expectation, PackCases, RuleCase
from rrm.scoring import Found, compile_pack, run_cases
from tests.scoring.levels import indicator, measure, pack_of

HERE = Place("cases.yaml", line=1)
RULES = {
    "thin": measure("count_of(children, muac < 125)", "person"),
    "age": measure("age", "year", level="children"),
    "deaths": measure("count_of(deaths)", "person"),
    "gam": indicator("share_of(children, muac < 125)", level="group"),
    "thinnest": indicator("muac", "mm", {4: "below 115", 1: "otherwise"}, level="children"),
    "far": indicator("distance", "km", {4: "above 5", 1: "otherwise"}, level="key_informant"),
    "soap": measure("share_of(households, has_soap)", level="site"),
}
CHILDREN = {"children": ({"muac": 110.0, "age": 1.0}, {"muac": 140.0, "age": 4.0})}


def household(times=1, rosters=None, **answers) -> AnsweredHouseholds:
    return AnsweredHouseholds(times=times, answers=answers, rosters=rosters or {})


def informant(times=1, **answers) -> AnsweredHouseholds:
    return AnsweredHouseholds(times=times, answers=answers, respondent=Respondent.KEY_INFORMANT)


def found(expected: str, *asked: AnsweredHouseholds, about: About = About.RULE) -> Found:
    name = expected if about is not About.RULE else f"health.{expected}"
    case = RuleCase(
        name="one",
        source="book",
        place=HERE,
        households=asked,
        expectations=(Expectation(about=about, name=name, place=HERE, value=0.0),),
    )
    # Another case beside it must not be taken for the same place.
    other = case.model_copy(update={"households": (household(has_soap=0.0),)})
    report = run_cases([PackCases(pack=pack_of(**RULES), cases=(other, case, other))])
    return report.results[1].found


@pytest.mark.parametrize(
    ("expected", "asked", "value"),
    [
        ("thin", (household(rosters=CHILDREN),), Found(1.0)),
        ("thin", (household(died=1.0),), Found()),
        ("deaths", (household(died=1.0),), Found(0.0)),
        ("age", (household(rosters=CHILDREN),), Found(2.5)),
        ("thinnest", (household(rosters=CHILDREN),), Found(110.0, 4)),
        ("gam", (household(rosters=CHILDREN), household(3, {"children": ({"muac": 140.0},)})),
         Found(0.2, 3)),
        ("soap", (household(3, has_soap=1.0), household(has_soap=0.0), household()), Found(0.75)),
        ("far", (household(died=0.0), informant(2, distance=1.0), informant(distance=9.0)),
         Found(1.0, 1)),
        ("far", (household(died=0.0), informant(distance=1.0), informant(2, distance=9.0)),
         Found(9.0, 4)),
        ("far", (informant(distance=1.0),), Found(1.0, 1)),
    ],
)  # fmt: skip
def test_a_case_finds_what_its_households_come_to(expected, asked, value):
    assert found(expected, *asked) == value


def test_an_area_takes_what_holds_for_all_its_households():
    asked = (household(rosters=CHILDREN), household(8, {"children": ({"muac": 140.0},)}))
    assert found("health", *asked, about=About.AREA) == Found(severity=1)
    asked = (household(9, CHILDREN), household())
    assert found("health", *asked, about=About.AREA) == Found(severity=5)


def test_a_referral_may_not_count_by_the_mean_of_a_roster_s_rows():
    pack = pack_of(**RULES)
    from tests.scoring.sites import tiny

    rule = tiny().pack.referrals["shelter"].model_copy(update={"measure": measure("age").value})
    pack = pack.model_copy(update={"referrals": {"x": rule}})
    with pytest.raises(BadInput) as caught:
        compile_pack(pack)
    (problem,) = caught.value.problems
    assert problem.code == "RRM-R010"
    assert "count_of(children, …)" in problem.remedy.text()
