"""Reasons for unmet need that lie in what goes along, in other groups, or in what was given."""

from __future__ import annotations

from rrm.allocation.programme import Programme
from rrm.allocation.reason import Reason
from rrm.allocation.usage import Usage
from rrm.allocation.variants import ways_to_meet
from rrm.model.language import Message, Text, msg
from rrm.model.rounding import round_half_up


def nothing_holds_it(p: Programme, usage: Usage, j: int, days: list[int]) -> Reason:
    """All that the place has to hold water is filled on each day on which it is short."""
    demand = p.case.demands[j]
    storage = p.case.pack.catalogue[demand.item].goes_with.storage
    holds = max(usage.along.holds(j, day) for day in days)
    label = Text.of(p.case.pack.catalogue[storage.item].label) if storage else Message("")
    return Reason(
        "no_storage",
        msg("Nothing there holds more water: there is room for {m3} m³ a day", m3=holds),
        msg("Storage at the place ({item}), or word of what it has (storage_m3).", item=label),
    )


def no_chlorine(p: Programme, depots: tuple[str, ...], j: int) -> Reason:
    """The tankers' depots have no chlorine left for water from a source that needs it."""
    chlorine = p.case.pack.catalogue[p.case.demands[j].item].goes_with.chlorine
    label = Text.of(p.case.pack.catalogue[chlorine.item].label) if chlorine else Message("")
    return Reason(
        "no_chlorine",
        msg("No chlorine is left for more water at {depots} ({item})", depots=depots, item=label),
        msg("Chlorine at {depots}, or at the water point.", depots=depots),
    )


def kept_alike(p: Programme) -> Reason:
    """Another group would be left too far behind."""
    parity = p.case.pack.entitlements.group_parity
    most = 0.0 if parity is None else 100 * parity.at_most
    return Reason(
        "kept_alike",
        msg(
            "Another group can’t be brought as much: the pack lets the shares of two groups lie"
            " {most} % apart at most",
            most=most,
        ),
        msg("What the other group lacks, or a larger difference in the pack (group_parity)."),
    )


def given_in_part(p: Programme, usage: Usage, j: int) -> Reason | None:
    """All that is due was given, part of it as variants that count for less; None if not so."""
    due, given = p.case.demands[j], usage.given
    ways = (j, *ways_to_meet(p.case.demands).get(j, ()))
    taken = sum(given.get(k, 0.0) * due.quantity / p.case.demands[k].quantity for k in ways)
    if not given or due.quantity - taken >= 1.0 - 1e-6:
        return None
    said = tuple(
        msg(
            "{item}: {n}, each counts for {share} %",
            n=round_half_up(given[k], 3),
            item=Text.of(p.case.pack.catalogue[p.case.demands[k].item].label),
            share=100 * p.case.demands[k].counts,
        )
        for k in ways[1:]
        if given.get(k, 0.0) > 0
    )
    if not said:
        return None
    item = Text.of(p.case.pack.catalogue[due.item].label)
    return Reason(
        "given_in_part",
        msg("All are served, some with less than is due: {said}", said=said),
        msg("More stock in time: {item}.", item=item),
    )
