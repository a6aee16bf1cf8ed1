"""Which vehicle classes pass a link on a day, as whoever knows it tells an export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from rrm.model.scenario import Location, Route

LinkState = Callable[[int], Mapping[str, bool]]
"""By position in `routes`: whether each vehicle class passes the link on the day."""


class Network(Protocol):
    """Anything with places and links: a scenario, a FLEE network, a reading."""

    @property
    def locations(self) -> tuple[Location, ...]:
        """The places."""

    @property
    def routes(self) -> tuple[Route, ...]:
        """The links."""


def passing(state: LinkState | None, position: int) -> dict[str, bool]:
    """The classes in order of their names, as `open_<class>`; none where nothing is known."""
    if state is None:
        return {}
    return {f"open_{name}": is_open for name, is_open in sorted(state(position).items())}


def link_properties(route: Route) -> dict[str, str | float | bool]:
    """What routes.csv says of a link, by column; empty cells are left out."""
    return dict(route.model_dump(mode="json", by_alias=True, exclude_none=True))


def place_properties(place: Location) -> dict[str, str | float]:
    """What locations.csv says of a place, by column."""
    return dict(place.model_dump(mode="json", by_alias=True, exclude_none=True))
