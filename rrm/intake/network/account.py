"""What a reading took, left out and guessed, in counts: beside the tables the thing to look at."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.model.language import Text
from rrm.model.run import InputFile


@dataclass(frozen=True, slots=True)
class Counted:
    """How many lines, and how many km of them."""

    lines: int
    km: float


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that the file doesn't say and the mapping takes from something else.

    matter: surface, season, max_payload_t, wait_hours. taken: the value. condition: what it was
    taken from, such as highway=track.
    """

    matter: str
    taken: str
    condition: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Account:
    """A reading in counts.

    mappings: names of those used. left_out: why, and how much. joined: ends that nearly met a road.
    repeated: stretches drawn more than once, each kept once; differing: those of them that the two
    drawings describe differently. rings: roads that only lead back to where they begin, left out.
    pieces: of the network, the km of each, largest first. named: places found on the roads.
    """

    files: tuple[InputFile, ...]
    mappings: tuple[str, ...]
    credits: tuple[str, ...]
    taken: Counted
    left_out: tuple[tuple[Text, Counted], ...]
    guesses: tuple[Guess, ...]
    joined: int
    repeated: Counted
    differing: int
    rings: Counted
    surfaces: tuple[tuple[str, Counted], ...]
    pieces: tuple[float, ...]
    named: int
    tolerance_m: float
    within_km: float


def account_json(account: Account, language: str) -> dict[str, object]:
    """The same as fields."""
    return {
        "files": [{"file": one.path, "sha256": one.sha256} for one in account.files],
        "mappings": list(account.mappings),
        "credits": list(account.credits),
        "lines": account.taken.lines,
        "km": account.taken.km,
        "left_out": [
            {"because": why.text(language), "lines": n.lines, "km": n.km}
            for why, n in account.left_out
        ],
        "guesses": [
            {
                "matter": one.matter,
                "taken": one.taken,
                "from": one.condition,
                "lines": one.counted.lines,
                "km": one.counted.km,
            }
            for one in account.guesses
        ],
        "ends_joined": account.joined,
        "repeated": {"stretches": account.repeated.lines, "km": account.repeated.km},
        "differing": account.differing,
        "rings": {"links": account.rings.lines, "km": account.rings.km},
        "surfaces": {surface: {"links": n.lines, "km": n.km} for surface, n in account.surfaces},
        "pieces_km": list(account.pieces),
        "places_named": account.named,
        "tolerance_m": account.tolerance_m,
        "within_km": account.within_km,
    }
