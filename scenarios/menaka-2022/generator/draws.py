"""Chance from a stated seed, the same on every machine and Python version."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from random import Random
from typing import TypeVar

SEED = 20220418
"""The day the scenario starts."""

Option = TypeVar("Option")


class Draws:
    """A stream of draws with a name; one stream never disturbs another.

    Everything rests on `Random.random()`, the only sequence that Python promises to keep, and
    on sums and products, so that the tables come out alike everywhere.
    """

    def __init__(self, name: str) -> None:
        self._random = Random(f"{SEED}/{name}")

    def share(self) -> float:
        """A number from 0 up to 1, all alike likely."""
        return self._random.random()

    def between(self, low: float, high: float) -> float:
        """A number from low up to high, all alike likely."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + floor((high - low + 1) * self.share())

    def normal(self, mean: float = 0.0, spread: float = 1.0) -> float:
        """A bell-shaped draw: twelve uniform ones added, so within six spreads of the mean."""
        return mean + spread * (sum(self.share() for _ in range(12)) - 6.0)

    def count(self, mean: float, spread: float, most: int) -> int:
        """A bell-shaped count from 0 to most."""
        return min(most, max(0, floor(self.normal(mean, spread) + 0.5)))

    def happens(self, chance: float) -> bool:
        """True with this chance."""
        return self.share() < chance

    def pick(self, weights: Mapping[Option, float]) -> Option:
        """One of the options, as likely as its weight; weights at or below 0 never."""
        options = [(option, weight) for option, weight in weights.items() if weight > 0]
        left = self.share() * sum(weight for _, weight in options)
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        return options[-1][0]


def apportion(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """A reported total spread over places by weight, in whole units that add up to it.

    Largest remainder: everyone gets the whole part of its share, and what is left goes one by
    one to the largest fractions, first named first on a tie.
    """
    sum_of_weights = sum(weights.values())
    shares = {name: total * weight / sum_of_weights for name, weight in weights.items()}
    whole = {name: floor(share) for name, share in shares.items()}
    by_fraction = sorted(shares, key=lambda name: whole[name] - shares[name])
    for name in by_fraction[: total - sum(whole.values())]:
        whole[name] += 1
    return whole
