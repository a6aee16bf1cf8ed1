"""How much water a person is due a day, as the pack's rules say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rrm.model.form import Column
from rrm.model.rule_pack import Entitlement, ItemKind, Measure, Per, RulePack
from rrm.rule_language import (
    AGGREGATE_KINDS,
    Call,
    Evaluator,
    Expression,
    Numeric,
    Operation,
    Quoted,
    parse,
)


def litres_due(pack: RulePack) -> tuple[float, ...]:
    """Litres a person and day that the pack's water entitlements come to, the least first.

    An entitlement's amounts, survival first, are numbers or measures of what is missing. A
    measure counts as for somebody who collects nothing: every answer that it reads is taken as 0.
    One that reads other than numbers, or that can't be worked out from noughts, is left out.
    """
    amounts = {
        amount
        for rule in pack.entitlements.entitlements.values()
        if pack.catalogue[rule.item].kind is ItemKind.WATER and rule.per is Per.PERSON_DAY
        for amount in _amounts(pack, rule)
    }
    return tuple(sorted(amount for amount in amounts if amount > 0))


def _amounts(pack: RulePack, rule: Entitlement) -> Iterator[float]:
    for text in (rule.survival_amount, rule.amount):
        if text is None:
            continue
        try:
            yield float(text)
        except ValueError:
            measure = _measure(pack, rule.sector, str(text))
            if measure is not None and measure.table is None:
                yield from _with_nothing(parse(measure.value))


def _measure(pack: RulePack, sector: str, name: str) -> Measure | None:
    """A measure by its name, of the entitlement's own sector first."""
    own, _, rest = name.rpartition(".")
    sectors = [own] if own else [sector, *(key for key in pack.sectors if key != sector)]
    found = (pack.sectors[key].measures.get(rest) for key in sectors if key in pack.sectors)
    return next((measure for measure in found if measure is not None), None)


def _with_nothing(tree: Expression) -> Iterator[float]:
    """The value of an expression where all that it reads is 0, if it is one of numbers."""
    if not _is_of_numbers(tree):
        return
    nothing = Column(np.zeros(1), np.ones(1, dtype=np.bool_))
    column = Evaluator(lambda _: nothing, lambda _: Numeric(None), rows=1).column(tree)
    if column.known[0]:
        yield float(column.values[0])


def _is_of_numbers(tree: Expression) -> bool:
    match tree:
        case Quoted():
            return False
        case Call(function=function) if function in AGGREGATE_KINDS:
            return False
        case Operation(operands=parts) | Call(arguments=parts):
            return all(map(_is_of_numbers, parts))
        case _:
            return True
