"""The published plan, from which every document is written: ADR 0029.

    plan = published_plan(checked, stamp_of(checked, run_id, engine))

Quantities are rounded once, in its lines; `totals` are sums of those; nothing else adds up.
"""

from rrm.export.published.from_run import published_plan, stamp_of
from rrm.export.published.grain import exact_sum
from rrm.export.published.lines import (
    Distribution,
    LoadLine,
    NeedLine,
    PaymentLine,
    ReferralLine,
    Relief,
    SectorLine,
    SiteLine,
    StockLine,
    TripLine,
    UnmetLine,
    WaterLine,
    WaybillSheet,
)
from rrm.export.published.plan import PublishedPlan
from rrm.export.published.stamp import PeopleByGrade, Stamp, TakesOver
from rrm.export.published.totals import (
    CaseTotal,
    DayTotal,
    ItemTotal,
    MoneyTotal,
    Totals,
    VehicleTotal,
)

__all__ = [
    "CaseTotal",
    "DayTotal",
    "Distribution",
    "ItemTotal",
    "LoadLine",
    "MoneyTotal",
    "NeedLine",
    "PaymentLine",
    "PeopleByGrade",
    "PublishedPlan",
    "ReferralLine",
    "Relief",
    "SectorLine",
    "SiteLine",
    "Stamp",
    "StockLine",
    "TakesOver",
    "Totals",
    "TripLine",
    "UnmetLine",
    "VehicleTotal",
    "WaterLine",
    "WaybillSheet",
    "exact_sum",
    "published_plan",
    "stamp_of",
]
