"""Whose turn it is: a demand, the days on which it may be served, and how far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A demand that may be served now, with arrivals from `first` to `last` day.

    upto: quantity that it may have in all, of water on that day; first and last are then the same.
    one_trip: no more than one trip, or one agent's day, so that others have their turn too.
    """

    j: int
    first: int
    last: int
    upto: float
    one_trip: bool = False
