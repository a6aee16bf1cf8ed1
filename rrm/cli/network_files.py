"""A scenario's access graph written to a file of the kind that its ending says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.run import Loaded
from rrm.whole_file import write_whole

ENDINGS = (".geojson", ".graphml")


def write_network_file(folder: Path, file: Path, day: int | None, replace: bool) -> tuple[int, int]:
    """Writes the graph, whole or not at all; returns how many places and links it has.

    day: with `open_<class>` for each class of the scenario's vehicles on that day. Raises BadInput.
    """
    if file.suffix.lower() not in ENDINGS:
        raise BadInput([_unknown_ending(file)])
    if file.exists() and not replace:
        raise BadInput([_there(file)])
    from rrm import journey

    loaded = journey.load(folder)
    if day is not None and day > loaded.scenario.settings.horizon_days:
        raise BadInput([_beyond(day, loaded.scenario.settings.horizon_days)])
    content = _content(loaded, file, day)
    write_whole(file, content)
    return len(loaded.scenario.locations), len(loaded.scenario.routes)


def _content(loaded: Loaded, file: Path, day: int | None) -> bytes:
    from rrm.export.network import geojson_text, graph_geojson, graph_graphml

    state = None if day is None else _state(loaded, day)
    if file.suffix.lower() == ".graphml":
        return graph_graphml(loaded.scenario, state, day)
    return geojson_text(graph_geojson(loaded.scenario, state, day)).encode("utf-8")


def _state(loaded: Loaded, day: int) -> Callable[[int], dict[str, bool]]:
    """By position of a link: whether each of the scenario's vehicle classes passes it."""
    from rrm.access import open_links

    passing = open_links(loaded.scenario, loaded.pack.access, day)
    return lambda position: {name: bool(links[position]) for name, links in passing.items()}


def _beyond(day: int, horizon_days: int) -> Problem:
    return Problem(
        "RRM-I041",
        Place("--day"),
        msg("day {day} is outside the scenario", day=day),
        msg("days 1 to {n} are planned", n=horizon_days),
        msg("Name one of these days."),
    )


def _unknown_ending(file: Path) -> Problem:
    return Problem(
        "RRM-N001",
        Place(file.name),
        msg('it ends in "{ending}"', ending=file.suffix),
        msg("networks are written as {kinds}", kinds=", ".join(ENDINGS)),
        msg("Give the file one of these endings."),
    )


def _there(file: Path) -> Problem:
    return Problem(
        "RRM-N023",
        Place(file.name),
        msg("there is such a file already"),
        msg("files are replaced only when it is said"),
        msg("Add --replace, or choose another name."),
    )
