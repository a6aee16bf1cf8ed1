"""The lines that documents are made of, each rounded once and never again.

Codes stay codes, which Names puts into words; dates are dates. Quantities of goods and water have
at most three decimals (water in m³), kg one, m³ of goods three, money two, km and hours two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rrm.export.small_cells import Shown
from rrm.model.language import Message
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class SectorLine:
    """A sector at a site, for one group.

    severity: 1 to 5, None where the sector is protected, as it tells more than a count.
    people_in_need: hidden where the sector is protected and they are few.
    """

    sector: str
    severity: int | None
    people_in_need: Shown


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A group at a site: who is there, how badly off, and what reaches them.

    severity, score, rank, confidence: over all sectors; 0 and empty where nothing was scored.
    households_reached: distinct households whose full share of goods or cash arrives, counted by
    the item that reaches most of them. coverage: that as a share of those entitled to any, 0..1,
    None where nobody is. first_help: first day on which anything is handed over, water included.
    """

    site_id: str
    group: str
    adm1: str
    adm2: str
    adm3: str
    lat: float
    lon: float
    households: int
    people: int
    people_in_need: int
    severity: int
    score: float
    rank: int
    confidence: str
    sectors: tuple[SectorLine, ...]
    households_reached: int
    coverage: float | None
    first_help: date | None


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A quantity of an item on a waybill. group: for whom, blank for stock that is moved.

    kg, m3: of the whole quantity, None where the catalogue doesn't know the item.
    meets: items of other demands that some of it is handed over for.
    expires: last days on which batches of it may be handed out, where the plan says which are
    sent: it does of stock that is moved.
    """

    item: str
    group: str
    unit: str
    quantity: float
    kg: float | None
    m3: float | None
    meets: tuple[str, ...] = ()
    expires: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class WaybillSheet:
    """What one trip brings to one stop: a waybill.

    number: as printed, empty where the plan has no stamp. stop: its place among the trip's
    stops, of which a tanker's first is where it fills; stops: how many the trip has.
    leaves, back: local times of the trip. origin: depot or water source. place: site, or depot for
    stock that is moved. kg, m3: sums of the lines.
    """

    number: str
    trip_id: str
    stop: int
    stops: int
    leaves: datetime
    back: datetime
    arrives: date
    origin: str
    depot: str
    place: str
    vehicle_class: str
    is_transfer: bool
    is_water: bool
    lines: tuple[LoadLine, ...]
    kg: float
    m3: float


@dataclass(frozen=True, slots=True)
class TripLine:
    """A vehicle, out and home. places: its stops in order, a tanker's source included.

    kg, m3: sums of its waybills. cost: in the currency of the plan's costs. risk: of the way out.
    waybills: numbers, none where the plan has no stamp; sheets are found by trip_id.
    """

    trip_id: str
    vehicle_class: str
    depot: str
    leaves: datetime
    back: datetime
    places: tuple[str, ...]
    km: float
    hours: float
    kg: float
    m3: float
    cost: float
    risk: float
    is_transfer: bool
    is_water: bool
    waybills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """What a group gets of an item at a site on a day: what people are told will come.

    households: whose full share is complete with it, so that the days of one need add up to those
    reached; for cash those paid; for water everybody in the group whom it is for.
    quantity: in the unit of the item handed over; for cash, transfers.
    agent_id: who pays, empty for goods and water. waybills: numbers it comes under.
    """

    day: date
    site_id: str
    group: str
    item: str
    unit: str
    kind: ItemKind
    households: int
    quantity: float
    waybills: tuple[str, ...]
    agent_id: str


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """Transfers paid out at a site. planned_day: day of the scenario, by which receipts name it."""

    day: date
    planned_day: int
    site_id: str
    group: str
    item: str
    agent_id: str
    households: int
    amount: float
    fee: float
    currency: str


@dataclass(frozen=True, slots=True)
class WaterLine:
    """What a tanker brings to a site in one trip. m3: over all groups there.

    rounds: journeys from the source. survival_m3, full_m3: what all groups of the site together
    need on that day; the same on each line of the day, so never to be added up.
    """

    day: date
    source_id: str
    site_id: str
    vehicle_class: str
    trip_id: str
    rounds: int
    m3: float
    survival_m3: float
    full_m3: float


@dataclass(frozen=True, slots=True)
class StockLine:
    """An item in a depot on a day on which anything of it moves, or on the first day.

    closing = opening + arrives + moved_in + assembled - moved_out - leaves; opening is the closing
    of the line before. arrives: supplies that the plan counts on. moved_in: transfers, on the day
    from which they can be sent on. leaves: for sites. assembled: units put together of parts there;
    below 0 for parts used up. What has expired lies there until somebody writes it off.
    """

    day: date
    depot_id: str
    item: str
    unit: str
    opening: float
    arrives: float
    moved_in: float
    assembled: float
    moved_out: float
    leaves: float
    closing: float


@dataclass(frozen=True, slots=True)
class NeedLine:
    """What a group is entitled to of an item, and how much of it the plan brings.

    needed, delivered, unmet: in the item's unit; households for cash, m³ over the window for water.
    delivered: what is handed over counts for, variants in terms of this item. unmet: what
    the plan says is missing. households, people: whom it is for. starts, due: of the entitlement.
    first, last: first and last hand-over, None where nothing comes.
    """

    site_id: str
    group: str
    item: str
    unit: str
    kind: ItemKind
    needed: float
    delivered: float
    unmet: float
    households: int
    people: int
    starts: date
    due: date
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class UnmetLine:
    """What does not come, why, and what would help. quantity: as of NeedLine.unmet."""

    site_id: str
    group: str
    item: str
    unit: str
    quantity: float
    households: int
    people: int
    reason_code: str
    reason: Message
    would_help: Message


@dataclass(frozen=True, slots=True)
class Relief:
    """What a group was to get of an item, and what receipts tell.

    received: None where no receipt tells of any of it. until: last day that receipts of it tell.
    """

    item: str
    unit: str
    planned: float
    received: float | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A case for a regular programme.

    case_id: programme, site and group, a pseudonym of nobody; numbered from the second on where a
    programme has several cases there. unit: people or households. is_protected: of a sector of
    which nothing but counts may be told: its reason is then what the rules say of any such case.
    evidence: why the sector behind the rule is as severe as it is, None where it is protected or
    was not scored. relief: everything that the group gets in this plan.
    """

    case_id: str
    site_id: str
    group: str
    programme: str
    unit: str
    caseload: Shown
    urgency_days: int
    due: date
    reason: Message
    evidence: Message | None
    is_protected: bool
    relief: tuple[Relief, ...]
