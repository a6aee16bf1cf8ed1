"""Places of a network against each other and against lists of places, by their names."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rrm.access.words import some_of
from rrm.intake import listed_places, plain_name
from rrm.model.great_circle import great_circle_km
from rrm.model.language import Text, msg
from rrm.model.problem import Problem
from rrm.model.rounding import round_half_up
from rrm.model.row_places import RowPlaces
from rrm.model.scenario import Location

_SAME_TOWN_KM = 25.0  # positions of one town in two lists differ by 8 km at most
_ANOTHER_TOWN_KM = 300.0  # beyond, it is another place of that name; regions reach less far
_WRITTEN_TWICE_KM = 5.0


def towns_elsewhere(
    locations: tuple[Location, ...], told: Collection[str], rows: RowPlaces
) -> Iterator[Problem]:
    """Places with the name of a chief town that lie away from every place of that name.

    The middle of a region under its town's name is the usual case. told: nodes whose position is
    doubted already. Villages are left out: the lists don't have all of those with one name.
    """
    for number, place in enumerate(locations):
        named = [other for other in listed_places(place.name) if other.is_sound]
        if place.node_id in told or not any(other.is_chief_town for other in named):
            continue
        km, nearest = min(
            ((great_circle_km(place.lat, place.lon, it.lat, it.lon), it) for it in named),
            key=lambda it: it[0],
        )
        if not _SAME_TOWN_KM < km <= _ANOTHER_TOWN_KM:
            continue
        yield Problem(
            "RRM-A014",
            rows.at("locations", number, "lat, lon"),
            found=msg(
                "{place} lies {km} km from the {name} of {within} ({list})",
                place=place.name,
                km=round_half_up(km),
                name=nearest.name,
                within=nearest.within,
                list=Text.of(nearest.source.title),
            ),
            allowed=msg("a place with a town's name lies where the town is"),
            remedy=msg(
                "If the town is meant, write {lat} and {lon}; the middle of a region is no place "
                "to travel to.",
                lat=f"{nearest.lat:.4f}",
                lon=f"{nearest.lon:.4f}",
            ),
            is_error=False,
        )


def written_twice(locations: tuple[Location, ...], rows: RowPlaces) -> Iterator[Problem]:
    """Two nodes of one name close to each other: most likely one place, whose links don't meet."""
    earlier: dict[str, list[Location]] = {}
    for number, place in enumerate(locations):
        others = earlier.setdefault(plain_name(place.name), [])
        near = [
            other
            for other in others
            if great_circle_km(place.lat, place.lon, other.lat, other.lon) <= _WRITTEN_TWICE_KM
        ]
        if near:
            yield Problem(
                "RRM-A012",
                rows.at("locations", number, "node_id"),
                found=msg(
                    "{name} is there twice within {km} km, as {one} and {others}",
                    name=place.name,
                    km=_WRITTEN_TWICE_KM,
                    one=place.node_id,
                    others=some_of((other.node_id for other in near), len(near)),
                ),
                allowed=msg("a place is one node; links of two nodes don't meet"),
                remedy=msg("Use one of the two nodes everywhere, or tell their names apart."),
                is_error=False,
            )
        others.append(place)
