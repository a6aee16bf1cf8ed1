"""Ends of lines that nearly meet another line, joined to it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from rrm.intake.network.drawing import Drawing, NearestSpots, put_vertices


def join_ends(drawing: Drawing, tolerance_m: float) -> int:
    """Joins every loose end to the nearest other line within the tolerance; returns how many.

    A loose end is the end of a line where no other line has a vertex. A line shorter than the
    tolerance is left as it is: it would fall together. The vertex joined to is that of the other
    line where one is within the tolerance, else a new one on it.
    """
    if tolerance_m <= 0:
        return 0
    ends = _loose_ends(drawing, tolerance_m)
    points = {vertex: drawing.points[vertex] for vertex in ends}
    spots = NearestSpots(drawing, points, tolerance_m).found(passed_over=ends)
    targets = put_vertices(drawing, spots, tolerance_m)
    moved = {vertex: _last(vertex, targets) for vertex in targets}
    for line in drawing.lines:
        for position in (0, -1):
            vertex = line.vertices[position]
            line.vertices[position] = moved.get(vertex, vertex)
    return len(moved)


def _loose_ends(drawing: Drawing, tolerance_m: float) -> dict[int, int]:
    """Loose ends with the line that each is the end of."""
    uses = Counter(vertex for line in drawing.lines for vertex in set(line.vertices))
    ends: dict[int, int] = {}
    for number, line in enumerate(drawing.lines):
        first, last = line.vertices[0], line.vertices[-1]
        if first == last or line.own_km is not None or _is_short(drawing, number, tolerance_m):
            continue
        for vertex in (first, last):
            if uses[vertex] == 1:
                ends[vertex] = number
    return ends


def _is_short(drawing: Drawing, number: int, tolerance_m: float) -> bool:
    metres = 0.0
    vertices = drawing.lines[number].vertices
    for one, other in pairwise(vertices):
        metres += drawing.km(one, other) * 1000
        if metres > 2 * tolerance_m:
            return False
    return True


def _last(vertex: int, targets: dict[int, int]) -> int:
    """Where a chain of joins ends; of ends joined to each other the vertex read first stays."""
    seen = [vertex]
    while seen[-1] in targets:
        following = targets[seen[-1]]
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
