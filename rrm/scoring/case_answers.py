"""The households of worked cases as an assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rrm.model.form import Assessment, Column, Question, RosterRows
from rrm.model.rule_case import AnsweredHouseholds, RuleCase
from rrm.model.rule_pack import RulePack


def cases_as_assessment(pack: RulePack, cases: Sequence[RuleCase]) -> Assessment:
    """A row for each group of like households, weighted by how many they are.

    Each case is a site of its own, called by its number, of one group without a name.
    """
    groups = [
        (str(number), group) for number, case in enumerate(cases) for group in case.households
    ]
    households = [group for _, group in groups]
    times = np.array([float(group.times) for group in households])
    return Assessment(
        tuple(site for site, _ in groups),
        ("",) * len(groups),
        tuple(group.respondent.value for group in households),
        (None,) * len(groups),
        times,
        _columns(pack.form.questions, [group.answers for group in households]),
        {
            name: _rows(name, roster.questions, households)
            for name, roster in pack.form.rosters.items()
        },
        times,
    )


def _rows(
    roster: str, questions: Mapping[str, Question], households: Sequence[AnsweredHouseholds]
) -> RosterRows:
    rows = [(at, row) for at, one in enumerate(households) for row in one.rosters.get(roster, ())]
    return RosterRows(
        np.array([at for at, _ in rows], dtype=np.int64),
        _columns(questions, [row for _, row in rows]),
    )


def _columns(
    questions: Mapping[str, Question], answers: Sequence[Mapping[str, float]]
) -> dict[str, Column]:
    columns = {}
    for name, question in questions.items():
        if not question.personal:
            known = np.array([name in one for one in answers], dtype=np.bool_)
            values = [one.get(name, 0.0) for one in answers]
            columns[name] = Column(np.array(values, dtype=np.float64), known)
    return columns
