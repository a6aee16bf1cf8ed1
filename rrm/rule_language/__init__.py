"""The rule language: small, total, checked before it is computed, evaluated a column at a time.

`parse` reads an expression, `kind_of` checks its kinds and units in a `Scope`, `resolved` says what
its names stand for, `Evaluator` computes it; `parse_line` reads a severity line, `parse_head` a
head of a decision table, which `place_of_value` and `read_off_tree` make an expression.
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
from rrm.rule_language.read_off import READ_OFF
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
from rrm.rule_language.table_heads import (
    Band,
    Head,
    check_can_be_sorted,
    numbers_to_try,
    parse_head,
)
from rrm.rule_language.table_places import place_of_value, read_off_tree
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
    "READ_OFF",
    "TOLERANCE",
    "UNWEIGHTED",
    "Band",
    "Below",
    "Between",
    "Call",
    "Choice",
    "ColumnOf",
    "Condition",
    "Evaluator",
    "Expression",
    "ExpressionError",
    "Head",
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
    "check_can_be_sorted",
    "classify",
    "classify_ordered",
    "compared",
    "holds",
    "kind_of",
    "kind_of_question",
    "names_in",
    "nearest",
    "no_recall_period",
    "numbers_to_try",
    "ordered_direction",
    "parse",
    "parse_head",
    "parse_line",
    "place_of_value",
    "position",
    "read_off_tree",
    "resolved",
]
