"""Recipes: what a line of a mapping makes of the columns of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.foreign.mapped import Outcome, mapped, table


@pytest.fixture
def of(tmp_path: Path):
    """What a mapping makes of a table `main`."""

    def convert(mapping: str, text: str) -> Outcome:
        return mapped(tmp_path, mapping, table("main", text))

    return convert


def test_a_recipe_may_be_only_the_name_of_a_column(of):
    done = of("questions: {household_size: hh}", "hh\n4\n7")
    assert done.answers("household_size") == ["4", "7"]
    assert done.problems == ()


def test_foreign_answers_become_the_options_that_the_mapping_names(of):
    done = of(
        "questions: {water_source: {column: src, values: {puits: well, autre: ''}}}",
        "src\npuits\nautre\ntap\ndont_know",
    )
    assert done.answers("water_source") == ["well", "", "tap", ""]


def test_an_answer_that_no_line_covers_is_an_error_told_with_its_count(of):
    done = of(
        "questions: {water_source: {column: src, values: {puits: well}}}", "src\npuits\nlac\nlac"
    )
    assert done.errors == ["RRM-I084"]
    assert "lac (2)" in done.text()


def test_otherwise_speaks_for_every_answer_that_is_not_listed_and_not_for_none(of):
    done = of(
        "questions: {water_source: {column: src, values: {puits: well}, otherwise: river}}",
        "src\npuits\nlac\ndont_know",
    )
    assert done.answers("water_source") == ["well", "river", ""]


def test_another_column_may_decide_before(of):
    done = of(
        "questions: {hungry: {column: how_often, first: [{when: {ever: no}, then: never}]}}",
        "ever,how_often\nno,\nyes,often\ndont_know,",
    )
    assert done.answers("hungry") == ["never", "often", ""]


def test_a_case_may_take_its_answer_from_another_column(of):
    done = of(
        "questions: {household_size: {column: users, times: 4,"
        " first: [{when: {shared: no}, column: hh}]}}",
        "hh,shared,users\n5,no,\n6,yes,3",
    )
    assert done.answers("household_size") == ["5", "12"]


def test_a_sum_is_not_known_where_one_part_is_not_unless_the_mapping_says_so(of):
    text = "boys,girls\n1,2\n1,"
    strict = of("questions: {children: {sum: [boys, girls]}}", text)
    zero = of("questions: {children: {sum: [boys, girls], unanswered: zero}}", text)
    assert strict.answers("children") == ["3", ""]
    assert zero.answers("children") == ["3", "1"]


def test_the_largest_of_several_columns(of):
    done = of("questions: {children: {largest: [a, b]}}", "a,b\n1,3\n4,2")
    assert done.answers("children") == ["3", "4"]


def test_one_answer_for_the_whole_file(of):
    done = of("questions: {water_source: {always: river}}", "id\n1\n2")
    assert done.answers("water_source") == ["river", "river"]


def test_options_in_columns_of_their_own_become_one_answer(of):
    done = of(
        "questions: {needs: {options: {food: n/eat, water: n/drink}}}",
        "n/eat,n/drink\n1,1\n0,1",
    )
    assert done.answers("needs") == ["food water", "water"]


def test_an_impossible_sum_is_an_error_at_its_row(of):
    done = of("questions: {children: {sum: [a, b]}}", "a,b\n1,1\n30,30")
    assert done.errors == ["RRM-I015"]
    assert "main.csv row 3, children" in done.text()


def test_answers_that_stay_as_they_are_are_not_told_as_changes(of):
    done = of("questions: {water_source: {column: s, values: {tap: tap}}}", "s\ntap")
    assert done.changes == ()


# --- counting rows of a roster -------------------------------------------------------------------

TABLES = """
tables:
  households: {sheet: main, key: id}
  persons: {sheet: persons, parent: hh}
"""
MAIN = "id\na\nb\nc"
PERSONS = "hh,age,ill,cared\na,3,yes,no\na,40,no,\nb,4,yes,dont_know"


@pytest.fixture
def counted(tmp_path: Path):
    def convert(recipe: str, persons: str = PERSONS) -> list[str]:
        mapping = f"{TABLES}questions: {{children: {recipe}}}"
        done = mapped(tmp_path, mapping, table("main", MAIN), table("persons", persons))
        return done.answers("children")

    return convert


def test_rows_of_a_roster_are_counted_by_household(counted):
    assert counted("{count: persons, where: {age: {below: 5}}}") == ["1", "1", ""]


def test_no_rows_may_mean_none(counted):
    recipe = "{count: persons, where: {age: {below: 5}}, without_rows: none}"
    assert counted(recipe) == ["1", "1", "0"]


def test_a_row_of_which_it_is_not_known_leaves_the_count_unknown(counted):
    assert counted("{count: persons, where: {ill: yes, cared: no}}") == ["1", "", ""]


def test_one_condition_that_fails_settles_a_row(counted):
    assert counted("{count: persons, where: {age: {above: 60}, cared: no}}") == ["0", "0", ""]


def test_several_sets_of_conditions_are_alternatives(counted):
    recipe = "{count: persons, where: [{age: {below: 4}}, {age: {at_least: 40}}]}"
    assert counted(recipe) == ["2", "0", ""]


def test_known_yes_makes_an_empty_cell_fail_rather_than_unknown(counted):
    assert counted("{count: persons, where: {cared: {known: yes}}}") == ["0", "0", ""]
    numbers = "hh,age\na,3\na,\nb,4"
    assert counted("{count: persons, where: {age: {known: yes, below: 5}}}", numbers) == [
        "1", "1", "",
    ]  # fmt: skip


def test_a_count_may_lead_to_an_option_and_is_known_where_all_counts_lead_there(tmp_path):
    persons = "hh,ill,cared\na,yes,no\na,yes,dont_know\nb,yes,dont_know\nc,no,"
    recipe = '{count: persons, where: {ill: yes, cared: no}, values: {"0": yes}, otherwise: no}'
    mapping = f"{TABLES}questions: {{care: {recipe}}}"
    done = mapped(tmp_path, mapping, table("main", MAIN), table("persons", persons))
    # a: one without care whatever the other; b: one or none; c: nobody was ill.
    assert done.answers("care") == ["no", "", "yes"]


# --- what rows come to, and dates ----------------------------------------------------------------

CANS = "hh,pieces,litres,clean\na,2,20,yes\na,1,5,no\nb,3,,yes"


def test_a_row_may_count_the_product_of_its_columns(counted):
    recipe = "{count: persons, of: [pieces, litres], without_rows: none}"
    assert counted(recipe, CANS) == ["45", "", "0"]


def test_rows_that_fail_a_condition_come_to_nothing(counted):
    recipe = "{count: persons, of: [pieces, litres], where: {clean: no}}"
    assert counted(recipe, CANS) == ["5", "0", ""]


def test_only_what_is_known_of_the_rows_may_count(counted):
    recipe = "{count: persons, of: [pieces, litres], unanswered: zero}"
    assert counted(recipe, CANS) == ["45", "0", ""]


def test_what_a_row_counts_needs_rows_and_columns_that_are_there(of, tmp_path):
    done = of("questions: {children: {column: hh, of: [hh]}}", "hh\n4")
    assert "`of` stands without `count`" in done.text()
    mapping = f"{TABLES}questions: {{children: {{count: persons, of: [peices]}}}}"
    text = mapped(tmp_path, mapping, table("main", MAIN), table("persons", CANS)).text()
    assert "peices" in text and 'Did you mean "pieces"' in text


def test_days_lie_between_two_dates_and_are_not_known_without_either(of):
    done = of(
        "questions: {children: {days: [left, came], dates: dmy}}",
        "left,came\n28/02/2022,03/03/2022\n01/03/2022,\n05/03/2022,05/03/2022",
    )
    assert done.answers("children") == ["3", "", "0"]
