"""What stands on every page, sheet and file: which plan it is of, and how far it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rrm.model.language import Text

if TYPE_CHECKING:
    from rrm.model.approval import Approval


@dataclass(frozen=True, slots=True)
class PeopleByGrade:
    """People of the groups whose data have a grade of confidence, A to D."""

    grade: str
    people: int


@dataclass(frozen=True, slots=True)
class TakesOver:
    """The run that this one takes over from; its papers hold for what left before that day."""

    run_id: str
    from_day: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a reader must see before relying on a paper.

    run_code: the four signs that waybill numbers begin with. time_of_data: the day on which what
    the plan is made from was known. pack: id and version. engine: version that made the plan.
    plan_status: as of Plan. gap: how far the plan is from its bound, a share.
    confidence: every grade from A to D, also those of nobody. approval: None while it is a draft.
    received_until: last day that receipts tell of, None where there are none.
    """

    run_id: str
    run_code: str
    scenario_id: str
    title: Text
    time_of_data: date
    pack: str
    engine: str
    plan_status: str
    is_accepted: bool
    gap: float
    confidence: tuple[PeopleByGrade, ...]
    approval: Approval | None = None
    received_until: date | None = None
    takes_over: TakesOver | None = None

    @property
    def is_draft(self) -> bool:
        """Whether nobody has approved it yet."""
        return self.approval is None
