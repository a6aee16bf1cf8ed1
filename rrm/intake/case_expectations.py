"""What a case expects: which rule, sector or area, and which value or class."""

from __future__ import annotations

from rrm.intake.validation import is_plain_number
from rrm.intake.wording import did_you_mean, found, quoted
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg
from rrm.model.needs import OVERALL
from rrm.model.problem import Place, Problem
from rrm.model.rule_case import About, Expectation
from rrm.model.rule_pack import RulePack
from rrm.model.source_text import SourceText

UNKNOWN = "unknown"


class ValueAndClass(Frozen):
    """A rule's value and class as a case writes them, either left out."""

    value: float | None = None
    severity: int | None = None


def read_expectation(
    written: str, expected: SourceText | ValueAndClass, pack: RulePack, place: Place
) -> Expectation | Problem:
    """An expectation from its name and what stands for it, or what is wrong with it.

    place: of the name.
    """
    named = _named(written, pack)
    if named is None:
        return _unknown_name(written, pack, place)
    about, name = named
    value: float | None = None
    severity: float | None = None
    if isinstance(expected, ValueAndClass):
        value, severity = expected.value, expected.severity
        if about is not About.RULE or (value is None and severity is None):
            return _not_expected(about, msg("found keys and values"), place)
    elif expected == UNKNOWN:
        return Expectation(about=about, name=name, place=place, is_unknown=True)
    elif not is_plain_number(expected):
        return _not_expected(about, found(expected), place)
    elif about in (About.RULE, About.PEOPLE_IN_NEED_SHARE):
        value = float(expected)
    else:
        severity = float(expected)
    if severity is not None and severity not in (1, 2, 3, 4, 5):
        return _not_expected(About.SECTOR, found(severity), place)
    if about is About.PEOPLE_IN_NEED_SHARE and value is not None and not 0 <= value <= 1:
        return _not_expected(about, found(value), place)
    whole = None if severity is None else int(severity)
    return Expectation(about=about, name=name, place=place, value=value, severity=whole)


def level_of(expectation: Expectation, pack: RulePack) -> str | None:
    """The level of the rule that is expected; None of a sector or an area."""
    if expectation.about is not About.RULE:
        return None
    sector, _, name = expectation.name.partition(".")
    rules = pack.sectors[sector]
    rule = rules.indicators.get(name) or rules.measures[name]
    return rule.level


def _named(written: str, pack: RulePack) -> tuple[About, str] | None:
    """What an expectation speaks of, and its name there; None where the pack has no such thing."""
    if written == OVERALL:
        return About.SECTOR, OVERALL
    kind, _, name = written.partition(".")
    if kind in (About.AREA, About.PEOPLE_IN_NEED_SHARE) and name in (*pack.sectors, OVERALL):
        return About(kind), name
    if kind == About.SECTOR and name in pack.sectors:
        return About.SECTOR, name
    sector = pack.sectors.get(kind)
    if sector is not None and (name in sector.indicators or name in sector.measures):
        return About.RULE, written
    return None


def _unknown_name(written: str, pack: RulePack, place: Place) -> Problem:
    rules = [
        f"{name}.{rule}"
        for name, sector in pack.sectors.items()
        for rule in (*sector.indicators, *sector.measures)
    ]
    areas = [f"{about.value}.{name}" for about in About for name in pack.sectors]
    known = [OVERALL, f"{About.AREA.value}.{OVERALL}", *rules, *areas]
    return Problem(
        "RRM-R111",
        place,
        msg('nothing is called "{name}"', name=quoted(written)),
        msg(
            "a case expects sector.name of a rule, sector.<sector>, area.<sector>,"
            " people_in_need_share.<sector>, overall or area.overall"
        ),
        did_you_mean(written, known),
    )


def _not_expected(about: About, what: Message, place: Place) -> Problem:
    match about:
        case About.RULE:
            needed = msg("a value, unknown, or value and severity (1 to 5) as keys are needed")
        case About.PEOPLE_IN_NEED_SHARE:
            needed = msg("a share from 0 to 1, or unknown, is needed")
        case _:
            needed = msg("a class from 1 to 5, or unknown, is needed")
    return Problem("RRM-R112", place, what, needed, msg("Correct what is expected."))
