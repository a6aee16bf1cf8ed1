"""The words of a rule expression, each with its column."""

from __future__ import annotations

import re
from typing import NamedTuple

from rrm.model.language import Message, msg

MAX_CHARACTERS = 2_000
MAX_TOKENS = 300
MAX_DIGITS = 30

_WORDS = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>\d+(?:\.\d+)?(?![\w.]))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)
    |(?P<text>'[^'\n]*'|"[^"\n]*")
    |(?P<sign><=|>=|!=|==|[-+*/(),<>=])""",
    re.VERBOSE,
)


class ExpressionError(Exception):
    """What is wrong in an expression, and at which character (from 0).

    code: RRM-R…; allowed and remedy say what may stand there and what to do.
    """

    def __init__(
        self, code: str, offset: int, found: Message, allowed: Message, remedy: Message
    ) -> None:
        self.code, self.offset = code, offset
        self.found, self.allowed, self.remedy = found, allowed, remedy
        super().__init__(found.text())


class Token(NamedTuple):
    """One word: kind is number, name, text, sign or end; offset counts characters from 0."""

    kind: str
    word: str
    offset: int


def tokenize(text: str) -> tuple[Token, ...]:
    """The words of an expression and an end mark; raises ExpressionError."""
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(
            "RRM-R001",
            MAX_CHARACTERS,
            msg("an expression of {n} characters", n=len(text)),
            msg("at most {n} characters are read", n=MAX_CHARACTERS),
            msg("Split it into measures with names of their own."),
        )
    tokens = []
    offset = 0
    while offset < len(text):
        match = _WORDS.match(text, offset)
        if match is None:
            raise ExpressionError(
                "RRM-R002",
                offset,
                msg('found "{word}"', word=text[offset : offset + 12]),
                msg("an expression has names, numbers, 'text', + - * / and comparisons"),
                msg("Remove it, or write it as a name of the form."),
            )
        if match.lastgroup == "number" and len(match.group()) > MAX_DIGITS:
            raise ExpressionError(
                "RRM-R001",
                offset,
                msg("a number of {n} characters", n=len(match.group())),
                msg("at most {n} characters are read", n=MAX_DIGITS),
                msg("Write it shorter."),
            )
        if match.lastgroup != "space":
            tokens.append(Token(str(match.lastgroup), match.group(), offset))
        offset = match.end()
    if len(tokens) > MAX_TOKENS:
        raise ExpressionError(
            "RRM-R001",
            tokens[MAX_TOKENS].offset,
            msg("an expression of {n} words", n=len(tokens)),
            msg("at most {n} words are read", n=MAX_TOKENS),
            msg("Split it into measures with names of their own."),
        )
    return (*tokens, Token("end", "", len(text)))
