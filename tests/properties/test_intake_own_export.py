"""Whatever is answered, an export of our form comes back as it was, however the tool wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.intake import load_pack
from rrm.intake.foreign.conversion import convert
from rrm.intake.foreign.key_questions import key_questions
from rrm.intake.foreign.own_export import own_export
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.problem_list import ProblemList
from rrm.model.form import Question, QuestionType, Respondent

FORM = load_pack("mali")[0].form
KEYS = key_questions()
ASKED = {
    name: one
    for name, one in FORM.questions.items()
    if not one.personal and Respondent.HOUSEHOLD in one.asked_of
}


@dataclass(frozen=True)
class Style:
    """How a tool writes an export: language of its words, or codes; groups; several options."""

    language: str | None
    group: str
    apart: bool


STYLES = st.builds(
    Style,
    st.sampled_from([None, "en", "fr"]),
    st.sampled_from(["", "home/", "a.b."]),
    st.booleans(),
)


def an_answer(question: Question) -> st.SearchStrategy[str]:
    low, high = question.doubtful or question.range or (0, 50)
    match question.type:
        case QuestionType.CHOICE:
            known = st.sampled_from(sorted(question.choices))
        case QuestionType.MULTIPLE:
            options = st.sets(st.sampled_from(list(question.choices)), min_size=1)
            known = options.map(lambda some: " ".join(o for o in question.choices if o in some))
        case QuestionType.BOOLEAN:
            known = st.sampled_from(["yes", "no"])
        case _:
            known = st.integers(int(-(-low // 1)), int(high)).map(str)
    return st.one_of(known, st.just(""))


HOUSEHOLD = st.fixed_dictionaries({name: an_answer(one) for name, one in ASKED.items()})


def header(name: str, style: Style) -> str:
    label = ASKED[name].label.get(style.language or "")
    return style.group + (label or name)


def written(question: Question, answer: str, style: Style) -> str:
    if style.language is None or not question.choices:
        return answer
    return question.choices[answer][style.language] if answer else ""


def exported(households: list[dict[str, str]], style: Style) -> SourceTable:
    """The answers as columns of an export, one a question or one an option."""
    columns: dict[str, list[str]] = {
        "site_id": ["gao"] * len(households),
        "group": ["idp"] * len(households),
        "_uuid": [f"uuid:{at:08d}" for at in range(len(households))],
    }
    for name, question in ASKED.items():
        said = [one[name] for one in households]
        if question.type is not QuestionType.MULTIPLE:
            columns[header(name, style)] = [written(question, one, style) for one in said]
        elif style.apart:
            for option, words in question.choices.items():
                shown = words[style.language] if style.language else option
                columns[f"{header(name, style)}/{shown}"] = [
                    ("1" if option in one.split() else "0") if one else "" for one in said
                ]
        else:
            columns[header(name, style)] = said
    numbers = tuple(range(2, 2 + len(households)))
    cells = tuple(map(tuple, columns.values()))
    return SourceTable("export", "export.csv", tuple(columns), ("",) * len(columns), numbers, cells)


@settings(max_examples=25, deadline=None)
@given(st.lists(HOUSEHOLD, min_size=1, max_size=3), STYLES)
def test_answers_come_back_as_they_were_given(households, style):
    tables = [exported(households, style)]
    own = own_export(tables, FORM, KEYS, "mali")
    assert own is not None
    problems = ProblemList()
    converted = convert(own.read, tables, FORM, KEYS, problems, [])
    assert converted is not None, [one.text() for one in problems.all()]
    assert own.problems == ()
    for name in ASKED:
        assert converted.assessment.columns[name] == [one[name] for one in households], name
