"""The rule language: small, total, checked before it is computed, evaluated a column at a time.

`parse` reads an expression, `kind_of` checks its kinds and units in a `Scope`, `resolved` says what
its names stand for, `Evaluator` computes it; `parse_line` reads a severity line.
"""

from rrm.rule_language.aggregate_kinds import AGGREGATE_KINDS, ASKED_OF, UNWEIGHTED
from rrm.rule_language.aggregates import RowsBelow
from rrm.rule_language.evaluate import Below, ColumnOf, Evaluator, KindOf, compared
from rrm.rule_language.expression import (
    MAX_DEPTH,
    Call,
    Expression,
    Name,
    Number,
    Operation,
    Quoted,
    names_in,
    parse,
)
from rrm.rule_language.functions import TOLERANCE
from rrm.rule_language.kinds import FUNCTIONS, kind_of
from rrm.rule_language.resolved import resolved
from rrm.rule_language.severity_lines import (
    Between,
    Condition,
    Line,
    Options,
    Otherwise,
    Threshold,
    classify,
    classify_ordered,
    holds,
    ordered_direction,
    parse_line,
    position,
)
from rrm.rule_language.tokens import MAX_CHARACTERS, ExpressionError
from rrm.rule_language.units import Unit
from rrm.rule_language.value_kinds import (
    Choice,
    Kind,
    Literal,
    Numeric,
    Scope,
    Several,
    Truth,
    kind_of_question,
    nearest,
    no_recall_period,
)

__all__ = [
    "AGGREGATE_KINDS",
    "ASKED_OF",
    "FUNCTIONS",
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "TOLERANCE",
    "UNWEIGHTED",
    "Below",
    "Between",
    "Call",
    "Choice",
    "ColumnOf",
    "Condition",
    "Evaluator",
    "Expression",
    "ExpressionError",
    "Kind",
    "KindOf",
    "Line",
    "Literal",
    "Name",
    "Number",
    "Numeric",
    "Operation",
    "Options",
    "Otherwise",
    "Quoted",
    "RowsBelow",
    "Scope",
    "Several",
    "Threshold",
    "Truth",
    "Unit",
    "classify",
    "classify_ordered",
    "compared",
    "holds",
    "kind_of",
    "kind_of_question",
    "names_in",
    "nearest",
    "no_recall_period",
    "ordered_direction",
    "parse",
    "parse_line",
    "position",
    "resolved",
]
