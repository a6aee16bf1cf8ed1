"""Laws of rules at every level, whatever households, members and key informants answer."""

from functools import cache

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rrm.model.rule_pack import RulePack, SectorMethod
from rrm.scoring import score_sites
from tests.scoring.levels import (
    Asked,
    assessment_of,
    indicator,
    informant,
    measure,
    pack_of,
    reordered,
    scored,
)
from tests.scoring.sites import tiny

GRADES = "DCBA"
MUAC = {5: "below 105", 4: "below 115", 3: "below 125", 1: "otherwise"}
WATER = {5: "below 3", 4: "below 7.5", 3: "below 15", 1: "otherwise"}
FAR = {4: "above 5", 3: "above 2", 1: "otherwise"}
calmly = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def pack(
    sector: str = "worst_critical", overall: str = "max", unanswered: str = "strict"
) -> RulePack:
    """A rule of each level, each the worse the lower or higher an answer is."""
    of = {"unanswered": unanswered}
    made = pack_of(
        water=indicator("water_litres_per_day / household_size", "L/day/person", WATER),
        thinnest=indicator("muac", "mm", MUAC, level="children", **of),
        thin=indicator("share_of(children, muac < 125)", level="household", critical=False, **of),
        gam=indicator("share_of(children, muac < 125)", level="group"),
        deaths=indicator(
            "10000 * sum_of(households, died) / sum_of(households, household_size)"
            " / recall_days(died)", "1/day", {4: "at least 2", 3: "at least 1", 1: "otherwise"},
            level="site",
        ),
        far=indicator("distance", "km", FAR, level="key_informant"),
        size=measure("household_size", "person"),
    )  # fmt: skip
    severity = made.severity.model_copy(
        update={
            "sector": SectorMethod(method=sector),
            "overall": made.severity.overall.model_copy(update={"method": overall}),
        }
    )
    return made.model_copy(update={"severity": severity})


child = st.fixed_dictionaries({}, optional={"muac": st.integers(95, 150).map(float)})
answers = st.fixed_dictionaries(
    {},
    optional={
        "household_size": st.integers(1, 12).map(float),
        "water_litres_per_day": st.integers(0, 300).map(float),
        "died": st.integers(0, 2).map(float),
    },
)
places = st.sampled_from([("A", "idp"), ("B", "host")])
households = st.builds(
    lambda answered, children, place: Asked(answered, children, site=place[0], group=place[1]),
    answers, st.lists(child, max_size=3), places,
)  # fmt: skip
informants = st.builds(
    lambda km, place: informant(*place, distance=float(km)), st.integers(0, 8), places
)
interviews = st.lists(st.one_of(households, households, informants), max_size=14)
packs = st.builds(
    pack,
    st.sampled_from(["worst_critical", "mean", "mean_of_worst_half"]),
    st.sampled_from(["max", "mean", "geometric", "share", "jiaf"]),
    st.sampled_from(["strict", "known_only"]),
)


def told(needs, *of: str):
    return [tuple(getattr(one, name) for name in of) for one in needs.scores]


@calmly
@given(interviews, packs)
def test_severity_lies_between_its_bounds(asked, rules):
    for one in scored(asked, rules).scores:
        assert 1 <= one.severity_low <= one.severity <= one.severity_high <= 5
        assert 0 <= one.score <= 100
        assert 0 <= one.people_in_need <= one.people
        assert 0 <= one.answered_share <= 1


@calmly
@given(interviews, packs, st.randoms(use_true_random=False))
def test_the_order_of_interviews_and_members_does_not_matter(asked, rules, random):
    assessment = assessment_of(asked)
    order = list(range(len(asked)))
    random.shuffle(order)
    mixed = [
        Asked(one.answers, random.sample(list(one.children), len(one.children)), one.deaths,
              one.site, one.group, one.respondent)
        for one in asked
    ]  # fmt: skip
    before = score_sites(tiny().scenario, rules, assessment)
    after = score_sites(tiny().scenario, rules, reordered(assessment, order))
    again = scored(mixed, rules)
    assert before.scores == after.scores == again.scores
    assert before.measures == after.measures


@calmly
@given(interviews.filter(len), packs, st.data())
def test_worsening_one_answer_never_lowers_a_severity_or_score(asked, rules, data):
    at = data.draw(st.integers(0, len(asked) - 1))
    one = asked[at]
    answered, children = dict(one.answers), [dict(row) for row in one.children]
    for name, by in (("water_litres_per_day", -40.0), ("died", 1.0), ("distance", 2.0)):
        if name in answered:
            answered[name] = max(0.0, answered[name] + by * data.draw(st.integers(0, 2)))
    for row in children:
        if "muac" in row:
            row["muac"] -= 10.0 * data.draw(st.integers(0, 2))
    worse = list(asked)
    worse[at] = Asked(answered, children, one.deaths, one.site, one.group, one.respondent)
    of = ("answered_share", "severity", "score", "people_in_need", "severity_low", "severity_high")
    before, after = told(scored(asked, rules), *of), told(scored(worse, rules), *of)
    for (was_told, *old), (is_told, *new) in zip(before, after, strict=True):
        # As bad as can be is bad whatever the rest is: then an open household counts at last.
        if was_told == is_told:
            assert all(b >= a - 1e-3 for a, b in zip(old, new, strict=True))


@calmly
@given(interviews, packs, st.integers(1, 30), places)
def test_households_that_do_not_answer_never_raise_confidence(asked, rules, silent, place):
    site, group = place
    before = scored(asked, rules).scores
    after = scored([*asked, *[Asked(site=site, group=group)] * silent], rules).scores
    spoken_for = any(
        (one.site, one.group) == place and one.respondent == "household" for one in asked
    )
    for old, new in zip(before, after, strict=True):
        assert GRADES.index(new.confidence) <= GRADES.index(old.confidence)
        if spoken_for or (new.site_id, new.group) != place:
            assert new.answered_share <= old.answered_share
            assert (new.severity, new.people_in_need) == (old.severity, old.people_in_need)


@calmly
@given(st.lists(households, max_size=10), st.randoms(use_true_random=False))
def test_a_group_s_value_is_the_same_however_rows_of_groups_are_mixed(asked, random):
    apart = sorted(asked, key=lambda one: one.site)
    # Each group's rows keep their own order.
    mixed, left = [], {site: [one for one in apart if one.site == site] for site in "AB"}
    while any(left.values()):
        site = random.choice([site for site, rows in left.items() if rows])
        mixed.append(left[site].pop(0))
    assert scored(apart, pack()).scores == scored(mixed, pack()).scores


@calmly
@given(st.lists(households, min_size=1, max_size=10), st.data())
def test_an_answer_taken_back_never_narrows_the_bounds_of_what_households_say(asked, data):
    at = data.draw(st.integers(0, len(asked) - 1))
    one = asked[at]
    name = data.draw(st.sampled_from(["water_litres_per_day", "household_size", "muac"]))
    answered = {key: value for key, value in one.answers.items() if key != name}
    children = [{key: value for key, value in row.items() if key != name} for row in one.children]
    fewer = list(asked)
    fewer[at] = Asked(answered, children, one.deaths, one.site, one.group)
    rules = pack_of(
        water=indicator("water_litres_per_day / household_size", "L/day/person", WATER),
        thinnest=indicator("muac", "mm", MUAC, level="children"),
    )
    for old, new in zip(scored(asked, rules).scores, scored(fewer, rules).scores, strict=True):
        assert new.severity_low <= old.severity_low
        assert new.severity_high >= old.severity_high


def test_the_rules_of_these_laws_are_computed_at_all():
    asked = [
        Asked({"household_size": 5.0, "water_litres_per_day": 10.0, "died": 1.0}, [{"muac": 100.0}])
    ]
    needs = scored([*asked, informant(distance=9.0)], pack())
    rules = {rule.rule for trace in needs.traces for rule in trace.rules}
    assert rules >= {
        "health.water",
        "health.thinnest",
        "health.thin",
        "health.gam",
        "health.deaths",
        "health.far",
    }
    assert np.isclose(needs.score("A", "idp", "health").score, 100)


@calmly
@given(interviews, packs)
def test_groups_together_lie_between_them_and_sum_up_to_the_scenario(asked, rules):
    needs = scored(asked, rules)
    for whole in needs.together:
        groups = [
            one for one in needs.scores
            if one.sector == whole.sector and whole.site_id in (one.site_id, "*")
        ]  # fmt: skip
        assert whole.people_in_need == sum(one.people_in_need for one in groups)
        assert whole.people == sum(one.people for one in groups)
        assert min(one.severity for one in groups) <= whole.severity
        assert whole.severity <= max(one.severity for one in groups)
        assert whole.severity_low <= whole.severity <= whole.severity_high
        assert whole.confidence == max(one.confidence for one in groups)
