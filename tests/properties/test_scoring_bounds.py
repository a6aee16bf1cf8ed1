"""Laws of the bounds of a class: whatever the missing answers are, it lies between them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.model.form import Form, Question
from rrm.scoring import compile_pack
from rrm.scoring.household_severity import sector_severities
from rrm.scoring.rule_table import RuleTable
from tests.scoring.levels import WORDS, Asked, assessment_of, indicator, measure, pack_of, scored

RANGES = {"a": (0.0, 4.0), "b": (1.0, 3.0), "c": (-2.0, 2.0)}
OPTIONS = ("river", "well", "tap")
FORM = Form(
    questions={
        **{name: Question(type="number", label=WORDS, range=ends) for name, ends in RANGES.items()},
        "yes": Question(type="boolean", label=WORDS),
        "kind": Question(type="choice", label=WORDS, choices=dict.fromkeys(OPTIONS, WORDS)),
        "many": Question(type="multiple", label=WORDS, choices=dict.fromkeys(OPTIONS, WORDS)),
    }
)
POSSIBLE = {
    **{
        name: st.one_of(st.sampled_from([*ends, 1.0, 2.0]), st.floats(*ends))
        for name, ends in RANGES.items()
    },
    "yes": st.sampled_from([0.0, 1.0]),
    "kind": st.sampled_from([0.0, 1.0, 2.0]),
    "many": st.integers(0, 7).map(float),
}
HOUSEHOLD = st.fixed_dictionaries(POSSIBLE)
CONDITIONS = st.sampled_from(
    ["yes", "kind = 'river'", "kind in ('well', 'tap')", "kind != 'tap'", "selected(many, 'tap')",
     "count_selected(many) >= 2", "known(a)", "b > c"]
)  # fmt: skip


def _more(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    condition = st.one_of(
        CONDITIONS,
        st.builds(
            "{} {} {}".format, inner, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), inner
        ),
        st.builds("(not ({} < {}) and yes or {})".format, inner, inner, CONDITIONS),
        st.builds("between({}, {}, {})".format, inner, inner, inner),
    )
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds(
            "{}({}, {})".format, st.sampled_from(["min", "max", "sum", "mean"]), inner, inner
        ),
        st.builds("{}({})".format, st.sampled_from(["abs", "round", "floor", "ceil", "-"]), inner),
        st.builds("mean_of_worst(2, {}, {}, {})".format, inner, inner, inner),
        st.builds("weighted_mean({}, 3, {}, 0.5)".format, inner, inner),
        st.builds("if({}, {}, {})".format, condition, inner, inner),
        st.builds("count({}, {})".format, condition, condition),
        st.builds("known_or({}, {})".format, inner, inner),
        st.builds("band({}, 1, 2)".format, inner),
    )


VALUES = st.recursive(st.sampled_from(["a", "b", "c", "m", "1", "2.5"]), _more, max_leaves=6)
LINES = st.sampled_from(
    [
        {5: "below 0.5", 4: "below 1", 2: "below 2", 1: "otherwise"},
        {4: "at least 2", 3: "at least 1", 1: "otherwise"},
        {2: "between 1 and 2", 5: "above 2", 1: "otherwise"},
        {5: "not yes and value > 1", 3: "a > 2 or value < 0", 2: "kind = 'well'", 1: "otherwise"},
    ]
)


def ranged(**rules):
    pack = pack_of(FORM, **rules)
    severity = pack.severity.model_copy(update={"bounds": "question_ranges"})
    return pack.model_copy(update={"severity": severity})


@given(VALUES, LINES, HOUSEHOLD, st.sets(st.sampled_from(sorted(POSSIBLE)), min_size=1),
       st.lists(HOUSEHOLD, min_size=1, max_size=4), st.sampled_from(["strict", "known_only"]))  # fmt: skip
@settings(max_examples=300)
def test_whatever_is_answered_later_the_class_lies_between_its_bounds(
    text, lines, household, missing, others, unanswered
):
    pack = compile_pack(
        ranged(m=measure("a * b - c"), it=indicator(text, severity=lines, unanswered=unanswered))
    )
    partly = {name: one for name, one in household.items() if name not in missing}
    later = [{**partly, **{name: one[name] for name in missing}} for one in others]
    table = RuleTable(pack, assessment_of([Asked(one) for one in (partly, *later)], FORM))
    (health,) = sector_severities(pack, table)
    (it,) = health.indicators
    if it.classes.known[0]:
        # What a rule counts as known stays so, whatever a later answer would say.
        assert it.low[0] == it.high[0] == it.classes.values[0]
        return
    for number in np.flatnonzero(it.classes.known):
        assert it.low[0] <= it.classes.values[number] <= it.high[0]


RATIO = {5: "below 1", 4: "below 2", 3: "below 3", 2: "below 4", 1: "otherwise"}


@pytest.mark.parametrize(
    ("answers", "low", "high"),
    [
        ({"a": 4.0, "b": 1.0}, 1, 1),
        ({"a": 3.0}, 2, 4),  # by 1 to 3
        ({"b": 2.0}, 3, 5),  # 0 to 4 by 2
        ({}, 1, 5),
    ],
)
def test_an_answer_rules_classes_out(answers, low, high):
    pack = compile_pack(ranged(it=indicator("a / b", severity=RATIO)))
    table = RuleTable(pack, assessment_of([Asked({"yes": 1.0, **answers})], FORM))
    ((it,),) = (one.indicators for one in sector_severities(pack, table))
    assert (it.low[0], it.high[0]) == (low, high)


def test_the_bounds_of_a_site_are_those_of_its_households():
    rules = {"it": indicator("a / b", severity=RATIO), "other": indicator("c", severity=RATIO)}
    households = [Asked({"a": 3.0, "c": 2.0})] * 4

    def bounds(pack):
        (found,) = [
            one for one in scored(households, pack).scores
            if one.site_id == "A" and one.sector == "health"
        ]  # fmt: skip
        return found.severity_low, found.severity, found.severity_high

    assert bounds(pack_of(FORM, **rules)) == (3, 3, 5)
    assert bounds(ranged(**rules)) == (3, 3, 4)


def test_a_chain_of_rules_has_bounds_too():
    chain = {f"m{at}": measure(f"m{at + 1} + 1") for at in range(1_000)}
    rules = {
        **chain,
        "m1000": measure("a"),
        "it": indicator("m0", severity={5: "at least 1002", 1: "otherwise"}),
    }
    pack = compile_pack(ranged(**rules))
    table = RuleTable(pack, assessment_of([Asked({"yes": 1.0})], FORM))
    ((it,),) = (one.indicators for one in sector_severities(pack, table))
    assert (it.low[0], it.high[0]) == (1, 5)
