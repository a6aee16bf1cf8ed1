"""Trips and the vehicles that suit them."""

from __future__ import annotations


def most_served(choices: list[tuple[int, ...]], counts: list[int]) -> int:
    """How many trips find a vehicle, each among the rows of vehicles that suit it.

    choices: by trip, the positions of those rows; counts: vehicles by row.

    Source: bipartite matching by augmenting paths, Kuhn 1955.
    """
    if all(len(rows) == len(counts) for rows in choices):
        return min(len(choices), sum(counts))
    seated: list[list[int]] = [[] for _ in counts]

    def seat(trip: int, tried: set[int]) -> bool:
        for row in choices[trip]:
            if row in tried:
                continue
            tried.add(row)
            if len(seated[row]) < counts[row]:
                seated[row].append(trip)
                return True
            for place, other in enumerate(seated[row]):
                if seat(other, tried):
                    seated[row][place] = trip
                    return True
        return False

    return sum(seat(trip, set()) for trip in range(len(choices)))
