"""Laws of the rule language at the ends of what numbers can be: no value is ever infinite."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.model.form import Form, Question, Roster
from rrm.scoring.measure_means import place_means
from rrm.scoring.rule_table import RuleTable
from tests.scoring.levels import (
    WORDS,
    Asked,
    assessment_of,
    compiled_with,
    indicator,
    measure,
    scored_with,
)

NUMBER = Question(type="number", label=WORDS)
FORM = Form(
    questions={"a": NUMBER, "b": NUMBER, "c": NUMBER, "yes": Question(type="boolean", label=WORDS)},
    rosters={"children": Roster(label=WORDS, questions={"z": NUMBER})},
)
NUMBERS = st.one_of(
    st.sampled_from([0.0, 1.0, -1.0, 1e308, -1e308, 1.7e308, 5e-324, 1e-300, 1e200]),
    st.floats(allow_nan=False, allow_infinity=False),
)
ROWS = st.lists(st.fixed_dictionaries({}, optional={"z": NUMBERS}), max_size=3)
HOUSEHOLDS = st.lists(
    st.builds(
        Asked,
        st.fixed_dictionaries(
            {}, optional={"a": NUMBERS, "b": NUMBERS, "c": NUMBERS, "yes": st.sampled_from([0.0, 1.0])}
        ),
        ROWS,
        weight=st.sampled_from([1.0, 0.25, 1e6]),
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip
AGGREGATES = ("sum_of", "mean_of", "median_of", "min_of", "max_of")


def _numbers(names: tuple[str, ...], rows: str) -> st.SearchStrategy[str]:
    leaf = st.sampled_from([*names, "1", "0.0000001", "9" * 30])
    of_rows = st.builds("{}({}, {})".format, st.sampled_from(AGGREGATES), st.just(rows), NESTED)
    return st.recursive(leaf | of_rows if rows else leaf, _more, max_leaves=8)


def _more(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    of_two = ["min", "max", "sum", "mean"]
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("{}({}, {})".format, st.sampled_from(of_two), inner, inner),
        st.builds("{}({})".format, st.sampled_from(["abs", "round", "floor", "ceil", "-"]), inner),
        st.builds("mean_of_worst(2, {}, {}, {})".format, inner, inner, inner),
        st.builds("weighted_mean({}, 3, {}, 0.5)".format, inner, inner),
        st.builds("if({} < {}, {}, {})".format, inner, inner, inner, inner),
        st.builds("known_or({}, {})".format, inner, inner),
        st.builds("band({}, 1, 2)".format, inner),
        st.builds("if(between({}, {}, {}), {}, 1)".format, inner, inner, inner, inner),
    )


NESTED = st.sampled_from(["z", "z * z", "z + z", "z / 0.0000001", "min(z, 1)"])
OF_HOUSEHOLD = _numbers(("a", "b", "c"), "children")
UNANSWERED = st.sampled_from(["strict", "known_only", "zero"])


@given(OF_HOUSEHOLD, UNANSWERED, st.sampled_from(AGGREGATES), HOUSEHOLDS)
@settings(max_examples=150)
def test_no_value_is_ever_infinite(text, unanswered, function, households):
    rules = {
        "one": measure(text, unanswered=unanswered),
        "two": indicator("one * one", unanswered=unanswered),
        "three": measure(f"{function}(households, one)", level="group", unanswered=unanswered),
        "four": measure("sum_of(children, z * z)", level="site", unanswered=unanswered),
    }
    table = RuleTable(compiled_with(FORM, **rules), assessment_of(households, FORM))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in rules:
            assert np.isfinite(table.column(f"health.{name}").values).all()
            if name != "two":
                assert not np.isinf(place_means(table, f"health.{name}").mean).any()


@given(UNANSWERED, HOUSEHOLDS)
@settings(max_examples=40)
def test_the_largest_answers_are_scored_without_a_warning(unanswered, households):
    rules = {
        "one": indicator("a / b", unanswered=unanswered),
        "two": indicator("sum_of(households, a)", level="group"),
        "three": measure("a + b"),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        needs = scored_with(FORM, households, **rules)
        assert all("inf" not in one.sentence.text().split() for one in needs.traces)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("a * b", {"a": 1e200, "b": 1e200}),
        ("a + b", {"a": 1.7e308, "b": 1.7e308}),
        ("a - b", {"a": 1.7e308, "b": -1.7e308}),
        ("a / b", {"a": 1e200, "b": 1e-200}),
        ("sum(a, b)", {"a": 1.7e308, "b": 1.7e308}),
        ("mean(a, b)", {"a": 1.7e308, "b": 1.7e308}),
        ("weighted_mean(a, 2, b, 1)", {"a": 1.7e308, "b": 1.0}),
        ("mean_of_worst(2, a, b)", {"a": 1.7e308, "b": 1.7e308}),
        ("min(a * a, b)", {"a": 1e200, "b": 1.0}),
        ("if(a * a > 1, 1, 0)", {"a": 1e200}),
    ],
)
def test_what_outgrows_all_numbers_is_not_known(text, answers):
    small = dict.fromkeys(("a", "b"), 1.0)
    households = [Asked(answers), Asked(small)]
    table = RuleTable(compiled_with(FORM, it=measure(text)), assessment_of(households, FORM))
    assert table.column("health.it").known.tolist() == [False, True]


def test_a_difference_that_outgrows_all_numbers_still_says_which_is_more():
    asked = [Asked({"a": 1.7e308, "b": -1.7e308})]
    table = RuleTable(
        compiled_with(FORM, it=measure("if(a > b, 1, 0)")), assessment_of(asked, FORM)
    )
    assert table.column("health.it").values.tolist() == [1]
