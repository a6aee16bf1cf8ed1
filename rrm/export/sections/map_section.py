"""The map: where the sites are, how bad it is there, and which ways are open on the first day."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.map import LinkState, MapDrawing, SiteOnMap, Size, draw_map, links_on_first_day
from rrm.export.table import Severity
from rrm.model.language import Message, msg
from rrm.model.scenario import Site


@dataclass(frozen=True, slots=True)
class MapSection:
    """The map in two sizes, for a wide and for a narrow page, with its legend.

    severities: those in the legend, worst first. link_states: states that occur.
    """

    title: Message
    caption: Message
    wide: MapDrawing | None
    narrow: MapDrawing | None
    severities: tuple[Severity, ...]
    link_states: tuple[tuple[str, Message], ...]
    has_river: bool
    legend: dict[str, Message]
    left_out: tuple[Message, ...]


def map_section(facts: Facts) -> MapSection:
    """The map around all sites of the scenario."""
    scenario = facts.scenario
    sites = _sites(facts)
    depots = [(depot.name, (depot.lon, depot.lat)) for depot in scenario.depots]
    nodes = {place.node_id: (place.lon, place.lat) for place in scenario.locations}
    links = links_on_first_day(scenario, facts.pack.access)
    wide = draw_map(sites, depots, links, nodes, _WIDE) if sites else None
    narrow = draw_map(sites, depots, links, nodes, _NARROW) if sites else None
    drawn = {(link.state, link.mode) for link in wide.links} if wide else set()
    return MapSection(
        title=msg("Map on the first day"),
        caption=msg(
            "Circles are sites: the number is the severity, the size follows the people there. "
            "Lines join places and are not drawn as the road runs."
        ),
        wide=wide,
        narrow=narrow,
        severities=tuple(Severity(level, facts.names.severity(level)) for level in (5, 4, 3, 2, 1)),
        link_states=tuple(
            (state, words)
            for state, words in _STATES.items()
            if any(state == other for other, _ in drawn)
        ),
        has_river=any(mode == "river" for _, mode in drawn),
        legend={
            "severity": msg("Severity"),
            "depot": msg("Warehouse"),
            "far_depot": msg("Warehouse beyond the map, as the crow flies"),
            "river": msg("By river"),
        },
        left_out=_left_out(wide) if wide else (),
    )


def _left_out(drawing: MapDrawing) -> tuple[Message, ...]:
    said = []
    if drawing.links_left_out:
        said.append(msg("{count} more links are not drawn.", count=drawing.links_left_out))
    if drawing.nameless:
        said.append(
            msg("{count} sites, the least severe, have no name here.", count=drawing.nameless)
        )
    return tuple(said)


_WIDE = Size(width=1000, font=14, ratio=(0.42, 0.72), reach=1.5)
_NARROW = Size(width=400, font=12, ratio=(0.8, 1.4), reach=0.5)

_STATES = {
    LinkState.OPEN.value: msg("Open to all vehicles of the plan"),
    LinkState.SOME.value: msg("Open to some of them, mostly the light ones"),
    LinkState.CLOSED.value: msg("Closed"),
}


def _sites(facts: Facts) -> list[SiteOnMap]:
    severity: dict[str, int] = {}
    for score in facts.ranked:
        severity[score.site_id] = max(severity.get(score.site_id, 0), score.severity)
    first: dict[str, Site] = {}
    people: dict[str, int] = {}
    for site in facts.scenario.sites:
        first.setdefault(site.site_id, site)
        people[site.site_id] = people.get(site.site_id, 0) + site.people
    drawn = [
        SiteOnMap(code, site.name, (site.lon, site.lat), severity.get(code, 0), people[code])
        for code, site in first.items()
    ]
    # The worst site is served first when names are placed.
    return sorted(drawn, key=lambda s: (-s.severity, -s.people, s.site_id))
