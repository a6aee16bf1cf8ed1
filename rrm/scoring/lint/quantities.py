"""What may vary by itself in a rule: an answer, or a number that it compares; its cases.

A number of which a rule asks only whether it is below 3 has three cases: below 3, 3 itself, above.
An option that no condition tells from others has no case of its own.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from rrm.rule_language import Call, Expression, Kind, Name, Number, Operation, Quoted
from rrm.scoring.value_range import EVERYTHING, Interval

UNKNOWN = math.nan
MADE_UP = "?"
"""What the key of a quantity begins with that is not a question."""
_ROUND = (0, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20,
          22, 25, 30, 35, 40, 50, 60, 75, 100, 125, 150, 200, 250, 300, 400, 500, 700, 1000, 2000,
          5000, 10_000)  # fmt: skip
"""Numbers to try where a rule calculates with an answer; a ladder, closer near 0."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that varies.

    key: how its values are looked up. said: what people read for it. kind: of its values.
    values: one for each case, rising; the last is UNKNOWN. is_ordered: whether it is a number, so
    that more of it is better or worse.
    """

    key: str
    said: str
    kind: Kind
    values: tuple[float, ...]
    is_ordered: bool

    @property
    def is_made_up(self) -> bool:
        """Whether it is no answer: what a rule gives, what is worked out or summed up."""
        return self.key.startswith(MADE_UP)

    @property
    def known_values(self) -> tuple[float, ...]:
        """The cases but the last."""
        return self.values[:-1]


@dataclass(slots=True)
class Draft:
    """A quantity while rules are read.

    cuts: numbers that it is compared with. mentions: sets of options that a condition names.
    values: all that there are, where these are few.
    """

    key: str
    said: str
    kind: Kind
    is_ordered: bool
    within: Interval = EVERYTHING
    is_whole: bool = False
    options: int = 0
    values: tuple[float, ...] | None = None
    cuts: set[float] = field(default_factory=set)
    mentions: list[frozenset[int]] = field(default_factory=list)

    def quantity(self, tried_widely: bool) -> Quantity:
        """With a value for each case; tried_widely: with many of a number, not one a case."""
        return Quantity(
            self.key, self.said, self.kind, (*self._known(tried_widely), UNKNOWN), self.is_ordered
        )

    def _known(self, tried_widely: bool) -> tuple[float, ...]:
        if self.values is not None:
            return self.values
        if self.options:
            return _told_apart(self.options, self.mentions)
        if not self.is_ordered:
            return (0.0, 1.0)
        found = stretches(self.cuts, self.within, self.is_whole)
        if not tried_widely:
            return found
        low, high = self.within.ends
        tried = {*found, *(one for one in (low, high) if math.isfinite(one))}
        signs = (1.0, -1.0) if low < 0 else (1.0,)
        for number, sign in itertools.product(_ROUND, signs):
            if low <= number * sign <= high and (not self.is_whole or float(number).is_integer()):
                tried.add(float(number * sign))
        return tuple(sorted(tried))


def stretches(cuts: Iterable[float], within: Interval, is_whole: bool) -> tuple[float, ...]:
    """A number for each cut and for each stretch between cuts, as far as they are possible."""
    cuts = sorted(set(cuts))
    low, high = within.ends
    tried = {one for one in (low, high) if math.isfinite(one)} | set(cuts)
    if is_whole:
        near = {math.floor(cut) for cut in cuts} | {math.ceil(cut) for cut in cuts}
        tried |= {float(one + step) for one in near for step in (-1, 0, 1)}
        tried = {one for one in tried if one.is_integer()}
    else:
        ends = sorted(tried)
        tried |= {(one + other) / 2 for one, other in itertools.pairwise(ends)}
    if tried:
        tried |= {min(tried) - 1, max(tried) + 1}
    found: dict[tuple[int, ...], float] = {}
    for number in sorted(one for one in tried or {0.0} if low <= one <= high):
        found.setdefault(tuple((number > cut) - (number < cut) for cut in cuts), number)
    return tuple(found.values())


def _told_apart(options: int, mentions: list[frozenset[int]]) -> tuple[float, ...]:
    """An option for each way in which conditions name them."""
    found: dict[tuple[bool, ...], float] = {}
    for option in range(options):
        found.setdefault(tuple(option in named for named in mentions), float(option))
    return tuple(found.values())


def written(tree: Expression) -> str:
    """An expression as a pack writes it, with the brackets that it needs."""
    match tree:
        case Number(value=value):
            return f"{value:.10g}"
        case Quoted(text=text):
            return f"'{text}'"
        case Name(name=name, key=key):
            return key or name
        case Operation(sign="neg" | "not" as sign, operands=(one,)):
            return ("-" if sign == "neg" else "not ") + _part(one, _BINDS[sign])
        case Operation(sign="in", operands=(subject, *options)):
            return f"{_part(subject, _BINDS['in'])} in ({', '.join(map(written, options))})"
        case Operation(sign=sign, operands=(first, *others)):
            parts = [_part(first, _BINDS[sign]), *(_part(one, _BINDS[sign] + 1) for one in others)]
            return f" {sign} ".join(parts)
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(map(written, arguments))})"
        case _:
            return ""


_BINDS = {"or": 1, "and": 2, "not": 3, "in": 4, "+": 5, "-": 5, "*": 6, "/": 6, "neg": 7}
_BINDS |= dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), 4)
"""What binds first, from the weakest."""


def _part(tree: Expression, needed: int) -> str:
    """An operand, in brackets where it binds less than needed."""
    binds = _BINDS[tree.sign] if isinstance(tree, Operation) else 9
    return f"({written(tree)})" if binds < needed else written(tree)
