"""Where names go on a map, so that they hide neither each other nor the marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.export.map.frame import Frame

# Of bold text in the widest of the fonts that browsers fall back to.
_WIDTH_OF_LETTER = 0.7
_LONGEST = 26

Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle on the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Area that two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)

    def outside(self, width: float, height: float) -> float:
        """How far it sticks out of a drawing."""
        return (
            max(0.0, -self.left)
            + max(0.0, self.right - width)
            + max(0.0, -self.top)
            + max(0.0, self.bottom - height)
        )

    def crossed_by(self, line: Segment) -> bool:
        """Whether a straight line passes through it."""
        x1, y1, x2, y2 = line
        start, end = 0.0, 1.0
        for delta, low, high in (
            (x2 - x1, self.left - x1, self.right - x1),
            (y2 - y1, self.top - y1, self.bottom - y1),
        ):
            if delta == 0:
                if low > 0 or high < 0:
                    return False
                continue
            near, far = sorted((low / delta, high / delta))
            start, end = max(start, near), min(end, far)
        return start < end


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle or square with a name; `radius` half its size."""

    x: float
    y: float
    radius: float
    name: str

    @property
    def box(self) -> Box:
        """The square that it fills."""
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map: `x`, `y` is the start, middle or end of its base line.

    leader: a line from the name to its mark, where the name had to move away.
    """

    text: str
    x: float
    y: float
    anchor: str
    leader: Segment | None

    def box(self, font: float) -> Box:
        """What it covers."""
        width = text_width(self.text, font)
        left = {"start": self.x, "end": self.x - width, "middle": self.x - width / 2}[self.anchor]
        return Box(left, self.y - font, left + width, self.y + font * 0.3)


def place_labels(
    marks: Sequence[Mark],
    frame: Frame,
    font: float,
    lines: Sequence[Segment] = (),
    taken: Sequence[Box] = (),
) -> tuple[Label, ...]:
    """A label for each mark, the first ones served first.

    taken: boxes that are not to be covered, e.g. the scale bar.
    """
    hard = [*taken, *(mark.box for mark in marks)]
    labels: list[Label] = []
    for mark in marks:
        candidates = _candidates(mark, shortened(mark.name), font)
        around = _around([box for _, box in candidates])
        near = [other for other in hard if around.overlap(other)]
        near_lines = [line for line in lines if around.crossed_by(line)]
        _, label, box = min(
            (
                (_cost(box, frame, near, near_lines, place), label, box)
                for place, (label, box) in enumerate(candidates)
            ),
            key=lambda candidate: candidate[0],
        )
        hard.append(box)
        labels.append(label)
    return tuple(labels)


def shortened(name: str) -> str:
    """A name cut to what fits on a map."""
    one_line = " ".join(name.split())
    return one_line if len(one_line) <= _LONGEST else one_line[: _LONGEST - 1].rstrip() + "…"


def text_width(text: str, font: float) -> float:
    """About how wide a text is at a font size."""
    return len(text) * font * _WIDTH_OF_LETTER


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _cost(
    box: Box, frame: Frame, hard: Sequence[Box], lines: Sequence[Segment], place: int
) -> float:
    covered = sum(box.overlap(other) for other in hard)
    crossings = sum(box.crossed_by(line) for line in lines)
    return 50 * covered + 400 * box.outside(frame.width, frame.height) + 12 * crossings + place


def _candidates(mark: Mark, text: str, font: float) -> list[tuple[Label, Box]]:
    width = text_width(text, font)
    found: list[tuple[Label, Box]] = []
    for ring, away in enumerate((4.0, 16.0, 30.0, 46.0)):
        reach = mark.radius + away
        for dx, dy, anchor in (
            (1.0, 0.0, "start"), (-1.0, 0.0, "end"),
            (0.75, -0.75, "start"), (0.75, 0.75, "start"),
            (-0.75, -0.75, "end"), (-0.75, 0.75, "end"),
            (0.0, -1.0, "middle"), (0.0, 1.0, "middle"),
        ):  # fmt: skip
            x, middle = mark.x + dx * reach, mark.y + dy * (reach + font * 0.4 * (dx == 0))
            left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
            box = Box(left - 2, middle - font * 0.6, left + width + 2, middle + font * 0.6)
            leader = (
                (mark.x + dx * mark.radius, mark.y + dy * mark.radius, x - dx, middle - dy)
                if ring
                else None
            )
            found.append((Label(text, x, middle + font * 0.35, anchor, leader), box))
    return found
