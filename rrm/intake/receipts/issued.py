"""What a run has given out: the waybills and payments that receipts can speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from rrm.model.plan import Payment
from rrm.model.receipt import PaymentKey
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario
from rrm.model.waybill import Waybills

LONGEST_DELAY = timedelta(days=31)
"""How long after the plan's last day a receipt is still believed; no trip takes half as long."""


@dataclass(frozen=True)
class Issued:
    """A run's waybills and planned payments, with the calendar and catalogue they are told in."""

    waybills: Waybills
    payments: tuple[Payment, ...]
    scenario: Scenario
    pack: RulePack

    @cached_property
    def payment_of(self) -> Mapping[PaymentKey, Payment]:
        """Each planned payment by what a receipt says of it."""
        return {
            (one.day, one.site_id, one.group, one.item, one.agent_id): one for one in self.payments
        }

    @property
    def last_day(self) -> date:
        """The last day of the plan."""
        settings = self.scenario.settings
        return settings.date_of(settings.horizon_days)

    def is_whole(self, item: str) -> bool:
        """Whether an item is handed over in whole units only."""
        known = self.pack.catalogue.get(item)
        return known is not None and known.whole
