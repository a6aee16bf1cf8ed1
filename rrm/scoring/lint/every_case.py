"""A rule over all its cases at once, computed by the engine itself as if each were a household."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Assessment, Column
from rrm.model.rule_pack import Unanswered
from rrm.rule_language import Evaluator, Expression, Line, Otherwise
from rrm.scoring.indicator_severity import IndicatorSeverity, indicator_severity
from rrm.scoring.lint.decision_space import DecisionSpace
from rrm.scoring.rule_table import RuleTable

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Cases of a rule, a row each, and the engine's table over them."""

    space: DecisionSpace
    assessment: Assessment
    table: RuleTable

    def __len__(self) -> int:
        return len(self.assessment)

    def value(self) -> Column:
        """The rule's value in each case."""
        return self.table.column(self.space.key)

    def column(self, tree: Expression, unanswered: Unanswered) -> Column:
        """An expression of the space's rules in each case."""
        pack, table = self.space.pack, self.table
        evaluator = Evaluator(
            lambda name: table.column(name.key),
            lambda name: pack.kinds[name.key],
            len(self),
            unanswered=unanswered,
        )
        return evaluator.column(tree)

    def severity(self) -> IndicatorSeverity:
        """The indicator's severity in each case."""
        return indicator_severity(self.table, self.space.key)

    def taken_alone(self, severity: int) -> Flags:
        """The cases that the line of a class takes if it is the only one above `otherwise`."""
        key, pack = self.space.key, self.space.pack
        line = next(one for one in pack.indicators[key].lines if one.severity == severity)
        rest = Line(1 if severity != 1 else 2, Otherwise(), "otherwise")
        alone = replace(pack.indicators[key], lines=(line, rest), direction=None)
        pack = replace(pack, indicators={**pack.indicators, key: alone})
        found = indicator_severity(RuleTable(pack, self.assessment), key)
        is_taken: Flags = found.answered & (found.classes.values == severity)
        return is_taken


def every_case(space: DecisionSpace) -> Cases:
    """Every combination of the values of a space's quantities, the last varying fastest."""
    sizes = [len(one.values) for one in space.quantities]
    grid = np.indices(sizes).reshape(len(sizes), space.cases)
    values = [np.array(one.values)[at] for one, at in zip(space.quantities, grid, strict=True)]
    return cases_of(space, values)


def cases_of(space: DecisionSpace, values: Sequence[Floats]) -> Cases:
    """The cases with these values, a column for each quantity; what is NaN is not known."""
    rows = values[0].size if values else 1
    columns = {}
    for quantity, one in zip(space.quantities, values, strict=True):
        is_known = ~np.isnan(one)
        columns[quantity.key] = Column(np.where(is_known, one, 0.0), is_known)
    assessment = Assessment(
        ("",) * rows, ("",) * rows, ("household",) * rows, (None,) * rows, np.ones(rows), columns
    )
    return Cases(space, assessment, RuleTable(space.pack, assessment))
