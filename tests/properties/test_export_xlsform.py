"""Conditions mean in a form what they mean in the rules, whatever was not answered.

The judge is the engine of ODK Collect itself (tests/export/xlsform/telephone.py); without a Java
compiler these laws are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, reject, settings
from hypothesis import strategies as st

from rrm.export import form_workbook
from rrm.export.xlsform.xpath import acceptance, relevance
from rrm.export.xlsform.xpath_numbers import Reference
from rrm.export.xlsform.xpath_text import Unsayable, written
from rrm.model.form import Column, Form, Question, QuestionType
from rrm.model.rule_pack import RulePack
from rrm.rule_language import Choice, Evaluator, Kind, Name, Numeric, Several, Truth, parse
from tests.export.xlsform.telephone import Telephone, engine

OPTIONS = ("none", "some", "all")
QUESTIONS = {
    "n": QuestionType.INTEGER,
    "m": QuestionType.INTEGER,
    "d": QuestionType.NUMBER,
    "yes": QuestionType.BOOLEAN,
    "so": QuestionType.BOOLEAN,
    "c": QuestionType.CHOICE,
    "e": QuestionType.CHOICE,
    "several": QuestionType.MULTIPLE,
    "on": QuestionType.DATE,
    "since": QuestionType.DATE,
}
TYPES = {
    QuestionType.INTEGER: "integer",
    QuestionType.NUMBER: "decimal",
    QuestionType.BOOLEAN: "one",
    QuestionType.CHOICE: "one",
    QuestionType.MULTIPLE: "several",
    QuestionType.DATE: "date",
}
REFERENCES = {name: Reference(f"/data/{name}", kind) for name, kind in QUESTIONS.items()}

XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>t</h:title><model><instance><data id="t">{nodes}</data></instance>{binds}</model>
</h:head><h:body/></h:html>"""
_BINDS = {
    "integer": "int",
    "decimal": "decimal",
    "one": "string",
    "several": "string",
    "date": "date",
}


@pytest.fixture(
    scope="module", params=["Africa/Bamako", "Africa/Ndjamena", "America/Port-au-Prince"]
)
def telephone(request, tmp_path_factory) -> Iterator[Telephone]:
    if engine() is None:
        pytest.skip("no Java compiler, or no pyxform")
    file = tmp_path_factory.mktemp("form") / "form.xml"
    nodes = "".join(f"<{name}/>" for name in QUESTIONS)
    binds = "".join(
        f'<bind nodeset="/data/{name}" type="{_BINDS[TYPES[kind]]}"/>'
        for name, kind in QUESTIONS.items()
    )
    file.write_text(XFORM.format(nodes=nodes, binds=binds), encoding="utf-8")
    running = Telephone(request.param)
    running.open(file)
    yield running
    running.close()


def kind_of_name(name: Name) -> Kind:
    match QUESTIONS[name.name]:
        case QuestionType.BOOLEAN:
            return Truth()
        case QuestionType.CHOICE:
            return Choice(OPTIONS)
        case QuestionType.MULTIPLE:
            return Several(OPTIONS)
        case _:
            return Numeric(None)


VALUES = {
    QuestionType.INTEGER: st.integers(-3, 9).map(str),
    QuestionType.NUMBER: st.sampled_from(["0", "0.1", "0.2", "0.3", "1", "2.5", "-1.5", "7.5"]),
    QuestionType.BOOLEAN: st.sampled_from(["yes", "no"]),
    QuestionType.CHOICE: st.sampled_from(OPTIONS),
    QuestionType.MULTIPLE: st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True).map(
        " ".join
    ),
    QuestionType.DATE: st.dates(date(2022, 4, 10), date(2022, 4, 20)).map(date.isoformat),
}
ANSWERS = st.fixed_dictionaries(
    {name: st.one_of(st.just(""), VALUES[kind]) for name, kind in QUESTIONS.items()}
)


def given_only(**answers: str) -> dict[str, str]:
    """These answers, and none to all the other questions."""
    return {**dict.fromkeys(QUESTIONS, ""), **answers}


NUMBERS = st.deferred(
    lambda: st.one_of(
        st.sampled_from(["n", "m", "d", "on - since", "count_selected(several)"]),
        st.sampled_from(["0", "1", "2", "0.3", "7.5", "-1"]),
        st.tuples(NUMBERS, st.sampled_from("+-*/"), NUMBERS).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        st.tuples(st.sampled_from(["min", "max", "sum", "mean", "known_or"]), NUMBERS, NUMBERS).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        ),
        st.tuples(st.sampled_from(["abs", "round", "floor", "ceil"]), NUMBERS).map(
            lambda p: f"{p[0]}({p[1]})"
        ),
        NUMBERS.map(lambda one: f"band({one}, 0.3, 2, 7.5)"),
        st.tuples(NUMBERS, NUMBERS).map(lambda p: f"weighted_mean({p[0]}, 2, {p[1]}, 0.5)"),
        st.tuples(CONDITIONS, NUMBERS, NUMBERS).map(lambda p: f"if({p[0]}, {p[1]}, {p[2]})"),
        st.tuples(st.sampled_from(["count", "count_known"]), CONDITIONS, CONDITIONS).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        ),
    )
)
CONDITIONS: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        st.sampled_from(["yes", "so", "on < since", "on = since", "c = e", "c != e"]),
        st.sampled_from(["c = 'some'", "c != 'some'", "c in ('none', 'all')", "n in (1, 2)"]),
        st.sampled_from(["selected(several, 'some')", "known(n)", "known(c)", "known(several)"]),
        st.tuples(NUMBERS, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), NUMBERS).map(
            " ".join
        ),
        st.tuples(NUMBERS, NUMBERS, NUMBERS).map(lambda p: f"between({p[0]}, {p[1]}, {p[2]})"),
        CONDITIONS.map(lambda one: f"not ({one})"),
        NUMBERS.map(lambda one: f"known({one} + 0)"),
        st.tuples(CONDITIONS, st.sampled_from(["and", "or", "=", "!="]), CONDITIONS).map(
            lambda p: f"(({p[0]}) {p[1]} ({p[2]}))"
        ),
        st.tuples(st.sampled_from(["any", "all", "known_or"]), CONDITIONS, CONDITIONS).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        ),
        st.tuples(CONDITIONS, CONDITIONS, CONDITIONS).map(lambda p: f"if({p[0]}, {p[1]}, {p[2]})"),
    )
)


def number(name: str, value: str) -> float:
    match QUESTIONS[name]:
        case QuestionType.BOOLEAN:
            return float(value == "yes")
        case QuestionType.CHOICE:
            return float(OPTIONS.index(value))
        case QuestionType.MULTIPLE:
            return float(sum(1 << OPTIONS.index(one) for one in value.split()))
        case QuestionType.DATE:
            return float(date.fromisoformat(value).toordinal())
        case _:
            return float(value)


def by_the_rules(text: str, answers: list[dict[str, str]]) -> list[bool | None]:
    def column_of(name: Name) -> Column:
        values = [answer[name.name] for answer in answers]
        known = np.array([value != "" for value in values])
        numbers = [number(name.name, value) if value else 0.0 for value in values]
        return Column(np.array(numbers), known)

    column = Evaluator(column_of, kind_of_name, len(answers)).column(parse(text))
    return [
        bool(value) if known else None
        for value, known in zip(column.values, column.known, strict=True)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=CONDITIONS, answers=st.lists(ANSWERS, min_size=4, max_size=4))
@example(text="max(n, m) > 2", answers=[given_only(m="5"), given_only(n="1", m="5")])
@example(text="min(n, m) < 2", answers=[given_only(n="1"), given_only(n="1", m="5")])
@example(text="n / m > 3", answers=[given_only(n="4", m="0"), given_only(n="4", m="1")])
@example(text="round(d) = -2", answers=[given_only(d="-1.5"), given_only(d="-1.4"), given_only()])
@example(text="0.1 + 0.2 >= d", answers=[given_only(d="0.3"), given_only(d="0.4")])
@example(text="count_selected(several) = 0", answers=[given_only(), given_only(several="all")])
@example(text="on - since >= 3", answers=[given_only(on="2022-04-13", since="2022-04-10")])
def test_a_condition_says_in_the_form_what_it_says_in_the_rules(telephone, text, answers) -> None:
    try:
        asked = written(relevance(text, REFERENCES))
        accepted = written(acceptance(text, REFERENCES))
    except Unsayable:  # longer than a form may hold
        reject()
    for answer, ruled in zip(answers, by_the_rules(text, answers), strict=True):
        telephone.set({name: (TYPES[QUESTIONS[name]], value) for name, value in answer.items()})
        assert telephone.holds(asked) is (ruled is True), (text, asked, answer)
        assert telephone.holds(accepted) is (ruled is not False), (text, accepted, answer)


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff"),
    max_size=40,
).filter(lambda text: "${" not in text)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(label=WORDS, hint=WORDS, option=WORDS)
def test_pyxform_takes_whatever_words_a_pack_has(label, hint, option) -> None:
    from pyxform.xls2xform import convert

    asked = Question(
        type=QuestionType.MULTIPLE,
        label={"en": label, "fr": label[::-1].replace("{$", "")},
        hint={"fr": hint},
        choices={"one": {"en": option}, "other": {}},
    )
    form = Form(questions={"asked": asked})
    pack = RulePack.model_construct(
        id="any", version="1", title={"en": "Any"}, languages=("en", "fr"), form=form
    )
    warnings: list[str] = []
    convert(form_workbook(pack).content, warnings=warnings, file_type=".xlsx")
    assert warnings == []
