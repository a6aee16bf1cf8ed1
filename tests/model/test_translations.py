"""Whoever reads the product in French reads all of it in French, and sees every figure."""

from __future__ import annotations

import io
import re
import string
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from rrm.locale.refresh import (
    TRANSLATIONS,
    calls,
    is_translated,
    key_of,
    mo_bytes,
    mo_path,
    po_path,
    refreshed,
    sentences,
    translated,
)
from rrm.model.language import msg, msg_plural

SAME_IN_FRENCH = {
    "Arguments",
    "C",
    "Distribution",
    "Distributions",
    "L",
    "Licence",
    "Options",
    "Plan",
    "Programme",
    "SHA-256 {moved}",
    "Signature",
    "Site",
    "Sites",
    "Source",
    "Stock",
    "Table",
    "Volume, m³",
    "alias *{name}",
    "certain",
    "kg",
    "kit",
    "km",
    "min",
    "m²",
    "m³",
    "possible",
    "probable",
    "question",
    "site",
    "urgent",
    "{mode} {km} km",
    "{n} m³",
    "{n} options",
    "{n} questions",
    "{n} site",
    "{surface} {km} km",
    "{tonnes}\u00a0t, {m3}\u00a0m³",
}
"""Words that are the same in both languages."""

# An ordinary space here would let a line break before the sign.
WRONGLY_SPACED = re.compile(r" (?=[:;?!%»])|« |(?<![\u00a0\s:])[?!»](?!\w)|«(?!\u00a0)")
IN_CODE = re.compile(r"`[^`]*`|'[a-z]+'|\. : / ' -")


def test_every_sentence_is_written_out_where_it_is_made() -> None:
    hidden = [
        f"{call.file}:{call.line}"
        for call in calls()
        if not call.forms and call.function != "say" and call.file != "rrm/cli/speech.py"
    ]
    assert not hidden, "\n".join(hidden)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_sentence_is_translated(language: str) -> None:
    known = translated(language)
    waiting = [one for one in sentences() if not _has_words(one, known)]
    assert not waiting, _told(waiting)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_translation_outlives_its_sentence(language: str) -> None:
    gone = set(translated(language)) - {key_of(one) for one in sentences()}
    assert not gone, "\n".join(sorted(gone))


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_names_the_same_values_as_its_sentence(language: str) -> None:
    known = translated(language)
    wrong = [
        one
        for one in sentences()
        for form in _forms(known.get(key_of(one)))
        if not _least_values(one) <= _values(form) <= _most_values(one)
    ]
    assert not wrong, _told(wrong)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_sentence_is_left_in_english(language: str) -> None:
    known = translated(language)
    english = [
        one
        for one in sentences()
        if _speaks(key_of(one)) and key_of(one) not in SAME_IN_FRENCH
        if key_of(one) in _forms(known.get(key_of(one)))
    ]
    assert not english, _told(english)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_compiled_catalogue_says_what_the_written_one_says(language: str) -> None:
    filed = _compiled(mo_path(language).read_bytes())
    fresh = _compiled(mo_bytes(refreshed(language)))
    assert filed == fresh, "run: python -m rrm.locale.refresh"


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_catalogue_does_not_say_when_or_by_whom_it_was_written(language: str) -> None:
    with mo_path(language).open("rb") as file:
        head = GNUTranslations(file).info()
    assert set(head) == {
        "project-id-version",
        "language",
        "plural-forms",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }


def test_french_signs_keep_to_their_words() -> None:
    astray = [
        form
        for message in translated("fr").values()
        for form in _forms(message)
        if WRONGLY_SPACED.search(IN_CODE.sub("", form)) or "'" in IN_CODE.sub("", form)
    ]
    assert not astray, "\n".join(astray)


def test_french_counts_nothing_and_one_as_one() -> None:
    with po_path("fr").open("rb") as file:
        assert read_po(file).plural_expr == "(n > 1)"
    days = [msg_plural("day", "days", n=n).text("fr") for n in (0, 1, 2)]
    assert days == ["jour", "jour", "jours"]


def test_a_word_that_is_also_counted_is_translated_where_it_stands_alone() -> None:
    assert msg("household").text("fr") == "ménage"


def test_a_new_sentence_is_told_with_its_file() -> None:
    sentence = Message("a sentence that nobody translated", locations=[("rrm/new.py", 7)])
    assert not _has_words(sentence, translated("fr"))
    assert _told([sentence]) == "rrm/new.py:7: a sentence that nobody translated"


def test_allowed_words_are_in_the_catalogue() -> None:
    assert {key_of(one) for one in sentences()} >= SAME_IN_FRENCH


def _has_words(sentence: Message, known: dict[str, Message]) -> bool:
    found = known.get(key_of(sentence))
    return found is not None and found.id == sentence.id and is_translated(found)


def _forms(message: Message | None) -> tuple[str, ...]:
    if message is None:
        return ()
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _most_values(sentence: Message) -> set[str]:
    return {value for form in _english(sentence) for value in _values(form)}


def _least_values(sentence: Message) -> set[str]:
    """All of them; of two forms the one for a single thing need not say how many."""
    return _most_values(sentence) - ({"n"} if sentence.pluralizable else set())


def _english(sentence: Message) -> tuple[str, ...]:
    return (sentence.id,) if isinstance(sentence.id, str) else tuple(sentence.id)


def _values(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _speaks(template: str) -> bool:
    """Whether anything but values and signs stands in it."""
    return any(char.isalpha() for char in re.sub(r"\{\w*\}", "", template))


def _compiled(data: bytes) -> dict[str, object]:
    return {key_of(one): (one.id, one.string) for one in read_mo(io.BytesIO(data)) if one.id}


def _told(messages: Iterable[Message]) -> str:
    return "\n".join(_lines(messages))


def _lines(messages: Iterable[Message]) -> Iterator[str]:
    for message in messages:
        places = ", ".join(f"{file}:{line}" for file, line in message.locations)
        yield f"{places}: {key_of(message)}"
