"""Everything on the map in drawing units, for the template to write as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rrm.export.map.basemap import Ring, basemap, pieces_within, ring_within
from rrm.export.map.country_label import CountryLabel, country_label
from rrm.export.map.far_depot import (
    Arrow,
    DepotSpot,
    arrow_to,
    arrows_apart,
    near_and_far,
)
from rrm.export.map.frame import Frame, Spot, frame_around
from rrm.export.map.labels import Box, Label, Mark, Segment, place_labels
from rrm.export.map.link_state import LinkOnMap, LinkState
from rrm.export.map.spread import spread
from rrm.model.scenario import Mode

_MOST_LINKS = 1500
_MOST_NAMED = 80


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A link's line, state and mode; position: where it stands among the links given."""

    line: Segment
    state: str
    mode: str
    position: int


@dataclass(frozen=True, slots=True)
class SiteOnMap:
    """A site to be drawn: severity 1..5, or 0 where nobody scored it."""

    site_id: str
    name: str
    spot: Spot
    severity: int
    people: int


@dataclass(frozen=True, slots=True)
class Size:
    """How large a map is drawn, in units.

    ratio: lowest and highest height as a part of the width. reach: see near_and_far.
    """

    width: float
    font: float
    ratio: tuple[float, float]
    reach: float


@dataclass(frozen=True, slots=True)
class Circle:
    """A site's circle; home is where it really lies, if it had to move."""

    x: float
    y: float
    radius: float
    severity: int
    home: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map ready to be written as SVG.

    borders, rivers: path data. bar: length of the scale bar in units, and the kilometres it
    stands for. links_left_out: links in view but not drawn. nameless: sites without a name.
    """

    width: float
    height: float
    font: float
    borders: tuple[str, ...]
    rivers: tuple[str, ...]
    countries: tuple[CountryLabel, ...]
    links: tuple[DrawnLink, ...]
    links_left_out: int
    nameless: int
    circles: tuple[Circle, ...]
    squares: tuple[tuple[float, float], ...]
    arrows: tuple[Arrow, ...]
    labels: tuple[Label, ...]
    bar: tuple[float, int]


def draw_map(
    sites: Sequence[SiteOnMap],
    depots: Sequence[DepotSpot],
    links: Sequence[LinkOnMap],
    nodes: dict[str, Spot],
    size: Size,
) -> MapDrawing:
    """The map around all sites; a depot far from all of them becomes an arrow at the edge.

    nodes: where the ends of links are.
    """
    font = size.font
    near, far = near_and_far([site.spot for site in sites], depots, size.reach)
    spots = [site.spot for site in sites] + [spot for _, spot in near]
    frame = frame_around(spots, size.width, margin=font * 4.5, ratio=size.ratio)
    squares, circles = _marks(near, sites, frame, font)
    drawn, left_out = _links(links, nodes, frame)
    bar = _scale_bar(frame)
    bar_box = _bar_box(bar, frame, font)
    towards = [arrow_to(name, spot, frame, font) for name, spot in far]
    arrows = arrows_apart(towards, (bar_box,), frame, font)
    taken = [bar_box, *(arrow.box(font) for arrow in arrows)]
    named, nameless = _marks_to_name(near, squares, sites, circles, font)
    taken += [mark.box for mark in nameless]
    taken += [mark.box for mark in named[_MOST_NAMED:]]
    lines = [link.line for link in drawn]
    labels = place_labels(named[:_MOST_NAMED], frame, font, lines, taken)
    taken += [label.box(font) for label in labels] + [mark.box for mark in named[:_MOST_NAMED]]
    countries, rivers = basemap()
    outlines = [
        (country.name, ring_within(ring, frame)) for country in countries for ring in country.rings
    ]
    return MapDrawing(
        width=frame.width,
        height=frame.height,
        font=font,
        borders=tuple(_path(ring, frame) + "Z" for _, ring in outlines if ring),
        rivers=tuple(
            _path(piece, frame)
            for river in rivers
            for line in river.lines
            for piece in pieces_within(line, frame)
        ),
        countries=tuple(
            label
            for name, ring in outlines
            if (label := country_label(name, ring, frame, font, taken)) is not None
        ),
        links=drawn,
        links_left_out=left_out,
        nameless=max(0, len(named) - _MOST_NAMED),
        circles=circles,
        squares=squares,
        arrows=arrows,
        labels=labels,
        bar=bar,
    )


def _marks(
    depots: Sequence[DepotSpot], sites: Sequence[SiteOnMap], frame: Frame, font: float
) -> tuple[tuple[tuple[float, float], ...], tuple[Circle, ...]]:
    """Squares and circles, moved apart where a warehouse stands in a site."""
    most = max((site.people for site in sites), default=0) or 1
    homes = [frame.at(spot) for _, spot in depots] + [frame.at(site.spot) for site in sites]
    radii = [font * 0.6 for _ in depots] + [
        font * (0.68 + 0.55 * math.sqrt(site.people / most)) for site in sites
    ]
    centres = spread([(x, y, r) for (x, y), r in zip(homes, radii, strict=True)])
    circles = tuple(
        Circle(x, y, radius, site.severity, home if math.dist(home, (x, y)) > radius else None)
        for site, home, radius, (x, y) in zip(
            sites, homes[len(depots) :], radii[len(depots) :], centres[len(depots) :], strict=True
        )
    )
    return centres[: len(depots)], circles


def _marks_to_name(
    depots: Sequence[DepotSpot],
    squares: Sequence[tuple[float, float]],
    sites: Sequence[SiteOnMap],
    circles: Sequence[Circle],
    font: float,
) -> tuple[list[Mark], list[Mark]]:
    """Marks that get a name, and warehouses that the site of the same name beside them names."""
    shared = {site.name for site in sites}
    of_depots = [
        Mark(x, y, font * 0.6, name) for (name, _), (x, y) in zip(depots, squares, strict=True)
    ]
    of_sites = [
        Mark(circle.x, circle.y, circle.radius, site.name)
        for site, circle in zip(sites, circles, strict=True)
    ]
    return (
        [mark for mark in of_depots if mark.name not in shared] + of_sites,
        [mark for mark in of_depots if mark.name in shared],
    )


def _links(
    links: Sequence[LinkOnMap], nodes: dict[str, Spot], frame: Frame
) -> tuple[tuple[DrawnLink, ...], int]:
    view = Box(0, 0, frame.width, frame.height)
    seen: list[DrawnLink] = []
    for position, link in enumerate(links):
        if link.from_node not in nodes or link.to_node not in nodes:
            continue
        line = (*frame.at(nodes[link.from_node]), *frame.at(nodes[link.to_node]))
        if link.mode is Mode.RIVER:
            line = _beside(line)
        if view.crossed_by(line):
            seen.append(DrawnLink(line, link.state.value, link.mode.value, position))
    # What is closed matters most, then what is long enough to be seen; closed ones on top.
    seen.sort(key=lambda d: (d.state == LinkState.OPEN, -math.dist(d.line[:2], d.line[2:])))
    return tuple(reversed(seen[:_MOST_LINKS])), max(0, len(seen) - _MOST_LINKS)


def _beside(line: Segment) -> Segment:
    """A line moved a little to its side, so that a river and a road are both seen."""
    x1, y1, x2, y2 = line
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = -6 * (y2 - y1) / length, 6 * (x2 - x1) / length
    return (x1 + dx, y1 + dy, x2 + dx, y2 + dy)


def _scale_bar(frame: Frame) -> tuple[float, int]:
    longest = frame.width * 0.25 / frame.units_per_km
    power = 10 ** math.floor(math.log10(longest))
    km = max(step for step in (power, 2 * power, 5 * power) if step <= longest)
    return km * frame.units_per_km, max(1, round(km))


def _bar_box(bar: tuple[float, int], frame: Frame, font: float) -> Box:
    return Box(0, frame.height - font * 2.8, bar[0] + font * 2, frame.height)


def _path(line: Ring, frame: Frame) -> str:
    points = (frame.at(spot) for spot in line)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
