"""Texts become model values, and what pydantic refuses becomes problems that a person can act on.

Nothing is guessed: where a library would read 1_000 as a thousand, or a row of digits as a date,
the text is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from rrm.intake.remedy import remedy_for
from rrm.intake.slot import Slot, in_words, key_slot, slot_below, slot_of_model
from rrm.intake.source_tree import Path, Tree, value_at
from rrm.intake.wording import did_you_mean, found, quoted
from rrm.model.language import msg
from rrm.model.problem import Place, Problem

M = TypeVar("M", bound=BaseModel)
Where = Callable[[Path], Place]
"""The place of a path in an input: of a key's value, or of the thing that should hold it."""

NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", re.ASCII)
_KEY = "[key]"
_MAX_PROBLEMS = 200


def validated(
    model: type[M], tree: Mapping[str, Tree], where: Where
) -> tuple[M | None, list[Problem]]:
    """The model that a tree of texts gives, or None with every problem found in it."""
    try:
        value = model.model_validate(tree)
    except ValidationError as error:
        return None, list(_problems(model, dict(tree), error, where))
    problems = [
        _problem("guessed", path, _walk(model, path).slot, value_at(dict(tree), path), where)
        for path in islice(_guesses(value, dict(tree)), _MAX_PROBLEMS)
    ]
    return (None, problems) if problems else (value, [])


def is_plain_number(text: str) -> bool:
    """Whether a text is a number with digits, a point and perhaps an exponent, and finite."""
    return NUMBER.fullmatch(text) is not None and math.isfinite(float(text))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an error's location leads: path of keys, what belongs there, what it lies in."""

    path: Path
    slot: Slot
    parent: Slot
    is_key: bool = False


def _problems(
    model: type[BaseModel], tree: Tree, error: ValidationError, where: Where
) -> Iterator[Problem]:
    told: set[Path] = set()
    details = error.errors(include_url=False, include_context=False, include_input=False)
    for detail in details[:_MAX_PROBLEMS]:
        spot = _walk(model, detail["loc"])
        value = value_at(tree, spot.path)
        if spot.slot.alternatives:
            # One fault is refused by each of the alternatives: it is told once, and not at all
            # where keys are given, since then the alternative made of keys tells it better.
            if spot.path in told or isinstance(value, dict):
                continue
            told.add(spot.path)
        yield _translated(detail["type"], spot, value, where)


def _walk(model: type[BaseModel], loc: Path) -> _Spot:
    path: Path = ()
    parent = slot = slot_of_model(model)
    for position, part in enumerate(loc):
        if part == _KEY:
            return _Spot(path, key_slot(parent) or slot, parent, is_key=True)
        if slot.alternatives:
            # A type's name stands in the location; only what lies below a model goes on.
            chosen = (one for one in slot.alternatives if one.model and one.model.__name__ == part)
            below = next(chosen, None)
            if below is None or position == len(loc) - 1:
                break
            slot = below
            continue
        parent, slot = slot, slot_below(slot, part) or Slot(str)
        path = (*path, part)
    return _Spot(path, slot, parent)


def _translated(kind: str, spot: _Spot, value: Tree | None, where: Where) -> Problem:
    key = quoted(spot.path[-1]) if spot.path else ""
    # One step beyond the key leads nowhere, and so to the key itself rather than its value.
    place = where((*spot.path, _KEY))
    if kind == "extra_forbidden":
        return Problem(
            "RRM-I011",
            place,
            msg('unknown key "{key}"', key=key),
            msg("only known keys are read"),
            did_you_mean(key, spot.parent.names),
        )
    if kind == "missing":
        return Problem(
            "RRM-I012",
            place,
            msg('"{key}" is missing', key=key),
            in_words(spot.slot),
            msg('Add "{key}".', key=key),
        )
    if spot.is_key:
        remedy = did_you_mean(key, spot.slot.names) if spot.slot.names else msg("Correct the key.")
        found_key = msg('key "{key}"', key=key)
        return Problem("RRM-I011", place, found_key, in_words(spot.slot), remedy)
    return _problem(kind, spot.path, spot.slot, value, where)


def _problem(kind: str, path: Path, slot: Slot, value: Tree | None, where: Where) -> Problem:
    return Problem(
        _code(slot, value), where(path), found(value), in_words(slot), remedy_for(kind, slot, value)
    )


def _code(slot: Slot, value: Tree | None) -> str:
    if slot.is_of(int, float):
        in_digits = isinstance(value, str) and is_plain_number(value)
        return "RRM-I015" if in_digits else "RRM-I014"
    if slot.is_of(date):
        return "RRM-I017"
    if slot.names and slot.model is None:
        return "RRM-I018"
    return "RRM-I013"


def _guesses(value: object, tree: Tree, path: Path = ()) -> Iterator[Path]:
    """Paths whose text says less than pydantic read into it."""
    if isinstance(tree, str):
        if _is_guess(value, tree):
            yield path
    elif isinstance(value, BaseModel) and isinstance(tree, dict):
        for name, field in type(value).model_fields.items():
            key = field.alias or name
            if key in tree:
                yield from _guesses(getattr(value, name), tree[key], (*path, key))
    elif isinstance(value, dict) and isinstance(tree, dict):
        if len(value) != len(tree) or any(map(_is_guess, value, tree)):
            yield path
            return
        for (key, text), one in zip(tree.items(), value.values(), strict=True):
            yield from _guesses(one, text, (*path, key))
    elif isinstance(value, tuple) and isinstance(tree, list):
        for index, (one, text) in enumerate(zip(value, tree, strict=False)):
            yield from _guesses(one, text, (*path, index))


def _is_guess(value: object, text: str) -> bool:
    if isinstance(value, date):
        return value.isoformat() != text
    if isinstance(value, int | float) and not isinstance(value, bool):
        return not is_plain_number(text)
    return False
