"""Decision tables against their plainest reading: look for the row, look for the column."""

from __future__ import annotations

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.model.form import Form, Question
from rrm.model.rule_pack import Indicator
from rrm.model.source_text import SourceText
from rrm.scoring import compile_pack
from rrm.scoring.household_severity import sector_severities
from rrm.scoring.indicator_severity import indicator_severity
from rrm.scoring.rule_table import RuleTable
from tests.scoring.levels import WORDS, Asked, assessment_of, pack_of

OPTIONS = ("river", "well", "tap")
FORM = Form(
    questions={
        "source": Question(type="choice", label=WORDS, choices=dict.fromkeys(OPTIONS, WORDS)),
        "minutes": Question(type="number", label=WORDS, range=(-60, 60)),
        "days": Question(type="integer", label=WORDS, range=(0, 7)),
        "owned": Question(type="boolean", label=WORDS),
    }
)
ANSWERS = {
    "source": (0.0, 1.0, 2.0),
    "minutes": (-7.5, -2.0, 0.0, 2.0, 7.5, 15.0, 30.0),
    "days": (0.0, 1.0, 2.0, 3.0, 7.0),
    "owned": (0.0, 1.0),
}
HEADS = {
    "source": [["river, well", "tap"], ["tap", "river", "well"], ["is 'river'", "otherwise"],
               ["otherwise"]],
    "minutes": [["below 0", "at least 0 and below 15", "at least 15"], ["at most 2", "above 2"],
                ["above 7.5", "between -2 and 7.5", "otherwise"], ["0, 15", "otherwise"]],
    "days": [["0", "1, 2", "at least 3"], ["at most 1", "2", "3, 4, 5, 6, 7"], ["7", "otherwise"]],
    "owned": [["yes", "no"], ["yes", "otherwise"]],
}  # fmt: skip


def stands_under(name: str, head: str, answer: float) -> bool:
    """Whether a known answer stands under a head that names values; read without the engine."""
    words = head.removeprefix("is ")
    if name == "source":
        return OPTIONS[int(answer)] in [one.strip(" '") for one in words.split(",")]
    if name == "owned":
        return head == ("yes" if answer else "no")
    if head.startswith("between"):
        _, low, _, high = head.split()
        return float(low) <= answer <= float(high)
    holds = {
        "below": float.__lt__,
        "most": float.__le__,
        "above": float.__gt__,
        "least": float.__ge__,
    }
    if not any(word in head for word in holds):
        return answer in [float(one) for one in head.split(",")]
    return all(
        holds[part.split()[-2]](answer, float(part.split()[-1])) for part in head.split(" and ")
    )


def places_of(name: str, heads: list[str], answer: float | None) -> list[int]:
    """The heads that an answer may stand under: one where it is known."""
    if answer is None:
        if "unanswered" in heads:
            return [heads.index("unanswered")]
        return [at for at, head in enumerate(heads) if head != "unanswered"]
    found = [
        at
        for at, head in enumerate(heads)
        if head not in ("otherwise", "unanswered") and stands_under(name, head, answer)
    ]
    return found or [heads.index("otherwise")]


def read_by_hand(
    rows: tuple[str, list[str]], columns: tuple[str, list[str]], cells: list[list[int]], answers
) -> int | None:
    """The class where all cells that a household may stand in agree."""
    found = {
        cells[row][column]
        for row in places_of(*rows, answers[rows[0]])
        for column in places_of(*columns, answers[columns[0]])
    }
    return found.pop() if len(found) == 1 else None


@st.composite
def tables(draw):
    """Rows, columns and cells of a table over two questions, or one question twice."""
    axes = []
    for _ in range(2):
        name = draw(st.sampled_from(sorted(HEADS)))
        heads = list(draw(st.permutations(draw(st.sampled_from(HEADS[name])))))
        if draw(st.booleans()):
            heads.insert(draw(st.integers(0, len(heads))), "unanswered")
        axes.append((name, heads))
    (_, rows), (_, columns) = axes
    row = st.lists(st.integers(1, 5), min_size=len(columns), max_size=len(columns))
    cells = draw(st.lists(row, min_size=len(rows), max_size=len(rows)))
    return axes[0], axes[1], cells


def indicator_of(rows, columns, cells, **more) -> Indicator:
    return Indicator.model_validate(
        {
            "label": WORDS,
            "source": "book",
            "table": {
                "rows": rows[0],
                "columns": columns[0],
                "heads": tuple(columns[1]),
                "cells": {
                    SourceText(head): tuple(str(cell) for cell in row)
                    for head, row in zip(rows[1], cells, strict=True)
                },
            },
            **more,
        }
    )


def every_answer(*names: str) -> list[dict[str, float | None]]:
    """Households with every combination of answers to these questions, unknown ones too."""
    asked = list(dict.fromkeys(names))
    values = [(*ANSWERS[name], None) for name in asked]
    return [dict(zip(asked, one, strict=True)) for one in itertools.product(*values)]


def assessed(households):
    known = [
        {name: answer for name, answer in one.items() if answer is not None} for one in households
    ]
    return assessment_of([Asked(answers=one) for one in known], FORM)


@given(tables())
@settings(max_examples=150, deadline=None)
def test_a_table_is_read_as_one_reads_it_with_a_finger(table):
    rows, columns, cells = table
    pack = compile_pack(pack_of(FORM, it=indicator_of(rows, columns, cells)))
    households = every_answer(rows[0], columns[0])
    found = indicator_severity(RuleTable(pack, assessed(households)), "health.it").classes
    by_engine = [
        int(one) if known else None for one, known in zip(found.values, found.known, strict=True)
    ]
    # Where one question sorts both rows and columns, not every pair of places can be meant, but
    # the engine takes each by itself.
    assert by_engine == [read_by_hand(rows, columns, cells, one) for one in households]
    assert math.isfinite(found.values.sum())


@given(tables())
@settings(max_examples=60, deadline=None)
def test_what_a_table_leaves_open_lies_between_its_bounds(table):
    rows, columns, cells = table
    pack = pack_of(FORM, it=indicator_of(rows, columns, cells))
    severity = pack.severity.model_copy(update={"bounds": "question_ranges"})
    compiled = compile_pack(pack.model_copy(update={"severity": severity}))
    households = every_answer(rows[0], columns[0])
    (sector,) = sector_severities(compiled, RuleTable(compiled, assessed(households)))
    (one,) = sector.indicators
    for at, answers in enumerate(households):
        may_be = {
            cells[row][column]
            for row in places_of(*rows, answers[rows[0]])
            for column in places_of(*columns, answers[columns[0]])
        }
        assert one.low[at] <= min(may_be)
        assert one.high[at] >= max(may_be)
