"""Chance from a stated seed, the same on every machine and with every version of NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from hashlib import sha256
from math import floor, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_DIGITS = Context(prec=17)


class Draws:
    """A stream of draws with a name; one stream never disturbs another.

    The bit generator is Philox (4 x 64 bits, ten rounds), its key the first 128 bits of the
    SHA-256 of "seed/name". Only its raw numbers are used, the one sequence that NumPy promises to
    keep, and of them sums and products alone: logarithms and sines differ between machines in the
    last digit.
    """

    def __init__(self, seed: int, name: str) -> None:
        key = int.from_bytes(sha256(f"{seed}/{name}".encode()).digest()[:16], "little")
        self._bits = np.random.Philox(key=key)

    def shares(self, count: int) -> Floats:
        """So many numbers from 0 up to 1, all alike likely."""
        raw = np.atleast_1d(np.asarray(self._bits.random_raw(count), dtype=np.uint64))
        return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def normals(self, count: int) -> Floats:
        """Bell-shaped draws around 0 with a spread of 1: twelve alike ones added, less 6."""
        total = np.zeros(count)
        for _ in range(12):
            total = total + self.shares(count)
        return total - 6.0

    def share(self) -> float:
        """One number from 0 up to 1."""
        return float(self.shares(1)[0])

    def between(self, low: float, high: float) -> float:
        """A number from low up to high, all alike likely."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + floor((high - low + 1) * self.share())

    def happens(self, chance: float) -> bool:
        """True with this chance."""
        return self.share() < chance

    def pick(self, options: Sequence[tuple[str, float]]) -> str:
        """One of the options, as likely as its weight."""
        left = self.share() * sum(weight for _, weight in options)
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        return options[-1][0]

    def direction(self) -> tuple[float, float]:
        """A direction in the plane, all alike likely, as a vector of length 1."""
        while True:
            x, y = self.between(-1.0, 1.0), self.between(-1.0, 1.0)
            length = sqrt(x * x + y * y)
            if 0.1 < length <= 1.0:
                return x / length, y / length

    def order(self, count: int) -> list[int]:
        """The numbers from 0 to count - 1 in a drawn order."""
        return [int(at) for at in np.argsort(self.shares(count), kind="stable")]


def exponential(value: float) -> float:
    """e to the power of a value, to the same last digit everywhere."""
    return float(Decimal(repr(value)).exp(_DIGITS))


def logarithm(value: float) -> float:
    """The natural logarithm of a value, to the same last digit everywhere."""
    return float(Decimal(repr(value)).ln(_DIGITS))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """A total spread by weight in whole units that add up to it.

    Largest remainder: everyone gets the whole part of its share, and what is left goes one by one
    to the largest fractions, the first on a tie.
    """
    of_all = sum(weights)
    shares = [total * weight / of_all if of_all else 0.0 for weight in weights]
    whole = [floor(share) for share in shares]
    by_fraction = sorted(range(len(shares)), key=lambda at: whole[at] - shares[at])
    for at in by_fraction[: total - sum(whole)]:
        whole[at] += 1
    return whole
