"""What may leave the organisation, and the marks that stand on everything that does: ADR 0030.

    shared = shared_plan(plan, pack.sharing)

A `SharedPlan` has no field for exact places, days, vehicles or roads; small counts, and what they
could be worked out from, are hidden in one place for all documents of a run.
"""

from rrm.export.sharing.from_plan import shared_plan
from rrm.export.sharing.plan import (
    Activity,
    CommuneLine,
    SharedCase,
    SharedCaseTotal,
    SharedItem,
    SharedPlan,
    SharedRelief,
    SharedTotals,
    SharedUnmet,
)
from rrm.export.sharing.stamp_words import StampWords, circle_in_words, day_with_year, stamp_words

__all__ = [
    "Activity",
    "CommuneLine",
    "SharedCase",
    "SharedCaseTotal",
    "SharedItem",
    "SharedPlan",
    "SharedRelief",
    "SharedTotals",
    "SharedUnmet",
    "StampWords",
    "circle_in_words",
    "day_with_year",
    "shared_plan",
    "stamp_words",
]
