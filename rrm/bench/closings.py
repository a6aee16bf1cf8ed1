"""Which tracks are shut, to whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rrm.bench.draws import Draws
from rrm.bench.land import Land
from rrm.bench.shape import Shape
from rrm.model.scenario import Certainty, Closure

SHUT_TO = (
    ("", 0.35),
    ("truck_10t;truck_6x6;water_tanker", 0.45),
    ("pickup_4x4;water_tanker", 0.2),
)
"""Classes that a closure turns back, all of them for the first."""
LASTS = (1, 2)
"""For how many reviews of access, at the least and at the most."""
REASONS = {
    "": (
        "No passage agreed until the review of access",
        "Aucun passage convenu avant l’examen des accès",
    ),
    "truck_10t;truck_6x6;water_tanker": (
        "The ford bears light vehicles only",
        "Le gué ne porte que des véhicules légers",
    ),
    "pickup_4x4;water_tanker": (
        "Light vehicles and tankers turned back after a hold-up",
        "Véhicules légers et citernes refoulés après un braquage",
    ),
}
IN_DOUBT = 0.2
"""Share of the roads between towns with a report that is not certain."""


def draw_closures(shape: Shape, land: Land) -> tuple[Closure, ...]:
    """Certain closures of village tracks, and uncertain ones of roads between towns.

    Village tracks are shut one after the other, in a drawn order, until the stated share of the
    sites lies behind a shut track. A closure begins and ends with a review of access, and none
    lasts for all days. Villages with a second way are left open.
    """
    return (*_shut_tracks(shape, land), *_roads_in_doubt(shape, land))


def _shut_tracks(shape: Shape, land: Land) -> Iterator[Closure]:
    draws = Draws(shape.seed, "closures")
    behind = _sites_behind(land)
    villages = list(land.parent)
    wanted = round(shape.closed * shape.sites)
    shut: set[str] = set()
    for at in draws.order(len(villages)):
        node = villages[at]
        more = len(behind[node] - shut)
        if not more or len(shut) + more > wanted or behind[node] & land.looped:
            continue
        shut |= behind[node]
        drawn = draws.pick(SHUT_TO)
        # Where a bridge turns heavy vehicles back anyhow, only a closure for all changes anything.
        classes = "" if behind[node] & land.bridged else drawn
        first, last = _window(draws, shape)
        yield Closure(**{
            "from": land.parent[node],
            "to": node,
            "start": shape.start + timedelta(days=first - 1),
            "end": None if last >= shape.days else shape.start + timedelta(days=last - 1),
            "classes": tuple(classes.split(";")) if classes else (),
            "reason": REASONS[classes][0],
            "reason_fr": REASONS[classes][1],
        })  # fmt: skip


def _sites_behind(land: Land) -> dict[str, set[str]]:
    """By village node, the sites that are reached over its track: its own and those beyond."""
    behind: dict[str, set[str]] = {node: {node} for node in land.parent}
    # A village joins after those that its track comes from.
    for node in reversed(list(land.parent)):
        if land.parent[node] in behind:
            behind[land.parent[node]] |= behind[node]
    return behind


def _window(draws: Draws, shape: Shape) -> tuple[int, int]:
    """First and last day shut, from review to review, some days of the horizon left open."""
    bounds = (*shape.reviews, shape.days + 1)
    lasts = min(draws.whole(*LASTS), len(shape.reviews) - 1)
    begins = draws.whole(0, len(shape.reviews) - lasts)
    return bounds[begins], bounds[begins + lasts] - 1


def _roads_in_doubt(shape: Shape, land: Land) -> Iterator[Closure]:
    draws = Draws(shape.seed, "roads in doubt")
    towns = {town.node for town in land.towns}
    for road in land.routes:
        if road.from_node not in towns or road.to_node not in towns or not draws.happens(IN_DOUBT):
            continue
        first, last = _window(draws, shape)
        yield Closure(**{
            "from": road.from_node,
            "to": road.to_node,
            "start": shape.start + timedelta(days=first - 1),
            "end": shape.start + timedelta(days=last - 1),
            "reason": "Armed men seen on the road",
            "reason_fr": "Hommes armés signalés sur la route",
            "certainty": Certainty.PROBABLE if draws.happens(0.4) else Certainty.POSSIBLE,
        })  # fmt: skip
