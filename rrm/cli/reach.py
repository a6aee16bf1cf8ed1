"""Who can be reached, worked out for a scenario or for a FLEE network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rrm.access import Departures, access_table, caught_away, tankers_at_work, water_cycles
from rrm.cli.place_words import PlaceWords
from rrm.model.access import Access, AccessTable
from rrm.model.language import msg
from rrm.model.near_name import near_name
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import RulePack
from rrm.model.run import Loaded
from rrm.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Reached:
    """Access rows with the names to show them by, and the doubts of their network.

    places: those that a summary speaks of: sites, or the places of a FLEE network.
    start: of a FLEE network, the place that all rows begin at; None for a scenario.
    departures: those that would be caught away.
    """

    rows: tuple[Access, ...]
    places: tuple[str, ...]
    names: Mapping[str, str]
    pack: RulePack
    days: int
    warnings: tuple[Problem, ...]
    start: str | None = None
    departures: Departures = field(default_factory=Departures)


def scenario_reach(loaded: Loaded) -> tuple[Reached, AccessTable]:
    """Access of a scenario as it is told, and the table itself.

    What is told differs from the table where tankers make no round by a way that is open.
    """
    scenario, pack = loaded.scenario, loaded.pack
    table = access_table(scenario, pack)
    reached = Reached(
        tankers_at_work(table.rows, water_cycles(scenario, pack, table)),
        scenario.site_ids,
        names_of(scenario),
        pack,
        scenario.settings.horizon_days,
        loaded.warnings,
        departures=Departures(caught_away(scenario, pack, table.rows)),
    )
    return reached, table


def names_of(scenario: Scenario) -> dict[str, str]:
    """What people call nodes, sources, depots and sites, by their ids."""
    names = {place.node_id: place.name for place in scenario.locations}
    names |= {
        source.source_id: f"{names[source.node]} ({source.source_id})"
        if source.node in names
        else source.source_id
        for source in scenario.water_sources
    }
    names |= {depot.depot_id: depot.name for depot in scenario.depots}
    return names | {place.site_id: place.name for place in scenario.sites}


def words_of(loaded: Loaded) -> PlaceWords:
    """The words for a scenario's places, vehicles and money."""
    budget = loaded.scenario.settings.budget
    currency = budget.currency if budget else ""
    return PlaceWords(names_of(loaded.scenario), loaded.pack, currency)


def site_named(text: str, scenario: Scenario, option: str = "--site") -> str:
    """The id of the site that a person means, by id or name. Raises BadInput.

    option: the one that the text was typed for.
    """
    found = _sites_by(text, scenario)
    if len(found) == 1 or text in found:
        return text if text in found else found[0]
    names = [*scenario.site_ids, *(scenario.site_name(site) for site in scenario.site_ids)]
    near = near_name(text, names)
    raise BadInput(
        [
            Problem(
                "RRM-C001",
                Place(option),
                msg('found no place "{site}"', site=text[:100])
                if not found
                else msg('several sites are called "{site}"', site=text[:100]),
                msg("places here: {places}", places=_some(found or scenario.site_ids)),
                msg("Did you mean {name}?", name=near)
                if near and not found
                else msg("Use one of them with {option}.", option=option),
            )
        ]
    )


def sites_of_area(text: str, scenario: Scenario) -> tuple[str, ...]:
    """Sites by id, name, or the P-code of their commune, cercle or region. Raises BadInput."""
    within = tuple(
        dict.fromkeys(
            site.site_id
            for site in scenario.sites
            if text in (site.adm1_pcode, site.adm2_pcode, site.adm3_pcode)
        )
    )
    return within or (site_named(text, scenario, "--isolate"),)


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
    doubts = (*network.problems, *graph_problems(network, network.row_places))
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


def _sites_by(text: str, scenario: Scenario) -> tuple[str, ...]:
    wanted = text.casefold()
    ids = tuple(site for site in scenario.site_ids if site.casefold() == wanted)
    return ids or tuple(
        dict.fromkeys(site.site_id for site in scenario.sites if site.name.casefold() == wanted)
    )


def _only(rows: tuple[Access, ...], site: str | None, folder: str) -> tuple[Access, ...]:
    if site is None:
        return rows
    wanted = tuple(row for row in rows if row.destination == site)
    if wanted:
        return wanted
    known = sorted({row.destination for row in rows})
    problem = Problem(
        "RRM-C001",
        Place(folder),
        msg('found no place "{site}"', site=site[:100]),
        msg("places here: {places}", places=_some(known)),
        msg("Use one of them with --site."),
    )
    raise BadInput([problem])


def _some(names: Iterable[str]) -> tuple[str, ...]:
    known = tuple(names)
    return (*known[:12], "…") if len(known) > 12 else known
