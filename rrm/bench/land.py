"""Towns, villages around them, and the roads and tracks that join them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from rrm.bench.draws import Draws, apportion
from rrm.bench.shape import Shape
from rrm.model.scenario import Location, Route

CENTRE_LAT, CENTRE_LON = 14.6, -1.4
KM_A_DEGREE = 111.2
COSINE_OF_CENTRE = 0.96771
TOWN_SPACING_KM = 70.0
LEAST_SPACING_KM = 40.0
IN_TOWN = 0.12
"""Share of the sites that are quarters of the town itself."""
NEAREST_KM, FARTHEST_KM = 3.0, 55.0
DETOUR = (1.12, 1.35)
"""Kilometres by road for one in a straight line."""
SHORT_CUTS = 0.06
"""Share of the villages with a second way, across to another village."""

TRUNK_SURFACES = (("tar", 0.35), ("laterite", 0.5), ("track", 0.15))
NEAR_SURFACES = (("laterite", 0.55), ("track", 0.45))
FAR_SURFACES = (("laterite", 0.2), ("track", 0.72), ("sand", 0.08))
WEAK_BRIDGES, BRIDGE_T = 0.02, 12.0
"""Share of the tracks with a bridge that bears no loaded truck, and what it bears."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the plane, km east and north of the centre.

    town: number of the town that it belongs to. node: where it joins the roads.
    """

    id: str
    name: str
    town: int
    node: str
    x: float
    y: float

    @property
    def lat(self) -> float:
        """Latitude, to about a metre."""
        return round(CENTRE_LAT + self.y / KM_A_DEGREE, 5)

    @property
    def lon(self) -> float:
        """Longitude; a degree is taken as wide everywhere as at the centre."""
        return round(CENTRE_LON + self.x / (KM_A_DEGREE * COSINE_OF_CENTRE), 5)


@dataclass(frozen=True, slots=True)
class Land:
    """Towns and sites, and the links between them.

    parent: by village, the node from which its track comes, towards the town.
    looped: nodes that a second way leads to. bridged: nodes that no loaded truck gets to.
    """

    towns: tuple[Spot, ...]
    sites: tuple[Spot, ...]
    locations: tuple[Location, ...]
    routes: tuple[Route, ...]
    parent: dict[str, str]
    looped: frozenset[str]
    bridged: frozenset[str]


def draw_land(shape: Shape) -> Land:
    """Towns some 70 km apart, joined by roads; about each a cluster of sites with its tracks.

    A town has from half to five times as many sites as another. Most sites lie within 20 km of
    their town, the farthest at 55 km; tracks branch from village to village.
    """
    towns = _towns(shape)
    sites = _sites(shape, towns)
    trunk = tuple(_trunk(shape, towns))
    tracks, parent = _tracks(shape, towns, sites)
    cuts = tuple(_short_cuts(shape, sites, parent))
    looped = frozenset(node for cut in cuts for node in (cut.from_node, cut.to_node))
    places = [*towns, *(site for site in sites if site.id == site.node)]
    kinds = dict.fromkeys((town.node for town in towns), "town")
    locations = tuple(
        Location(node_id=one.node, name=one.name, lat=one.lat, lon=one.lon,
                 kind=kinds.get(one.node, "village"))
        for one in places
    )  # fmt: skip
    routes = (*trunk, *tracks, *cuts)
    return Land(towns, sites, locations, routes, parent, looped, _bridged(tracks))


def straight_km(one: Spot, other: Spot) -> float:
    """In a straight line."""
    dx, dy = one.x - other.x, one.y - other.y
    return sqrt(dx * dx + dy * dy)


def _towns(shape: Shape) -> tuple[Spot, ...]:
    draws = Draws(shape.seed, "towns")
    half = TOWN_SPACING_KM * sqrt(shape.towns) / 2
    found: list[Spot] = []
    spacing = LEAST_SPACING_KM
    while len(found) < shape.towns:
        number = len(found) + 1
        town = Spot(f"t{number:02d}", f"Town {number}", number - 1, f"t{number:02d}",
                    draws.between(-half, half), draws.between(-half, half))  # fmt: skip
        if all(straight_km(town, other) >= spacing for other in found):
            found.append(town)
        else:
            spacing *= 0.99
    return tuple(found)


def _sites(shape: Shape, towns: tuple[Spot, ...]) -> tuple[Spot, ...]:
    draws = Draws(shape.seed, "sites")
    weights = [0.25 + draws.share() for _ in towns]
    found: list[Spot] = []
    for town, count in zip(towns, apportion(shape.sites, weights), strict=True):
        for number in range(1, count + 1):
            name = f"{town.id}-{number:03d}"
            is_quarter = draws.happens(IN_TOWN)
            far = draws.share()
            reach = FARTHEST_KM - NEAREST_KM
            km = 1.5 * far if is_quarter else NEAREST_KM + reach * far * far
            east, north = draws.direction()
            words = "Quarter" if is_quarter else "Village"
            found.append(
                Spot(name, f"{words} {number} of {town.name}", town.town,
                     town.node if is_quarter else name, town.x + km * east, town.y + km * north)
            )  # fmt: skip
    return tuple(found)


def _trunk(shape: Shape, towns: tuple[Spot, ...]) -> list[Route]:
    """The shortest roads that join all towns, and a few more between neighbours."""
    draws = Draws(shape.seed, "trunk roads")
    pairs = _spanning(towns)
    for at in range(len(towns)):
        near = sorted(
            range(len(towns)), key=lambda other: (straight_km(towns[at], towns[other]), other)
        )
        more = [other for other in near[1:4] if not {(at, other), (other, at)} & set(pairs)]
        if more and draws.happens(0.35):
            pairs.append((at, more[0]))
    return [
        Route(**{
            "from": towns[one].node,
            "to": towns[other].node,
            "km": _km(draws, towns[one], towns[other]),
            "surface": draws.pick(TRUNK_SURFACES),
            "risk": round(draws.between(0.002, 0.02), 4),
        })
        for one, other in pairs
    ]  # fmt: skip


def _spanning(towns: tuple[Spot, ...]) -> list[tuple[int, int]]:
    """The pairs of the shortest tree over all towns, after Prim."""
    nearest = {at: (straight_km(towns[0], towns[at]), 0) for at in range(1, len(towns))}
    pairs: list[tuple[int, int]] = []
    while nearest:
        new = min(nearest, key=lambda at: (nearest[at], at))
        pairs.append((nearest.pop(new)[1], new))
        for at, known in nearest.items():
            nearest[at] = min(known, (straight_km(towns[new], towns[at]), new))
    return pairs


def _tracks(
    shape: Shape, towns: tuple[Spot, ...], sites: tuple[Spot, ...]
) -> tuple[list[Route], dict[str, str]]:
    """One track to each village: from its town, or from a village on the way."""
    draws = Draws(shape.seed, "tracks")
    routes: list[Route] = []
    parent: dict[str, str] = {}
    for town in towns:
        joined = [(town, 0.0)]
        villages = [one for one in sites if one.town == town.town and one.node == one.id]
        for site in sorted(villages, key=lambda one: (straight_km(one, town), one.id)):
            near, km_to_town = min(
                joined, key=lambda one: (straight_km(site, one[0]) + 0.4 * one[1], one[0].id)
            )
            km = _km(draws, near, site)
            routes.append(_track(draws, near, site, km, km_to_town))
            parent[site.node] = near.node
            joined.append((site, km_to_town + km))
    return routes, parent


def _track(draws: Draws, near: Spot, site: Spot, km: float, km_to_town: float) -> Route:
    surfaces = NEAR_SURFACES if km_to_town + km < 20 else FAR_SURFACES
    return Route(**{
        "from": near.node,
        "to": site.node,
        "km": km,
        "surface": draws.pick(surfaces),
        "risk": round(draws.between(0.002, 0.03), 4),
        "max_payload_t": BRIDGE_T if draws.happens(WEAK_BRIDGES) else None,
    })  # fmt: skip


def _bridged(tracks: list[Route]) -> frozenset[str]:
    """Villages behind a weak bridge; tracks come in the order in which they branch."""
    behind: set[str] = set()
    for track in tracks:
        if track.max_payload_t is not None or track.from_node in behind:
            behind.add(track.to_node)
    return frozenset(behind)


def _short_cuts(shape: Shape, sites: tuple[Spot, ...], parent: dict[str, str]) -> list[Route]:
    draws = Draws(shape.seed, "short cuts")
    routes: list[Route] = []
    last: Spot | None = None
    for site in sites:
        if site.node != site.id or not draws.happens(SHORT_CUTS):
            continue
        joined = last is not None and site.node in (parent[last.node], last.node)
        if last is None or last.town != site.town or joined or parent[site.node] == last.node:
            last = site
            continue
        routes.append(Route(**{
            "from": last.node, "to": site.node, "km": _km(draws, last, site),
            "surface": "track", "risk": 0.03,
        }))  # fmt: skip
        last = None
    return routes


def _km(draws: Draws, one: Spot, other: Spot) -> float:
    """By road, to a tenth of a kilometre upwards: never less than the straight line."""
    return ceil(10 * straight_km(one, other) * draws.between(*DETOUR)) / 10
