"""Which documents were asked for, and what of that can't be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rrm.export.formats import FORMATS, Circle, Format, Maker
from rrm.model.language import LANGUAGES, msg
from rrm.model.problem import Place, Problem, raise_errors

ALL = "all"
"""What asks for every format that can be made."""

EXTRA = 'pip install "rrm-engine[documents]"'
"""The line that installs what paper needs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Documents to be made, in the order of the formats, and the doubts about what is left out."""

    makers: tuple[Maker, ...]
    languages: tuple[str, ...]
    doubts: tuple[Problem, ...]


def chosen(
    formats: Sequence[str],
    languages: Sequence[str],
    *,
    shared_only: bool = False,
    among: Mapping[str, Format] = FORMATS,
) -> Choice:
    """What is to be made of the formats asked for, or of `all`.

    shared_only: nothing but what may be passed on. among: the formats that there are. Raises
    BadInput with every problem: RRM-X001 a format that there is not, RRM-X002 a language without a
    catalogue, RRM-X003 libraries of paper that are not installed (under `all` a doubt), RRM-X004 a
    format that has nothing to pass on.
    """
    asked = tuple(dict.fromkeys(name.strip().lower() for name in formats))
    spoken = tuple(dict.fromkeys(languages))
    problems = [
        *_unknown(asked, among),
        *_unspoken(spoken),
        *(_not_shared(asked, among) if shared_only else ()),
    ]
    wanted = [one for name, one in among.items() if name in asked or ALL in asked]
    makers: list[Maker] = []
    for one in wanted:
        can, cannot = _makers(one, shared_only=shared_only)
        makers += can
        if cannot:
            problems.append(_lacking(one, cannot, is_error=one.name in asked))
    raise_errors(problems)
    return Choice(tuple(makers), spoken, tuple(problems))


def _makers(one: Format, *, shared_only: bool) -> tuple[list[Maker], list[Maker]]:
    """Those of a format that can be made, and those whose libraries are not installed."""
    makers = [maker for maker in one.documents if maker.circle is Circle.SHARED or not shared_only]
    return (
        [maker for maker in makers if not maker.lacking],
        [maker for maker in makers if maker.lacking],
    )


def _unknown(asked: tuple[str, ...], among: Mapping[str, Format]) -> Iterator[Problem]:
    for name in asked:
        if name not in among and name != ALL:
            yield Problem(
                "RRM-X001",
                Place("--format"),
                msg("no format is called “{name}”", name=name[:40]),
                msg("there are {names}, and all", names=tuple(among)),
                msg("Write one of them, or several with commas between."),
            )


def _unspoken(languages: tuple[str, ...]) -> Iterator[Problem]:
    for code in languages:
        if code not in LANGUAGES:
            yield Problem(
                "RRM-X002",
                Place("--lang"),
                msg("there is no catalogue for the language “{code}”", code=code[:40]),
                msg("there are {codes}, and both", codes=LANGUAGES),
                msg("Write one of them, or several with commas between."),
            )


def _not_shared(asked: tuple[str, ...], among: Mapping[str, Format]) -> Iterator[Problem]:
    shared = tuple(one.name for one in among.values() if one.is_shared)
    for name in asked:
        if (name in among and not among[name].is_shared) or (name == ALL and not shared):
            yield Problem(
                "RRM-X004",
                Place("--shared-only"),
                msg("nothing of the format “{name}” may be passed on", name=name),
                msg("these may: {names}", names=shared or (msg("none"),)),
                msg("Leave it out, or leave out --shared-only."),
            )


def _lacking(one: Format, makers: list[Maker], *, is_error: bool) -> Problem:
    modules = tuple(dict.fromkeys(name for maker in makers for name in maker.lacking))
    return Problem(
        "RRM-X003",
        Place("--format"),
        msg("“{name}” needs libraries that are not installed: {modules}", name=one.name,
            modules=modules),
        msg("documents on paper are drawn by the extra “documents”"),
        msg("Install it: {line}", line=EXTRA),
        is_error=is_error,
    )  # fmt: skip
