"""Need scores become demands for items, a modality, and referrals.

`entitle` does all three; `agents_in_reach` and `nearest_market` say what cash depends on,
`present_m3` what a place has to hold water;
`next_assessments` says whose assessment could change most of it.
"""

from rrm.entitlements.entitle import entitle
from rrm.entitlements.modality import agents_in_reach, nearest_market
from rrm.entitlements.next_assessment import (
    Asked,
    AssessmentEffect,
    needs_at_bounds,
    next_assessments,
)
from rrm.entitlements.storage import present_m3

__all__ = [
    "Asked",
    "AssessmentEffect",
    "agents_in_reach",
    "entitle",
    "nearest_market",
    "needs_at_bounds",
    "next_assessments",
    "present_m3",
]
