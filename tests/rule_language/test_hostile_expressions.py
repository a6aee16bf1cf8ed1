"""Hostile expressions and severity lines are refused with a code, in bounded memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from rrm.model.language import Message
from rrm.rule_language import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    ExpressionError,
    Kind,
    Name,
    Numeric,
    Truth,
    Unit,
    kind_of,
    parse,
    parse_line,
)
from rrm.rule_language.tokens import MAX_DIGITS, MAX_TOKENS

MEGABYTES = 10
"""What a refusal may take at most, words and number formats of a language among it."""

QUESTIONS: dict[str, Kind] = {"size": Numeric(Unit()), "soap": Truth()}


def kind(name: Name) -> Kind:
    if name.name in QUESTIONS:
        return QUESTIONS[name.name]
    unknown = Message("there is no such name")
    raise ExpressionError("RRM-R003", name.offset, unknown, unknown, unknown)


def refusal(call: Callable[[], object]) -> ExpressionError:
    """What a call is refused with; the call may not take more memory than is allowed."""
    tracemalloc.start()
    try:
        with pytest.raises(ExpressionError) as caught:
            call()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTES * 1_000_000
    return caught.value


HOSTILE = {
    "an attribute": ("size.__class__.__mro__", "RRM-R002", 14),
    "a private attribute": ("size.__class__", "RRM-R003", 0),
    "an index": ("size[0]", "RRM-R002", 4),
    "a call of what is called": ("min(1)(2)", "RRM-R002", 6),
    "a call out": ("__import__('os')", "RRM-R003", 0),
    "a function handed on": ("min(open)", "RRM-R003", 4),
    "code in a text": ("'__import__(1)' > 0", "RRM-R004", None),
    "a text that is not closed": ("size = 'a", "RRM-R002", 7),
    "a line end in a text": ("size = 'a\nb'", "RRM-R002", 7),
    "an assignment": ("size := 3", "RRM-R002", 5),
    "a condition of Python": ("1 if soap else 2", "RRM-R002", 2),
    "a loop": ("[x for x in size]", "RRM-R002", 0),
    "a formatted text": ("f'{size}'", "RRM-R002", 1),
    "a comment": ("size # drop", "RRM-R002", 5),
    "a zero byte": ("size\0", "RRM-R002", 4),
    "a power": ("2 ** 9", "RRM-R002", 3),
    "a tower of powers": ("9**9**9", "RRM-R002", 2),
    "a power by another sign": ("9^9", "RRM-R002", 1),
    "a shift": ("1 << 99", "RRM-R002", 3),
    "an exponent": ("1e999", "RRM-R002", 0),
    "infinity": ("inf > 0", "RRM-R003", 0),
    "a number of 101 digits": ("1" + "0" * 100, "RRM-R001", 0),
    "a decimal of 101 digits": ("0." + "0" * 100 + "1", "RRM-R001", 0),
    "a number in base sixteen": ("0xFFFF", "RRM-R002", 0),
    "a number with lines": ("1_000_000", "RRM-R002", 0),
    "a number of 2,000 digits": ("9" * MAX_CHARACTERS, "RRM-R001", 0),
    "100,000 characters": ("1 + " * 25_000 + "1", "RRM-R001", MAX_CHARACTERS),
    "20 million blanks": (" " * 20_000_000 + "1", "RRM-R001", MAX_CHARACTERS),
    "a name of 100,000 letters": ("x" * 100_000, "RRM-R001", MAX_CHARACTERS),
    "10,000 brackets": ("(" * 10_000 + "1" + ")" * 10_000, "RRM-R001", MAX_CHARACTERS),
    "290 brackets that are not closed": ("(" * 290, "RRM-R001", MAX_DEPTH),
    "brackets one too deep": ("(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH, "RRM-R001", MAX_DEPTH),
    "functions one too deep": ("abs(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH, "RRM-R001", None),
    "a thousand words": ("1+" * 500 + "1", "RRM-R001", None),
    "a thousand signs": ("-" * 1_000 + "1", "RRM-R001", None),
    "a thousand negations": ("not " * 400 + "soap", "RRM-R001", None),
    "a thousand commas": ("min(" + "," * 1_000 + ")", "RRM-R001", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "offset"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_expression_is_refused_where_it_goes_wrong(text, code, offset):
    error = refusal(lambda: kind_of(parse(text), kind))
    assert error.code == code
    assert offset is None or error.offset == offset
    assert len(error.found.text()) < MAX_CHARACTERS + 100
    assert error.found.text("fr") and error.allowed.text("fr") and error.remedy.text("fr")


LINES = {
    "a threshold beyond all numbers": f"below {'9' * 400}",
    "a threshold of 19,000 digits": f"at least {'9' * 19_000}",
    "a threshold with an exponent": "above 1e999",
    "a range beyond all numbers": f"between 1 and {'9' * 400}",
    "a threshold with a way out": "below size.__class__.x",
    "a condition of 10,000 brackets": "(" * 10_000 + "soap" + ")" * 10_000,
    "nothing": "",
}


@pytest.mark.parametrize("text", LINES.values(), ids=list(LINES))
def test_a_hostile_severity_line_is_refused(text):
    assert refusal(lambda: parse_line(5, text)).code in ("RRM-R001", "RRM-R002")


@pytest.mark.parametrize(
    "text",
    [
        "1" + " + 1" * (MAX_TOKENS // 2 - 1),
        "1" + " * 1" * (MAX_TOKENS // 2 - 1),
        "soap" + " and soap" * (MAX_TOKENS // 2 - 1),
        "not " * (MAX_TOKENS - 1) + "soap",
        "-" * (MAX_TOKENS - 1) + "1",
        "(" * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1),
        "abs(" * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1),
        "size in (" + "1," * (MAX_TOKENS // 2 - 3) + "1)",
        "9" * MAX_DIGITS,
    ],
)
def test_the_largest_expression_that_is_read_is_also_checked(text):
    kind_of(parse(text), kind)
