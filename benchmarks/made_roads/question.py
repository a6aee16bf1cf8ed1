"""What is asked of a made network: five classes, a dozen periods, five depots, 500 sites."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rrm.access.conditions import Conditions
from rrm.access.link_arrays import LinkArrays
from rrm.access.periods import Period
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Season

DEPOTS, SITES, PERIODS, DAYS = 5, 500, 12, 7
RAINS = range(5, 10)  # periods, the first being 0
LATE_RAINS = range(7, 10)
LOW_GROUND, LOWEST_GROUND = 0.02, 0.005  # share of tracks under water in the rains, and late
CLOSURES, DOUBTS = 40, 10

# Loaded weight in tonnes, then km/h on tar, laterite and track, dry and wet.
CLASSES: dict[str, tuple[float, tuple[tuple[float, float], ...]]] = {
    "pickup": (3.5, ((80, 70), (60, 45), (40, 20))),
    "truck_10t": (18, ((60, 55), (40, 30), (25, 10))),
    "truck_20t": (32, ((55, 50), (35, 25), (20, 8))),
    "six_wheel_drive": (16, ((55, 50), (40, 35), (30, 20))),
    "tanker": (24, ((50, 45), (35, 25), (20, 8))),
}


@dataclass(frozen=True)
class Question:
    """Arguments of rrm.access.grid.grid."""

    rules: dict[str, ClassAccess]
    periods: dict[str, tuple[Period, ...]]
    origins: list[int]
    destinations: list[int]


def question(links: LinkArrays, seed: int = 2) -> Question:
    """Twelve weeks: rains in five of them, 40 certain closures and 10 doubts of some weeks each.

    Half of the closures are on tar, where they are reported and matter; the rest anywhere.
    """
    rng = np.random.default_rng(seed)
    tracks = np.flatnonzero(links.surface == 2)
    wet = frozenset(rng.choice(tracks, int(LOW_GROUND * len(tracks)), replace=False).tolist())
    late = frozenset(rng.choice(tracks, int(LOWEST_GROUND * len(tracks)), replace=False).tolist())
    tar = np.flatnonzero(links.surface == 0)
    reported = np.concatenate([
        rng.choice(tar, (CLOSURES + DOUBTS) // 2),
        rng.choice(len(links), (CLOSURES + DOUBTS) // 2),
    ])  # fmt: skip
    first = rng.integers(0, PERIODS, len(reported))
    last = first + rng.integers(0, 5, len(reported))
    is_doubt = rng.permutation(len(reported)) < DOUBTS

    def period(at: int) -> Period:
        shut = (wet if at in RAINS else frozenset()) | (late if at in LATE_RAINS else frozenset())
        now = (first <= at) & (at <= last)
        walls = frozenset(reported[now & ~is_doubt].tolist()) - shut
        doubts = sorted(set(reported[now & is_doubt].tolist()) - shut - walls)
        season = Season.WET if at in RAINS else Season.DRY
        return Period(
            first_day=at * DAYS + 1,
            last_day=at * DAYS + DAYS,
            conditions=Conditions(season, shut, load_limits=True, walls=walls),
            doubts=tuple((link, 0.2) for link in doubts),
            starts=6.0,
            hours=12.0,
            escort=None,
        )

    periods = tuple(period(at) for at in range(PERIODS))
    places = rng.choice(
        len(links.nodes), DEPOTS + SITES, replace=len(links.nodes) < DEPOTS + SITES
    ).tolist()
    return Question(
        rules={name: _rules(name, *figures) for name, figures in CLASSES.items()},
        periods=dict.fromkeys(CLASSES, periods),
        origins=places[:DEPOTS],
        destinations=places[DEPOTS:],
    )


def _rules(name: str, gross_t: float, speeds: tuple[tuple[float, float], ...]) -> ClassAccess:
    return ClassAccess(
        label={"en": name, "fr": name},
        gross_t=gross_t,
        speeds_kmh={
            surface: {"dry": dry, "wet": wet}
            for surface, (dry, wet) in zip(("tar", "laterite", "track"), speeds, strict=True)
        },
        load_hours=1,
        unload_hours=1,
        max_trip_days=7,
    )
