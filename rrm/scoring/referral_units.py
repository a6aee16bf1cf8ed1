"""What a referral counts must be what its measure counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import ReferralRule, Sector
from rrm.rule_language import Unit

_SHARES = ("", "1", "share", "household")
"""Units of a measure whose mean is a share of households."""


def referral_problems(
    referrals: Mapping[str, ReferralRule], sectors: Iterable[Sector], rosters: Iterable[str]
) -> Iterator[Problem]:
    """Referrals that would count children as households, or litres as people.

    A measure of people in each household counts people, a share of households counts households.
    What is measured of a roster's rows counts neither: its mean is not one a household.
    """
    measures = {name: measure for sector in sectors for name, measure in sector.measures.items()}
    names = frozenset(rosters)
    for name, rule in referrals.items():
        measure = measures.get(rule.measure) if rule.measure is not None else None
        if measure is None:
            continue
        if measure.level in names:
            yield _of_a_roster(name, rule, measure.level)
        elif _counted(measure.unit) != rule.unit:
            yield _problem(name, rule, measure.unit)


def _counted(unit: str) -> str:
    if unit.strip() in _SHARES:
        return "households"
    return "people" if Unit.parse(unit) == Unit.parse("person") else "neither"


def _of_a_roster(name: str, rule: ReferralRule, roster: str) -> Problem:
    return Problem(
        "RRM-R010",
        rule.measure.place if rule.measure is not None else Place(""),
        msg(
            'the referral "{name}" counts by a measure of the roster "{roster}"',
            name=name,
            roster=roster,
        ),
        msg("its mean times the households is the caseload, so it must be one a household"),
        msg("Use a measure of level household, such as count_of({roster}, …).", roster=roster),
    )


def _problem(name: str, rule: ReferralRule, unit: str) -> Problem:
    return Problem(
        "RRM-R010",
        rule.measure.place if rule.measure is not None else Place(""),
        msg(
            'the referral "{name}" counts {counted} by a measure in "{unit}"',
            name=name,
            counted=msg("people") if rule.unit == "people" else msg("households"),
            unit=unit,
        ),
        msg("a measure in person counts people, a share of households (no unit) counts households"),
        msg("Correct `unit`, or name another measure."),
    )
