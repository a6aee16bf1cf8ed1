"""Rules that lean on rules that lean on rules, and expressions as long as they may be."""

import pytest

from rrm.model.problem import BadInput
from rrm.rule_language import parse
from rrm.scoring import compile_pack, line_in_words, lint_pack
from rrm.scoring.whole_values import is_whole
from tests.scoring.levels import Asked, compiled, indicator, measure, pack_of, scored, table_of

LENGTH = 1_999
LONGEST_SUM = " + ".join(["1"] * 149 + ["has_soap_as_number"])
"""299 words: a sum that nests to the left 149 times."""
SOAP = measure("if(has_soap, 1, 0)")
WASHED = Asked({"household_size": 5.0, "has_soap": 1.0})


def chain(length: int, last: str, **keys: object) -> dict:
    """Rules of which each is one more than the next, the last as given."""
    rules = {f"m{at}": measure(f"m{at + 1} + 1", **keys) for at in range(length)}
    return {**rules, f"m{length}": measure(last, **keys)}


def test_a_chain_of_two_thousand_rules_is_computed():
    table = table_of([WASHED], **chain(LENGTH, "if(has_soap, 1, 0)"))
    assert table.column("health.m0").values.tolist() == [LENGTH + 1]
    assert table.column("health.m1000").values.tolist() == [LENGTH + 1 - 1000]


def test_the_order_in_which_rules_are_written_makes_no_difference():
    rules = chain(LENGTH, "if(has_soap, 1, 0)")
    table = table_of([WASHED], **dict(reversed(rules.items())))
    assert table.column("health.m0").values.tolist() == [LENGTH + 1]


def test_the_longest_sum_at_the_end_of_a_long_chain_is_computed():
    rules = {"has_soap_as_number": SOAP, **chain(500, LONGEST_SUM)}
    table = table_of([WASHED], **rules)
    assert table.column("health.m0").values.tolist() == [150 + 500]


def test_a_long_chain_of_a_group_is_computed_and_says_what_it_is_made_of():
    rules = chain(LENGTH, "mean_of(households, if(has_soap, 1, 0))", level="group")
    table = table_of([WASHED, WASHED], **rules)
    assert table.column("health.m0").values.tolist() == [LENGTH + 1]
    assert table.made_of("health.m0", 0) == ("households", 2)
    assert table.asks_households("health.m0")


def test_a_household_is_scored_by_a_long_chain():
    needs = scored(
        [WASHED] * 3,
        pack_of(**chain(LENGTH, "household_size / household_size"), one=indicator("m0 / 6000")),
    )
    (health,) = [one for one in needs.scores if one.sector == "health" and one.site_id == "A"]
    assert health.severity == 4
    assert needs.traces[0].sentence.text()


def test_a_line_may_lean_on_a_long_chain():
    lines = {5: "m0 > 300", 1: "otherwise"}
    pack = pack_of(one=indicator("if(has_soap, 1, 0)", severity=lines), **chain(300, "0"))
    assert compile_pack(pack).indicators["health.one"].lines


def test_a_long_circle_is_told_once():
    rules = {**chain(LENGTH - 1, "m0"), "beside": measure("m5 * 2")}
    with pytest.raises(BadInput) as bad:
        compile_pack(pack_of(**rules))
    (problem,) = bad.value.problems
    assert problem.code == "RRM-R008"
    assert problem.found.text() == '"m0" is defined by way of itself'


def test_a_rule_that_names_itself_is_told():
    with pytest.raises(BadInput) as bad:
        compile_pack(pack_of(one=measure("one + 1")))
    assert [problem.code for problem in bad.value.problems] == ["RRM-R008"]


def test_a_fault_at_the_end_of_a_long_chain_is_told_once():
    with pytest.raises(BadInput) as bad:
        compile_pack(pack_of(**chain(LENGTH, "sope")))
    assert [problem.code for problem in bad.value.problems] == ["RRM-R003"]


LONGEST = [
    " + ".join(["1"] * 150),
    " - ".join(["died"] * 150),
    " * ".join(["2"] * 150),
    "if(" + " and ".join(["has_soap"] * 145) + ", 1, 0)",
    "if(" + " or ".join(["has_soap"] * 145) + ", 1, 0)",
    "count(" + ", ".join(["has_soap"] * 148) + ")",
    "abs(" * 39 + "household_size" + ")" * 39,
    "-(" * 39 + " + ".join(["1"] * 70) + ")" * 39,
    "max(1, " * 37 + " + ".join(["1"] * 30) + ")" * 37,
    "sum_of(children, " + " + ".join(["age"] * 140) + ")",
]


@pytest.mark.parametrize("text", LONGEST)
@pytest.mark.parametrize("unanswered", ["strict", "known_only", "zero"])
def test_the_longest_expressions_are_computed(text, unanswered):
    unit = "person" if text.startswith(("died", "abs")) else "year" if "age" in text else ""
    asked = Asked({"household_size": 5.0, "died": 1.0, "has_soap": 1.0}, children=[{"age": 1.0}])
    table = table_of([asked], it=measure(text, unit, unanswered=unanswered))
    assert table.column("health.it").known.tolist() == [True]


@pytest.mark.parametrize("text", LONGEST)
def test_the_longest_expressions_are_read_for_whole_numbers(text):
    unit = "person" if text.startswith(("died", "abs")) else "year" if "age" in text else ""
    pack = compiled(it=measure(text, unit))
    assert is_whole(pack.measures["health.it"].tree, pack, "household")
    assert not is_whole(parse(text.replace("1", "1.5")), pack) or "1" not in text


@pytest.mark.parametrize("text", LONGEST)
def test_lint_reads_the_longest_expressions(text):
    unit = "person" if text.startswith(("died", "abs")) else "year" if "age" in text else ""
    pack = compiled(it=indicator(text, unit, severity={5: "above 100", 1: "otherwise"}))
    assert lint_pack(pack).doubts


def test_lint_reads_a_long_chain():
    assert lint_pack(compiled(**chain(LENGTH, "household_size / household_size"))).doubts


def test_rules_of_long_expressions_may_form_a_long_chain():
    ones = " + ".join(["1"] * 100)
    rules = {f"m{at}": measure(f"m{at + 1} + {ones}") for at in range(60)}
    pack = compiled(
        **rules, m60=SOAP, one=indicator("m0", severity={5: "at most 7", 1: "otherwise"})
    )
    assert is_whole(pack.measures["health.m0"].tree, pack, "household")
    needs = scored([WASHED] * 3, pack.pack)
    assert needs.traces[0].sentence.text()


def test_a_long_condition_is_said_in_words():
    text = " + ".join(["died"] * 140) + " > 2"
    pack = compiled(it=indicator("died", "person", severity={5: text, 1: "otherwise"}))
    it = pack.indicators["health.it"]
    assert line_in_words(pack, it, it.lines[0]).text()


def test_a_unit_of_a_high_power_is_told_in_short():
    with pytest.raises(BadInput) as bad:
        compiled(it=measure(" * ".join(["died"] * 149)))
    (problem,) = bad.value.problems
    assert problem.found.text() == "the value is in person^149"


def test_lint_says_of_rules_nested_beyond_reading_that_it_proves_nothing():
    ones = " + ".join(["1"] * 100)
    rules = {f"m{at}": measure(f"if(m{at + 1} + {ones} > 100.5, 1, 0)") for at in range(200)}
    pack = compiled(**rules, m200=SOAP, one=indicator("m0"))
    assert {one.rule for one in lint_pack(pack).not_proven} <= {"health.one", *pack.measures}
