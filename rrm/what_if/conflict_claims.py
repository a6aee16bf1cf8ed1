"""What a scenario asks of every plan: each side of each lock, and the floor of each site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rrm.allocation import Floor, floor_yardsticks
from rrm.model.scenario import Lock
from rrm.what_if.standing import Standing


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing asked: a lock that gives a least or a most, never both; or a site's floor.

    lock: with one of its two sides; None for a floor. site_id: whose it is.
    """

    site_id: str
    lock: Lock | None = None

    @property
    def is_floor(self) -> bool:
        """Whether it is the floor of its site."""
        return self.lock is None

    @property
    def asks_for_more(self) -> bool:
        """Whether it asks that something be brought, not that it be kept away."""
        return self.lock is None or self.lock.at_least is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """All claims of a scenario.

    yardsticks: by site, what its floor is a share of; none without a floor.
    """

    claims: tuple[Claim, ...]
    share: float
    yardsticks: dict[str, float]

    def floor(self, claims: Iterable[Claim]) -> Floor | None:
        """The floor of the sites among some claims; None where none of them is one."""
        sites = {claim.site_id for claim in claims if claim.is_floor}
        if not sites:
            return None
        kept = {site: value for site, value in self.yardsticks.items() if site in sites}
        return Floor(self.share, kept)


def asked_of(standing: Standing) -> Asked:
    """The claims of a case; the yardstick of its floor is that of its own ways and demands."""
    scenario = standing.scenario
    share = scenario.settings.least_share
    yardsticks: dict[str, float] = {}
    if share > 0:
        yardsticks = floor_yardsticks(
            scenario, standing.pack, standing.demands, standing.access, standing.road_km
        )
    claims = [side for lock in scenario.locks for side in _sides(lock)]
    claims += [Claim(site_id) for site_id in yardsticks]
    return Asked(tuple(claims), share, yardsticks)


def _sides(lock: Lock) -> Iterable[Claim]:
    if lock.at_least:
        yield Claim(lock.site_id, lock.model_copy(update={"at_most": None}))
    if lock.at_most is not None:
        yield Claim(lock.site_id, lock.model_copy(update={"at_least": None}))
