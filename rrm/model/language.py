"""Sentences that know their figures and wait for a language.

A `Message` is kept as an English template with its values and is put into words only where
a person reads it. `Text` is what a rule pack or a scenario says in several languages itself.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr")
LOCALE_FOLDER = Path(__file__).parent.parent / "locale"
"""Where the sentences' translations are: <language>/LC_MESSAGES/rrm.mo."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words given in several languages: ((language code, words), …), English first."""

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, versions: Mapping[str, str] | str) -> Text:
        """From a mapping of language code to words, or words that serve for all."""
        if isinstance(versions, str):
            return cls((("en", versions),))
        return cls(tuple(versions.items()))

    def text(self, language: str = "en") -> str:
        """The words in that language, else in the first one given."""
        for code, words in self.versions:
            if code == language:
                return words
        return self.versions[0][1] if self.versions else ""


Value = "str | int | float | date | Message | Text"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence template with its values; `plural` serves where the value `n` is not one."""

    template: str
    values: tuple[tuple[str, object], ...] = ()
    plural: str | None = None

    def text(self, language: str = "en") -> str:
        """The sentence in that language, numbers and dates written as it writes them."""
        catalogue = _catalogue(language)
        values = dict(self.values)
        if self.plural is not None:
            template = catalogue.ngettext(self.template, self.plural, _count(values.get("n")))
        else:
            template = catalogue.gettext(self.template) if self.template else ""
        return template.format_map({k: put_into_words(v, language) for k, v in values.items()})


def msg(template: str, /, **values: object) -> Message:
    """A sentence to be translated; `{name}` in the template stands for a value."""
    return Message(template, _frozen(values))


def msg_plural(singular: str, plural: str, /, n: int, **values: object) -> Message:
    """A sentence whose wording follows the number `n`."""
    return Message(singular, (("n", n), *_frozen(values)), plural)


def put_into_words(value: object, language: str) -> str:
    """A value as that language writes it: nested sentences, numbers, dates, lists."""
    if isinstance(value, Message | Text):
        return value.text(language)
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float):
        return format_number(value, language)
    if isinstance(value, date):
        return format_date(value, language)
    if isinstance(value, list | tuple):
        return ", ".join(put_into_words(item, language) for item in value)
    return str(value)


_TOO_LONG_FROM = 1e15


def format_number(value: float, language: str, digits: int = 2) -> str:
    """A number with that language's separators and at most `digits` decimals; `4e+20` where it
    is too large for anybody to read its digits.
    """
    from babel.numbers import format_decimal

    from rrm.model.rounding import round_half_up

    if abs(value) >= _TOO_LONG_FROM:
        return f"{value:.0e}"
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    return format_decimal(round_half_up(value, digits), format=pattern, locale=language)


def format_date(value: date, language: str) -> str:
    """A calendar day as that language writes it, without the year: 27 Apr, 27 avr., 1er mai."""
    from babel.dates import format_date as babel_format_date

    # A no-break space keeps the day with its month.
    written = babel_format_date(value, format="d\u00a0MMM", locale=language)
    return f"1er{written[1:]}" if language == "fr" and value.day == 1 else written


def _frozen(values: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in values.items())


def _count(value: object) -> int:
    return value if isinstance(value, int) else 2


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("rrm", LOCALE_FOLDER, languages=[language], fallback=True)
