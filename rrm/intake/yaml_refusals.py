"""Why a YAML file is refused, each reason with its place and remedy."""

from __future__ import annotations

import yaml

from rrm.intake.wording import quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.source_text import SourceText

_MADE_OF_KEYS = msg("a file is made of `key: value` lines, those below a key indented by spaces")


def too_large(place: Place, limit: int) -> Problem:
    """More bytes than are read."""
    megabytes = limit / 1_000_000
    return Problem(
        "RRM-I002",
        place,
        msg("it is larger than {n} MB", n=megabytes),
        msg("at most {n} MB are read", n=megabytes),
        msg("Put tables in CSV files."),
    )


def empty(place: Place) -> Problem:
    """Nothing in it."""
    return Problem(
        "RRM-I010",
        place,
        msg("the file is empty"),
        _MADE_OF_KEYS,
        msg("Write at least one key."),
    )


def no_keys(place: Place) -> Problem:
    """A list or a text where keys belong."""
    return Problem(
        "RRM-I010",
        place,
        msg("the file holds no keys"),
        _MADE_OF_KEYS,
        msg("Write each thing as `key: value`."),
    )


def directive(place: Place) -> Problem:
    """A line such as %TAG, for the parser itself: tens of thousands of them hold it up for long."""
    return Problem(
        "RRM-I005",
        place,
        msg("a line that begins with a percent sign"),
        _MADE_OF_KEYS,
        msg("Remove the line, or indent it."),
    )


def second_document(place: Place) -> Problem:
    """A line --- that begins another document."""
    return Problem(
        "RRM-I010",
        place,
        msg("a second document begins"),
        msg("a file holds one document"),
        msg("Remove the line ---, or make two files."),
    )


def alias(place: Place, name: str) -> Problem:
    """A reference to an anchor: with them a few lines unfold to gigabytes."""
    return Problem(
        "RRM-I007",
        place,
        msg("alias *{name}", name=quoted(name)),
        msg("each thing is written out where it is meant"),
        msg("Repeat the text here, without & and *."),
    )


def anchor(place: Place, name: str) -> Problem:
    """A name given to a part of the file, for aliases to repeat."""
    return Problem(
        "RRM-I007",
        place,
        msg("anchor &{name}", name=quoted(name)),
        msg("each thing is written out where it is meant"),
        msg("Remove the anchor."),
    )


def tag(place: Place, name: str) -> Problem:
    """A type forced upon a value."""
    return Problem(
        "RRM-I008",
        place,
        msg("tag {tag}", tag=quoted(name)),
        msg("values are plain text, without tags"),
        msg("Remove the word that begins with an exclamation mark."),
    )


def too_many(place: Place, limit: int) -> Problem:
    """More values than are read."""
    return Problem(
        "RRM-I009",
        place,
        msg("more than {n} values", n=limit),
        msg("at most {n} values are read", n=limit),
        msg("Put tables in CSV files."),
    )


def too_deep(place: Place, limit: int) -> Problem:
    """Nested beyond what is read."""
    return Problem(
        "RRM-I009",
        place,
        msg("nested more than {n} levels deep", n=limit),
        msg("at most {n} levels are read", n=limit),
        msg("Write it flatter."),
    )


def too_long(place: Place, length: int, limit: int) -> Problem:
    """A text longer than what is read."""
    return Problem(
        "RRM-I009",
        place,
        msg("a text of {n} characters", n=length),
        msg("at most {n} characters are read", n=limit),
        msg("Shorten it; a quotation mark may be missing."),
    )


def control_character(place: Place) -> Problem:
    """A character that a terminal would obey, written as an escape sequence."""
    return Problem(
        "RRM-I004",
        place,
        msg("a control character within a text"),
        msg("texts hold letters, digits and signs"),
        msg("Remove the escape sequence."),
    )


def key_twice(key: SourceText, first: SourceText) -> Problem:
    """A key that stands in one mapping again."""
    return Problem(
        "RRM-I006",
        key.place,
        msg('key "{key}" stands twice', key=quoted(key)),
        msg("a key stands once; it stands first in line {line}", line=str(first.place.line)),
        msg("Keep one of the two."),
    )


def no_key(place: Place) -> Problem:
    """A list or mapping in the place of a key."""
    return Problem(
        "RRM-I005",
        place,
        msg("a list or mapping stands where a key belongs"),
        msg("a key is a word or a number"),
        msg("Put text that begins with [ or {{ in quotation marks."),
    )


def unreadable(place: Place) -> Problem:
    """No YAML, for a reason that we have no words for."""
    return Problem(
        "RRM-I005",
        place,
        msg("this can't be read as YAML"),
        _MADE_OF_KEYS,
        msg("Look at this line and the one before it."),
    )


def syntax(error: yaml.MarkedYAMLError, shown: str, depth: int) -> Problem:
    """What the parser stumbled over, in our words.

    depth: levels that are read. Some parsers stop at a depth of their own, before they hand over
    the level that is one too many.
    """
    mark = error.problem_mark or error.context_mark
    place = Place(shown)
    if mark is not None:
        place = Place(shown, line=mark.line + 1, column=mark.column + 1)
    said = f"{error.context or ''} {error.problem or ''}"
    if "maximum nesting" in said:
        return too_deep(place, depth)
    for sign, what, remedy in _SYNTAX:
        if sign in said:
            return Problem("RRM-I005", place, what, _MADE_OF_KEYS, remedy)
    return unreadable(place)


_SYNTAX: tuple[tuple[str, Message, Message], ...] = (
    (
        "'\\t'",
        msg("a tab at the beginning of a value or line"),
        msg("Indent with spaces."),
    ),
    (
        "mapping values are not allowed",
        msg("a colon where none can be"),
        msg("Put text that holds a colon and a space in quotation marks."),
    ),
    (
        "flow sequence",
        msg("a list that begins with [ is not closed"),
        msg("Close it with ], and put commas between its parts."),
    ),
    (
        "flow mapping",
        msg("keys that begin with {{ are not closed"),
        msg("Close them with }}, and put commas between them."),
    ),
    (
        "quoted scalar",
        msg("a quotation mark is not closed, or a backslash means nothing"),
        msg("Close the quotation; write \\\\ for a backslash."),
    ),
    (
        "simple key",
        msg("a line that is neither a key nor a value"),
        msg("Write `key: value`, with a colon and a space."),
    ),
    (
        "block mapping",
        msg("this line is not indented like the keys around it"),
        msg("Begin keys of one level in the same column."),
    ),
    (
        "block collection",
        msg("this line is not indented like the list around it"),
        msg("Begin the dashes of one list in the same column."),
    ),
    (
        "cannot start any token",
        msg("a sign that no value can begin with"),
        msg("Put the value in quotation marks."),
    ),
)
"""Words of what the parser says, and how we put it."""
