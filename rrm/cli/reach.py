"""Access as a person reads it: place by place, what gets there, or why nothing does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rrm.cli.layout import heading, wrapped
from rrm.model.access import Access
from rrm.model.language import Message, Text, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import RulePack


@dataclass(frozen=True, slots=True)
class Reached:
    """Access rows with the names to show them by, and the doubts of their network."""

    rows: tuple[Access, ...]
    names: Mapping[str, str]
    pack: RulePack
    warnings: tuple[Problem, ...]

    def lines(self, language: str) -> Iterator[str]:
        """Every destination in turn: open ways first, then what is closed and why."""
        for destination in dict.fromkeys(row.destination for row in self.rows):
            yield ""
            yield heading(self.names.get(destination, destination))
            rows = [row for row in self.rows if row.destination == destination]
            for row in sorted(rows, key=lambda row: (not row.open, row.period_start, row.hours)):
                yield from wrapped(self._sentence(row).text(language), indent=2, hanging=2)

    def _sentence(self, row: Access) -> Message:
        vehicle = Text.of(self.pack.access.classes[row.vehicle_class].label)
        origin = self.names.get(row.origin, row.origin)
        days = _days(row)
        if not row.open:
            return msg(
                "{vehicle} from {origin}, {days}: no - {reason}",
                vehicle=vehicle,
                origin=origin,
                days=days,
                reason=row.reason or Message(""),
            )
        return msg(
            "{vehicle} from {origin}, {days}: {hours} h, {km} km, risk {risk} % by {path}",
            vehicle=vehicle,
            origin=origin,
            days=days,
            hours=row.hours,
            km=row.km,
            risk=100 * row.risk,
            path=" > ".join(self.names.get(node, node) for node in row.path),
        )


def scenario_reach(folder: Path, site: str | None) -> Reached:
    """Access of a scenario, all of it or to one site. Raises BadInput."""
    from rrm import journey
    from rrm.access import access_table

    loaded = journey.load(folder)
    scenario = loaded.scenario
    names = {place.node_id: place.name for place in scenario.locations}
    names |= {source.source_id: source.source_id for source in scenario.water_sources}
    names |= {depot.depot_id: depot.name for depot in scenario.depots}
    names |= {place.site_id: place.name for place in scenario.sites}
    rows = access_table(scenario, loaded.pack).rows
    wanted = _only(rows, site, str(folder))
    return Reached(wanted, names, loaded.pack, loaded.warnings)


def flee_reach(
    folder: Path,
    origin: str | None,
    rules: str,
    vehicle_class: str,
    surface: str,
    days: int,
    site: str | None,
) -> Reached:
    """Access over a FLEE network from one place. Raises BadInput."""
    from rrm.access import flee_access
    from rrm.intake import load_pack, read_flee

    pack, _ = load_pack(rules)
    network = read_flee(folder)
    _, table = flee_access(network, pack.access, origin, vehicle_class, surface, days)
    names = {place.node_id: place.name for place in network.locations}
    return Reached(_only(table.rows, site, str(folder)), names, pack, network.problems)


def _only(rows: tuple[Access, ...], site: str | None, folder: str) -> tuple[Access, ...]:
    if site is None:
        return rows
    wanted = tuple(row for row in rows if row.destination == site)
    if not wanted:
        known = sorted({row.destination for row in rows})
        raise BadInput(
            [
                Problem(
                    "RRM-C001",
                    Place(folder),
                    msg('found no place "{site}"', site=site),
                    msg("places here: {places}", places=known[:12]),
                    msg("Use one of them with --site."),
                )
            ]
        )
    return wanted


def _days(row: Access) -> Message:
    if row.period_start == row.period_end:
        return msg("day {day}", day=row.period_start)
    return msg("days {first}-{last}", first=row.period_start, last=row.period_end)
