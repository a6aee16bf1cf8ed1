"""A scenario as people write it: settings, and the tables beside them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rrm.model.frozen import Frozen

Id = Annotated[str, Field(pattern=r"^[\w][\w.:/'’ -]{0,79}\Z")]
Name = Annotated[str, Field(max_length=300)]
Count = Annotated[int, Field(ge=0, le=100_000_000)]
Quantity = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, le=1e12, allow_inf_nan=False)]
Day = Annotated[int, Field(ge=1, le=366)]
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")]
Hour = Annotated[float, Field(ge=0, le=24)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Group(StrEnum):
    """Population groups, kept apart for disaggregation and fairness, never as weights."""

    IDP = "idp"
    REFUGEE = "refugee"
    RETURNEE = "returnee"
    HOST = "host"


class Season(StrEnum):
    """Which column of the pack's speeds counts."""

    DRY = "dry"
    WET = "wet"


class Certainty(StrEnum):
    """How sure a report is: a certain closure is a wall, the others cost risk."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Site(Frozen):
    """One population group at one place; a place with two groups has two rows.

    storage_m3: what the place has to hold water that is brought; none of its rows says: not known.
    """

    site_id: Id
    name: Name
    adm1_pcode: str = ""
    adm2_pcode: str = ""
    adm3_pcode: str = ""
    lat: Latitude
    lon: Longitude
    households: Count
    people: Count
    group: Group
    node: Id
    storage_m3: Quantity | None = None


class OtherActor(StrEnum):
    """Whether somebody else helps already."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Alert(Frozen):
    """A reported shock at a site; the clock of the response starts at its verification.

    confirmed_by: how many independent sources. assessed_on: last day of an assessment whose
    answers are not here. unassisted: no help could come before for lack of access.
    exception: why it goes ahead although a rule would hold it back; no name of a person.
    """

    alert_id: Id
    site_id: Id
    shock: Id
    occurred_on: date | None = None
    reported_on: date
    verified_on: date | None = None
    households: Count | None = None
    source: str = ""
    confirmed_by: Count | None = None
    assessed_on: date | None = None
    unassisted: bool | None = None
    other_actor: OtherActor = OtherActor.UNKNOWN
    exception: Name = ""


class Assistance(Frozen):
    """Help that a group already received before the scenario starts, by entitlement."""

    site_id: Id
    group: Group
    entitlement: Id
    households: Count
    given_on: date | None = None
    source: str = ""


class Depot(Frozen):
    """A warehouse; handling_capacity in kg that it can load or receive a day, if limited."""

    depot_id: Id
    name: Name
    lat: Latitude
    lon: Longitude
    node: Id
    handling_capacity: Positive | None = None


class Stock(Frozen):
    """What lies in a depot on the first day, in the item's unit.

    expires_on: the last day on which it may be handed out; it keeps where none is given.
    """

    depot_id: Id
    item: Id
    quantity: Quantity
    expires_on: date | None = None


class Pipeline(Frozen):
    """What is expected in a depot, and how sure that is. expires_on: as of stock."""

    depot_id: Id
    item: Id
    quantity: Quantity
    arrives_on: date
    certainty: Certainty = Certainty.CERTAIN
    expires_on: date | None = None


class Vehicle(Frozen):
    """Vehicles of one class at one depot, from `from_day` to `to_day` of the scenario.

    volume_m3 of a water tanker is its tank; cost_per_km and hire_cost_per_day are in the
    budget's currency; hours_per_day is the working time of one vehicle and its driver.
    """

    vehicle_class: Id
    depot_id: Id
    count: Count
    payload_kg: Positive
    volume_m3: Positive
    hours_per_day: Annotated[float, Field(gt=0, le=24)]
    cost_per_km: Quantity
    hire_cost_per_day: Quantity = 0.0
    from_day: Day = 1
    to_day: Day | None = None


class Team(Frozen):
    """A distribution team: households it can serve a day at the sites a depot serves."""

    team_id: Id
    depot_id: Id
    households_per_day: Count
    from_day: Day = 1
    to_day: Day | None = None


class WaterSource(Frozen):
    """A point where tankers fill, with the yield that may be taken each day.

    m3_per_hour: how fast a tanker fills; without it filling takes the class's load_hours.
    lat, lon: where it is, so that its node can be found.
    chlorinated: whether its water needs no more chlorine; not known where not given.
    """

    source_id: Id
    node: Id
    m3_per_day: Quantity
    m3_per_hour: Positive | None = None
    treatment: str = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    chlorinated: bool | None = None


class CashAgent(Frozen):
    """A payment agent: liquidity a day in `currency`; fee as a share of what is paid.

    lat, lon: where it is, so that its node can be found.
    """

    agent_id: Id
    node: Id
    liquidity_per_day: Quantity
    fee: Annotated[float, Field(ge=0, le=0.5)]
    currency: str
    lat: Latitude | None = None
    lon: Longitude | None = None


class Functioning(StrEnum):
    """How a market works."""

    OPEN = "open"
    PARTIAL = "partial"
    CLOSED = "closed"


class Market(Frozen):
    """A market; capacity_per_week is the transfer value that it can absorb in a week.

    lat, lon: where it is, so that its node can be found.
    """

    node: Id
    functioning: Functioning
    capacity_per_week: Quantity | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None


class Location(Frozen):
    """A node of the access graph."""

    node_id: Id
    name: Name
    lat: Latitude
    lon: Longitude
    kind: str = "place"


class Mode(StrEnum):
    """How a link is travelled."""

    ROAD = "road"
    RIVER = "river"
    AIR = "air"
    FERRY = "ferry"
    BORDER = "border"


class Route(Frozen):
    """A link of the access graph.

    surface: a surface of the pack's speed table (tar, laterite, track, sand, river, air).
    speed_kmh: overrides the pack's speed for every class allowed on the link.
    risk: expected losses a passage, 0..1, e.g. 0.02; risk_per_km: the same for each km.
    wait_hours: at a ferry, a checkpoint or a border, each passage. toll: each passage, in the
    budget's currency. escort: passed only with an escort.
    open_from, open_to: month-day from which and to which it can be passed each year, both
    included; it may run over the new year. source: where its figures come from.
    """

    from_node: Annotated[Id, Field(alias="from")]
    to_node: Annotated[Id, Field(alias="to")]
    mode: Mode = Mode.ROAD
    km: Annotated[float, Field(ge=0, le=20_000)]
    surface: str
    speed_kmh: Annotated[float, Field(gt=0, le=1000)] | None = None
    max_payload_t: Positive | None = None
    risk: Annotated[float, Field(ge=0, le=1)] = 0.0
    bidirectional: bool = True
    risk_per_km: Annotated[float, Field(ge=0, le=1)] = 0.0
    wait_hours: Annotated[float, Field(ge=0, le=1000)] = 0.0
    toll: Quantity = 0.0
    escort: bool = False
    open_from: MonthDay | None = None
    open_to: MonthDay | None = None
    source: str = ""


class Closure(Frozen):
    """A link that can't be passed from `start` to `end`, both days included.

    classes: vehicle classes concerned, all when empty. No end: until further notice.
    reason_fr: the same in French, for readers of the French report.
    reported_on: when it was reported; source: by whom, as an office or a role.
    """

    from_node: Annotated[Id, Field(alias="from")]
    to_node: Annotated[Id, Field(alias="to")]
    start: date | None = None
    end: date | None = None
    classes: tuple[str, ...] = ()
    reason: str = ""
    reason_fr: str = ""
    certainty: Certainty = Certainty.CERTAIN
    reported_on: date | None = None
    source: str = ""


class Transhipment(Frozen):
    """A place where loads change vehicles; a depot stands there.

    handling_hours: for a load to change. kg_per_day: that can change; None for no limit.
    cost_per_t: in the budget's currency.
    """

    node: Id
    handling_hours: Annotated[float, Field(ge=0, le=1000)]
    kg_per_day: Positive | None = None
    cost_per_t: Quantity = 0.0
    source: str = ""


class Lock(Frozen):
    """A coordinator's decision that the plan must keep, with its reason.

    day: a day of the scenario, or none for the whole horizon. variants_count: what is handed over
    for the item counts too, for as much of it as the catalogue says; else the item alone.
    """

    site_id: Id
    item: Id
    day: Day | None = None
    at_least: Quantity | None = None
    at_most: Quantity | None = None
    reason: str = ""
    variants_count: bool = False


class Budget(Frozen):
    """What may be spent on transport, transfers and agent fees together."""

    amount: Quantity
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}\Z")]


class Tier(StrEnum):
    """What a plan is for, in the order that the scenario states."""

    SURVIVAL_WATER = "survival_water"
    NEEDS_MET = "needs_met"
    EQUITY = "equity"
    COST = "cost"
    STABILITY = "stability"


class Priority(Frozen):
    """A tier, and the share of its own value that later tiers together may cost it."""

    tier: Tier
    tolerance: Annotated[float, Field(ge=0, le=1)] = 0.0


class Shock(Frozen):
    """What happened, in words and dates."""

    shock: Id
    occurred_on: date | None = None
    place: str = ""
    source: str = ""


class Origin(Frozen):
    """What in a table is reported and what is made up, with where it comes from."""

    reported: dict[str, str] = {}
    made_up: dict[str, str] = {}
    source: str = ""
    licence: str = ""


class ReportedPlan(Frozen):
    """What was really planned or done, to be set beside the engine's plan.

    site_ids: sites of this scenario that the reported figure speaks of; all when empty.
    """

    label: dict[str, str]
    from_date: date
    to_date: date
    households: Count
    site_ids: tuple[str, ...] = ()
    source: str


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Escort(Frozen):
    """Convoys under escort: trips over links that need one leave on these days of the week.

    start, end: dates, both included; open-ended where not given. classes: vehicle classes that
    are taken along, all when empty. cost_per_trip: in the budget's currency.
    """

    weekdays: tuple[Weekday, ...]
    start: date | None = None
    end: date | None = None
    classes: tuple[str, ...] = ()
    cost_per_trip: Quantity = 0.0
    source: str = ""


class Curfew(Frozen):
    """Hours in which nobody drives, e.g. from 18 to 6, on the dates from `start` to `end`."""

    from_hour: Hour
    to_hour: Hour
    start: date | None = None
    end: date | None = None
    reason: str = ""
    source: str = ""


class Settings(Frozen):
    """scenario.yaml.

    season: which of the pack's speeds count, every day; without it the pack's dates tell.
    least_share: of what access allows it, that every site which can be reached at all must get.
    most_changes: hand-overs of the plan in force that a plan made again may change, drop or add;
    without it as many as it takes.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}\Z")]
    title: dict[str, str]
    country: Annotated[str, Field(pattern=r"^[A-Z]{3}\Z")]
    start: date
    horizon_days: Annotated[int, Field(ge=1, le=90)]
    season: Season | None = None
    rules: str
    extends: str | None = None
    shocks: tuple[Shock, ...] = ()
    budget: Budget | None = None
    priorities: tuple[Priority, ...] = (
        Priority(tier=Tier.SURVIVAL_WATER),
        Priority(tier=Tier.NEEDS_MET),
        Priority(tier=Tier.EQUITY),
        Priority(tier=Tier.COST),
    )
    least_share: Annotated[float, Field(ge=0, le=1)] = 0.0
    most_changes: Count | None = None
    locks: tuple[Lock, ...] = ()
    sources: dict[str, Origin] = {}
    notes: dict[str, str] = {}
    pcode_version: str = ""
    reported_plan: tuple[ReportedPlan, ...] = ()
    escorts: tuple[Escort, ...] = ()
    curfews: tuple[Curfew, ...] = ()

    def day_of(self, when: date) -> int:
        """Day of the scenario; the start is day 1, the day before it day 0."""
        return (when - self.start).days + 1

    def date_of(self, day: int) -> date:
        """The calendar date of a day of the scenario."""
        return date.fromordinal(self.start.toordinal() + day - 1)


class Scenario(Frozen):
    """Settings and tables, resolved: overrides applied, every reference known to exist."""

    settings: Settings
    sites: tuple[Site, ...]
    alerts: tuple[Alert, ...] = ()
    assistance: tuple[Assistance, ...] = ()
    depots: tuple[Depot, ...] = ()
    stock: tuple[Stock, ...] = ()
    pipeline: tuple[Pipeline, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    teams: tuple[Team, ...] = ()
    water_sources: tuple[WaterSource, ...] = ()
    cash_agents: tuple[CashAgent, ...] = ()
    markets: tuple[Market, ...] = ()
    locations: tuple[Location, ...] = ()
    routes: tuple[Route, ...] = ()
    closures: tuple[Closure, ...] = ()
    transhipments: tuple[Transhipment, ...] = ()
    locks: tuple[Lock, ...] = ()

    @property
    def site_ids(self) -> tuple[str, ...]:
        """Places, each once, in the order of the table."""
        return tuple(dict.fromkeys(site.site_id for site in self.sites))

    def site_node(self, site_id: str) -> str:
        """The access-graph node of a site."""
        return next(site.node for site in self.sites if site.site_id == site_id)

    def storage_m3(self, site_id: str) -> float | None:
        """What a place has to hold water that is brought; None where no row of it says."""
        said = (site.storage_m3 for site in self.sites if site.site_id == site_id)
        return max((m3 for m3 in said if m3 is not None), default=None)

    def site_name(self, site_id: str) -> str:
        """The name of a site."""
        return next((site.name for site in self.sites if site.site_id == site_id), site_id)
