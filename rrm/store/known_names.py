"""Whether the tables of a stored run speak of what its inputs know, on days that there are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from rrm.model.language import Message, msg
from rrm.model.needs import ALL_GROUPS, WHOLE_SCENARIO
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import RulePack
from rrm.model.run_files import LIST_SEPARATOR
from rrm.model.scenario import Group, Scenario
from rrm.store.csv_text import unguarded
from rrm.store.reading import StoredRun

BEYOND_DAYS = 366
"""Days before the first and after the last of a plan on which something of it may fall."""

_MOST_TOLD = 20
_DAYS = {
    "demands.csv": ("from_day", "due_day", "last_day"),
    "access.csv": ("period_start", "period_end"),
    "deliveries.csv": ("day",),
    "transfers.csv": ("day", "arrival_day", "handling_days"),
    "trips.csv": ("day",),
    "cash.csv": ("day",),
    "in_force.csv": ("day",),
}


def unknown_names(stored: StoredRun, scenario: Scenario, pack: RulePack) -> Iterator[Problem]:
    """Every cell that names a place, item, class, group or trip that there is not, or such a day.

    All of them RRM-T015; of a table and column the first twenty.
    """
    for table, columns in _columns(stored, scenario, pack).items():
        for column, known in columns.items():
            yield from _told(stored, table, column, _is_known(known), msg("an id of the inputs"))
    last = scenario.settings.horizon_days + BEYOND_DAYS
    allowed = msg("a day from {first} to {last} is needed", first=-BEYOND_DAYS, last=last)
    for table, names in _DAYS.items():
        for column in names if table in stored.tables else ():
            yield from _told(stored, table, column, _is_day(last), allowed)


def has_calendar(scenario: Scenario) -> bool:
    """Whether all days on which something may fall are days of a calendar."""
    settings = scenario.settings
    first = settings.start.toordinal() - BEYOND_DAYS - 1
    return first >= 1 and (
        settings.start.toordinal() + settings.horizon_days + BEYOND_DAYS <= date.max.toordinal()
    )


def _columns(
    stored: StoredRun, scenario: Scenario, pack: RulePack
) -> Mapping[str, Mapping[str, Collection[str]]]:
    """By table and column, what may stand there; a list of them where cells are lists."""
    sites, items, classes = set(scenario.site_ids), set(pack.catalogue), set(pack.access.classes)
    depots = {depot.depot_id for depot in scenario.depots}
    origins = depots | {source.source_id for source in scenario.water_sources}
    agents = {agent.agent_id for agent in scenario.cash_agents}
    groups = {group.value for group in Group}
    trips = {unguarded(row["trip_id"]) for row in stored.tables["trips.csv"]}
    group_at: dict[str, Collection[str]] = {"site_id": sites, "group": groups}
    found: dict[str, dict[str, Collection[str]]] = {
        "needs.csv": group_at,
        "needs_together.csv": {"site_id": {*sites, WHOLE_SCENARIO}, "group": {ALL_GROUPS}},
        "demands.csv": {**group_at, "item": items},
        "access.csv": {
            "origin": origins, "site_id": sites | origins, "vehicle_class": classes,
        },
        "deliveries.csv": {
            **group_at, "item": items, "meets": {*items, ""}, "origin": origins,
            "vehicle_class": classes, "trip_id": trips,
        },
        "transfers.csv": {
            "from_depot": depots, "to_depot": depots, "item": items, "vehicle_class": classes,
            "trip_id": trips,
        },
        "trips.csv": {"vehicle_class": classes, "depot_id": depots, "stops": sites | origins},
        "cash.csv": {**group_at, "item": items, "agent_id": agents},
        "unmet.csv": {**group_at, "item": items},
        "referrals.csv": group_at,
        "alerts.csv": {"site_id": sites},
    }  # fmt: skip
    if "in_force.csv" in stored.tables:
        found["in_force.csv"] = {"group": groups, "item": items}
    return found


def _is_known(known: Collection[str]) -> Callable[[str], bool]:
    return lambda cell: all(one in known for one in unguarded(cell).split(LIST_SEPARATOR))


def _is_day(last: int) -> Callable[[str], bool]:
    # A cell that is no number is told of where the table is read.
    def is_day(cell: str) -> bool:
        try:
            return cell == "" or -BEYOND_DAYS <= int(cell) <= last
        except ValueError:
            return True

    return is_day


def _told(
    stored: StoredRun, table: str, column: str, holds: Callable[[str], bool], allowed: Message
) -> Iterator[Problem]:
    told = 0
    for number, row in enumerate(stored.tables[table], start=2):
        if told < _MOST_TOLD and not holds(row[column]):
            told += 1
            yield Problem(
                "RRM-T015",
                Place(str(stored.folder / table), row=number, column=column),
                msg('found "{cell}"', cell=row[column][:40]),
                allowed,
                msg("Make the run again, or take the folder from where it was copied."),
            )
