"""What a change of the network does to the sites: who is cut off, who waits longer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from rrm.access.link_arrays import Floats
from rrm.access.needs_at_sites import NO_NEED, SiteNeed
from rrm.model.rounding import whole
from rrm.model.rule_pack import AccessRules

GOODS, WATER = "goods", "water"

Arrivals = Mapping[str, Mapping[str, Floats]]
"""By site and vehicle class, hours of the fastest drive there on each day of the horizon, from
whichever origin; inf on a day on which the class doesn't get there."""

Days = tuple[int, int]
"""First and last day of the scenario that are looked at, both included."""

_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class SiteEffect:
    """How a site's goods, or its water, fare before and after a change.

    carries: goods or water. days_before, days_after: on how many days looked at something gets
    there. hours_before, hours_after: of the fastest vehicle that gets there, the mean over the
    days on which one does before and after; 0 where there is no such day.
    classes_lost, classes_won: vehicle classes that got there on some day and do on none any
    more, and the other way round.
    """

    site_id: str
    carries: str
    days_before: int
    days_after: int
    hours_before: float
    hours_after: float
    classes_lost: tuple[str, ...] = ()
    classes_won: tuple[str, ...] = ()

    @property
    def is_cut_off(self) -> bool:
        """Whether nothing gets there any more on any of the days on which it did."""
        return self.days_before > 0 and self.days_after == 0

    @property
    def is_reached_anew(self) -> bool:
        """Whether something gets there where nothing did."""
        return self.days_before == 0 and self.days_after > 0

    @property
    def days_lost(self) -> int:
        """Days fewer on which something gets there; below 0 where there are more."""
        return self.days_before - self.days_after

    @property
    def hours_longer(self) -> float:
        """Of the drive there; below 0 where it is shorter."""
        return self.hours_after - self.hours_before

    @property
    def is_delayed(self) -> bool:
        """Whether what gets there takes longer, or comes on fewer days."""
        return not self.is_cut_off and (self.hours_longer > _HAIR or self.days_lost > 0)

    @property
    def is_eased(self) -> bool:
        """Whether what got there takes less time, or comes on more days."""
        return not self.is_reached_anew and (self.hours_longer < -_HAIR or self.days_lost < 0)


@dataclass(frozen=True, slots=True)
class Stake:
    """People in need at some sites, and the same weighted by need score."""

    people: int = 0
    weighted: float = 0.0


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change means for people in need, over all sites that it touches.

    cut_off: where no goods arrive any more. without_water: where no tanker does any more.
    delayed: where goods take longer or come on fewer days. days_lost: Σ people x days fewer with
    goods, those cut off included. hours_longer: Σ people x hours that goods take longer, where
    they still arrive. reached_anew, watered_anew: where goods, or tankers, arrive that did not.
    eased: where goods take less time or come on more days.
    """

    effects: tuple[SiteEffect, ...]
    cut_off: Stake
    without_water: Stake
    delayed: Stake
    days_lost: Stake
    hours_longer: Stake
    reached_anew: Stake
    watered_anew: Stake
    eased: Stake

    @property
    def cuts_off(self) -> bool:
        """Whether a site gets no goods, or no water, any more."""
        return any(effect.is_cut_off for effect in self.effects)


def site_effects(
    before: Arrivals, after: Arrivals, rules: AccessRules, days: Days
) -> tuple[SiteEffect, ...]:
    """How the sites in `after` fare, goods and water apart; those without a change left out."""
    found = (
        _effect(site, carries, before.get(site, {}), arrivals, rules, days)
        for site, arrivals in after.items()
        for carries in (GOODS, WATER)
    )
    return tuple(effect for effect in found if _is_felt(effect))


def consequences(effects: Iterable[SiteEffect], need: Mapping[str, SiteNeed]) -> Consequences:
    """The effects on sites, summed over the people in need who live there."""
    listed = tuple(effects)
    goods = [effect for effect in listed if effect.carries == GOODS]
    water = [effect for effect in listed if effect.carries == WATER]

    def stake(of: Iterable[SiteEffect], times: Callable[[SiteEffect], float] = _once) -> Stake:
        counted = [(need.get(effect.site_id, NO_NEED), times(effect)) for effect in of]
        return Stake(
            whole(fsum(site.people_in_need * factor for site, factor in counted)),
            fsum(site.weighted * factor for site, factor in counted),
        )

    return Consequences(
        effects=listed,
        cut_off=stake(it for it in goods if it.is_cut_off),
        without_water=stake(it for it in water if it.is_cut_off),
        delayed=stake(it for it in goods if it.is_delayed),
        days_lost=stake((it for it in goods if it.days_lost > 0), lambda it: it.days_lost),
        hours_longer=stake((it for it in goods if it.hours_longer > 0), lambda it: it.hours_longer),
        reached_anew=stake(it for it in goods if it.is_reached_anew),
        watered_anew=stake(it for it in water if it.is_reached_anew),
        eased=stake(it for it in goods if it.is_eased),
    )


def _once(_: SiteEffect) -> float:
    return 1.0


def _is_felt(effect: SiteEffect) -> bool:
    return bool(
        effect.days_before != effect.days_after
        or abs(effect.hours_longer) > _HAIR
        or effect.classes_lost
        or effect.classes_won
    )


def _effect(
    site: str,
    carries: str,
    before: Mapping[str, Floats],
    after: Mapping[str, Floats],
    rules: AccessRules,
    days: Days,
) -> SiteEffect:
    classes = [c for c in {**before, **after} if rules.classes[c].carries == carries]
    none = np.full(days[1] - days[0] + 1, np.inf)
    was = {c: before[c][days[0] - 1 : days[1]] if c in before else none for c in classes}
    now = {c: after[c][days[0] - 1 : days[1]] if c in after else none for c in classes}
    best_was, best_now = (_fastest(hours.values(), none) for hours in (was, now))
    both = np.isfinite(best_was) & np.isfinite(best_now)
    return SiteEffect(
        site_id=site,
        carries=carries,
        days_before=int(np.isfinite(best_was).sum()),
        days_after=int(np.isfinite(best_now).sum()),
        hours_before=_mean(best_was[both].tolist()),
        hours_after=_mean(best_now[both].tolist()),
        classes_lost=tuple(_only_in(was, now)),
        classes_won=tuple(_only_in(now, was)),
    )


def _fastest(hours: Iterable[Floats], none: Floats) -> Floats:
    fastest: Floats = np.minimum.reduce([none, *hours])
    return fastest


def _mean(hours: Sequence[float]) -> float:
    return fsum(hours) / len(hours) if hours else 0.0


def _only_in(these: Mapping[str, Floats], others: Mapping[str, Floats]) -> Iterator[str]:
    for name in sorted(these):
        if np.isfinite(these[name]).any() and not np.isfinite(others[name]).any():
            yield name
