"""Brings the catalogues into step with the sentences in the sources.

`python -m rrm.locale.refresh` reads every sentence anew and writes each language's rrm.po with
the translations that it has, new sentences empty, gone ones left out; then it compiles rrm.mo,
which is what the product reads. Fill what is empty and run it again.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from rrm.model.language import LANGUAGES, LOCALE_FOLDER

SOURCES = LOCALE_FOLDER.parent
FORMS = {"msg": 1, "msg_plural": 2, "say": 1}
"""The functions that make a sentence, and how many forms of it are their first arguments."""

TRANSLATIONS = tuple(language for language in LANGUAGES if language != "en")


class SteadyCatalog(Catalog):
    """A catalogue whose head says nothing of when, by whom and with what it was written.

    The same sentences and translations thus always give the same bytes.
    """

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to know, and no more."""
        plural = get_plural(self.locale)
        return [
            ("Project-Id-Version", "rrm-engine"),
            ("Language", str(self.locale)),
            ("Plural-Forms", plural.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def po_path(language: str) -> Path:
    """Where a language's translations are written by hand."""
    return LOCALE_FOLDER / language / "LC_MESSAGES" / "rrm.po"


def mo_path(language: str) -> Path:
    """Where they are compiled, as gettext reads them."""
    return po_path(language).with_suffix(".mo")


@dataclass(frozen=True, slots=True)
class Call:
    """Where a sentence is made; forms: one, two, or none where it isn't written out there."""

    function: str
    file: str
    line: int
    forms: tuple[str, ...]


@cache
def calls() -> tuple[Call, ...]:
    """Every place in the sources where a sentence is made, file by file."""
    # Babel's own extraction overlooks what is made within an f-string.
    return tuple(
        call
        for path in sorted(SOURCES.rglob("*.py"))
        for call in _calls_in(path.read_text("utf-8"), path.relative_to(SOURCES.parent).as_posix())
    )


def sentences() -> tuple[Message, ...]:
    """Every sentence of the sources once, with the files and lines that say it."""
    catalog = Catalog()
    for call in calls():
        if call.forms:
            form = call.forms if len(call.forms) > 1 else call.forms[0]
            catalog.add(form, locations=[(call.file, call.line)])
    return tuple(_without_head(catalog))


def translated(language: str) -> dict[str, Message]:
    """A language's sentences as its rrm.po has them, by their (singular) English."""
    if not po_path(language).exists():
        return {}
    with po_path(language).open("rb") as file:
        return {key_of(message): message for message in _without_head(read_po(file))}


def refreshed(language: str) -> SteadyCatalog:
    """The sentences of the sources with the translations that rrm.po has for them."""
    catalog = SteadyCatalog(
        locale=Locale.parse(language),
        header_comment=f"# The sentences of the RRM engine: {language}.\n"
        "# How to change or add a language: docs/reference/translations.md",
        fuzzy=False,
    )
    old = translated(language)
    for sentence in sentences():
        known = old.get(key_of(sentence))
        if known is not None and known.id == sentence.id:
            catalog.add(sentence.id, known.string, flags=known.flags)
        else:
            catalog.add(sentence.id)
    return catalog


def po_text(catalog: Catalog) -> bytes:
    """The catalogue as rrm.po: sorted by sentence, a line each."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, no_location=True, sort_output=True)
    return buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue compiled."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def key_of(message: Message) -> str:
    """What a sentence is looked up by: its English, of two forms the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    """Whether every form has words, and none of them is a guess."""
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(forms) and not message.fuzzy


def refresh(language: str) -> int:
    """Writes rrm.po and rrm.mo of a language; returns how many sentences wait for words."""
    catalog = refreshed(language)
    po_path(language).parent.mkdir(parents=True, exist_ok=True)
    po_path(language).write_bytes(po_text(catalog))
    mo_path(language).write_bytes(mo_bytes(catalog))
    return sum(not is_translated(message) for message in _without_head(catalog))


def _calls_in(source: str, file: str) -> Iterator[Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = FORMS.get(node.func.id)
            if count is not None:
                yield Call(node.func.id, file, node.lineno, _literal(node.args[:count]))


def _literal(arguments: list[ast.expr]) -> tuple[str, ...]:
    texts = [one.value for one in arguments if isinstance(one, ast.Constant)]
    forms = tuple(text for text in texts if isinstance(text, str))
    return forms if len(forms) == len(arguments) else ()


def _without_head(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


if __name__ == "__main__":
    waiting = {language: refresh(language) for language in TRANSLATIONS}
    sys.exit(
        ", ".join(f"{language}: {n} to translate" for language, n in waiting.items() if n) or 0
    )
