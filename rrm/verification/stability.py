"""How far a plan that was made again departs from the one in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.filed import Arrival, FiledRun
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import GRAIN

UNNOTICED = 0.01
"""Of any unit, by which a hand-over may differ and still be the same: ten litres of a m3."""

HandOver = tuple[int, str, str, str]
"""Day, site, group, item."""


def changes_within_limit(replay: Replay) -> Check:
    """No more hand-overs are changed, dropped or new than the scenario lets a plan made again.

    A hand-over is what a group gets of an item at a site on a day. In a run that takes over from
    none there is nothing to change.
    """
    tally = Tally("changes_within_limit", msg("No more changes than the scenario allows"))
    most = replay.run.scenario.settings.most_changes
    if replay.run.in_force is not None and most is not None:
        changed = sum(apart > UNNOTICED + GRAIN for apart in differences(replay.run).values())
        tally.see(
            changed <= most,
            msg("{n} hand-overs have changed, at most {most} may", n=changed, most=most),
        )
    return tally.check()


def size_of_changes(run: FiledRun) -> tuple[float, float]:
    """People times hand-overs that differ, and how far rounding may move it.

    A unit is for people / quantity of its demand; of a stand-in, of the first demand that it may
    be given for. What nobody is due any more is for nobody.
    """
    size = rounding = 0.0
    people = _people_by_unit(run)
    for (_, *need), apart in differences(run).items():
        each = people.get((need[0], need[1], need[2]), 0.0)
        if apart > UNNOTICED + GRAIN:
            size += each * apart
            rounding += each * GRAIN
        elif apart > UNNOTICED - GRAIN:
            rounding += each * apart
    return size, rounding


def differences(run: FiledRun) -> dict[HandOver, float]:
    """By hand-over of either plan, how much more or less it is, in the item's unit."""
    before, after = _by_hand_over(run.in_force or ()), _by_hand_over(run.handed)
    return {
        one: abs(after.get(one, 0.0) - before.get(one, 0.0))
        for one in sorted(before.keys() | after.keys())
    }


def _by_hand_over(arrivals: Iterable[Arrival]) -> dict[HandOver, float]:
    found: dict[HandOver, float] = defaultdict(float)
    for (site_id, group, item), day, quantity in arrivals:
        found[day, site_id, group, item] += quantity
    return found


def _people_by_unit(run: FiledRun) -> dict[tuple[str, str, str], float]:
    found = {demand.key: demand.people / demand.quantity for demand in run.demands}
    for demand in run.demands:
        for variant in run.item(demand.item).variants:
            takes = max(1.0, variant.counts) if variant.one_for_one else variant.counts
            # As many units as would take the place of all that is due are for all its people.
            key = (demand.site_id, demand.group, variant.item)
            found.setdefault(key, demand.people * takes / demand.quantity)
    return found
