"""Warehouses that lie beyond the map: an arrow at its edge, with the distance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rrm.export.map.frame import Frame, Spot, distance_km
from rrm.export.map.labels import Box, shortened, text_width
from rrm.model.language import LANGUAGES, Message, msg
from rrm.model.rounding import whole

DepotSpot = tuple[str, Spot]
"""A warehouse's name and place."""

_ALWAYS_NEAR_KM = 60.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """A warehouse beyond the edge: tip, turn in degrees from east, words and where they go."""

    x: float
    y: float
    turn: float
    label: Message
    label_x: float
    label_y: float
    anchor: str

    def box(self, font: float) -> Box:
        """What it covers, in the language that needs most room."""
        width = max(text_width(self.label.text(code), font) for code in LANGUAGES)
        left = self.label_x if self.anchor == "start" else self.label_x - width
        return Box(
            min(left, self.x - font),
            self.label_y - font * 1.2,
            max(left + width, self.x + font),
            self.label_y + font * 0.6,
        )


def near_and_far(
    spots: Sequence[Spot], depots: Sequence[DepotSpot], reach: float
) -> tuple[list[DepotSpot], list[DepotSpot]]:
    """Depots that the map takes in, and those that would make it too small.

    reach: how far from the nearest site a depot may lie, as a part of the distance between
    the two sites that are furthest apart.
    """
    apart = max((distance_km(a, b) for a in spots for b in spots), default=0.0)
    limit = max(reach * apart, _ALWAYS_NEAR_KM)
    near: list[DepotSpot] = []
    far: list[DepotSpot] = []
    for name, spot in depots:
        closest = min(distance_km(spot, other) for other in spots)
        (near if closest <= limit else far).append((name, spot))
    return near, far


def arrow_to(name: str, spot: Spot, frame: Frame, font: float) -> Arrow:
    """The arrow at the edge that points to a place, with its distance from the map's middle."""
    middle = (frame.width / 2, frame.height / 2)
    x, y = frame.at(spot)
    dx, dy = x - middle[0], y - middle[1]
    inset = font * 1.2
    reach = min(
        (middle[0] - inset) / abs(dx) if dx else math.inf,
        (middle[1] - inset) / abs(dy) if dy else math.inf,
    )
    tip = (middle[0] + dx * reach, middle[1] + dy * reach)
    km = distance_km(frame.middle, spot)
    anchor = "start" if tip[0] < middle[0] else "end"
    return Arrow(
        x=tip[0],
        y=tip[1],
        turn=math.degrees(math.atan2(dy, dx)),
        label=msg("{place}, {km} km away", place=shortened(name), km=whole(km / 10) * 10),
        label_x=tip[0] + (font * 1.3 if anchor == "start" else -font * 1.3),
        label_y=min(max(tip[1] + font * 0.35, font * 1.2), frame.height - font * 0.6),
        anchor=anchor,
    )


def arrows_apart(
    arrows: Sequence[Arrow], taken: Sequence[Box], frame: Frame, font: float
) -> tuple[Arrow, ...]:
    """The arrows moved up or down the map until none covers another or what is taken."""
    covered = list(taken)
    found: list[Arrow] = []
    for arrow in arrows:
        step = font * (-0.6 if arrow.y > frame.height / 2 else 0.6)
        moved, way = arrow, 0.0
        while any(moved.box(font).overlap(box) for box in covered) and way < frame.height / 2:
            way += abs(step)
            moved = replace(moved, y=moved.y + step, label_y=moved.label_y + step)
        covered.append(moved.box(font))
        found.append(moved)
    return tuple(found)
