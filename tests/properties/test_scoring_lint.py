"""Laws of lint: a value lies in its interval, and what is said never to happen never does."""

import itertools
from collections.abc import Sequence

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rrm.model.form import Form, Question, Roster
from rrm.scoring import compile_pack, lint_pack
from rrm.scoring.indicator_severity import indicator_severity
from rrm.scoring.rule_table import RuleTable
from rrm.scoring.value_range import ValueRanges
from rrm.scoring.whole_values import is_whole
from tests.scoring.levels import WORDS, Asked, assessment_of, indicator, measure, pack_of

calmly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

WHOLE = {"a": (0, 7), "b": (-5, 12), "c": (1, 80), "d": (0, 1)}
REAL = {"x": (0.0, 4.0), "y": (-2.5, -0.5), "z": (-1.0, 1.0)}
NUMBERS = {**WHOLE, **REAL}


def number(ends: tuple[float, float], kind: str) -> Question:
    return Question(type=kind, label=WORDS, range=ends)


FORM = Form(
    questions={
        **{name: number(ends, "integer") for name, ends in WHOLE.items()},
        **{name: number(ends, "number") for name, ends in REAL.items()},
        "yes": Question(type="boolean", label=WORDS),
        "place": Question(type="choice", label=WORDS, choices=dict.fromkeys("uvw", WORDS)),
        "needs": Question(type="multiple", label=WORDS, choices=dict.fromkeys("uvw", WORDS)),
    },
    rosters={
        "children": Roster(
            label=WORDS,
            unit="",
            questions={"age": number((0, 17), "integer"), "arm": number((-1.0, 2.0), "number")},
            rows_at_most=3,
        ),
        "deaths": Roster(
            label=WORDS,
            unit="",
            questions={"at": number((0, 90), "integer")},
            without_rows="none",
            rows_at_most=2,
        ),
    },
)

literals = st.sampled_from(["0", "1", "2", "3.5", "-1", "10"])
comparisons = st.sampled_from(["<", "<=", "=", "!=", ">=", ">"])
unanswered = st.sampled_from(["strict", "known_only", "zero"])


def trees(names: Sequence[str], aggregates: st.SearchStrategy[str] | None = None):
    """Expressions over these numbers, as text: a pair of strategies, numbers and conditions."""
    leaves = [st.sampled_from(names), literals, st.just("count_selected(needs)")]
    if aggregates is not None:
        leaves.append(aggregates)
    bare = st.one_of(
        st.sampled_from(["yes", "place = 'u'", "place in ('v', 'w')", "selected(needs, 'v')"]),
        st.builds("{} {} {}".format, st.sampled_from(names), comparisons, literals),
    )
    conditions = st.one_of(bare, st.builds("not ({})".format, bare),
                           st.builds("({} {} {})".format, bare, st.sampled_from(["and", "or"]), bare),
                           st.builds("known({})".format, st.sampled_from([*names, "place"])))  # fmt: skip

    def larger(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.builds("({} {} {})".format, of, st.sampled_from("+-*/"), of),
            st.builds("if({}, {}, {})".format, conditions, of, of),
            st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "sum", "mean", "known_or"]), of, of),
            st.builds("{}({})".format, st.sampled_from(["abs", "round", "floor", "ceil"]), of),
            st.builds("mean_of_worst(2, {}, {}, {})".format, of, of, of),
            st.builds("weighted_mean({}, 2, {}, 0.5)".format, of, of),
            st.builds("band({}, -1, 0, 3.5)".format, of),
            st.builds("count({}, {})".format, conditions, conditions),
        )  # fmt: skip

    return st.recursive(st.one_of(leaves), larger, max_leaves=8), conditions


members = st.one_of(
    st.sampled_from(["count_of(children)", "count_of(deaths, at < 30)", "sum_of(deaths, at)"]),
    st.builds(
        "{}_of(children, {}, {})".format,
        st.sampled_from(["sum", "mean", "median", "min", "max"]),
        st.sampled_from(["age", "arm", "arm * a", "age - 20"]),
        st.sampled_from(["age < 5", "known(arm)"]),
    ),
    st.just("share_of(children, arm < 1)"),
)
numbers, conditions = trees(list(NUMBERS), members)


def answered(ends: dict[str, tuple[float, float]]) -> dict[str, st.SearchStrategy[float]]:
    return {
        name: (st.integers(*of) if isinstance(of[0], int) else st.floats(*of)).map(float)
        for name, of in ends.items()
    }


household = st.fixed_dictionaries(
    {},
    optional={
        **answered(NUMBERS),
        "yes": st.sampled_from([0.0, 1.0]),
        "place": st.integers(0, 2).map(float),
        "needs": st.integers(0, 7).map(float),
    },
)
child = st.fixed_dictionaries({}, optional=answered({"age": (0, 17), "arm": (-1.0, 2.0)}))
death = st.fixed_dictionaries({}, optional=answered({"at": (0, 90)}))
interviews = st.lists(
    st.builds(Asked, household, st.lists(child, max_size=3), st.lists(death, max_size=2)),
    min_size=1,
    max_size=12,
)


@calmly
@given(numbers, unanswered, interviews)
def test_a_value_lies_in_its_interval_whatever_is_answered(text, policy, asked):
    pack = compile_pack(pack_of(FORM, it=measure(text, unanswered=policy)))
    found = ValueRanges(pack).of_key("health.it")
    column = RuleTable(pack, assessment_of(asked, FORM)).column("health.it")
    values = column.values[column.known]
    slack = 1e-9 * (1 + np.abs(values))
    assert np.all(values >= found.low - slack)
    assert np.all(values <= found.high + slack)
    rule = pack.rule("health.it")
    if is_whole(rule.tree, pack, rule.rule.level):
        assert np.all(values == np.round(values))


@calmly
@given(
    st.sampled_from(["sum_of", "mean_of", "median_of", "min_of", "max_of"]),
    st.sampled_from(["households", "children"]),
    st.sampled_from(["a + z", "x * b", "c / a", "if(yes, y, 3)"]),
    unanswered,
    interviews,
    st.floats(0.1, 9.0),
)
def test_so_does_what_a_place_sums_up(function, rows, value, policy, asked, weight):
    text = f"{function}({rows}, {value})"
    pack = compile_pack(pack_of(FORM, it=measure(text, level="group", unanswered=policy)))
    weighted = [Asked(one.answers, one.children, one.deaths, weight=weight) for one in asked]
    column = RuleTable(pack, assessment_of(weighted, FORM)).column("health.it")
    found = ValueRanges(pack).of_key("health.it")
    for number in column.values[column.known]:
        assert found.low - 1e-9 * (1 + abs(number)) <= number
        assert number <= found.high + 1e-9 * (1 + abs(number))


tests = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["below", "at most", "above", "at least"]), literals),
    st.just("between 0 and 3"),
    conditions,
    st.builds("value {} {}".format, comparisons, literals),
    st.builds("{} and value > a".format, conditions),
    st.builds("steps {} {} or {}".format, comparisons, literals, conditions),
)
lines = st.tuples(tests, tests, tests).map(
    lambda read: {**dict(zip((5, 4, 3), read, strict=True)), 1: "otherwise"}
)


@calmly
@given(numbers, numbers, lines, unanswered, interviews)
def test_a_line_that_is_said_never_to_decide_decides_for_nobody(value, steps, read, policy, asked):
    rule = indicator(value, severity=read, unanswered=policy)
    pack = compile_pack(pack_of(FORM, it=rule, steps=measure(steps, unanswered=policy)))
    told = [
        one.found.text()
        for one in lint_pack(pack).doubts
        if one.code in ("RRM-R201", "RRM-R207", "RRM-R208")
    ]
    severity = indicator_severity(RuleTable(pack, assessment_of(asked, FORM)), "health.it")
    for found in set(severity.classes.values[severity.answered]):
        words = " ".join(read[int(found)].split())
        same = [one for one in read.values() if " ".join(one.split()) == words]
        if len(same) == 1:
            assert not [one for one in told if one.startswith(f'"{words}"')]


@calmly
@given(st.lists(st.integers(-5, 11), min_size=1, max_size=4, unique=True), interviews)
def test_a_result_is_said_to_be_out_of_reach_where_a_lower_limit_stands_before_it(limits, asked):
    value = "if(yes, 1, 2)"
    for limit in limits:
        value = f"if(b > {limit}, {limit + 100}, {value})"
    pack = compile_pack(pack_of(FORM, it=measure(value)))
    told = [one.found.text() for one in lint_pack(pack).doubts if one.code == "RRM-R211"]
    column = RuleTable(pack, assessment_of(asked, FORM)).column("health.it")
    given_to = set(column.values[column.known])
    for limit in limits:
        if f'"b > {limit}" never holds here' in told:
            assert limit + 100 not in given_to
    inner_first = list(itertools.pairwise(limits))
    assert bool(told) == any(inner > outer for inner, outer in inner_first)
