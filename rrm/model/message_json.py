"""Sentences as JSON, each once, with the values that they are put into words from.

    [["{n} kit", {"n": 3}, "{n} kits"], ["{a}", {"a": {"message": 0}}]]

A template, its values by name, and where there is one the template for many. Words and numbers
stand as they are; {"message": 0} is the sentence at that place, {"text": {"en": …}} words given in
several languages, {"date": "2022-04-18"} a day, {"list": […]} several values, {"number": "inf"} a
number that JSON has no word for. A sentence stands after those within it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from math import isfinite
from string import Formatter

from rrm.model.language import Message, Text

DEEPEST = 100
MOST_VALUES = 100
MOST_PARTS = 10_000
"""Values that a sentence puts into words, those of the sentences within it counted each time."""

_LONGEST = 5_000
_FARTHEST = 1e300
_NUMBERS = {"inf": float("inf"), "-inf": float("-inf"), "nan": float("nan")}
_WITH_PLURAL = 3


class NoMessages(ValueError):  # noqa: N818 - it says what was read
    """What was read holds no sentences as they are written."""


class MessageTable:
    """Sentences to be written, each once, by their place."""

    def __init__(self) -> None:
        self._rows: list[list[object]] = []
        self._places: dict[str, int] = {}
        self._seen: dict[int, tuple[Message, int]] = {}

    def place_of(self, message: Message) -> int:
        """The place of a sentence, which is added with all within it where it is new."""
        seen = self._seen.get(id(message))
        if seen is None:
            # The sentence is kept as well: another may get its id once it is gone.
            seen = self._seen[id(message)] = (message, self._added(message))
        return seen[1]

    def as_json(self) -> list[list[object]]:
        """All of them, by place."""
        return self._rows

    def _added(self, message: Message) -> int:
        values = {name: self._value(value) for name, value in message.values}
        row: list[object] = [message.template, values]
        if message.plural is not None:
            row.append(message.plural)
        # By what is written, as 1, 1.0 and yes are equal and read differently.
        key = json.dumps(row, ensure_ascii=False)
        if key not in self._places:
            self._places[key] = len(self._rows)
            self._rows.append(row)
        return self._places[key]

    def _value(self, value: object) -> object:
        match value:
            case Message():
                return {"message": self.place_of(value)}
            case Text():
                return {"text": _first_of_each(value)}
            case None | bool():
                return value
            case int():
                return int(value)
            case float():
                return float(value) if isfinite(value) else {"number": str(float(value))}
            case date():
                return {"date": value.isoformat()[:10]}
            case list() | tuple():
                return {"list": [self._value(one) for one in value]}
        return str(value)


def message_to_json(messages: Iterable[Message]) -> list[list[object]]:
    """Sentences as JSON; those that are told twice, or within another, stand once."""
    table = MessageTable()
    for message in messages:
        table.place_of(message)
    return table.as_json()


def messages_from_json(read: object) -> tuple[Message, ...]:
    """The sentences of a file, by place.

    Raises NoMessages for anything that the engine would not have written: templates that do more
    than name a value, values of an unknown kind, sentences within each other over DEEPEST deep, or
    of more than MOST_VALUES values or MOST_PARTS parts, or that refer to a later one.
    """
    if not isinstance(read, list):
        raise NoMessages
    found: list[_Measured] = []
    for row in read:
        found.append(_message(row, found))
    return tuple(one.message for one in found)


class _Measured:
    """A sentence that was read; how deep sentences stand in it, and how many parts it has."""

    def __init__(self, message: Message, depth: int, parts: int) -> None:
        self.message, self.depth, self.parts = message, depth, parts


def _message(row: object, earlier: list[_Measured]) -> _Measured:
    if not isinstance(row, list) or len(row) not in (2, _WITH_PLURAL):
        raise NoMessages
    template, values = row[0], row[1]
    plural = row[2] if len(row) == _WITH_PLURAL else None
    if not isinstance(values, dict) or len(values) > MOST_VALUES:
        raise NoMessages
    named = set(values)
    for words in (template, *([plural] if len(row) == _WITH_PLURAL else [])):
        if not isinstance(words, str) or len(words) > _LONGEST or not named.issuperset(
            _names(words)
        ):  # fmt: skip
            raise NoMessages
    reader = _Values(earlier)
    read = tuple((name, reader.value(value, 1)) for name, value in values.items())
    if reader.depth >= DEEPEST or reader.parts > MOST_PARTS:
        raise NoMessages
    return _Measured(Message(template, read, plural), reader.depth + 1, reader.parts)


def _names(template: str) -> Iterator[str]:
    """Values that a template names. Raises NoMessages where it asks for more than their words."""
    try:
        for _, name, form, conversion in Formatter().parse(template):
            if name is None:
                continue
            if form or conversion or not name.isidentifier():
                raise NoMessages
            yield name
    except ValueError as error:
        raise NoMessages from error


class _Values:
    """Reads the values of one sentence, and how much they hold."""

    def __init__(self, earlier: list[_Measured]) -> None:
        self._earlier = earlier
        self.depth = 0
        self.parts = 1

    def value(self, read: object, depth: int) -> object:
        self.parts += 1
        if depth > DEEPEST or self.parts > MOST_PARTS:
            raise NoMessages
        if isinstance(read, int | float) and not -_FARTHEST < read < _FARTHEST:
            raise NoMessages
        if read is None or isinstance(read, bool | str | int | float):
            return read
        if not isinstance(read, dict) or len(read) != 1:
            raise NoMessages
        [(kind, held)] = read.items()
        return self._of_kind(kind, held, depth)

    def _of_kind(self, kind: str, held: object, depth: int) -> object:
        if kind == "message":
            return self._within(held)
        if kind == "list" and isinstance(held, list):
            return tuple(self.value(one, depth + 1) for one in held)
        if kind == "text" and isinstance(held, dict):
            if all(isinstance(words, str) for words in held.values()):
                return Text(tuple(held.items()))
        elif kind == "date" and isinstance(held, str):
            return _date(held)
        elif kind == "number" and isinstance(held, str) and held in _NUMBERS:
            return _NUMBERS[held]
        raise NoMessages

    def _within(self, place: object) -> Message:
        if isinstance(place, bool) or not isinstance(place, int):
            raise NoMessages
        if not 0 <= place < len(self._earlier):
            raise NoMessages
        one = self._earlier[place]
        self.depth = max(self.depth, one.depth)
        self.parts += one.parts
        return one.message


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NoMessages from error


def _first_of_each(text: Text) -> dict[str, str]:
    """Words by language, as Text.text finds them: the first of each."""
    found: dict[str, str] = {}
    for code, words in text.versions:
        found.setdefault(code, str(words))
    return found
