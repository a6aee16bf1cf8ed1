"""A run as the comparison sees it: what it was made from and what came out, as model values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rrm.model.demand import Demand
from rrm.model.language import Text
from rrm.model.needs import NeedScore
from rrm.model.plan import Delivery, Payment, TierResult, Trip, Unmet
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.run import InputFile
from rrm.model.scenario import Scenario

ScoreKey = tuple[str, str, str]
"""Site, group, sector."""


@dataclass(frozen=True, slots=True)
class MadeBy:
    """The engine and the options behind a run; they can change a plan without any input."""

    engine_version: str
    seed: float
    gap: float
    time_limit: float


@dataclass(frozen=True)
class RunFacts:
    """A run as its folder tells it, whatever wrote the folder.

    status: optimal, feasible or infeasible. is_accepted: by the independent check.
    no_plan: why there is none, as Plan.no_plan. takes_over: whether from another run.
    reasons: why a severity is what it is, by site, group and sector, in words.
    """

    run_id: str
    scenario: Scenario
    pack: RulePack
    files: tuple[InputFile, ...]
    made_by: MadeBy
    status: str
    is_accepted: bool
    tiers: tuple[TierResult, ...]
    scores: tuple[NeedScore, ...]
    reasons: Mapping[ScoreKey, Text]
    demands: tuple[Demand, ...]
    deliveries: tuple[Delivery, ...]
    payments: tuple[Payment, ...]
    trips: tuple[Trip, ...]
    unmet: tuple[Unmet, ...]
    no_plan: str = ""
    takes_over: bool = False

    @cached_property
    def sites(self) -> Mapping[str, str]:
        """Names of the sites by id, in the order of the table."""
        return {site: self._names[site] for site in self.scenario.site_ids}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {site.site_id: site.name for site in reversed(self.scenario.sites)}

    @property
    def days(self) -> int:
        """Days that the plan looks ahead."""
        return self.scenario.settings.horizon_days

    @property
    def currency(self) -> str:
        """What costs are counted in; empty where nothing says so."""
        budget = self.scenario.settings.budget
        if budget is not None:
            return budget.currency
        return next((paid.currency for paid in self.payments), "")

    def kind(self, item: str) -> ItemKind:
        """Whether an item is goods, water or cash; goods where the catalogue has it not."""
        known = self.pack.catalogue.get(item)
        return known.kind if known is not None else ItemKind.GOODS
