"""What languages are called, in each language that the engine speaks."""

from __future__ import annotations

from rrm.model.language import LANGUAGES, Text


def language_name(code: str) -> Text:
    """A language by its code: `fr` is French, français; a code that nobody knows stays one."""
    return Text(tuple((spoken, _named(code, spoken)) for spoken in LANGUAGES))


def _named(code: str, spoken: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-").get_display_name(spoken) or code
    except (UnknownLocaleError, ValueError):
        return code
