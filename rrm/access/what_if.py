"""What a change of the network would do to each access, and to the people behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from rrm.access.caught_away import CaughtAway, caught_away, only_in
from rrm.access.changes import Change, changed
from rrm.access.days_looked_at import days_looked_at
from rrm.access.merged_periods import merged_periods
from rrm.access.needs_at_sites import needs_at_sites
from rrm.access.site_effects import Consequences, Days, consequences, site_effects
from rrm.access.standing import Standing
from rrm.access.table import access_table
from rrm.model.access import Access, AccessTable
from rrm.model.needs import Needs
from rrm.model.problem import Problem
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario

_HAIR = 1e-9


class AccessTurn(StrEnum):
    """What becomes of an access; a different one takes as long, at other km, cost or risk."""

    LOST = "lost"
    LONGER = "longer"
    DIFFERENT = "different"
    SHORTER = "shorter"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class AccessChange:
    """One journey on some days, before and after; the rows give hours, km, cost, risk and reason.

    first_day, last_day: of the scenario, both included.
    """

    turn: AccessTurn
    first_day: int
    last_day: int
    before: Access
    after: Access

    @property
    def hours_longer(self) -> float:
        """Out and home together; 0 where there is no trip before, or none after."""
        if not (self.before.open and self.after.open):
            return 0.0
        return _hours(self.after) - _hours(self.before)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What some changes of the network would do.

    days: on which they hold and are looked at. accesses: those of sites, warehouses and water
    sources that change, in the order of the access table. consequences: for sites and people.
    doubts: about the changes themselves, warnings all. caught: departures, on any day of the
    horizon, from which nobody comes home any more by the way that is then the fastest;
    caught_no_more: those that did not come home, and do.
    """

    changes: tuple[Change, ...]
    days: Days
    accesses: tuple[AccessChange, ...]
    consequences: Consequences
    doubts: tuple[Problem, ...]
    caught: tuple[CaughtAway, ...] = ()
    caught_no_more: tuple[CaughtAway, ...] = ()


def what_if(
    scenario: Scenario,
    pack: RulePack,
    needs: Needs,
    changes: Iterable[Change],
    days: Days | None = None,
) -> WhatIf:
    """Each access with and without some changes of the network, and what that means for people.

    changes: made one after the other; see read_changes. days: on which they hold; the whole
    horizon, and beyond it, where not given. Raises BadInput (RRM-A038) for days outside the
    horizon.
    """
    made, span = tuple(changes), days_looked_at(days, scenario.settings)
    other, doubts = changed(scenario, made, days)
    before, after = (Standing(it, pack.access).arrivals for it in (scenario, other))
    effects = site_effects(before, after, pack.access, span)
    table, new = access_table(scenario, pack), access_table(other, pack)
    was_caught, is_caught = (
        caught_away(case, pack, rows.rows) for case, rows in ((scenario, table), (other, new))
    )
    return WhatIf(
        changes=made,
        days=span,
        accesses=tuple(_changes(table, new, span)),
        consequences=consequences(effects, needs_at_sites(needs)),
        doubts=doubts,
        caught=only_in(is_caught, was_caught),
        caught_no_more=tuple(_still_open(only_in(was_caught, is_caught), new)),
    )


def _still_open(caught: Iterable[CaughtAway], table: AccessTable) -> Iterator[CaughtAway]:
    """Of some days of departure those on which the way is open."""
    for one in caught:
        for row in table.between(one.origin, one.destination, one.vehicle_class):
            first = max(one.first_day, row.period_start)
            last = min(one.last_day, row.period_end)
            if row.open and first <= last:
                yield replace(one, first_day=first, last_day=last)


def _changes(before: AccessTable, after: AccessTable, days: Days) -> Iterator[AccessChange]:
    now = AccessTable(merged_periods(after.rows))
    for was in merged_periods(before.rows):
        for row in now.between(was.origin, was.destination, was.vehicle_class):
            first = max(days[0], was.period_start, row.period_start)
            last = min(days[1], was.period_end, row.period_end)
            turn = _turn(was, row)
            if first <= last and turn is not None:
                yield AccessChange(turn, first, last, was, row)


def _turn(before: Access, after: Access) -> AccessTurn | None:
    """What becomes of an access; None where nothing that counts does."""
    if before.open != after.open:
        return AccessTurn.LOST if before.open else AccessTurn.NEW
    if not before.open:
        return None
    longer = _hours(after) - _hours(before)
    if abs(longer) > _HAIR:
        return AccessTurn.LONGER if longer > 0 else AccessTurn.SHORTER
    was, now = (
        (row.km, row.km_back, row.cost, row.risk, row.doubt, row.escorted)
        for row in (before, after)
    )
    return None if was == now else AccessTurn.DIFFERENT


def _hours(row: Access) -> float:
    return row.hours + row.hours_back
