"""Links as rows of routes: between two nodes one of a kind, and none from a node to itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rrm.intake.network.stretches import Link
from rrm.model.scenario import Mode


def told_apart(links: Collection[Link]) -> tuple[list[Link], list[Link]]:
    """Links of which no two have the same ends, direction and mode, and rings left out.

    Routes are told by their ends. Of several between the same two nodes a straight one stays, else
    the shortest; any other is parted at a bend near its middle, which becomes a node. Returns links
    and rings.
    """
    rings = [link for link in links if link.ends[0] == link.ends[1]]
    open_ended = [link for link in links if link.ends[0] != link.ends[1]]
    kept: list[Link] = []
    taken: dict[tuple[int, int, Mode], bool] = {}
    # A straight line has no bend to be parted at, and there is one at most: it goes first.
    for link in sorted(open_ended, key=_straight_then_short):
        start, end = link.ends
        mode = link.way.mode
        there, back = (start, end, mode) in taken, (end, start, mode) in taken
        if there or (back and (link.is_two_way or taken[end, start, mode])):
            kept += _parted(link)
        else:
            taken[start, end, mode] = link.is_two_way
            kept.append(link)
    return sorted(kept, key=lambda one: one.vertices), rings


def _straight_then_short(link: Link) -> tuple[bool, float, list[int]]:
    return len(link.vertices) > 2, link.length_km, link.vertices


def _parted(link: Link) -> Iterator[Link]:
    half, passed, at = link.length_km / 2, 0.0, 1
    for at in range(1, len(link.vertices) - 1):
        passed += link.km[at - 1]
        if passed >= half:
            break
    for vertices, km in (
        (link.vertices[: at + 1], link.km[:at]),
        (link.vertices[at:], link.km[at:]),
    ):
        yield Link(vertices, km, link.way, link.is_two_way, link.is_guessed)


def pieces(links: Collection[Link]) -> list[tuple[float, set[int]]]:
    """The separate pieces of a network, each with its km and its nodes, longest first."""
    above: dict[int, int] = {}

    def root(node: int) -> int:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for link in links:
        one, other = sorted(map(root, link.ends))
        above[other] = one
    km: dict[int, float] = {}
    nodes: dict[int, set[int]] = {}
    for link in links:
        top = root(link.ends[0])
        km[top] = km.get(top, 0.0) + link.length_km
        nodes.setdefault(top, set()).update(link.ends)
    return sorted(((km[top], nodes[top]) for top in km), key=lambda one: (-one[0], min(one[1])))
