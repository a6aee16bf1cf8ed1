"""The letters of a foreign text file: UTF-8, else what its bytes prove, else what is declared."""

from __future__ import annotations

import codecs
import re

from rrm.intake.foreign.changes import Change
from rrm.intake.input_folder import checked_utf8
from rrm.intake.wording import listed, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "latin-9": "iso8859-15",
    "dos-850": "cp850",
    "mac-roman": "mac-roman",
}
"""Encodings that may be declared, with the codec of each. A workbook needs none."""

_ALSO_CALLED = {
    "utf8": "utf-8", "utf-8-sig": "utf-8", "utf16": "utf-16",
    "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "cp1252": "windows-1252", "ansi": "windows-1252",
    "latin1": "latin-1", "iso-8859-1": "latin-1", "iso8859-1": "latin-1",
    "latin9": "latin-9", "iso-8859-15": "latin-9", "cp850": "dos-850", "macintosh": "mac-roman",
}  # fmt: skip

_FRENCH_LETTERS = "éèêëàâçôîïùûüœ"
_FRENCH = frozenset(
    _FRENCH_LETTERS + _FRENCH_LETTERS.upper() + "’‘“”«»–—…°€²³·\u00a0"
)  # what French is written with beyond ASCII, and the signs of its typography
# In other encodings the bytes of French letters turn into small letters amid capitals.
_ODD_CAPITALS = re.compile(f"[{_FRENCH_LETTERS}][A-Z]")
# UTF-8 of é or ’ that was taken for windows-1252 and written as UTF-8 again.
_WRITTEN_TWICE = re.compile(rb"\xc3\x83\xc2[\x80-\xbf]|\xc3\xa2\xe2\x82\xac")


def utf8_bytes(data: bytes, shown: str, declared: str | None, changes: list[Change]) -> bytes:
    """A text file's bytes as UTF-8, whatever it was saved as.

    declared: a name among ENCODINGS, or None. A byte-order mark counts as a declaration.
    changes: receives what the bytes were read as where they aren't UTF-8.
    Raises BadInput where the encoding can't be told, or is not the one declared.
    """
    name = _known(declared, shown) if declared is not None else _of_mark(data)
    if name is None:
        if _is_utf8(data):
            checked_utf8(data, shown)
            return data
        name = _proven(data, shown)
    elif declared is not None and not name.startswith("utf") and _is_utf8(data):
        _check_plain(data, name, shown)
    text = _decoded(data, name, shown)
    recoded = text.removeprefix("\ufeff").encode("utf-8")
    checked_utf8(recoded, shown)
    if name != "utf-8":
        what: Message = msg("the file's letters were read as {encoding}", encoding=name)
        changes.append(Change(Place(shown), what, 0))
    return recoded


def damaged_accents(data: bytes, shown: str) -> Problem | None:
    """The doubt about a text whose accents were damaged by an earlier conversion."""
    found = _WRITTEN_TWICE.search(data)
    if found is None:
        return None
    return Problem(
        "RRM-I070",
        Place(shown, line=data.count(b"\n", 0, found.start()) + 1),
        msg('accents look damaged: "{text}"', text=found[0].decode()),
        msg("an earlier program took UTF-8 for something else"),
        msg("Export the file anew; labels with accents can't be recognised in it."),
        is_error=False,
    )


def _known(declared: str, shown: str) -> str:
    name = declared.strip().casefold().replace("_", "-")
    name = _ALSO_CALLED.get(name, name)
    if name not in ENCODINGS:
        raise BadInput(
            [
                Problem(
                    "RRM-I070",
                    Place(shown),
                    msg('unknown encoding "{name}"', name=quoted(declared)),
                    msg("one of these is needed: {names}", names=listed(ENCODINGS)),
                    msg("Declare one of them, or none for UTF-8."),
                )
            ]
        )
    return name


def _of_mark(data: bytes) -> str | None:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _proven(data: bytes, shown: str) -> str:
    """windows-1252 where everything beyond ASCII is what French is written with.

    Bytes of DOS and Macintosh files give other signs when read so, capitals amid small letters
    apart, which are looked for.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _not_told(data, error.start, shown) from None
    beyond = {character for character in text if character > "\x7f"}
    strange = beyond - _FRENCH
    if strange:
        raise _not_told(data, min(text.index(one) for one in strange), shown)
    odd = _ODD_CAPITALS.search(text)
    if odd is not None or not beyond & set(_FRENCH_LETTERS):
        first = odd.start() if odd is not None else min(text.index(one) for one in beyond)
        raise _not_told(data, first, shown)
    return "windows-1252"


def _decoded(data: bytes, name: str, shown: str) -> str:
    try:
        return data.decode(ENCODINGS[name])
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise _otherwise(data, start, name, shown) from None


def _check_plain(data: bytes, name: str, shown: str) -> None:
    """Refuses bytes that are UTF-8 beyond ASCII where an older encoding is declared.

    Letters of older encodings hardly ever follow each other so that they make up UTF-8.
    """
    if not data.isascii():
        start = next(position for position, byte in enumerate(data) if byte > 0x7F)
        raise _otherwise(data, start, name, shown)


def _otherwise(data: bytes, position: int, name: str, shown: str) -> BadInput:
    problem = Problem(
        "RRM-I070",
        Place(shown, line=data.count(b"\n", 0, position) + 1),
        msg("the text is not {encoding} here", encoding=name),
        msg("the file is read in the encoding declared"),
        msg("Declare another encoding, or none, or save the file again as UTF-8."),
    )
    return BadInput([problem])


def _not_told(data: bytes, position: int, shown: str) -> BadInput:
    place = Place(shown, line=data.count(b"\n", 0, position) + 1)
    problem = Problem(
        "RRM-I070",
        place,
        msg("the text is not UTF-8 here, and what else it is can't be told"),
        msg("UTF-8 is read, and Windows files in French"),
        msg(
            'Save the file again as UTF-8, or declare its encoding, such as "{one}" or "{other}".',
            one="latin-9",
            other="mac-roman",
        ),
    )
    return BadInput([problem])
