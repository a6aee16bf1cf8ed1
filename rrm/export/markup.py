"""Values as HTML, in every language at once."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rrm.export.names import PlaceName
from rrm.export.printable import plain_order, printable
from rrm.export.table import Name, Verbatim
from rrm.model.language import LANGUAGES, put_into_words

_LONGEST_UNBROKEN = 24


def words(value: object, language: str) -> str:
    """A value in one language as text that HTML can hold; the caller escapes it."""
    return plain_order(printable(put_into_words(value, language)))


def in_all_languages(value: object, tag: str = "span") -> Markup:
    """A value in each language, of which the page shows one; once where all are the same.

    tag: `tspan` within SVG.
    """
    versions = {code: words(value, code) for code in LANGUAGES}
    if len(set(versions.values())) == 1:
        return Markup.escape(versions[LANGUAGES[0]])
    opening = Markup('<{tag} lang="{code}">{text}</{tag}>')
    return Markup("").join(
        opening.format(tag=tag, code=code, text=text) for code, text in versions.items()
    )


def svg_words(value: object) -> Markup:
    """A value in each language within an SVG text."""
    return in_all_languages(value, "tspan")


def typed_name(name: PlaceName) -> Markup:
    """A name that someone typed, with its writing direction kept to itself."""
    return Markup("<bdi>{}</bdi>").format(in_all_languages(name))


def has_long_word(cell: object) -> bool:
    """Whether a cell holds a word so long that it must be broken to fit."""
    text = cell.text if isinstance(cell, Name | Verbatim) else cell
    return any(
        len(word) > _LONGEST_UNBROKEN
        for code in LANGUAGES
        for word in put_into_words(text, code).split()
    )


def coordinate(value: float) -> str:
    """A number for SVG: one decimal, a point in every language."""
    return f"{value:.1f}"


def environment(language: str) -> Environment:
    """Jinja with the report's templates; everything is escaped unless it is Markup.

    language: of what can be said in one language only, such as the page's title.
    """
    jinja = Environment(
        loader=PackageLoader("rrm.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals.update(
        t=in_all_languages,
        svg_t=svg_words,
        name=typed_name,
        n=coordinate,
        has_long_word=has_long_word,
        language=language,
        kind=lambda cell: type(cell).__name__,
    )
    jinja.filters["in_language"] = lambda value: words(value, language)
    jinja.filters["in_tongue"] = words
    return jinja
