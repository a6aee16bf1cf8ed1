"""Levels of rules: what a rule is a value of, and which levels see or sum up which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rrm.model.form import Form
from rrm.model.language import Message, Text, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import GROUP, HOUSEHOLD, KEY_INFORMANT, LEVELS, SITE

HOUSEHOLDS = "households"
KEY_INFORMANTS = "key_informants"
FRAMES = {HOUSEHOLDS: HOUSEHOLD, KEY_INFORMANTS: KEY_INFORMANT}
"""The rows that a place sums up over beside rosters: what they are called, and their level."""

_COARSER = {
    SITE: (),
    GROUP: (SITE,),
    HOUSEHOLD: (GROUP, SITE),
    KEY_INFORMANT: (GROUP, SITE),
}
PLACES = (GROUP, SITE)
"""Levels whose one value holds for all households of a place."""


def levels_seen(level: str) -> tuple[str, ...]:
    """Levels whose names may be used at this one: itself and those that are coarser."""
    if level in _COARSER:
        return (level, *_COARSER[level])
    return (level, HOUSEHOLD, *_COARSER[HOUSEHOLD])


def frames_below(level: str, form: Form) -> dict[str, str]:
    """What may be summed up at a level: the names of the rows, and the level that they are of."""
    rosters = {name: name for name in form.rosters}
    if level in PLACES:
        return {**FRAMES, **rosters}
    return rosters if level == HOUSEHOLD else {}


def level_in_words(level: str, form: Form) -> Message | Text:
    """A level as people say it, of one: `household`, `site`, a roster by its label."""
    match level:
        case "household":
            return msg("household")
        case "group":
            return msg("population group of a site")
        case "site":
            return msg("site")
        case "key_informant":
            return msg("key informant")
        case _:
            return msg("row of “{roster}”", roster=Text.of(form.rosters[level].label))


def roster_problems(form: Form, sectors: Iterable[str]) -> Iterator[Problem]:
    """Rosters whose name already means something in rules, such as that of a sector."""
    taken = (*LEVELS, *FRAMES, *sectors)
    for name in form.rosters:
        if name in taken:
            yield Problem(
                "RRM-R014",
                Place("form.yaml"),
                msg('a roster is called "{name}"', name=name),
                msg("rules already mean something else by that name"),
                msg("Give the roster another name."),
            )
