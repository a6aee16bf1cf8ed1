"""The questions about access that need more than its table, each answered as lines or JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rrm.cli.layout import heading, wrapped
from rrm.cli.reach import sites_of_area, words_of
from rrm.cli.reach_json import as_json, rows_json
from rrm.model.access import AccessTable
from rrm.model.language import msg
from rrm.model.problem import BadInput, Problem
from rrm.model.run import Loaded

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed, whether as lines or for programs; doubts: warnings about the question."""

    lines: tuple[str, ...]
    json: dict[str, Any]
    doubts: tuple[Problem, ...] = ()


def critical(
    loaded: Loaded, days: Days | None, language: str, tell_all: bool, quiet: bool
) -> Answer:
    """Links and places whose loss is felt, worst first. Raises BadInput."""
    from rrm import journey
    from rrm.access import critical_links, critical_places
    from rrm.cli.critical_lines import critical_lines
    from rrm.cli.progress import shown_progress

    needs = journey.score(loaded)
    with shown_progress(quiet, language) as progress:
        links = critical_links(loaded.scenario, loaded.pack, needs, days, progress)
        places = critical_places(loaded.scenario, loaded.pack, needs, days, progress)
    span = days or (1, loaded.scenario.settings.horizon_days)
    lines = critical_lines(links, places, words_of(loaded), span, language, tell_all)
    found = {"links": as_json(links, language), "places": as_json(places, language)}
    note = _open_though_caught(loaded, loaded.scenario.site_ids, span, language)
    return Answer((*lines, *note), {"critical": found})


def isolation(
    loaded: Loaded, areas: Iterable[str], days: Days | None, carries: str | None, language: str
) -> Answer:
    """The fewest closures that isolate each area. Raises BadInput with all that no area is.

    carries: goods or water alone; both where not given.
    """
    from rrm.access import isolating_closures
    from rrm.cli.isolation_lines import isolation_lines

    lines: list[str] = []
    found = []
    for sites in _areas(loaded, areas):
        cut = isolating_closures(loaded.scenario, loaded.pack, sites, days, carries=carries)
        lines += ["", *isolation_lines(cut, words_of(loaded), language)]
        if carries != "water":
            lines += _open_though_caught(loaded, sites, cut.days, language)
        found.append(as_json(cut, language))
    return Answer(tuple(lines), {"isolation": found})


def _open_though_caught(
    loaded: Loaded, sites: Collection[str], days: Days, language: str
) -> Iterator[str]:
    from rrm.access import Departures, access_table, caught_away
    from rrm.cli.caught_lines import open_though_caught

    scenario, pack = loaded.scenario, loaded.pack
    rows = [row for row in access_table(scenario, pack).rows if row.destination in sites]
    departures = Departures(caught_away(scenario, pack, rows))
    return open_though_caught(rows, departures, sites, days, words_of(loaded), language)


def changed(
    loaded: Loaded, texts: Iterable[str], days: Days | None, language: str, tell_all: bool
) -> Answer:
    """What changes of the network would do. Raises BadInput."""
    from rrm import journey
    from rrm.access import read_changes, what_if
    from rrm.cli.what_if_lines import what_if_lines

    changes = read_changes(texts, loaded.scenario)
    answer = what_if(loaded.scenario, loaded.pack, journey.score(loaded), changes, days)
    lines = what_if_lines(answer, words_of(loaded), language, tell_all)
    return Answer(tuple(lines), {"what_if": as_json(answer, language)}, answer.doubts)


def one_place(loaded: Loaded, table: AccessTable, site: str, most: int, language: str) -> Answer:
    """All there is on how one site is reached."""
    from rrm.access import Departures, place_access
    from rrm.cli.place_lines import place_lines

    found = place_access(loaded.scenario, loaded.pack, table, site, most)
    return Answer(
        tuple(place_lines(found, words_of(loaded), language, tells_ways=most > 1)),
        {
            "access": rows_json(found.rows, Departures(found.caught_away), language),
            "alternatives": as_json(found.alternatives, language),
            "chains": as_json(found.chains, language),
            "water": as_json(found.water, language),
            "caught_away": as_json(found.caught_away, language),
        },
    )


def water(loaded: Loaded, site: str | None, language: str) -> Answer:
    """The turnaround of tankers from every source to a site, or to every one."""
    from rrm.access import access_table, water_cycles

    table = access_table(loaded.scenario, loaded.pack)
    found = water_cycles(loaded.scenario, loaded.pack, table, site)
    return Answer(
        tuple(_water_by_site(loaded, found, language)), {"water": as_json(found, language)}
    )


def _water_by_site(loaded: Loaded, found: Iterable[Any], language: str) -> Iterator[str]:
    from rrm.cli.water_lines import water_lines

    words = words_of(loaded)
    by_site: dict[str, list[Any]] = {}
    for cycle in found:
        by_site.setdefault(cycle.site_id, []).append(cycle)
    if not by_site:
        yield from wrapped(msg("No tanker and no source to fill it at.").text(language))
    for site, cycles in by_site.items():
        yield ""
        yield from wrapped(heading(words.name(site)))
        yield from water_lines(tuple(cycles), words, language)


def _areas(loaded: Loaded, areas: Iterable[str]) -> list[tuple[str, ...]]:
    found, problems = list[tuple[str, ...]](), list[Problem]()
    for area in areas:
        try:
            found.append(sites_of_area(area, loaded.scenario))
        except BadInput as unknown:
            problems.extend(unknown.problems)
    if problems:
        raise BadInput(problems)
    return found
