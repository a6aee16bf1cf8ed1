"""Of which households a roster was to be asked, by the form's condition for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Assessment, Column, Form
from rrm.rule_language import Evaluator, Kind, Name, kind_of_question, parse


def roster_asked(form: Form, assessment: Assessment, roster: str) -> NDArray[np.bool_]:
    """Interviews for which the roster's `relevant` holds for certain; all where it has none.

    Where the answers that decide it are not known, nobody knows whether the roster was asked.
    """
    condition = form.rosters[roster].relevant
    if condition is None:
        return np.ones(len(assessment), dtype=np.bool_)

    def column_of(name: Name) -> Column:
        return assessment.columns.get(name.name) or _nothing(len(assessment))

    def kind_of(name: Name) -> Kind:
        return kind_of_question(form.questions[name.name])

    holds = Evaluator(column_of, kind_of, len(assessment)).column(parse(condition))
    return np.asarray(holds.known & (holds.values != 0))


def _nothing(rows: int) -> Column:
    return Column(np.zeros(rows), np.zeros(rows, dtype=np.bool_))
