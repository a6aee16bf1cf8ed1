"""Brings the catalogues into step with the sentences in the sources.

`python -m rrm.locale.refresh` reads every sentence anew and writes each language's rrm.po with
the translations that it has, new sentences empty, gone ones left out; then it compiles rrm.mo,
which is what the product reads. Fill what is empty and run it again.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from rrm.model.language import LANGUAGES, LOCALE_FOLDER

SOURCES = LOCALE_FOLDER.parent
SENTENCES_ARE_MADE_BY = {"msg": None, "msg_plural": (1, 2), "say": None}
"""The functions whose literal text is a sentence, with the arguments that are; None: the first."""

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


@cache
def sentences() -> tuple[Message, ...]:
    """Every sentence of the sources once, with the files and lines that say it."""
    catalog = Catalog()
    for file, line, template, _, _ in extract_from_dir(
        SOURCES,
        method_map=[("**.py", "python")],
        keywords=SENTENCES_ARE_MADE_BY,
    ):
        catalog.add(template, locations=[(f"{SOURCES.name}/{file}", line)])
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
        kept = known is not None and known.id == sentence.id
        catalog.add(sentence.id, known.string if known is not None and kept else None)
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


def _without_head(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


if __name__ == "__main__":
    waiting = {language: refresh(language) for language in TRANSLATIONS}
    sys.exit(
        ", ".join(f"{language}: {n} to translate" for language, n in waiting.items() if n) or 0
    )
