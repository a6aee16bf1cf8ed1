"""Locations and routes made of stretches and places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rrm.intake.network.account import Account, Counted
from rrm.intake.network.link_rows import pieces, told_apart
from rrm.intake.network.node_names import node_ids, road_names, same_names
from rrm.intake.network.place_nodes import PlacedPlaces
from rrm.intake.network.places import CROSSING, NamedPlace
from rrm.intake.network.stretches import Link, Stretches, links_of
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import quoted
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.model.rounding import round_half_up
from rrm.model.run import InputFile
from rrm.model.scenario import Location, Route

_KM_DIGITS = 3
_SMALL_PIECES = 20


@dataclass(frozen=True, slots=True)
class MadeTables:
    """Both tables, with rings left out, km by surface, and the km of each piece."""

    locations: tuple[Location, ...]
    routes: tuple[Route, ...]
    rings: Counted
    surfaces: tuple[tuple[str, Counted], ...]
    pieces: tuple[float, ...]


def made_tables(
    stretches: Stretches, placed: PlacedPlaces, credit: str, problems: ProblemList
) -> MadeTables:
    """Links between crossings, ends and places; places that no road comes near at the end."""
    links, rings = told_apart(list(links_of(stretches, placed.at.keys())))
    used = sorted({vertex for link in links for vertex in link.ends})
    points = {vertex: stretches.drawing.points[vertex] for vertex in used}
    at = {vertex: place for vertex, place in placed.at.items() if vertex in points}
    _tell_same_names(at.values(), problems)
    ids = node_ids(points, at)
    ends = [(ids[link.ends[0]], ids[link.ends[1]], link.length_km) for link in links]
    names = road_names(
        ends,
        {ids[vertex]: place.name for vertex, place in at.items()},
        {ids[vertex]: point for vertex, point in points.items()},
    )
    locations = [
        Location(
            node_id=ids[vertex],
            name=names[ids[vertex]][:300],
            lat=points[vertex][1],
            lon=points[vertex][0],
            kind=at[vertex].kind[:80] if vertex in at else CROSSING,
        )
        for vertex in used
    ]
    locations += _apart(placed.apart, {place.node_id for place in locations})
    found = pieces(links)
    _tell_pieces(found, {vertex: names[ids[vertex]] for vertex in used}, problems)
    routes = [_route(link, ids, credit) for link in links]
    return MadeTables(
        tuple(sorted(locations, key=lambda place: place.node_id)),
        tuple(sorted(routes, key=lambda route: (route.from_node, route.to_node, route.mode))),
        Counted(len(rings), sum(link.length_km for link in rings)),
        _surfaces(routes),
        tuple(round_half_up(km, _KM_DIGITS) for km, _ in found),
    )


def tables_account(
    locations: Sequence[Location],
    routes: Sequence[Route],
    files: Iterable[InputFile],
    mapping: str,
) -> Account:
    """The account of tables that came as they are: nothing guessed, nothing left out."""
    return Account(
        files=tuple(files),
        mappings=(mapping,),
        credits=(),
        taken=Counted(len(routes), sum(route.km for route in routes)),
        left_out=(),
        guesses=(),
        joined=0,
        repeated=Counted(0, 0.0),
        differing=0,
        rings=Counted(0, 0.0),
        surfaces=_surfaces(routes),
        pieces=(),
        named=len(locations),
        tolerance_m=0.0,
        within_km=0.0,
    )


def _route(link: Link, ids: dict[int, str], credit: str) -> Route:
    way = link.way
    notes = [credit, "surface or season guessed" if link.is_guessed else ""]
    return Route(
        from_node=ids[link.ends[0]],
        to_node=ids[link.ends[1]],
        mode=way.mode,
        km=round_half_up(link.length_km, _KM_DIGITS),
        surface=way.surface,
        max_payload_t=way.max_payload_t,
        wait_hours=way.wait_hours,
        bidirectional=link.is_two_way,
        open_from=way.open_from,
        open_to=way.open_to,
        source="; ".join(note for note in notes if note),
    )


def _apart(places: Iterable[NamedPlace], taken: Collection[str]) -> list[Location]:
    return [
        Location(
            node_id=place.node_id,
            name=place.name[:300],
            lat=place.lat,
            lon=place.lon,
            kind=place.kind[:80],
        )
        for place in places
        if place.node_id not in taken
    ]


def _surfaces(routes: Iterable[Route]) -> tuple[tuple[str, Counted], ...]:
    km: dict[str, list[float]] = {}
    for route in routes:
        km.setdefault(route.surface, []).append(route.km)
    return tuple((surface, Counted(len(one), sum(one))) for surface, one in sorted(km.items()))


def _tell_same_names(places: Iterable[NamedPlace], problems: ProblemList) -> None:
    for alike in same_names(places).values():
        problems.add(
            Problem(
                "RRM-N021",
                Place(alike[0].place.file, row=alike[0].place.row, column="name"),
                msg_plural(
                    "{n} place is called {name}",
                    "{n} places are called {name}",
                    n=len(alike),
                    name=quoted(alike[0].name),
                ),
                msg("a name tells one place"),
                msg("Their ids have the position added; check which one is meant in your tables."),
                is_error=False,
            )
        )


def _tell_pieces(
    found: Sequence[tuple[float, set[int]]], names: dict[int, str], problems: ProblemList
) -> None:
    for km, nodes in found[1 : _SMALL_PIECES + 1]:
        near = min(nodes)
        problems.add(
            Problem(
                "RRM-N018",
                Place("routes.csv", column="from"),
                msg(
                    "a piece of {km} km at {place} is joined to nothing else",
                    km=km,
                    place=quoted(names[near]),
                ),
                msg("a network hangs together"),
                msg("It is kept; raise --tolerance, or draw the missing road."),
                is_error=False,
            )
        )
    rest = len(found) - 1 - _SMALL_PIECES
    if rest > 0:
        problems.add(
            Problem(
                "RRM-N018",
                Place("routes.csv", column="to"),
                msg_plural(
                    "{n} further piece is joined to nothing else",
                    "{n} further pieces are joined to nothing else",
                    n=rest,
                ),
                msg("a network hangs together"),
                msg("They are kept; raise --tolerance, or draw the missing roads."),
                is_error=False,
            )
        )
