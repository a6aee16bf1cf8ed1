"""Stretches between neighbouring vertices, each once, and links made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from rrm.intake.network.drawing import Drawing, DrawnLine
from rrm.intake.network.ways import Way


@dataclass(slots=True)
class Stretch:
    """A straight piece between two vertices, the lower number first.

    up: travelled from the lower number to the higher; down: the other way.
    """

    way: Way
    km: float
    up: bool
    down: bool
    is_guessed: bool


@dataclass(slots=True)
class Link:
    """A chain of stretches between two nodes, the same all along.

    vertices: from its beginning to its end; it is travelled that way, and back where is_two_way.
    """

    vertices: list[int]
    km: list[float]
    way: Way
    is_two_way: bool
    is_guessed: bool

    @property
    def ends(self) -> tuple[int, int]:
        """Its first and last vertex."""
        return self.vertices[0], self.vertices[-1]

    @property
    def length_km(self) -> float:
        """Its whole length."""
        return sum(self.km)


@dataclass(slots=True)
class Stretches:
    """All stretches by their vertices, and the neighbours of each vertex.

    repeated: stretches met again, the same; differing: met again, and said to be otherwise.
    """

    drawing: Drawing
    all: dict[tuple[int, int], Stretch] = field(default_factory=dict)
    neighbours: dict[int, list[int]] = field(default_factory=dict)
    repeated_km: float = 0.0
    repeated: int = 0
    differing: int = 0

    def add(self, line: DrawnLine) -> None:
        """Every stretch of a line; one that is there already keeps what it was first said to be."""
        for one, other in pairwise(line.vertices):
            if one == other:
                continue
            low, high = min(one, other), max(one, other)
            up, down = line.forward, line.backward
            if one > other:
                up, down = down, up
            there = self.all.get((low, high))
            if there is not None:
                self._again(there, line.way, up, down)
                continue
            km = self.drawing.km(low, high)
            own = line.own_km if len(line.vertices) == 2 else None
            self.all[low, high] = Stretch(line.way, max(km, own or 0.0), up, down, line.is_guessed)
            self.neighbours.setdefault(low, []).append(high)
            self.neighbours.setdefault(high, []).append(low)

    def _again(self, there: Stretch, way: Way, up: bool, down: bool) -> None:
        is_other_direction = (up and not there.up) or (down and not there.down)
        if is_other_direction and way == there.way:
            there.up, there.down = there.up or up, there.down or down
            return
        self.repeated += 1
        self.repeated_km += there.km
        self.differing += way != there.way

    def between(self, one: int, other: int) -> tuple[Stretch, bool, bool]:
        """The stretch, whether it is travelled from one to other, and back."""
        if one < other:
            stretch = self.all[one, other]
            return stretch, stretch.up, stretch.down
        stretch = self.all[other, one]
        return stretch, stretch.down, stretch.up


def links_of(stretches: Stretches, kept: Collection[int]) -> Iterator[Link]:
    """Chains between nodes, in the order of their vertices.

    A node is where three stretches meet or one ends, where the way or its directions change, and
    every vertex of `kept`. A ring without a node begins at its first vertex.
    """
    walked: set[tuple[int, int]] = set()
    nodes = [v for v in stretches.neighbours if v in kept or not _goes_on(stretches, v)]
    is_node = set(nodes)
    for start in sorted(nodes):
        yield from _from(stretches, start, is_node, walked)
    for start in sorted(stretches.neighbours):
        if start not in is_node and any(
            (min(start, n), max(start, n)) not in walked for n in stretches.neighbours[start]
        ):
            is_node.add(start)
            yield from _from(stretches, start, is_node, walked)


def _goes_on(stretches: Stretches, vertex: int) -> bool:
    """Whether a vertex is no more than a bend of one link."""
    around = stretches.neighbours[vertex]
    if len(around) != 2:
        return False
    before, there, back = stretches.between(around[0], vertex)
    after, on, home = stretches.between(vertex, around[1])
    return before.way == after.way and (there, back) == (on, home)


def _from(
    stretches: Stretches, start: int, is_node: set[int], walked: set[tuple[int, int]]
) -> Iterator[Link]:
    for neighbour in sorted(stretches.neighbours[start]):
        if (min(start, neighbour), max(start, neighbour)) in walked:
            continue
        vertices, km, is_guessed = [start], list[float](), False
        here = neighbour
        while True:
            before = vertices[-1]
            walked.add((min(before, here), max(before, here)))
            stretch = stretches.between(before, here)[0]
            vertices.append(here)
            km.append(stretch.km)
            is_guessed = is_guessed or stretch.is_guessed
            if here in is_node:
                break
            one, other = stretches.neighbours[here]
            here = other if one == before else one
        stretch, there, back = stretches.between(vertices[0], vertices[1])
        if not there:
            vertices.reverse()
            km.reverse()
        yield Link(vertices, km, stretch.way, there and back, is_guessed)
