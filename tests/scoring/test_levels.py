"""Rules at their levels: members of a household, groups, sites and key informants."""

import pytest

from rrm.model.form import Form, Respondent
from rrm.model.problem import BadInput
from rrm.model.rule_pack import Unanswered
from rrm.scoring import compile_pack
from tests.scoring.levels import (
    FORM,
    Asked,
    compiled,
    indicator,
    informant,
    measure,
    pack_of,
    scored,
    table_of,
    value,
)
from tests.scoring.sites import tiny

THIN, WELL, UNSEEN = {"muac": 110.0, "age": 2.0}, {"muac": 140.0, "age": 3.0}, {"age": 1.0}
PEOPLE = {"unit": "person"}


def children(*rows, **answers) -> Asked:
    return Asked(answers or {"household_size": 5.0}, children=rows)


# --- A household's rows


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("count_of(children, muac < 125)", "person", 1),
        ("count_of(children)", "person", 3),
        ("sum_of(children, muac)", "mm", 380),
        ("sum_of(children, muac, age > 1)", "mm", 250),
        ("mean_of(children, muac, age > 1)", "mm", 125),
        ("share_of(children, muac < 125)", "", 1 / 3),
        ("share_of(children, muac < 125, age > 1)", "", 1 / 2),
        ("any_of(children, muac < 125)", "", 1),
        ("all_of(children, muac < 125)", "", 0),
        ("min_of(children, muac)", "mm", 110),
        ("max_of(children, muac)", "mm", 140),
        ("median_of(children, age)", "year", 2),
        ("median_of(children, muac, age > 1)", "mm", 125),
        ("median_of(children, muac)", "mm", 130),
        ("household_size - count_of(children)", "person", 2),
        ("share_of(children, muac / household_size < 27)", "", 2 / 3),
        ("share_of(children, has_soap and muac < 125)", "", 1 / 3),
    ],
)
def test_rows_of_a_household_are_summed_up(text, unit, expected):
    rows = ({"muac": 110.0, "age": 2.0}, {"muac": 140.0, "age": 3.0}, {"muac": 130.0, "age": 1.0})
    asked = Asked({"household_size": 5.0, "has_soap": 1.0}, children=rows)
    found = value(text, asked, unit=unit)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "strict", "known_only", "zero"),
    [
        ("count_of(children, muac < 125)", None, 1, 1),
        ("share_of(children, muac < 125)", None, 0.5, 1 / 3),
        ("mean_of(children, muac)", None, 125, 250 / 3),
        ("max_of(children, muac)", None, 140, 140),
        ("any_of(children, muac < 125)", 1, 1, 1),
        ("any_of(children, muac < 100)", None, 0, 0),
        ("all_of(children, muac < 130)", 0, 0, 0),
        ("all_of(children, muac < 200)", None, 1, 0),
        ("count_of(children, in_school)", None, None, None),
        ("sum_of(children, muac, age > 1)", 250, 250, 250),
    ],
)
def test_a_row_that_is_not_known_counts_as_the_rule_says(text, strict, known_only, zero):
    unit = "mm" if "muac)" in text or "sum_of" in text else ""
    unit = "person" if "count_of" in text else unit
    asked = children(THIN, WELL, UNSEEN)
    policies = (Unanswered.STRICT, Unanswered.KNOWN_ONLY, Unanswered.ZERO)
    found = [value(text, asked, unit=unit, unanswered=one) for one in policies]
    assert found == [pytest.approx(one) for one in (strict, known_only, zero)]


@pytest.mark.parametrize("text", ["count_of(children)", "sum_of(children, age) / 1"])
def test_a_household_without_rows_was_not_asked(text):
    unit = "person" if "count" in text else "year"
    assert value(text, children(), unit=unit) is None


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("count_of(deaths)", "person", 0),
        ("sum_of(deaths, age)", "year", 0),
        ("any_of(deaths, age < 5)", "", 0),
        ("share_of(deaths, age < 5)", "", None),
        ("mean_of(deaths, age)", "year", None),
        ("min_of(deaths, age)", "year", None),
    ],
)
def test_nobody_died_where_the_roster_says_so(text, unit, expected):
    assert value(text, children(), unit=unit) == expected


def test_whoever_answered_nothing_does_not_say_that_nobody_died():
    assert value("count_of(deaths)", Asked(), unit="person") is None


def test_each_household_has_its_own_rows():
    table = table_of(
        [children(THIN), children(), children(WELL, WELL, THIN)],
        it=measure("count_of(children, muac < 125)", "person"),
    )
    column = table.column("health.it")
    assert column.values.tolist() == [1, 0, 1]
    assert column.known.tolist() == [True, False, True]


# --- What is not answered


@pytest.mark.parametrize(
    ("text", "answers", "strict", "known_only", "zero"),
    [
        ("died + household_size", {"died": 2}, None, None, 2),
        ("sum(died, household_size)", {"died": 2}, None, 2, 2),
        ("mean(died, household_size)", {"died": 2}, None, 2, 1),
        ("min(died, household_size)", {"died": 2}, None, 2, 0),
        ("max(died, household_size)", {"died": 2}, None, 2, 2),
        ("mean_of_worst(1, died, household_size)", {"died": 2}, None, 2, 2),
        ("weighted_mean(died, 1, household_size, 3)", {"died": 2}, None, 2, 0.5),
        ("sum(died, household_size)", {}, None, None, None),
    ],
)
def test_a_value_of_parts_is_made_as_the_rule_says(text, answers, strict, known_only, zero):
    answered = Asked({name: float(one) for name, one in answers.items()})
    policies = (Unanswered.STRICT, Unanswered.KNOWN_ONLY, Unanswered.ZERO)
    found = [value(text, answered, unit="person", unanswered=one) for one in policies]
    assert found == [strict, known_only, zero]


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("count(has_soap, died > 0)", {"died": 1.0}, 1),
        ("if(has_soap, 1, 2)", {"died": 1.0}, None),
        ("if(has_soap, 1, died / died)", {"died": 1.0}, 1),
        ("if(shelter = 'none' , 5, died / died)", {"died": 1.0}, 1),
        ("if(known(has_soap), 5, died / died)", {"died": 1.0}, 1),
        ("died / household_size", {"died": 1.0}, None),
    ],
)
def test_zero_makes_conditions_no_and_no_option_of_a_choice(text, answers, expected):
    assert value(text, Asked(answers), unanswered=Unanswered.ZERO) == expected


# --- Groups and sites


def test_a_group_s_value_weighs_its_households():
    asked = [
        Asked({"has_soap": 1.0}, weight=3.0),
        Asked({"has_soap": 0.0}),
        Asked({}),
        Asked({"has_soap": 1.0}, group="host"),
    ]
    table = table_of(
        asked,
        group=measure("share_of(households, has_soap)", level="group"),
        site=measure("share_of(households, has_soap)", level="site"),
    )
    assert table.column("health.group").values.tolist() == [0.75, 1.0]
    assert table.column("health.site").values.tolist() == [0.8]


def test_a_roster_s_rows_weigh_as_their_household():
    asked = [
        Asked({"household_size": 4.0}, children=(THIN,), weight=2.0),
        Asked({"household_size": 4.0}, children=(WELL, UNSEEN)),
    ]
    share = "share_of(children, muac < 125)"
    assert value(share, *asked, level="site") == pytest.approx(2 / 3)


def test_a_crude_death_rate_is_deaths_by_people_and_days():
    # 3 deaths among 500 people in 90 days: 0.67 a day for 10,000 (Sphere: 1 is an emergency).
    asked = [Asked({"household_size": 5.0, "died": float(number < 3)}) for number in range(100)]
    rate = (
        "10000 * sum_of(households, died) / sum_of(households, household_size) / recall_days(died)"
    )
    found = value(rate, *asked, unit="1/day", level="group")
    assert found == pytest.approx(10_000 * 3 / 500 / 90)


def test_a_group_without_anybody_has_no_share():
    assert value("share_of(households, has_soap)", Asked({}), level="group") is None
    assert value("share_of(key_informants, market_open)", Asked({}), level="site") is None


def test_a_household_s_expression_may_use_what_its_group_says():
    table = table_of(
        [Asked({"household_size": 4.0}), Asked({"household_size": 8.0})],
        mean=measure("mean_of(households, household_size)", "person", level="group"),
        it=measure("household_size - mean", "person"),
    )
    assert table.column("health.it").values.tolist() == [-2, 2]


def test_a_measure_of_a_household_may_be_summed_up_within_a_group():
    table = table_of(
        [children(THIN, WELL), children(WELL)],
        thin=measure("count_of(children, muac < 125)", "person"),
        it=measure("mean_of(households, thin)", "person", level="group"),
        nested=measure(
            "mean_of(households, count_of(children, muac < 125))", "person", level="site"
        ),
    )
    assert table.column("health.it").values.tolist() == [0.5]
    assert table.column("health.nested").values.tolist() == [0.5]


# --- Names


def test_a_roster_s_own_question_comes_first():
    # `muac` is asked of the household and of each child.
    asked = Asked({"muac": 200.0}, children=(THIN,))
    assert value("max_of(children, muac)", asked, unit="mm") == 110
    assert value("max_of(children, children.muac)", asked, unit="mm") == 110
    assert value("muac", asked, unit="mm") == 200


@pytest.mark.parametrize(
    ("text", "level", "code", "word"),
    [
        ("in_school", "household", "RRM-R011", "share_of(children"),
        ("children.muac", "household", "RRM-R011", "share_of(children"),
        ("household_size", "group", "RRM-R011", "share_of(households"),
        ("in_school", "site", "RRM-R011", "share_of(children"),
        ("share_of(households, in_school)", "group", "RRM-R011", "share_of(children"),
        ("market_open", "household", "RRM-R011", "household, group or site"),
        ("market_open", "site", "RRM-R011", "share_of(key_informants"),
        ("has_soap", "key_informant", "RRM-R016", "asked_of"),
        ("sum_of(childs, age)", "household", "RRM-R012", "children"),
        ("count_of(households)", "household", "RRM-R012", "children"),
        ("count_of(children)", "children", "RRM-R012", "household, group or site"),
        ("count_of(children)", "key_informant", "RRM-R012", "household, group or site"),
        ("count_of(3)", "household", "RRM-R012", "rows first"),
        ("recall_days(household_size)", "household", "RRM-R013", "recall_days"),
        ("recall_days(3)", "household", "RRM-R006", "question"),
        ("household_size", "houshold", "RRM-R015", "household"),
        ("share_of(children, muac)", "household", "RRM-R004", "condition"),
        ("sum_of(children, in_school)", "household", "RRM-R004", "number"),
        ("share_of(children)", "household", "RRM-R006", "2 to 3"),
        ("mean_of(children, mauc)", "household", "RRM-R003", "muac"),
        ("band(died, 4, 4)", "household", "RRM-R006", "rise"),
        ("band(died, household_size)", "household", "RRM-R006", "rise"),
        ("mean_of_worst(3, died, household_size)", "household", "RRM-R006", "1 to 2"),
        ("weighted_mean(died, household_size)", "household", "RRM-R006", "weight"),
        ("weighted_mean(died, 1, household_size)", "household", "RRM-R006", "weight"),
    ],
)
def test_what_has_no_meaning_at_a_level_is_refused_with_a_remedy(text, level, code, word):
    with pytest.raises(BadInput) as caught:
        compiled(it=measure(text, "person", level=level))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert word in problem.text()


def test_units_are_checked_across_levels():
    assert compiled(it=measure("count_of(children)", "person"))
    assert compiled(it=measure("count_of(households)", "", level="group"))
    with pytest.raises(BadInput) as caught:
        compiled(it=measure("sum_of(children, age) + count_of(children)", "person"))
    assert [one.code for one in caught.value.problems] == ["RRM-R005"]


def test_a_fault_in_a_rule_is_told_once_though_a_finer_rule_uses_it():
    with pytest.raises(BadInput) as caught:
        compiled(
            it=measure("share_of(households, nope)", level="sight"),
            other=measure("it * household_size", "person"),
        )
    assert [one.code for one in caught.value.problems] == ["RRM-R015"]


@pytest.mark.parametrize("name", ["households", "site", "health"])
def test_a_roster_may_not_be_called_what_rules_call_otherwise(name):
    form = Form(questions=FORM.questions, rosters={name: FORM.rosters["children"]})
    with pytest.raises(BadInput) as caught:
        compile_pack(pack_of(form, it=measure("household_size", "person")))
    assert [one.code for one in caught.value.problems] == ["RRM-R014"]


# --- Indicators

MUAC = {5: "below 105", 4: "below 115", 3: "below 125", 1: "otherwise"}


def severities(asked, **keys):
    pack = compiled(it=indicator("muac", "mm", MUAC, level="children", **keys))
    from rrm.scoring.indicator_severity import indicator_severity
    from rrm.scoring.rule_table import RuleTable
    from tests.scoring.levels import assessment_of

    found = indicator_severity(RuleTable(pack, assessment_of(asked)), "health.it")
    return [int(one) if known else None
            for one, known in zip(found.classes.values, found.classes.known, strict=True)]  # fmt: skip


def test_a_household_counts_with_its_worst_member():
    assert severities([children(WELL, THIN), children(WELL)]) == [4, 1]


def test_a_member_not_seen_leaves_it_open_unless_a_known_one_is_as_bad_as_can_be():
    asked = [children(THIN, UNSEEN), children({"muac": 100.0}, UNSEEN), children(UNSEEN)]
    assert severities(asked) == [None, 5, None]
    assert severities(asked, unanswered=Unanswered.KNOWN_ONLY) == [4, 5, None]
    assert severities(asked, missing="worst") == [5, 5, 5]


def test_a_household_known_to_have_no_rows_is_in_the_best_class():
    lines = {4: "below 5", 2: "otherwise"}
    needs = scored(
        [children(), Asked({"household_size": 3.0}, deaths=({"age": 60.0},))],
        pack_of(it=indicator("age", "year", lines, level="deaths")),
    )
    assert needs.score("A", "idp", "health").severity == 2


def test_a_group_s_indicator_holds_for_all_its_households():
    asked = [children(THIN), *[children(WELL)] * 4, *[Asked({}, group="host")] * 3]
    pack = pack_of(it=indicator("share_of(children, muac < 125)", level="group"))
    needs = scored([one for one in asked if one.group == "idp"], pack)
    score = needs.score("A", "idp", "health")
    assert (score.severity, score.people_in_need) == (3, score.people)


@pytest.mark.parametrize(
    ("combine", "distances", "severity"),
    [
        ("median", (1, 1, 6), 1),
        ("median", (1, 6), 4),
        ("median", (1, 1, 6, 6), 4),
        ("worst", (1, 1, 6), 4),
    ],
)
def test_key_informants_of_a_place_are_combined(combine, distances, severity):
    lines = {4: "above 5", 1: "otherwise"}
    pack = pack_of(it=indicator("distance", "km", lines, level="key_informant", combine=combine))
    households = [Asked({"household_size": 5.0})] * 2
    needs = scored([*households, *(informant(distance=float(km)) for km in distances)], pack)
    assert needs.score("A", "idp", "health").severity == severity


def test_key_informants_speak_for_the_group_that_their_row_names():
    lines = {4: "above 5", 1: "otherwise"}
    pack = pack_of(it=indicator("distance", "km", lines, level="key_informant"))
    asked = [Asked(), informant(distance=1.0), informant("B", "host", distance=9.0),
             Asked(site="B", group="host")]  # fmt: skip
    needs = scored(asked, pack)
    assert needs.score("A", "idp", "health").severity == 1
    assert needs.score("B", "host", "health").severity == 4


def test_key_informants_count_as_households_only_where_no_household_was_asked():
    lines = {4: "above 5", 1: "otherwise"}
    pack = pack_of(it=indicator("distance", "km", lines))
    near, far = Asked({"distance": 1.0}), informant(distance=9.0)
    alone = scored([far], pack).score("A", "idp", "health")
    beside = scored([near, far, far, far], pack).score("A", "idp", "health")
    assert (alone.severity, beside.severity) == (4, 1)


def test_only_key_informants_were_asked_and_the_grade_says_so():
    lines = {4: "value", 1: "otherwise"}
    pack = pack_of(it=indicator("market_open", "", lines, level="key_informant"))
    asked = [*[Asked({"household_size": 5.0})] * 40, *[informant(market_open=1.0)] * 3]
    score = scored(asked, pack).score("A", "idp", "health")
    assert (score.severity, score.confidence, score.answered_share) == (4, "C", 1.0)


def test_what_holds_for_the_place_does_not_thin_out_what_households_say():
    # One of four lacks water; the group's indicator is well. Silent households change nothing.
    lines = {5: "below 3", 1: "otherwise"}
    pack = pack_of(
        water=indicator("water_litres_per_day / household_size", "L/day/person", lines),
        thin=indicator("share_of(children, muac < 125)", level="group"),
    )

    def asked(litres):
        return Asked({"household_size": 10.0, "water_litres_per_day": litres}, children=(WELL,))

    answered = [asked(10.0), *[asked(200.0)] * 3]
    few = scored(answered, pack).score("A", "idp", "health")
    more = scored([*answered, *[Asked()] * 5], pack).score("A", "idp", "health")
    assert few.severity == more.severity == 5
    assert few.people_in_need == more.people_in_need
    assert more.answered_share < few.answered_share


def test_a_site_s_indicator_reads_households_of_all_groups():
    site, *_ = tiny().scenario.sites
    assert (site.site_id, site.group) == ("A", "idp")
    pack = pack_of(
        it=indicator("share_of(households, has_soap)", level="site"),
        ki=indicator("share_of(key_informants, market_open)", level="site"),
    )
    score = scored([Asked({"has_soap": 1.0}), informant(market_open=0.0)], pack).score(
        "A", "idp", "health"
    )
    assert score.severity == 5


def test_measures_of_any_level_have_a_mean_at_each_site_and_group():
    pack = pack_of(
        size=measure("household_size", "person"),
        age=measure("age", "year", level="children"),
        soap=measure("share_of(households, has_soap)", level="group"),
        km=measure("distance", "km", level="key_informant"),
    )
    asked = [
        Asked({"household_size": 4.0, "has_soap": 1.0}, children=(THIN, WELL)),
        Asked({"household_size": 6.0}, children=({"age": 7.0}, {})),
        informant(distance=3.0),
        informant(distance=5.0),
    ]
    needs = scored(asked, pack)
    found = {one.measure: (one.mean, one.households) for one in needs.measures}
    assert found == {"size": (5, 2), "age": (4, 3), "soap": (1, 1), "km": (4, 2)}


def test_a_question_asked_of_both_may_be_read_at_both_levels():
    assert Respondent.KEY_INFORMANT in FORM.questions["distance"].asked_of
    assert compiled(
        near=measure("distance", "km"), told=measure("distance", "km", level="key_informant")
    )
