"""The published plan: everything that a document may say, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field

from rrm.export.facts import Facts
from rrm.export.figures import Figure
from rrm.export.names import Names
from rrm.export.published.lines import (
    Distribution,
    NeedLine,
    PaymentLine,
    ReferralLine,
    SiteLine,
    StockLine,
    TripLine,
    UnmetLine,
    WaterLine,
    WaybillSheet,
)
from rrm.export.published.stamp import Stamp
from rrm.export.published.totals import Totals


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """A checked plan as it is published.

    stamp: None for the two copies within the run folder, which say draft. sites: worst first.
    waybills, trips: in the order of the trips. distributions, payments, water, stock: by day.
    needs: in the order of the demands. unmet: in the order of the plan. referrals: by programme,
    the first due first. currency: that costs are counted in, empty where there is no budget.
    facts: for the report's sections, which say more than lines do; no sum is taken from them. Two
    plans are equal where all but that is.
    """

    stamp: Stamp | None
    facts: Facts = field(compare=False, repr=False)
    names: Names
    currency: str
    sites: tuple[SiteLine, ...]
    waybills: tuple[WaybillSheet, ...]
    trips: tuple[TripLine, ...]
    distributions: tuple[Distribution, ...]
    payments: tuple[PaymentLine, ...]
    water: tuple[WaterLine, ...]
    stock: tuple[StockLine, ...]
    needs: tuple[NeedLine, ...]
    unmet: tuple[UnmetLine, ...]
    referrals: tuple[ReferralLine, ...]
    figures: tuple[Figure, ...]
    totals: Totals
