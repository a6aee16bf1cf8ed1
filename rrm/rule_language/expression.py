"""Rule expressions as trees: small, total, with no way out of them.

Names, numbers, text, arithmetic, comparisons, and/or/not, in, and a closed list of functions.
There is no attribute, no index, no assignment, no power, and a bound on length and depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rrm.model.language import msg
from rrm.rule_language.tokens import ExpressionError, Token, tokenize

MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float
    offset: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text in quotes: an option of a question."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Name:
    """A question, measure or indicator; `sector.name` where the name alone isn't unique.

    key: what it stands for, as its values are looked up; filled in by `resolved`.
    """

    name: str
    offset: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator with its operands: + - * / < <= > >= = != and or not in neg."""

    sign: str
    operands: tuple[Expression, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list with its arguments."""

    function: str
    arguments: tuple[Expression, ...]
    offset: int


Expression = Number | Quoted | Name | Operation | Call

_COMPARISONS = {"<", "<=", ">", ">=", "=", "==", "!="}


def parse(text: str) -> Expression:
    """The tree of an expression; raises ExpressionError at the first word that doesn't fit."""
    return _Parser(tokenize(text)).whole()


def names_in(tree: Expression) -> Iterator[Name]:
    """Every name of an expression, in the order of writing; one that stands twice comes twice."""
    match tree:
        case Name():
            yield tree
        case Operation(operands=parts) | Call(arguments=parts):
            for part in parts:
                yield from names_in(part)
        case _:
            return


class _Parser:
    """Recursive descent, one method a level of precedence: or, and, not, compare, +, *, -."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._words = [one.word if one.kind in ("sign", "name") else "" for one in tokens]
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        tree = self._either()
        if self._now.kind != "end":
            raise self._unexpected()
        return tree

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _take(self, *words: str) -> Token | None:
        if self._words[self._at] not in words:
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def _need(self, word: str) -> None:
        if self._take(word) is None:
            raise self._unexpected(word)

    def _either(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(
                "RRM-R001",
                self._now.offset,
                msg("brackets nested more than {n} deep", n=MAX_DEPTH),
                msg("at most {n} levels are read", n=MAX_DEPTH),
                msg("Split it into measures with names of their own."),
            )
        tree = self._chain(("or",), self._both)
        self._depth -= 1
        return tree

    def _both(self) -> Expression:
        return self._chain(("and",), self._negated)

    def _negated(self) -> Expression:
        # Two signs undo each other, so a long row of them never nests.
        turns = []
        while sign := self._take("not"):
            turns.append(sign.offset)
        tree = self._compared()
        return Operation("not", (tree,), turns[0]) if len(turns) % 2 else tree

    def _compared(self) -> Expression:
        left = self._chain(("+", "-"), self._product)
        if sign := self._take("in"):
            return Operation("in", (left, *self._options()), sign.offset)
        if sign := self._take(*_COMPARISONS):
            right = self._chain(("+", "-"), self._product)
            word = "=" if sign.word == "==" else sign.word
            return Operation(word, (left, right), sign.offset)
        return left

    def _options(self) -> tuple[Expression, ...]:
        self._need("(")
        options = [self._signed()]
        while self._take(","):
            options.append(self._signed())
        self._need(")")
        return tuple(options)

    def _product(self) -> Expression:
        return self._chain(("*", "/"), self._signed)

    def _signed(self) -> Expression:
        turns = []
        while sign := self._take("-", "+"):
            if sign.word == "-":
                turns.append(sign.offset)
        tree = self._atom()
        return Operation("neg", (tree,), turns[0]) if len(turns) % 2 else tree

    def _atom(self) -> Expression:
        token = self._now
        if token.kind == "number":
            self._at += 1
            return Number(float(token.word), token.offset)
        if token.kind == "text":
            self._at += 1
            return Quoted(token.word[1:-1], token.offset)
        if token.kind == "name" and token.word not in ("and", "or", "not", "in"):
            self._at += 1
            return self._call(token) if self._take("(") else Name(token.word, token.offset)
        if self._take("("):
            tree = self._either()
            self._need(")")
            return tree
        raise self._unexpected()

    def _call(self, function: Token) -> Call:
        arguments = []
        if not self._take(")"):
            arguments.append(self._either())
            while self._take(","):
                arguments.append(self._either())
            self._need(")")
        return Call(function.word, tuple(arguments), function.offset)

    def _chain(self, signs: tuple[str, ...], level: Callable[[], Expression]) -> Expression:
        tree = level()
        while sign := self._take(*signs):
            tree = Operation(sign.word, (tree, level()), sign.offset)
        return tree

    def _unexpected(self, wanted: str | None = None) -> ExpressionError:
        token = self._now
        found = (
            msg("the expression ends too early")
            if token.kind == "end"
            else msg('found "{word}"', word=token.word)
        )
        allowed = (
            msg('"{word}" is expected here', word=wanted)
            if wanted
            else msg("a name, a number or a bracket is expected here")
        )
        return ExpressionError(
            "RRM-R002", token.offset, found, allowed, msg("Correct the expression.")
        )
