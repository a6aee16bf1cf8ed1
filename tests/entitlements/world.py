"""One group at one site with the scores, measures and surroundings that a test needs.

    world = World(scores={"wash": 4}, measures={"water_short": 10})
    world.demand("water").quantity

The group is 60 displaced households, 360 people, at site A of the tiny scenario; market and
agent stand in Town, 41 km away. Rules are those of the tiny pack with `rules` changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rrm.entitlements import entitle
from rrm.model.demand import Demand, Entitled
from rrm.model.needs import MeasureMean, Needs, NeedScore
from rrm.model.rule_pack import Entitlement, Measure, ModalityRules, ReferralRule, RulePack
from rrm.model.scenario import (
    Alert,
    Assistance,
    CashAgent,
    Group,
    Market,
    Scenario,
    Settings,
    Site,
)
from tests.scoring.sites import tiny

ROAD_KM = {("town", "north"): 41.0}


def score(sector: str, severity: int, people_in_need: int, site: Site) -> NeedScore:
    """A row of needs.csv whose continuous score stands at its class."""
    return NeedScore(
        site.site_id, site.group.value, sector, site.households, site.people, severity,
        25.0 * (severity - 1), people_in_need, 1.0, "A", 1, 1, 1, severity, severity,
        people_in_need, people_in_need,
    )  # fmt: skip


@dataclass(frozen=True)
class World:
    """The smallest case; every field may be changed.

    scores: severity by sector. in_need: people in need of each sector, all of them by default;
    in_need_of: of the sectors in which others are.
    measures: mean by name. markets: functioning by node.
    """

    scores: Mapping[str, int] = field(default_factory=dict)
    in_need: int | None = None
    in_need_of: Mapping[str, int] = field(default_factory=dict)
    measures: Mapping[str, float] = field(default_factory=dict)
    group: str = "idp"
    households: int = 60
    people: int = 360
    alerts: Sequence[Alert] = ()
    assistance: Sequence[Assistance] = ()
    markets: Mapping[str, str] = field(default_factory=lambda: {"town": "open"})
    agents: Sequence[CashAgent] = field(default_factory=lambda: tiny().scenario.cash_agents)
    road_km: Mapping[tuple[str, str], float] = field(default_factory=lambda: ROAD_KM)
    horizon_days: int = 10
    entitlements: Mapping[str, Entitlement] | None = None
    modality: ModalityRules | None = None
    more_measures: Mapping[str, Measure] = field(default_factory=dict)
    referrals: Mapping[str, ReferralRule] | None = None
    respond_within_days: int = 15

    @property
    def site(self) -> Site:
        """The one group."""
        return (
            tiny()
            .scenario.sites[0]
            .model_copy(
                update={
                    "group": Group(self.group),
                    "households": self.households,
                    "people": self.people,
                }
            )
        )

    @property
    def scenario(self) -> Scenario:
        """The tiny scenario with this group alone."""
        settings: Settings = tiny().scenario.settings
        return tiny().scenario.model_copy(
            update={
                "settings": settings.model_copy(update={"horizon_days": self.horizon_days}),
                "sites": (self.site,),
                "alerts": tuple(self.alerts),
                "assistance": tuple(self.assistance),
                "markets": tuple(
                    Market(node=node, functioning=how) for node, how in self.markets.items()
                ),
                "cash_agents": tuple(self.agents),
            }
        )

    @property
    def pack(self) -> RulePack:
        """The tiny pack with the rules of the test."""
        pack = tiny().pack
        rules, wash = pack.entitlements, pack.sectors["wash"]
        measured = wash.model_copy(update={"measures": {**wash.measures, **self.more_measures}})
        if self.entitlements is not None:
            rules = rules.model_copy(update={"entitlements": dict(self.entitlements)})
        triggers = pack.triggers.model_copy(
            update={"respond_within_days": self.respond_within_days}
        )
        return pack.model_copy(
            update={
                "sectors": {**pack.sectors, "wash": measured},
                "entitlements": rules,
                "triggers": triggers,
                "modality": self.modality or pack.modality,
                "referrals": pack.referrals if self.referrals is None else dict(self.referrals),
            }
        )

    @property
    def needs(self) -> Needs:
        """Scores and measures of the one group."""
        people = self.people if self.in_need is None else self.in_need
        scores = tuple(
            score(sector, severity, self.in_need_of.get(sector, people), self.site)
            for sector, severity in self.scores.items()
        )
        means = tuple(
            MeasureMean(self.site.site_id, self.group, name, mean, 30)
            for name, mean in self.measures.items()
        )
        return Needs(scores, (), means)

    @property
    def entitled(self) -> Entitled:
        """What comes out."""
        return entitle(self.scenario, self.pack, self.needs, self.road_km)

    @property
    def modality_choice(self) -> tuple[str, str]:
        """How the group is helped, and why."""
        (choice,) = self.entitled.modalities
        return choice.modality, choice.reason.text()

    def demand(self, entitlement: str) -> Demand | None:
        """The demand of an entitlement, None where there is none."""
        return next((d for d in self.entitled.demands if d.entitlement == entitlement), None)


def rule(name: str, **changes: object) -> dict[str, Entitlement]:
    """The tiny pack's entitlements with one of them changed."""
    rules = tiny().pack.entitlements.entitlements
    return {**rules, name: rules[name].model_copy(update=changes)}


def alert(**changes: object) -> Alert:
    """An alert at site A, reported and verified before the start unless a test says otherwise."""
    return tiny().scenario.alerts[0].model_copy(update=changes)


def helped(entitlement: str, households: int, site_id: str = "A", group: str = "idp") -> Assistance:
    """Help that was given before the start."""
    return Assistance(site_id=site_id, group=group, entitlement=entitlement, households=households)
