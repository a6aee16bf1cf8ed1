"""Links that were written more than once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rrm.access.graph import Network, directions, place_names
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.row_places import RowPlaces
from rrm.model.scenario import Route


def repeated_links(network: Network, rows: RowPlaces) -> Iterator[Problem]:
    """Links of one mode and surface between the same places that lead the same way twice.

    Two one-way links in opposite directions, and ways of different surfaces, are no doubt.
    """
    names = place_names(network.locations)
    first: dict[tuple[frozenset[str], str, str], list[tuple[int, Route]]] = {}
    for number, route in enumerate(network.routes):
        at = rows.at("routes", number, "from, to")
        if route.from_node == route.to_node:
            yield _to_itself(route, names, at)
            continue
        pair = frozenset((route.from_node, route.to_node))
        earlier = first.setdefault((pair, route.mode.value, route.surface), [])
        twin = next((it for it in earlier if _overlap(it[1], route)), None)
        if twin is not None:
            yield _repeated(twin[1], rows.at("routes", twin[0]), route, names, at)
        earlier.append((number, route))


def _overlap(one: Route, other: Route) -> bool:
    return not set(directions(one)).isdisjoint(directions(other))


def _repeated(
    twin: Route, twin_at: Place, route: Route, names: Mapping[str, str], at: Place
) -> Problem:
    a, b = (names.get(node, node) for node in (route.from_node, route.to_node))
    if twin.km != route.km:
        return Problem(
            "RRM-A007",
            at,
            found=msg(
                "{a} and {b} are linked twice on the same surface, by {km} and {other} km",
                a=a,
                b=b,
                km=twin.km,
                other=route.km,
            ),
            allowed=_once(twin_at),
            remedy=msg("Keep the right one, or both if there are two ways."),
            is_error=False,
        )
    if twin.from_node == route.from_node:
        code, found = "RRM-A005", msg("the link {a}–{b} is given twice", a=a, b=b)
    else:
        code, found = "RRM-A006", msg("the link {a}–{b} is given again as {b}–{a}", a=b, b=a)
    return Problem(
        code,
        at,
        found=found,
        allowed=_once(twin_at),
        remedy=msg("Delete one of the two lines."),
        is_error=False,
    )


def _once(twin_at: Place) -> Message:
    if twin_at.row is None:
        return msg("a link that is travelled both ways stands once")
    return msg(
        "a link that is travelled both ways stands once; it stands first in row {row} of {file}",
        row=str(twin_at.row),
        file=twin_at.file,
    )


def _to_itself(route: Route, names: Mapping[str, str], at: Place) -> Problem:
    place = names.get(route.from_node, route.from_node)
    return Problem(
        "RRM-A011",
        at,
        found=msg("a link leads from {place} to itself", place=place),
        allowed=msg("two different places"),
        remedy=msg("Write where it leads, or delete the line."),
        is_error=False,
    )
