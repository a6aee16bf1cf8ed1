"""A household without rows of a roster says that there are none only where it was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rrm.intake import load_pack
from rrm.model.form import Form
from rrm.model.rule_pack import RulePack, Sector
from rrm.model.source_text import SourceText
from rrm.scoring import compile_pack
from rrm.scoring.indicator_severity import indicator_severity
from rrm.scoring.rule_table import RuleTable
from tests.scoring.levels import (
    FORM,
    Asked,
    assessment_of,
    compiled_with,
    indicator,
    measure,
)


def listed_where(condition: str | None) -> Form:
    """The form with deaths asked on a condition; no row of it means that nobody died."""
    text = None if condition is None else SourceText(condition)
    deaths = FORM.rosters["deaths"].model_copy(update={"relevant": text})
    return FORM.model_copy(update={"rosters": {**FORM.rosters, "deaths": deaths}})


ASKED = Asked({"household_size": 4.0, "has_soap": 1.0})
NOT_ASKED = Asked({"household_size": 4.0, "has_soap": 0.0})
NOBODY_KNOWS = Asked({"household_size": 4.0})


def found(text: str, *households: Asked, **keys: object) -> list[float | None]:
    form = listed_where("has_soap")
    pack = compiled_with(form, it=measure(text, **{"unit": "person", **keys}))
    column = RuleTable(pack, assessment_of(households, form)).column("health.it")
    return [
        float(value) if known else None
        for value, known in zip(column.values, column.known, strict=True)
    ]


def test_a_household_that_was_not_asked_for_its_deaths_does_not_say_that_nobody_died():
    households = (ASKED, NOT_ASKED, NOBODY_KNOWS)
    assert found("count_of(deaths)", *households) == [0, None, None]


@pytest.mark.parametrize("unanswered", ["strict", "known_only", "zero"])
def test_so_it_is_whatever_counts_for_the_unanswered(unanswered):
    assert found("count_of(deaths, age < 5)", NOT_ASKED, unanswered=unanswered) == [None]


def test_rows_count_even_where_the_roster_was_not_to_be_asked():
    odd = Asked({"has_soap": 0.0}, deaths=[{"age": 3.0}])
    assert found("count_of(deaths)", odd) == [1]


@pytest.mark.parametrize("level", ["group", "site"])
def test_in_a_place_only_households_that_were_asked_say_that_nobody_died(level):
    assert found("count_of(deaths)", NOT_ASKED, NOBODY_KNOWS, level=level) == [None]
    assert found("count_of(deaths)", NOT_ASKED, ASKED, level=level) == [0]


def test_an_indicator_of_a_roster_that_was_not_asked_is_not_known():
    form = listed_where("has_soap")
    pack = compiled_with(form, it=indicator("if(age < 5, 1, 0)", level="deaths"))
    table = RuleTable(pack, assessment_of([ASKED, NOT_ASKED], form))
    assert indicator_severity(table, "health.it").classes.known.tolist() == [True, False]


SPHERE = load_pack("sphere")[0]
HOUSEHOLD = st.fixed_dictionaries(
    {"household_size": st.just(6.0)},
    optional={
        "members_listed": st.sampled_from([0.0, 1.0]),
        "deaths_30d": st.sampled_from([0.0, 1.0, 2.0]),
        "deaths_under_5_30d": st.sampled_from([0.0, 1.0]),
    },
)
DEATHS = st.lists(
    st.fixed_dictionaries({}, optional={"death_age_years": st.sampled_from([2.0, 40.0])}),
    max_size=2,
)


def with_measures(pack: RulePack, **measures: str) -> RulePack:
    sector = Sector(
        sector="compared",
        label=pack.title,
        measures={name: measure(text, "person") for name, text in measures.items()},
    )
    return pack.model_copy(update={"sectors": {**pack.sectors, "compared": sector}})


GUARDED = compile_pack(
    with_measures(
        SPHERE,
        all_guarded="known_or(deaths_30d, if(members_listed, count_of(deaths), deaths_30d))",
        all_plain="known_or(deaths_30d, count_of(deaths))",
        young_guarded="known_or(deaths_under_5_30d, if(members_listed,"
        " count_of(deaths, death_age_years < 5), deaths_under_5_30d))",
        young_plain="known_or(deaths_under_5_30d, count_of(deaths, death_age_years < 5))",
    )
)


@given(st.lists(st.tuples(HOUSEHOLD, DEATHS), min_size=1, max_size=5))
def test_a_rule_needs_no_guard_of_its_own_against_households_without_a_list(drawn):
    asked = [
        Asked(answers, deaths=rows if answers.get("members_listed") else ())
        for answers, rows in drawn
    ]
    rosters = {name: one for name, one in SPHERE.form.rosters.items() if name == "deaths"}
    form = SPHERE.form.model_copy(update={"rosters": rosters})
    table = RuleTable(GUARDED, assessment_of(asked, form))
    for name in ("all", "young"):
        guarded = table.column(f"compared.{name}_guarded")
        plain = table.column(f"compared.{name}_plain")
        assert guarded.values.tolist() == plain.values.tolist()
        assert guarded.known.tolist() == plain.known.tolist()
