"""How far to trust a score: a grade A-D from coverage, sample, age and who was asked."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from rrm.model.rule_pack import SeverityRules
from rrm.rule_language import TOLERANCE

ALERT_ONLY = "D"


def confidence_grade(
    rules: SeverityRules,
    answered_share: float,
    households: int,
    age_days: int | None,
    household_interviews: bool,
) -> str:
    """The best grade whose bounds all hold; D where none does.

    age_days: of the median interview; unknown dates meet no bound but D's.
    household_interviews: whether at least half the answers are from households themselves. A share
    that differs from its bound by rounding alone reaches it, whatever the order of interviews.
    """
    for grade, bounds in sorted(rules.confidence.items()):
        if (
            answered_share >= bounds.answered_share - TOLERANCE
            and households >= bounds.households
            and age_days is not None
            and age_days <= bounds.age_days
            and (household_interviews or not bounds.household_interviews)
        ):
            return grade
    return ALERT_ONLY


def median_age_days(days: NDArray[np.int64], today: date) -> int | None:
    """Days since the median interview, None where no date is known; days: ordinals, 0 unknown."""
    known = days[days > 0]
    if not known.size:
        return None
    middle = known.size // 2
    return today.toordinal() - int(np.partition(known, middle)[middle])


def are_mostly_households(is_informant: NDArray[np.bool_]) -> bool:
    """Whether at least half of the answers came from households."""
    return int(np.count_nonzero(is_informant)) * 2 <= is_informant.size
