"""A country's communes: their codes, their parents, and which of them a position lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

from rrm.intake.places.border import Ring, is_within, km_to_border
from rrm.intake.places.lists import CommuneList, damaged, listed_rows, place_lists
from rrm.model.great_circle import great_circle_km

_UNITS_A_DEGREE = 10_000
_COLUMNS = (
    "adm3_pcode", "adm3_name", "adm2_pcode", "adm2_name", "adm1_pcode", "adm1_name",
    "west", "south", "east", "north", "rings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """The outermost of an area, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a position lies in it."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def km(self, lat: float, lon: float) -> float:
        """How far a position lies from it at least; never more than from what it encloses.

        The nearest point of a box is a little off along its upper and lower side, where the
        shortest way bends towards the pole; a box of a few degrees is off by less than 1 %.
        """
        near_lat = min(max(lat, self.south), self.north)
        near_lon = min(max(lon, self.west), self.east)
        return 0.99 * great_circle_km(lat, lon, near_lat, near_lon)


@dataclass(frozen=True)
class Commune:
    """A commune (administrative level 3) with its cercle and region, and a box around it.

    packed: its border as the file has it; listed_at: the file and row.
    """

    pcode: str
    name: str
    adm2_pcode: str
    adm2_name: str
    adm1_pcode: str
    adm1_name: str
    box: Box
    packed: str
    listed_at: tuple[str, int]

    @cached_property
    def rings(self) -> tuple[Ring, ...]:
        """The border, worked out when it is first needed.

        Raises BadInput where the list is damaged.
        """
        try:
            return tuple(_ring(text) for text in self.packed.split(";"))
        except ValueError:
            raise damaged(*self.listed_at) from None

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a position lies in it."""
        return self.box.holds(lat, lon) and is_within(lon, lat, self.rings)

    def km_outside(self, lat: float, lon: float) -> float:
        """How far a position lies outside of its border; 0 within."""
        return 0.0 if self.holds(lat, lon) else km_to_border(lon, lat, self.rings)


@dataclass(frozen=True)
class Communes:
    """The communes of a country, by code."""

    source: CommuneList
    by_pcode: dict[str, Commune]

    def at(self, lat: float, lon: float) -> Commune | None:
        """The commune that a position lies in."""
        if not self.box.holds(lat, lon):
            return None
        return next((one for one in self.by_pcode.values() if one.holds(lat, lon)), None)

    @cached_property
    def box(self) -> Box:
        """Around all of the country."""
        boxes = [one.box for one in self.by_pcode.values()]
        return Box(
            min(box.west for box in boxes),
            min(box.south for box in boxes),
            max(box.east for box in boxes),
            max(box.north for box in boxes),
        )

    def nearest(self, lat: float, lon: float, within_km: float) -> tuple[Commune, float] | None:
        """The nearest commune and how far its border is, if that is at most `within_km`."""
        if self.box.km(lat, lon) > within_km:
            return None
        best: tuple[float, str] | None = None
        limit = within_km
        for distance, commune in sorted(
            ((one.box.km(lat, lon), one) for one in self.by_pcode.values()),
            key=lambda it: (it[0], it[1].pcode),
        ):
            if distance > limit:
                break
            km = commune.km_outside(lat, lon)
            if km <= limit and (best is None or (km, commune.pcode) < best):
                best, limit = (km, commune.pcode), km
        return None if best is None else (self.by_pcode[best[1]], best[0])

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """Codes of cercles and regions, each with the codes above it."""
        above: dict[str, tuple[str, ...]] = {}
        for one in self.by_pcode.values():
            above[one.adm2_pcode] = (one.adm1_pcode,)
            above[one.adm1_pcode] = ()
        return above


@cache
def communes_of(country: str) -> Communes | None:
    """The communes of a country by its ISO code of three letters; None where no list is shipped.

    Raises BadInput where the list is damaged.
    """
    source = next((one for one in place_lists().communes if one.country == country), None)
    if source is None:
        return None
    return Communes(source, {one.pcode: one for one in _communes(source.file)})


def _communes(file: str) -> Iterator[Commune]:
    for row, (*units, west, south, east, north, rings) in listed_rows(file, _COLUMNS):
        pcode, name, adm2_pcode, adm2_name, adm1_pcode, adm1_name = units
        try:
            box = Box(float(west), float(south), float(east), float(north))
        except ValueError:
            raise damaged(file, row) from None
        yield Commune(
            pcode=pcode,
            name=name,
            adm2_pcode=adm2_pcode,
            adm2_name=adm2_name,
            adm1_pcode=adm1_pcode,
            adm1_name=adm1_name,
            box=box,
            packed=rings,
            listed_at=(file, row),
        )


def _ring(text: str) -> Ring:
    """A ring from steps: each point is given by how far it lies from the one before it.

    `lon lat lon lat …` in ten-thousandths of a degree, the first point from 0, 0.
    """
    steps = [int(number) for number in text.split()]
    lons, lats = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple(
        (lon / _UNITS_A_DEGREE, lat / _UNITS_A_DEGREE) for lon, lat in zip(lons, lats, strict=True)
    )
