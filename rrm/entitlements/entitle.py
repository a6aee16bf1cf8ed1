"""All sites: modality, demands and referrals."""

from __future__ import annotations

from rrm.entitlements.demands import site_demands
from rrm.entitlements.modality import RoadKm, choose_modality
from rrm.entitlements.referrals import site_referrals
from rrm.entitlements.storage import storage_demands
from rrm.model.demand import Entitled
from rrm.model.needs import Needs
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario


def entitle(scenario: Scenario, pack: RulePack, needs: Needs, road_km: RoadKm) -> Entitled:
    """What every group at every site is to receive, how, and what is handed over.

    road_km: distance by road from each market's and agent's node to each site's node.
    """
    choices = tuple(
        choose_modality(scenario, pack, needs, road_km, site) for site in scenario.sites
    )
    demands = tuple(
        demand
        for site, choice in zip(scenario.sites, choices, strict=True)
        for demand in site_demands(scenario, pack, needs, site, choice)
    )
    referrals = tuple(
        referral
        for site in scenario.sites
        for referral in site_referrals(scenario, pack, needs, site)
    )
    along = tuple(storage_demands(scenario, pack, demands))
    return Entitled((*demands, *along), choices, referrals)
