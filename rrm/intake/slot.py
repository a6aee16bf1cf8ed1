"""What may stand at a spot of an input, read off the model's types and put into words."""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rrm.intake.wording import listed
from rrm.model.language import Message, msg
from rrm.model.scenario import Id

_PATTERNS: dict[str, Message] = {
    r"^[A-Z]{3}\Z": msg("three capital letters are needed, such as XOF or MLI"),
    r"^[a-z0-9][a-z0-9-]{0,63}\Z": msg(
        "small letters without accents, digits and hyphens are needed, such as menaka-2022"
    ),
    r"^\d\d-\d\d\Z": msg("month and day are needed, such as 08-01"),
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z": msg("month and day are needed, such as 08-01"),
    r"^[a-z][a-z0-9_]{0,39}\Z": msg("small letters without accents are needed, such as laterite"),
}
"""The models' patterns in words; ids are added below."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a spot takes, with its bounds as pydantic notes them.

    kind: a class, an alias such as dict[str, float], or a tuple of Slots for a choice of types.
    """

    kind: object
    bounds: tuple[object, ...] = ()

    @property
    def model(self) -> type[BaseModel] | None:
        """The model that is needed here, if one is."""
        if isinstance(self.kind, type) and _is_class(self.kind, BaseModel):
            return self.kind
        return None

    @property
    def names(self) -> tuple[str, ...]:
        """The words allowed here where they are a closed list, or a model's keys."""
        if self.model is not None:
            return tuple(field.alias or name for name, field in self.model.model_fields.items())
        if _is_class(self.kind, Enum):
            return tuple(str(member.value) for member in self.kind)  # type: ignore[attr-defined]
        if get_origin(self.kind) is Literal:
            return tuple(str(word) for word in get_args(self.kind))
        return ()

    @property
    def alternatives(self) -> tuple[Slot, ...]:
        """The slots to choose between, where several types are allowed."""
        return self.kind if isinstance(self.kind, tuple) else ()

    def is_of(self, *kinds: type[object]) -> bool:
        """Whether the type is one of these classes itself."""
        return any(self.kind is kind for kind in kinds)

    def bound(self, name: str) -> object:
        """A bound such as `ge`, `pattern` or `max_length`, or None."""
        values = (getattr(bound, name, None) for bound in self.bounds)
        return next((value for value in values if value is not None), None)


def slot_of(annotation: object, bounds: Iterable[object] = ()) -> Slot:
    """The slot of a type annotation; `None` among several types is left out."""
    if get_origin(annotation) is Annotated:
        inner, *notes = get_args(annotation)
        found = [bound for note in notes for bound in _bounds(note)]
        return slot_of(inner, (*bounds, *found))
    if get_origin(annotation) in (Union, types.UnionType):
        members = [one for one in get_args(annotation) if one is not type(None)]
        if len(members) == 1:
            return slot_of(members[0], bounds)
        return Slot(tuple(slot_of(member) for member in members))
    return Slot(annotation, tuple(bounds))


def slot_of_model(model: type[BaseModel]) -> Slot:
    """The slot that a whole model fills."""
    return Slot(model)


def slot_below(slot: Slot, part: str | int) -> Slot | None:
    """The slot of a key or position within what fills this slot; None for an unknown key."""
    if slot.model is not None:
        for name, field in slot.model.model_fields.items():
            if part in (name, field.alias):
                return slot_of(field.annotation, _field_bounds(field))
        return None
    arguments = get_args(slot.kind)
    origin = get_origin(slot.kind)
    if origin is dict:
        return slot_of(arguments[1])
    if origin is tuple and isinstance(part, int):
        return slot_of(arguments[0 if arguments[-1] is Ellipsis else min(part, 1)])
    return None


def key_slot(slot: Slot) -> Slot | None:
    """The slot of a mapping's keys."""
    return slot_of(get_args(slot.kind)[0]) if get_origin(slot.kind) is dict else None


def in_words(slot: Slot) -> Message:
    """A clause that says what a spot takes: `a whole number from 0 to 100 is needed`."""
    if slot.alternatives:
        first, *rest = (in_words(one) for one in slot.alternatives)
        for one in rest:
            first = msg("{one}; or {other}", one=first, other=one)
        return first
    if slot.model is None and slot.names:
        return msg("one of these is needed: {names}", names=listed(slot.names))
    if slot.is_of(bool):
        return msg("yes or no is needed")
    if slot.is_of(int, float):
        return _number_in_words(slot)
    if slot.is_of(date):
        return msg("a date written year-month-day is needed, such as 2022-04-18")
    if slot.model is not None or get_origin(slot.kind) is dict:
        return msg("keys and values are needed, indented below this key")
    if get_origin(slot.kind) is tuple:
        return _list_in_words(slot)
    return _text_in_words(slot)


def _number_in_words(slot: Slot) -> Message:
    low, high = slot.bound("ge"), slot.bound("le")
    above, below = slot.bound("gt"), slot.bound("lt")
    whole = slot.is_of(int)
    if low is not None and high is not None:
        if whole:
            return msg("a whole number from {low} to {high} is needed", low=low, high=high)
        return msg("a number from {low} to {high} is needed", low=low, high=high)
    if above is not None and high is not None:
        return msg("a number above {low}, at most {high} is needed", low=above, high=high)
    if low is not None and below is not None:
        return msg("a number from {low}, below {high} is needed", low=low, high=below)
    if above is not None:
        return msg("a number above {low} is needed", low=above)
    if low is not None:
        return msg("a number of at least {low} is needed", low=low)
    return msg("a whole number is needed") if whole else msg("a number is needed")


def _list_in_words(slot: Slot) -> Message:
    arguments = get_args(slot.kind)
    if arguments[-1] is not Ellipsis:
        return msg("a list of exactly {n} values is needed, such as [0, 100]", n=len(arguments))
    names = slot_of(arguments[0]).names
    if names and slot_of(arguments[0]).model is None:
        return msg("a list of these is needed: {names}", names=listed(names))
    return msg("a list is needed, each line beginning with a dash")


def _text_in_words(slot: Slot) -> Message:
    pattern = slot.bound("pattern")
    if pattern is not None:
        known = _PATTERNS.get(str(pattern))
        return known or msg("text of the form {pattern} is needed", pattern=str(pattern))
    length = slot.bound("max_length")
    if length is not None:
        return msg("text of at most {n} characters is needed", n=length)
    return msg("text is needed")


def _field_bounds(field: FieldInfo) -> list[object]:
    return [bound for note in field.metadata for bound in _bounds(note)]


def _bounds(note: object) -> Sequence[object]:
    return note.metadata if isinstance(note, FieldInfo) else (note,)


def _is_class(kind: object, parent: type) -> bool:
    return isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, parent)


_PATTERNS[str(slot_of(Id).bound("pattern"))] = msg(
    "an id is needed: at most 80 letters, digits, spaces and signs . : / ' - that begin with a "
    "letter or a digit"
)
