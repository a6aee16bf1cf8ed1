"""All that is known of how one site is reached."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.access.alternatives import Alternatives, alternatives
from rrm.access.caught_away import CaughtAway, caught_away
from rrm.access.chains import Chain, chains
from rrm.access.merged_periods import merged_periods
from rrm.access.water_cycles import WaterCycle, water_cycles
from rrm.model.access import Access, AccessTable
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class PlaceAccess:
    """One site: the best way or the reason against it, and what there is beside.

    rows: by origin and class, adjoining periods that tell the same as one. alternatives: of the
    ways that are open. chains: where changing vehicles gets a load there, or sooner. water: what
    tankers bring. caught_away: on which days a vehicle can leave, and not be home before its way
    closes.
    """

    site_id: str
    rows: tuple[Access, ...]
    alternatives: tuple[Alternatives, ...]
    chains: tuple[Chain, ...]
    water: tuple[WaterCycle, ...]
    caught_away: tuple[CaughtAway, ...] = ()


def place_access(
    scenario: Scenario, pack: RulePack, table: AccessTable, site_id: str, most: int = 3
) -> PlaceAccess:
    """How a site is reached: by row, with alternatives, chains and the turnaround of water.

    most: how many of the fastest and of the safest ways are told; see alternatives.
    """
    return PlaceAccess(
        site_id=site_id,
        rows=merged_periods(table.to(site_id)),
        alternatives=alternatives(scenario, pack, site_id, most),
        chains=chains(scenario, pack, table, site_id),
        water=water_cycles(scenario, pack, table, site_id),
        caught_away=caught_away(scenario, pack, table.to(site_id)),
    )
