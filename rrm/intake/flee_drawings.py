"""Drawings of links beside a FLEE network: not read, but looked at for exchanged coordinates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from rrm.intake.flee_tables import doubt
from rrm.intake.input_folder import InputFolder
from rrm.intake.problem_list import ProblemList
from rrm.model.language import msg
from rrm.model.problem import Place
from rrm.model.scenario import Location

_BYTES = 20_000_000
_PAIRS = 10_000
_MARGIN_DEGREES = 1.0  # ways between places reach beyond the outermost of them


def check_drawing(
    files: InputFolder, path: Path, locations: tuple[Location, ...], problems: ProblemList
) -> None:
    """A doubt where a GeoJSON file has latitude before longitude, or can't be read as one.

    Told by where most of its positions lie: among the places of the network as they stand, or
    once they are exchanged. Source: RFC 7946, longitude comes first.
    """
    shown = files.shown(path)
    try:
        tree = json.loads(files.read(path, _BYTES))
    except (ValueError, RecursionError):
        problems.add(
            doubt(
                "RRM-I223",
                Place(shown),
                msg("this is no JSON"),
                msg("a drawing of the links is GeoJSON"),
                msg("It makes no difference to access."),
            )
        )
        return
    pairs = list(islice(_pairs(tree), _PAIRS))
    as_written = sum(_among(locations, pairs))
    exchanged = sum(_among(locations, ((lat, lon) for lon, lat in pairs)))
    if as_written < exchanged and 2 * exchanged > len(pairs):
        problems.add(
            doubt(
                "RRM-I223",
                Place(shown),
                msg("latitude stands before longitude"),
                msg("GeoJSON has longitude first; the places lie elsewhere"),
                msg("Exchange them before it is drawn; it makes no difference to access."),
            )
        )


def _pairs(tree: object) -> Iterator[tuple[float, float]]:
    """Every position, in order, however deep it lies."""
    open_lists = [iter((tree,))]
    while open_lists:
        for one in open_lists[-1]:
            if isinstance(one, list) and _is_position(one):
                yield float(one[0]), float(one[1])
            elif isinstance(one, list):
                open_lists.append(iter(one))
                break
            elif isinstance(one, dict):
                open_lists.append(iter(one.values()))
                break
        else:
            open_lists.pop()


def _is_position(one: list[object]) -> bool:
    return 2 <= len(one) <= 3 and all(
        isinstance(number, int | float) and abs(number) <= 180 for number in one[:2]
    )


def _among(
    locations: tuple[Location, ...], positions: Iterable[tuple[float, float]]
) -> Iterator[bool]:
    """Whether each position, longitude first, lies in the box around all places."""
    lats, lons = [one.lat for one in locations], [one.lon for one in locations]
    south, north = min(lats) - _MARGIN_DEGREES, max(lats) + _MARGIN_DEGREES
    west, east = min(lons) - _MARGIN_DEGREES, max(lons) + _MARGIN_DEGREES
    return (west <= lon <= east and south <= lat <= north for lon, lat in positions)
