"""A FLEE network as a scenario's places and links."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from rrm.intake.flee import read_flee
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.scenario import Location, Mode, Route

FLEE = "FLEE"


def is_flee_folder(path: Path) -> bool:
    """Whether a folder has FLEE's tables in it."""
    return any((folder / "routes.csv").is_file() for folder in (path, path / "input_csv"))


def flee_network(
    folder: Path, surface: str | None, known: Collection[str], problems: ProblemList
) -> tuple[tuple[Location, ...], tuple[Route, ...]]:
    """Places and links, all of one surface, since FLEE knows none.

    known: the surfaces that vehicles drive on. Closures are not taken over: they stop people at
    borders and camps, not vehicles on roads.
    Raises BadInput where no surface is named, or one that is not known.
    """
    network = read_flee(folder)
    problems.extend(network.problems)
    if surface is None:
        raise BadInput([_no_surface(folder.name)])
    if surface not in known:
        raise BadInput([_unknown_surface(surface, known)])
    routes: dict[frozenset[str], Route] = {}
    for route in network.routes:
        ends = frozenset((route.from_node, route.to_node))
        if len(ends) == 1:
            problems.add(_left_out(folder.name, route, msg("it leads from a place to itself")))
        elif ends in routes:
            problems.add(_left_out(folder.name, route, msg("it stands twice; the first counts")))
        else:
            made = {"surface": surface, "mode": Mode.ROAD, "source": FLEE}
            routes[ends] = route.model_copy(update=made)
    return network.locations, tuple(routes.values())


def flee_files(folder: Path) -> Iterator[Path]:
    """The tables that are read for it."""
    tables = folder if (folder / "routes.csv").is_file() else folder / "input_csv"
    yield from (tables / "locations.csv", tables / "routes.csv")


def _no_surface(shown: str) -> Problem:
    return Problem(
        "RRM-N025",
        Place(shown),
        msg("a FLEE network says nothing of surfaces"),
        msg("a surface is needed for all of its links"),
        msg("Add --surface, such as --surface laterite."),
    )


def _unknown_surface(surface: str, known: Collection[str]) -> Problem:
    return Problem(
        "RRM-N028",
        Place("--surface"),
        msg(
            'found "{surface}", on which no vehicle of the rule pack drives',
            surface=quoted(surface),
        ),
        msg("surfaces that it knows: {names}", names=listed(known)),
        did_you_mean(surface, known),
    )


def _left_out(shown: str, route: Route, why: object) -> Problem:
    return Problem(
        "RRM-N026",
        Place(f"{shown}/routes.csv", column="name1"),
        msg("the link {a}–{b}: {why}", a=route.from_node, b=route.to_node, why=why),
        msg("a link joins two places, once"),
        msg("It is left out; correct it where something else is meant."),
        is_error=False,
    )
