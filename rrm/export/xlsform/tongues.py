"""The languages of a form: one column of words for each language of the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rrm.export.xlsform.rows import Words
from rrm.model.language import Message, Text


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages of one form, by code, the first being the one that it opens in."""

    codes: tuple[str, ...]

    def heading(self, code: str) -> str:
        """A language as forms name it: its own name and its code, such as `Français (fr)`."""
        from babel import Locale, UnknownLocaleError

        try:
            name = Locale.parse(code, sep="-").get_display_name(code) or code
        except (UnknownLocaleError, ValueError):
            name = code
        return f"{name[:1].upper()}{name[1:]} ({code})"

    def words(self, said: Message | Mapping[str, str], instead: str = "") -> Words:
        """A sentence of ours, or words of a pack, in each language; others stand in if need be.

        instead: what stands there where the pack has no words at all.
        """
        if isinstance(said, Message):
            return tuple((code, said.text(code)) for code in self.codes)
        given = {code: words for code, words in said.items() if words.strip()}
        text = Text.of(given or instead)
        return tuple((code, text.text(code)) for code in self.codes)
