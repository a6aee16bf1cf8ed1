"""Who can be reached, worked out for a scenario or for a FLEE network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rrm.model.access import Access
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import RulePack


@dataclass(frozen=True, slots=True)
class Reached:
    """Access rows with the names to show them by, and the doubts of their network.

    places: those that a summary speaks of: sites, or the places of a FLEE network.
    start: of a FLEE network, the place that all rows begin at; None for a scenario.
    """

    rows: tuple[Access, ...]
    places: tuple[str, ...]
    names: Mapping[str, str]
    pack: RulePack
    days: int
    warnings: tuple[Problem, ...]
    start: str | None = None


def scenario_reach(folder: Path, site: str | None) -> Reached:
    """Access of a scenario, all of it or to one site. Raises BadInput."""
    from rrm import journey
    from rrm.access import access_table

    loaded = journey.load(folder)
    scenario = loaded.scenario
    names = {place.node_id: place.name for place in scenario.locations}
    names |= {
        source.source_id: f"{names[source.node]} ({source.source_id})"
        if source.node in names
        else source.source_id
        for source in scenario.water_sources
    }
    names |= {depot.depot_id: depot.name for depot in scenario.depots}
    names |= {place.site_id: place.name for place in scenario.sites}
    rows = _only(access_table(scenario, loaded.pack).rows, site, str(folder))
    places = scenario.site_ids if site is None else (site,)
    days = scenario.settings.horizon_days
    return Reached(rows, places, names, loaded.pack, days, loaded.warnings)


def flee_reach(
    folder: Path,
    origin: str | None,
    rules: str,
    vehicle_class: str,
    surface: str,
    days: int,
    site: str | None,
) -> Reached:
    """Access over a FLEE network from one place, with all that is doubtful in it.

    Raises BadInput.
    """
    from rrm.access import flee_access, graph_problems
    from rrm.intake import load_pack, read_flee

    pack, _ = load_pack(rules)
    network = read_flee(folder)
    start, table = flee_access(network, pack.access, origin, vehicle_class, surface, days)
    names = {place.node_id: place.name for place in network.locations}
    doubts = (*network.problems, *graph_problems(network))
    rows = _only(table.rows, site, str(folder))
    places = tuple(dict.fromkeys(row.destination for row in rows))
    return Reached(rows, places, names, pack, days, doubts, start)


def neither(folder: Path) -> BadInput:
    """A folder that holds no scenario and no FLEE network."""
    problem = Problem(
        "RRM-C002",
        Place(str(folder)),
        msg("this folder holds no scenario and no network"),
        msg("a scenario.yaml is needed, or FLEE's locations.csv and routes.csv"),
        msg("Give a folder that has them; rrm init DIR makes a scenario."),
    )
    return BadInput([problem])


def _only(rows: tuple[Access, ...], site: str | None, folder: str) -> tuple[Access, ...]:
    if site is None:
        return rows
    wanted = tuple(row for row in rows if row.destination == site)
    if wanted:
        return wanted
    known = sorted({row.destination for row in rows})
    listed = (*known[:12], "…") if len(known) > 12 else tuple(known)
    problem = Problem(
        "RRM-C001",
        Place(folder),
        msg('found no place "{site}"', site=site[:100]),
        msg("places here: {places}", places=listed),
        msg("Use one of them with --site."),
    )
    raise BadInput([problem])
