"""How far to trust a score: a grade A-D from coverage, sample, age and who was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rrm.model.form import Respondent
from rrm.model.rule_pack import SeverityRules

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
    household_interviews: whether at least half the answers are from households themselves.
    """
    for grade, bounds in sorted(rules.confidence.items()):
        if (
            answered_share >= bounds.answered_share
            and households >= bounds.households
            and age_days is not None
            and age_days <= bounds.age_days
            and (household_interviews or not bounds.household_interviews)
        ):
            return grade
    return ALERT_ONLY


def median_age_days(interviewed_on: Sequence[date | None], today: date) -> int | None:
    """Days since the median interview, None where no date is known."""
    known = sorted(day for day in interviewed_on if day is not None)
    return (today - known[len(known) // 2]).days if known else None


def are_mostly_households(respondents: Sequence[str]) -> bool:
    """Whether at least half of the answers came from households."""
    asked = sum(one == Respondent.HOUSEHOLD for one in respondents)
    return asked * 2 >= len(respondents)
