"""What each priority took of those before it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rrm.model.labels import TIER_LABELS
from rrm.model.language import Message, msg
from rrm.model.plan import TierResult
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Tier

LEAST_SHARE = 0.00005
"""Below this share nothing is said: it is within what solvers take for equal."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What the turn of one priority took of another, served before it.

    amount: in the unit of that one; share: of its value at its own turn, None where that was
    nothing.
    """

    by: str
    of: str
    amount: float
    unit: str
    share: float | None


def charges(tiers: tuple[TierResult, ...]) -> Iterator[Charge]:
    """What each priority took of those before it, where it took anything, in their order."""
    served = {tier.tier: tier for tier in tiers}
    for tier in tiers:
        for name, amount in tier.charged:
            earlier = served.get(name)
            if earlier is None or amount <= 0:
                continue
            size = abs(earlier.best)
            share = amount / size if size > 1e-9 else None
            if share is None or share >= LEAST_SHARE:
                yield Charge(tier.tier, name, amount, earlier.unit, share)


def charge_in_words(charge: Charge) -> Message:
    """“The worst-off site” took 0.4 % of “Needs met, by severity and lateness”."""
    by, of = _label(charge.by), _label(charge.of)
    if charge.share is None or charge.of == Tier.SURVIVAL_WATER:
        return msg(
            "“{by}” took {amount} {unit} of “{of}”.",
            by=by,
            of=of,
            amount=round_half_up(charge.amount, 3),
            unit=UNITS.get(charge.unit, charge.unit),
        )
    if charge.share < 0.001:
        return msg("“{by}” took less than 0.1 % of “{of}”.", by=by, of=of)
    share = round_half_up(100 * charge.share, 1)
    return msg("“{by}” took {share} % of “{of}”.", by=by, of=of, share=share)


UNITS: dict[str, Message | str] = {"m3": "m³", "weighted people": msg("people, weighted")}


def _label(tier: str) -> Message:
    return TIER_LABELS.get(tier, msg("{tier}", tier=tier))
