"""Properties of a feature as texts, however a program wrote them down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rrm.intake.input_folder import CONTROL_CHARACTER

MAX_PROPERTIES = 300
MAX_TEXT = 300
_MOST_VALUES = 6

_TAGS_IN_ONE = ("tags", "other_tags")
_PAIR = re.compile(r'"((?:[^"\\]|\\.){1,100})"=>"((?:[^"\\]|\\.){0,300})"')
_QUOTED = re.compile(r"'([^']{0,300})'|\"([^\"]{0,300})\"")


def properties_of(raw: Mapping[str, object]) -> dict[str, str]:
    """Names in small letters, values as text; what is empty, a list or an object is left out.

    Tags that stand together in one property are taken apart: an object `tags`, as converters of
    Overpass answers write it, and the text `other_tags` of extracts made with GDAL.
    """
    found: dict[str, str] = {}
    for name, value in _flat(raw):
        text = _text(value)
        if text and len(found) < MAX_PROPERTIES:
            found.setdefault(name.strip().casefold()[:MAX_TEXT], text)
    return found


def values_of(text: str) -> tuple[str, ...]:
    """The values that stand in one property, in small letters.

    Several are separated by semicolons, or written as a list, as OSMnx does where it joined ways.
    """
    if text.startswith("[") and text.endswith("]"):
        quoted = [one or other for one, other in _QUOTED.findall(text)]
        parts = quoted or text[1:-1].split(",")
    else:
        parts = text.split(";")
    clean = dict.fromkeys(part.strip().casefold() for part in parts[:_MOST_VALUES])
    return tuple(part for part in clean if part)


def _flat(raw: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in raw.items():
        if name not in _TAGS_IN_ONE:
            yield str(name), value
    for name in _TAGS_IN_ONE:
        value = raw.get(name)
        if isinstance(value, Mapping):
            yield from ((str(key), one) for key, one in value.items())
        elif isinstance(value, str):
            yield from _PAIR.findall(value[: MAX_PROPERTIES * MAX_TEXT])


def _text(value: object) -> str:
    if value is None or isinstance(value, Mapping | list | tuple):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - how a table of numbers says that there is none
            return ""
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    if isinstance(value, int) and abs(value) >= 10**15:
        return ""
    return CONTROL_CHARACTER.sub(" ", str(value)[:MAX_TEXT]).strip()
