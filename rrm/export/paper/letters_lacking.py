"""Letters of names that the shipped font can't show, told before the paper is printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rrm.export.paper.lettering import FONTS
from rrm.export.published import PublishedPlan
from rrm.model.language import msg, put_into_words
from rrm.model.problem import Place, Problem

MOST_TOLD = 10


def letters_lacking(plan: PublishedPlan, languages: tuple[str, ...]) -> tuple[Problem, ...]:
    """A doubt (RRM-X009) where names hold letters that paper shows as a replacement sign."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "DejaVuSans.ttf", lazy=True) as font:
        known = frozenset(font.getBestCmap())
    lacking: dict[str, str] = {}
    for name in _names(plan, languages):
        for sign in unicodedata.normalize("NFC", name):
            if ord(sign) not in known and unicodedata.category(sign)[0] != "C":
                lacking.setdefault(sign, name)
    return tuple(_told(lacking))


def _told(lacking: dict[str, str]) -> Iterator[Problem]:
    if not lacking:
        return
    found = sorted(lacking)[:MOST_TOLD]
    yield Problem(
        "RRM-X009",
        Place("--format"),
        msg(
            "the font of paper lacks {n} letters, such as {letters}",
            n=len(lacking), letters=tuple(f"{sign} (U+{ord(sign):04X})" for sign in found),
        ),
        msg("Latin, Arabic, N'Ko and Tifinagh can be shown"),
        msg("They stand as a replacement sign on paper; other formats show them."),
        is_error=False,
    )  # fmt: skip


def _names(plan: PublishedPlan, languages: tuple[str, ...]) -> Iterator[str]:
    names = plan.names
    title = (plan.stamp.title,) if plan.stamp else ()
    spoken = (*names.places.values(), *names.items.values(), *names.units.values(),
              *names.vehicle_classes.values(), *title)  # fmt: skip
    for words in spoken:
        for language in languages:
            yield put_into_words(words, language)
