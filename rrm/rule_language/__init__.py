"""The rule language: small, total, checked before it is computed, evaluated a column at a time.

`parse` reads an expression, `kind_of` checks its kinds and units, `Evaluator` computes it;
`parse_line` reads a severity line.
"""

from rrm.rule_language.evaluate import TOLERANCE, ColumnOf, Evaluator, KindOf, compared
from rrm.rule_language.expression import (
    MAX_DEPTH,
    Call,
    Expression,
    Name,
    Number,
    Operation,
    Quoted,
    parse,
)
from rrm.rule_language.kinds import (
    FUNCTIONS,
    Choice,
    Kind,
    Literal,
    Numeric,
    Several,
    Truth,
    kind_of,
    kind_of_question,
    nearest,
)
from rrm.rule_language.severity_lines import (
    Between,
    Condition,
    Line,
    Options,
    Otherwise,
    Threshold,
    classify,
    holds,
    ordered_direction,
    parse_line,
    position,
)
from rrm.rule_language.tokens import MAX_CHARACTERS, ExpressionError
from rrm.rule_language.units import Unit

__all__ = [
    "FUNCTIONS",
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "TOLERANCE",
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
    "Several",
    "Threshold",
    "Truth",
    "Unit",
    "classify",
    "compared",
    "holds",
    "kind_of",
    "kind_of_question",
    "nearest",
    "ordered_direction",
    "parse",
    "parse_line",
    "position",
]
