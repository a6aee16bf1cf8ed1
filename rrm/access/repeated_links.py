"""Links that were written more than once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rrm.access.graph import directions
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.scenario import Route

_ENDS = Place("routes.csv", column="from, to")


def repeated_links(routes: tuple[Route, ...], names: Mapping[str, str]) -> Iterator[Problem]:
    """Links of one mode and surface between the same places that lead the same way twice.

    Two one-way links in opposite directions, and ways of different surfaces, are no doubt.
    """
    first: dict[tuple[frozenset[str], str, str], list[Route]] = {}
    for route in routes:
        if route.from_node == route.to_node:
            yield _to_itself(route, names)
            continue
        pair = frozenset((route.from_node, route.to_node))
        earlier = first.setdefault((pair, route.mode.value, route.surface), [])
        twin = next((other for other in earlier if _overlap(other, route)), None)
        if twin is not None:
            yield _repeated(twin, route, names)
        earlier.append(route)


def _overlap(one: Route, other: Route) -> bool:
    return not set(directions(one)).isdisjoint(directions(other))


def _repeated(twin: Route, route: Route, names: Mapping[str, str]) -> Problem:
    a, b = (names.get(node, node) for node in (route.from_node, route.to_node))
    if twin.km != route.km:
        return Problem(
            "RRM-A007",
            _ENDS,
            found=msg(
                "{a} and {b} are linked twice on the same surface, by {km} and {other} km",
                a=a,
                b=b,
                km=twin.km,
                other=route.km,
            ),
            allowed=msg("one link for each way there is"),
            remedy=msg("Keep the right one, or both if there are two ways."),
            is_error=False,
        )
    if twin.from_node == route.from_node:
        code, found = "RRM-A005", msg("the link {a}–{b} is given twice", a=a, b=b)
    else:
        code, found = "RRM-A006", msg("the link {a}–{b} is given again as {b}–{a}", a=b, b=a)
    return Problem(
        code,
        _ENDS,
        found=found,
        allowed=msg("one line for a link that is travelled both ways"),
        remedy=msg("Delete one of the two lines."),
        is_error=False,
    )


def _to_itself(route: Route, names: Mapping[str, str]) -> Problem:
    place = names.get(route.from_node, route.from_node)
    return Problem(
        "RRM-A011",
        _ENDS,
        found=msg("a link leads from {place} to itself", place=place),
        allowed=msg("two different places"),
        remedy=msg("Write where it leads, or delete the line."),
        is_error=False,
    )
