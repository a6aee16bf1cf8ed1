"""Places by their name, as public lists have them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from rrm.intake.places.lists import PlaceList, damaged, listed_rows, place_lists

_COLUMNS = ("name", "lat", "lon", "rank", "within", "km_outside")
_CHIEF_TOWN = 3
_OTHER = 5
_SOUND_KM = 1.0  # nearer to its unit the list is off by rounding, farther one of the two is wrong
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A place of a list.

    rank: 1 for the capital, 2 and 3 for chief towns of regions and cercles, 4 for those of
    communes, 5 for all others. within: the unit or country it is said to lie in.
    km_outside: how far the list's own position lies outside of that unit.
    """

    name: str
    lat: float
    lon: float
    rank: int
    within: str
    km_outside: float
    source: PlaceList

    @property
    def is_sound(self) -> bool:
        """Whether the list agrees with itself about where the place lies."""
        return self.km_outside <= _SOUND_KM

    @property
    def is_chief_town(self) -> bool:
        """Whether it is the chief town of a cercle or more: a name that means that town."""
        return self.rank <= _CHIEF_TOWN


def plain_name(name: str) -> str:
    """A name without accents, capitals, blanks and signs, so that spellings of it meet."""
    if name.isascii():
        return _NOT_LETTERS.sub("", name.casefold())
    apart = unicodedata.normalize("NFKD", name).casefold()
    return _NOT_LETTERS.sub("", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def listed_places(name: str) -> tuple[ListedPlace, ...]:
    """The places that bear a name, however it is spelt, each position once, in their lists' order.

    Raises BadInput where a list is damaged.
    """
    spots: dict[tuple[float, float], ListedPlace] = {}
    for source, row, cells in _by_plain_name().get(plain_name(name), ()):
        place = _place(source, row, cells)
        spots.setdefault((round(place.lat, 3), round(place.lon, 3)), place)
    return tuple(spots.values())


@cache
def _by_plain_name() -> dict[str, list[tuple[PlaceList, int, tuple[str, ...]]]]:
    """The rows of all lists by their name; what they say is read when a name is asked for."""
    found: dict[str, list[tuple[PlaceList, int, tuple[str, ...]]]] = {}
    for source in place_lists().places:
        for row, cells in listed_rows(source.file, _COLUMNS):
            found.setdefault(plain_name(cells[0]), []).append((source, row, cells))
    return found


def _place(source: PlaceList, row: int, cells: tuple[str, ...]) -> ListedPlace:
    name, lat, lon, rank, within, km_outside = cells
    try:
        return ListedPlace(
            name=name,
            lat=float(lat),
            lon=float(lon),
            rank=int(rank or _OTHER),
            within=within,
            km_outside=float(km_outside or 0),
            source=source,
        )
    except ValueError:
        raise damaged(source.file, row) from None
