"""What a referral counts must be what its measure counts."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import ReferralRule, RulePack
from rrm.rule_language import Unit

_SHARES = ("", "1", "share", "household")
"""Units of a measure whose mean is a share of households."""


def referral_problems(pack: RulePack) -> Iterator[Problem]:
    """Referrals that would count children as households, or litres as people.

    A measure of people in each household counts people, a share of households counts households.
    """
    units = {
        name: measure.unit for sector in pack.sectors.values()
        for name, measure in sector.measures.items()
    }  # fmt: skip
    for name, rule in pack.referrals.items():
        unit = units.get(rule.measure) if rule.measure is not None else None
        if unit is not None and _counted(unit) != rule.unit:
            yield _problem(name, rule, unit)


def _counted(unit: str) -> str:
    if unit.strip() in _SHARES:
        return "households"
    return "people" if Unit.parse(unit) == Unit.parse("person") else "neither"


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
