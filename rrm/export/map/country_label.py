"""Where a country's name fits on the map: inside its borders, clear of everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.export.map.basemap import Ring
from rrm.export.map.frame import Frame
from rrm.export.map.labels import Box, text_width
from rrm.model.language import LANGUAGES, Text

_COLUMNS, _ROWS = 24, 16
_LETTER_SPACING = 1.3


@dataclass(frozen=True, slots=True)
class CountryLabel:
    """A country's name, set around its middle."""

    name: Text
    x: float
    y: float


def country_label(
    name: Text, ring: Ring, frame: Frame, font: float, taken: Sequence[Box]
) -> CountryLabel | None:
    """The emptiest spot of a grid over the country, or None where the name fits nowhere."""
    if len(ring) < 3:
        return None
    outline = [frame.at(spot) for spot in ring]
    width = max(text_width(name.text(code).upper(), font) for code in LANGUAGES) * _LETTER_SPACING
    best: tuple[float, float, float] | None = None
    for row in range(1, _ROWS):
        for column in range(1, _COLUMNS):
            x, y = frame.width * column / _COLUMNS, frame.height * row / _ROWS
            box = Box(x - width / 2, y - font, x + width / 2, y + font)
            if box.outside(frame.width, frame.height) or not _holds(outline, box):
                continue
            room = min((_gap(box, other) for other in taken), default=font * 4)
            if room > font * 0.5 and (best is None or room > best[0]):
                best = (room, x, y)
    return CountryLabel(name, best[1], best[2]) if best else None


def _holds(outline: Sequence[tuple[float, float]], box: Box) -> bool:
    corners = (
        (box.left, box.top),
        (box.right, box.top),
        (box.left, box.bottom),
        (box.right, box.bottom),
    )
    return all(_inside(corner, outline) for corner in corners)


def _inside(point: tuple[float, float], outline: Sequence[tuple[float, float]]) -> bool:
    # A ray to the right crosses the outline of a shape around it an odd number of times.
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
    return inside


def _gap(a: Box, b: Box) -> float:
    across = max(a.left - b.right, b.left - a.right)
    down = max(a.top - b.bottom, b.top - a.bottom)
    return max(across, down)
