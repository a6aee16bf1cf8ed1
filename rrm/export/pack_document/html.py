"""A pack's document as one HTML file that needs nothing else."""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rrm.export.markup import words
from rrm.export.pack_document.blocks import Document
from rrm.export.page_policy import page_policy

_WORDS = re.compile(r"(\s+)")
_PARTS = re.compile(r"[^_./]{1,24}[_./]*|[_./]+", re.DOTALL)


def as_html(document: Document, language: str) -> bytes:
    """The document in one language: UTF-8, no script, no outside reference, for screen and A4.

    Everything that the pack says is escaped: packs are input.
    """
    jinja = Environment(
        loader=PackageLoader("rrm.export.pack_document", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals["kind"] = lambda piece: type(piece).__name__
    jinja.filters["w"] = lambda said: breakable(words(said, language))
    jinja.filters["plain"] = lambda said: words(said, language)
    style = files("rrm.export.pack_document").joinpath("templates", "document.css")
    css = style.read_text(encoding="utf-8")
    html = jinja.get_template("document.html").render(
        page=document, language=language, style=Markup(css), policy=page_policy(css)
    )
    return html.encode("utf-8")


def breakable(text: str) -> Markup:
    """Text as HTML; a word too long for a narrow column gets places where it may be broken.

    After a sign that joins the parts of a name or formula, else after so many letters.
    """
    pieces = _WORDS.split(text)
    return Markup("").join(
        Markup("<wbr>").join(_PARTS.findall(piece)) if _is_long(piece) else piece
        for piece in pieces
    )


def _is_long(word: str) -> bool:
    joined = any(sign in word for sign in "_./")
    return len(word) > (12 if joined else 24) and not word.isspace()
