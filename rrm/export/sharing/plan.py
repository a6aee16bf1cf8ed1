"""What may be told outside the organisation, as one value that has no field for anything else.

A hidden count is told apart from 0, which is shown. All hidden ones read alike, as “fewer than
five” in two cells of a line whose others are known can give away both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rrm.export.names import Names
from rrm.export.published import Stamp
from rrm.export.small_cells import Shown
from rrm.model.language import Message


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """A population group in a commune, over all its sites there.

    reached: households whose full share of goods or cash arrives. severity: the worst of its sites,
    0 where nothing was scored or its counts are hidden.
    """

    adm1: str
    adm2: str
    adm3: str
    group: str
    sites: int
    households: Shown
    people: Shown
    people_in_need: Shown
    reached: Shown
    severity: int


@dataclass(frozen=True, slots=True)
class SharedRelief:
    """What the group of a case was to get of an item, and what receipts tell.

    planned: None where it would give a small count away. received: None also where no receipt tells
    of any. until: the month up to which receipts tell, as 2022-04.
    """

    item: str
    unit: str
    planned: float | None
    received: float | None
    until: str


@dataclass(frozen=True, slots=True)
class SharedCase:
    """A case for a regular programme. evidence: None where protected, or telling of few people."""

    case_id: str
    programme: str
    adm3: str
    site_id: str
    group: str
    unit: str
    caseload: Shown
    urgency_days: int
    due: date
    reason: Message
    evidence: Message | None
    relief: tuple[SharedRelief, ...]


@dataclass(frozen=True, slots=True)
class SharedUnmet:
    """What does not come over all sites, by item and reason, in words that name no place.

    quantity: None where the households are few.
    """

    item: str
    unit: str
    quantity: float | None
    households: Shown
    reason_code: str
    reason: Message
    would_help: Message


@dataclass(frozen=True, slots=True)
class Activity:
    """Who is helped with what where: a line of a 5W table.

    activity: the item. modality: goods, cash or water. month: of the first hand-over, as 2022-04,
    else that in which it is due. targeted, reached: households, as `unit` says: whom it is for, and
    whose full share arrives. status: planned, or unmet where nothing comes.
    """

    sector: str
    activity: str
    modality: str
    adm1: str
    adm2: str
    adm3: str
    month: str
    group: str
    unit: str
    targeted: Shown
    reached: Shown
    status: str


@dataclass(frozen=True, slots=True)
class SharedItem:
    """An item over all communes; quantities are None where a count of people is hidden."""

    item: str
    unit: str
    needed: float | None
    delivered: float | None
    targeted: Shown
    reached: Shown


@dataclass(frozen=True, slots=True)
class SharedCaseTotal:
    """Cases of a programme, counted in one unit."""

    programme: str
    unit: str
    caseload: Shown


@dataclass(frozen=True, slots=True)
class SharedTotals:
    """Sums that a shared document may print."""

    sites: int
    communes: int
    households: Shown
    people: Shown
    people_in_need: Shown
    reached: Shown
    items: tuple[SharedItem, ...]
    cases: tuple[SharedCaseTotal, ...]


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """What shared documents are made from.

    stamp: without confidence where a grade is of few people. names: of the sites that have cases
    alone, no vehicles. communes: by P-code, then group. cases: in the order of the plan. asked:
    what would help, for a coordination meeting to decide. first_day, last_day: of the whole plan.
    hidden: counts that are not shown, over all of it.
    """

    stamp: Stamp
    names: Names
    first_day: date
    last_day: date
    communes: tuple[CommuneLine, ...]
    cases: tuple[SharedCase, ...]
    activities: tuple[Activity, ...]
    unmet: tuple[SharedUnmet, ...]
    asked: tuple[Message, ...]
    totals: SharedTotals
    hidden: int
