"""Severity lines as people say them: `covered area per person below 3.5 m²/person`."""

from __future__ import annotations

from collections.abc import Iterable

from rrm.model.form import Column
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rule_pack import RulePack, Words
from rrm.model.unit_words import quantity_in_words
from rrm.rule_language import (
    Between,
    Choice,
    Condition,
    Line,
    Name,
    Options,
    Otherwise,
    Threshold,
    Truth,
)
from rrm.scoring.compiled_pack import CompiledIndicator
from rrm.scoring.levels import KEY_INFORMANTS


def clause_reaching(indicator: CompiledIndicator, severity: int, in_need_from: int) -> Message:
    """What puts a household in this class or a worse one, as a clause that begins with the label.

    Thresholds, ranges, options and yes are said as they are; what would take a formula is said by
    the class, with the pack's `because` where the class is one of need.
    """
    lines = [
        line
        for line in indicator.lines
        if line.severity >= severity and not isinstance(line.test, Otherwise)
    ]
    label = within_sentence(indicator.rule.label)
    said = _options(indicator, lines, label) or _numbers(indicator, lines, label)
    if said is None and lines and all(_is_yes(line, indicator) for line in lines):
        said = msg("{label}: yes", label=label)
    if said is not None:
        return said
    reason = indicator.rule.because if severity >= in_need_from else {}
    return _class(severity, label, reason)


def within_sentence(words: Words) -> Text:
    """A label as it stands within a sentence: without its capital, abbreviations apart."""
    return Text.of({language: _uncapitalised(text) for language, text in words.items()})


def value_in_words(indicator: CompiledIndicator, value: Column, row: int) -> Message | None:
    """An indicator's value at one row: a quantity, yes or no, an option; None where unknown."""
    if not value.known[row]:
        return None
    number = float(value.values[row])
    match indicator.kind:
        case Truth():
            return msg("yes") if number else msg("no")
        case Choice(labels=labels):
            return msg('"{words}"', words=labels[int(number)])
        case _:
            return quantity_in_words(number, indicator.rule.unit)


def rows_in_words(pack: RulePack, rows: str, n: int) -> Message:
    """The rows that a place's value is made of: `48 households`, `60 (children under five)`."""
    roster = pack.form.rosters.get(rows)
    if roster is not None:
        label = within_sentence(roster.label)
        return Message("{n} ({roster})", (("n", n), ("roster", label)))
    if rows == KEY_INFORMANTS:
        return msg_plural("{n} key informant", "{n} key informants", n=n)
    return msg_plural("{n} household", "{n} households", n=n)


def _options(indicator: CompiledIndicator, lines: list[Line], label: Text) -> Message | None:
    kind = indicator.kind
    tests = [line.test for line in lines]
    options = [option for test in tests if isinstance(test, Options) for option in test.options]
    if not isinstance(kind, Choice) or not all(isinstance(test, Options) for test in tests):
        return None
    labels = dict(zip(kind.options, kind.labels, strict=True))
    return msg("{label} is {options}", label=label, options=_either(labels[o] for o in options))


def _numbers(indicator: CompiledIndicator, lines: list[Line], label: Text) -> Message | None:
    """The widest of ordered thresholds, or the only line there is."""
    if not lines or (indicator.direction is None and len(lines) > 1):
        return None
    unit = indicator.rule.unit
    match lines[-1].test:
        case Between(low=low, high=high):
            return msg(
                "{label} between {low} and {high}",
                label=label,
                low=low,
                high=quantity_in_words(high, unit),
            )
        case Threshold(word=word, limit=limit):
            return _threshold(word, label, quantity_in_words(limit, unit))
        case _:
            return None


def _threshold(word: str, label: Text, quantity: Message) -> Message:
    match word:
        case "below":
            return msg("{label} below {quantity}", label=label, quantity=quantity)
        case "at most":
            return msg("{label} at most {quantity}", label=label, quantity=quantity)
        case "above":
            return msg("{label} above {quantity}", label=label, quantity=quantity)
        case _:
            return msg("{label} at least {quantity}", label=label, quantity=quantity)


def _is_yes(line: Line, indicator: CompiledIndicator) -> bool:
    match line.test:
        case Condition(tree=Name(name="value")):
            return isinstance(indicator.kind, Truth)
        case _:
            return False


def _class(severity: int, label: Text, reason: Words) -> Message:
    if not reason:
        return msg("{label} in class {severity} or worse", label=label, severity=severity)
    return msg(
        "{label} in class {severity} or worse – {because}",
        label=label,
        severity=severity,
        because=Text.of(reason),
    )


def _either(labels: Iterable[Text]) -> Message:
    quoted = [msg('"{words}"', words=label) for label in labels]
    if len(quoted) == 1:
        return quoted[0]
    return msg("{some} or {last}", some=tuple(quoted[:-1]), last=quoted[-1])


def _uncapitalised(text: str) -> str:
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    is_plain = first[1:].islower() or len(first) == 1
    return text[:1].lower() + text[1:] if is_plain else text
