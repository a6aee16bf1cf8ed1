"""Units as exponents of their words, so that L/day ÷ person is L/person/day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """Exponents by word, sorted, none of them zero: L/person/day is L¹ day⁻¹ person⁻¹."""

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Unit:
        """From `L/person/day` or `kg*day`; blank, `1` and `%` have no dimension."""
        powers: dict[str, int] = {}
        sign = 1
        for part in text.replace("*", " * ").replace("/", " / ").split():
            if part in ("*", "/"):
                sign = -1 if part == "/" else 1
            elif part not in ("1", "%"):
                powers[part] = powers.get(part, 0) + sign
        return cls._of(powers)

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """The unit of a product, or with sign -1 of a quotient."""
        powers = dict(self.powers)
        for word, power in other.powers:
            powers[word] = powers.get(word, 0) + sign * power
        return self._of(powers)

    @classmethod
    def _of(cls, powers: dict[str, int]) -> Unit:
        return cls(tuple(sorted((word, power) for word, power in powers.items() if power)))

    def __str__(self) -> str:
        over = [part for word, power in self.powers for part in _written(word, power)]
        under = [part for word, power in self.powers for part in _written(word, -power)]
        return "/".join(["*".join(over) or "1", *under]) if self.powers else "-"


_WRITTEN_OUT = 4


def _written(word: str, power: int) -> list[str]:
    """A word as often as its power says; a high power, which no unit has, in short."""
    return [word] * max(power, 0) if power <= _WRITTEN_OUT else [f"{word}^{power}"]
