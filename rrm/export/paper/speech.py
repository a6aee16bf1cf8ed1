"""What stands on a paper, in the one language or in each of those that it speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from rrm.model.language import Message, Text, format_date, format_number, put_into_words

Words = Message | Text | str
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Speech:
    """The languages of a paper. Versions that are the same stand once."""

    languages: tuple[str, ...]

    def of(self, words: Words) -> tuple[str, ...]:
        """Words in each language, those of the first on top."""
        return self._each(lambda language: put_into_words(words, language))

    def in_a_row(self, words: Words) -> str:
        """Words in each language, one after another on a line."""
        return " / ".join(self.of(words))

    def day(self, day: date) -> tuple[str, ...]:
        """A day with its year."""
        return self._each(lambda language: _day(day, language))

    def moment(self, moment: datetime) -> tuple[str, ...]:
        """A day with its year, and the time by 24 hours."""
        return self._each(lambda language: f"{_day(moment.date(), language)}, {moment:%H:%M}")

    def number(self, value: float | None, decimals: int = 3) -> str:
        """A figure with at most so many decimals, written once; empty where there is none.

        Where languages write it differently, thousands are parted by a narrow space and decimals
        by a point: 1,200 would be taken for a little more than one by who reads it in French.
        """
        if value is None:
            return ""
        versions = self._each(lambda language: format_number(value, language, decimals))
        if len(versions) == 1:
            return versions[0]
        return format_number(value, "en", decimals).replace(",", NARROW_SPACE)

    @property
    def is_right_to_left(self) -> bool:
        """Whether the first of the languages is written from the right."""
        from babel import Locale

        return str(Locale.parse(self.languages[0], sep="-").text_direction) == "rtl"

    def _each(self, version: Callable[[str], str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(version(language) for language in self.languages))


def _day(day: date, language: str) -> str:
    return f"{format_date(day, language)}\N{NO-BREAK SPACE}{day.year}"
