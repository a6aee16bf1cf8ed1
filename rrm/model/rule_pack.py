"""A rule pack: what a programme officer can read, argue with and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from rrm.model.alert_decision import Decision
from rrm.model.form import Form
from rrm.model.frozen import Frozen
from rrm.model.problem import Place
from rrm.model.scenario import Certainty, Group
from rrm.model.season import is_within
from rrm.model.source_text import SourceText

Words = dict[str, str]
Share = Annotated[float, Field(ge=0, le=1)]
Class = Annotated[int, Field(ge=1, le=5)]


class Status(StrEnum):
    """How far a figure has been checked."""

    READ = "read"  # seen in the source named
    STANDARD = "standard"  # a well-known standard, quoted
    PROPOSED = "proposed"  # ours, to be replaced by the country team's own


class Cited(Frozen):
    """Anything that carries a figure says where it is from."""

    source: str
    status: Status = Status.PROPOSED
    valid_for: str = ""


class Reference(Frozen):
    """A document that rules cite by its key."""

    title: str
    year: int | None = None
    url: str = ""
    licence: str = ""


HOUSEHOLD = "household"
GROUP = "group"
SITE = "site"
KEY_INFORMANT = "key_informant"
LEVELS = (HOUSEHOLD, GROUP, SITE, KEY_INFORMANT)
"""Levels that every pack has; each roster of the form is one more, by its name.

household: one value an interview with a household. group: one a population group of a site, from
all its households. site: one a place, from all its groups. key_informant: one an interview with
a key informant. A roster: one a row of it.
"""


class Unanswered(StrEnum):
    """How a value is made where some of what it is made of was not answered."""

    STRICT = "strict"  # not known
    KNOWN_ONLY = "known_only"  # sums, means, shares and extremes take what is known
    ZERO = "zero"  # a number not answered counts as 0, a condition as no


class HeadWords(Frozen):
    """What heads of a table mean, by head, where a number or code alone says little."""

    rows: dict[SourceText, Words] = {}
    columns: dict[SourceText, Words] = {}


class DecisionTable(Frozen):
    """A two-way table, as standards print them: what is read off where a row and a column meet.

    rows, columns: expressions whose values the heads sort. heads: of the columns, from the left.
    cells: by head of a row, a number for each column. Every value finds one row and one column.
    given: which of the two no help changes, such as the kind of place.
    uneven_because: why the cells go up and down, or up in one row and down in another.
    """

    rows: SourceText
    columns: SourceText
    heads: tuple[SourceText, ...]
    cells: dict[SourceText, tuple[SourceText, ...]]
    words: HeadWords = HeadWords()
    given: Literal["rows", "columns"] | None = None
    uneven_because: Words = {}


class Measure(Cited):
    """A value that is averaged by site and group, with no severity of its own.

    value, table: one of the two says how it is worked out.
    level: what it is a value of, see LEVELS.
    """

    label: Words
    unit: str
    value: SourceText = SourceText("")
    table: DecisionTable | None = None
    level: str = HOUSEHOLD
    unanswered: Unanswered = Unanswered.STRICT

    @property
    def place(self) -> Place:
        """Where it says how it is worked out."""
        return self.value.place if self.table is None else self.table.rows.place


class MissingPolicy(StrEnum):
    """What an unanswered indicator counts as."""

    UNKNOWN = "unknown"
    WORST = "worst"


class Assume(Frozen):
    """An unanswered indicator counts as this class."""

    assume: Class


class Combine(StrEnum):
    """Which class counts where several key informants speak for one place."""

    WORST = "worst"
    MEDIAN = "median"  # the worse of the two in the middle


class Indicator(Cited):
    """A value with its severity, read from the top: the first line that holds.

    value, table: one of the two says how the value is worked out. severity: where a table is given
    without it, its cells are classes.
    critical: a critical indicator alone may set the sector's severity; the others are capped.
    level: what it is a value of, see LEVELS. A roster's indicator counts for the household with
    its worst row; one of a group, site or key informant holds for every household there.
    combine: of several key informants.
    """

    label: Words
    unit: str = ""
    value: SourceText = SourceText("")
    table: DecisionTable | None = None
    level: str = HOUSEHOLD
    unanswered: Unanswered = Unanswered.STRICT
    combine: Combine = Combine.MEDIAN
    severity: dict[Class, SourceText] = {}
    critical: bool = True
    missing: MissingPolicy | Assume = MissingPolicy.UNKNOWN
    because: Words = {}

    @property
    def place(self) -> Place:
        """Where it says how it is worked out."""
        return self.value.place if self.table is None else self.table.rows.place

    @property
    def reads_classes(self) -> bool:
        """Whether its class stands in the cells of its table."""
        return self.table is not None and not self.severity


class Sector(Frozen):
    """One sector's file.

    order: its place among the sectors wherever they are listed; equal places go by name.
    """

    sector: str
    label: Words
    order: int = 0
    measures: dict[str, Measure] = {}
    indicators: dict[str, Indicator] = {}


class Rounding(StrEnum):
    """How a mean of classes becomes a class."""

    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


class SectorMethod(Frozen):
    """How indicators become a household's sector severity.

    worst_critical: the worst critical indicator; non-critical ones count up to non_critical_cap.
    mean, mean_of_worst_half: of all indicators known, rounded as `rounding` says.
    """

    method: Literal["worst_critical", "mean_of_worst_half", "mean"] = "worst_critical"
    non_critical_cap: Class = 3
    rounding: Rounding = Rounding.HALF_UP


class OverallMethod(Frozen):
    """How sector severities become an overall one.

    max, mean, weighted, geometric: from the sectors' classes at a site and group.
    share: a household counts with its worst sector, and the area by the share rule.
    jiaf: a household counts with its worst critical indicator of all sectors, or with the mean of
    the worst half of all its indicators where that is worse; the area by the share rule.
    """

    method: Literal["max", "mean", "weighted", "geometric", "share", "jiaf"] = "max"
    weights: dict[str, float] = {}


class GradeBounds(Frozen):
    """What a confidence grade needs at least (at most for age)."""

    answered_share: Share
    households: int
    age_days: int
    household_interviews: bool


class Resampling(Frozen):
    """How intervals are found: draws of households with replacement, and the quantiles."""

    draws: Annotated[int, Field(ge=0, le=10_000)] = 200
    low: Share = 0.05
    high: Share = 0.95

    @property
    def level(self) -> float:
        """How often an interval holds what is true, within what can be computed with."""
        return min(max(self.high - self.low, 0.01), 0.999)


class SeverityRules(Cited):
    """severity.yaml.

    area_share: an area takes the highest class that this share of households reach or pass.
    confidence: bounds by grade, best first; what meets none of them is graded D.
    bounds: how far the class of what is not known may go: over the whole scale, or as far as
    answers within their questions' ranges can bring it.
    """

    labels: dict[Class, Words]
    area_share: Share
    in_need_from: Class = 3
    bounds: Literal["whole_scale", "question_ranges"] = "whole_scale"
    sector: SectorMethod = SectorMethod()
    overall: OverallMethod = OverallMethod()
    confidence: dict[Literal["A", "B", "C"], GradeBounds]
    resampling: Resampling = Resampling()


class AlertProfile(Cited):
    """Sector severities assumed for a kind of shock where nobody has assessed yet.

    share_in_need: by group, the share of people then taken to be in need; 1 where not given.
    """

    label: Words
    severity: dict[str, Class]
    share_in_need: dict[Group, Share] = {}


class Verification(Cited):
    """Whether an alert is true, how many people it concerns, and whether they are still there.

    within_hours: after the report; in whole days, rounded up, as the tables hold no hours.
    sources_at_least: independent sources that confirm it, asked of alerts that say how many did.
    """

    within_hours: Annotated[int, Field(ge=1, le=2400)]
    sources_at_least: Annotated[int, Field(ge=1)] | None = None


class RapidAssessment(Cited):
    """The multisector assessment on the spot.

    within_days: after verification. counts_for_days: how old the last interview may be before
    the site counts as not assessed; any age where it is not given.
    interviews_per_day: what a team does in a day, to weigh what an assessment costs.
    """

    within_days: Annotated[int, Field(ge=0)]
    counts_for_days: Annotated[int, Field(ge=0)] | None = None
    interviews_per_day: Annotated[int, Field(ge=1)] | None = None


class RecentShock(Cited):
    """How long ago a shock may be; longer where no help could come before for lack of access."""

    days_at_most: Annotated[int, Field(ge=0)]


class LikelyDuplicates(Cited):
    """Days within which two alerts of the same shock at one site are likely one."""

    within_days: Annotated[int, Field(ge=0)]


class ClockColours(Cited):
    """Shares of the time to a deadline from which its clock is amber, and red."""

    amber_from: Share
    red_from: Share


class ProfileSpan(Cited):
    """How many classes up or down the profile of a shock may be off."""

    classes: Annotated[int, Field(ge=0, le=4)]


class TriggerRules(Cited):
    """triggers.yaml: when an alert calls for a response, by when, and who acts.

    A rule that is not given asks for nothing. who: by decision, who acts, in words.
    """

    households_at_least: int
    respond_within_days: int
    verify: Verification | None = None
    assess: RapidAssessment | None = None
    recent_shock: RecentShock | None = None
    duplicates: LikelyDuplicates | None = None
    clock: ClockColours | None = None
    who: dict[Decision, Words] = {}
    profiles: dict[str, AlertProfile]
    default_profile: str
    profile_span: ProfileSpan | None = None


class ItemKind(StrEnum):
    """What moves: goods by truck, water by tanker, money through an agent."""

    GOODS = "goods"
    WATER = "water"
    CASH = "cash"


class Storage(Cited):
    """What holds water that is brought, at the place where people fetch it.

    item: what is brought for it where it is lacking; how much it holds stands with the item.
    turnover_per_day: how often a day what is there is filled and emptied. ready_after_days: from
    its arrival until it is filled. if_not_stated_m3: what a place has of its own where no row of
    it says; without it, enough for whatever is brought.
    """

    item: str
    turnover_per_day: Annotated[float, Field(gt=0, le=24)] = 1.0
    ready_after_days: Annotated[int, Field(ge=0, le=30)] = 1
    if_not_stated_m3: Annotated[float, Field(ge=0, le=1e6)] | None = None


class Chlorine(Cited):
    """What makes water safe that does not come from its source already chlorinated.

    dose_mg_per_l: active chlorine, so that enough is left at the tap; by a jar test on the spot.
    active_share: of the product's weight. sources_chlorinate: what is taken of a source whose row
    does not say.
    """

    item: str
    dose_mg_per_l: Annotated[float, Field(gt=0, le=50)]
    active_share: Annotated[float, Field(gt=0, le=1)]
    sources_chlorinate: bool = False

    @property
    def kg_per_m3(self) -> float:
        """Product for a cubic metre: mg/l are g/m3 of active chlorine."""
        return self.dose_mg_per_l / 1000 / self.active_share


class GoesWith(Frozen):
    """What water needs beside a tanker: something that holds it, and chlorine."""

    storage: Storage | None = None
    chlorine: Chlorine | None = None


class Variant(Cited):
    """Another item that may be handed over for one, and what a unit of it counts for.

    counts: in units of the item that is due. one_for_one: each unit takes the place of a whole one
    even where it counts for less, as a household that was given a light kit is given no other;
    else as many may be given as add up.
    """

    item: str
    counts: Annotated[float, Field(gt=0, le=1000)]
    one_for_one: bool = True

    @property
    def takes(self) -> float:
        """Units of what is due that one of it settles."""
        return max(self.counts, 1.0) if self.one_for_one else self.counts


class Item(Cited):
    """A line of the catalogue; kg and m3 a unit; unit_value in `currency`.

    whole: delivered in whole units only.
    unit_value of a cash item is the transfer to one household.
    holds_m3: water that a unit holds once it is set up. goes_with: of water only.
    variants: what may be handed over for it. made_of: parts, by item, that a depot puts a unit
    together from where it has none left.
    """

    label: Words
    kind: ItemKind
    unit: str
    unit_label: Words = {}
    whole: bool = True
    kg: float = 0.0
    m3: float = 0.0
    unit_value: float = 0.0
    currency: str = ""
    holds_m3: Annotated[float, Field(ge=0, le=1e4)] = 0.0
    goes_with: GoesWith = GoesWith()
    variants: tuple[Variant, ...] = ()
    made_of: dict[str, Annotated[float, Field(gt=0, le=1e6)]] = {}


class Per(StrEnum):
    """What an entitlement is counted by."""

    HOUSEHOLD = "household"
    PERSON = "person"
    PERSON_DAY = "person_day"


class Covers(StrEnum):
    """Who of a group is entitled once the group's severity calls for it."""

    EVERYONE = "everyone"
    IN_NEED = "in_need"
    NOBODY = "nobody"


class Modality(StrEnum):
    """How a household is helped with what markets could supply."""

    CASH = "cash"
    MIXED = "mixed"
    KIND = "kind"


class Entitlement(Cited):
    """Who gets how much of an item.

    amount: a number, or the name of a measure whose mean at the site and group counts.
    survival_amount: the part of `amount` without which lives are at risk (water only).
    if_unknown: the amount where the measure was not assessed.
    criticality: how much a unit of need counts against other items.
    days: for person_day, how long at most.
    lost_after_days: days after its due day on which it may still be given; then it is lost, and
    nothing is brought. Without it late help only counts less.
    stands_in_for: entitlements of other sectors that it stands in for wherever the modality does
    not give them: it is then due also to whom they would be.
    """

    label: Words
    item: str
    sector: str
    from_severity: Class
    covers: dict[Group, Covers]
    modality: tuple[Modality, ...] = (Modality.CASH, Modality.MIXED, Modality.KIND)
    per: Per
    amount: SourceText
    survival_amount: SourceText | None = None
    if_unknown: float
    survival_if_unknown: float = 0.0
    criticality: Annotated[float, Field(gt=0)] = 1.0
    days: int | None = None
    lost_after_days: Annotated[int, Field(ge=0, le=3660)] | None = None
    stands_in_for: tuple[str, ...] = ()


class Lateness(Cited):
    """How a unit's weight falls with each day of waiting, and faster once it is overdue.

    least_left: the share that it keeps however late, as need doesn't end with the promise;
    0 where late help is worth nothing.
    """

    loss_per_day: Share
    loss_per_day_after_due: Share
    least_left: Share = 0.0


class GroupParity(Cited):
    """How far the shares of their need that two groups are brought may lie apart.

    at_most: the difference, give or take one whole unit. over: within each site, or all sites
    together.
    """

    at_most: Share
    over: Literal["site", "plan"] = "site"


class EntitlementRules(Frozen):
    """entitlements.yaml. group_parity: none is asked for where it is not given."""

    severity_weight: dict[Class, float]
    lateness: Lateness
    pipeline_counted: tuple[Certainty, ...] = (Certainty.CERTAIN, Certainty.PROBABLE)
    minimum_host_share: Share = 0.0
    group_parity: GroupParity | None = None
    entitlements: dict[str, Entitlement]


class KeyInformantsOnCash(Cited):
    """How far key informants see cash as feasible, and what stands against it.

    measure: from 0, all in kind, to 1, all in cash; its mean at the site and group counts. Below
    mixed_from help is in kind, below cash_from at most mixed; not known, it changes nothing.
    factors: measures, each the share that sees one thing against cash; their labels are the reason.
    """

    measure: str
    cash_from: Share
    mixed_from: Share
    factors: tuple[str, ...] = ()


class ModalityRules(Cited):
    """modality.yaml: when cash is feasible.

    Any `no` among market, agent and acceptance makes help in kind; all `yes` makes it cash, if key
    informants see nothing against it.
    agent_reach_km: how far an agent can serve, by the access graph.
    accepted: a measure, the share of households that accept cash.
    """

    agent_reach_km: float
    market_reach_km: float
    accepted: str
    accepted_at_least: Share
    if_unknown: Modality = Modality.KIND
    feasible: KeyInformantsOnCash | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure that the choice depends on."""
        if self.feasible is None:
            return (self.accepted,)
        return (self.accepted, self.feasible.measure, *self.feasible.factors)


class ReferralRule(Cited):
    """referrals.yaml: which programme takes the next step, for whom and by when.

    from_severity: sector severity at or above which the case is handed over.
    measure: its mean times the group's households is the caseload; it must reach
    measure_at_least where that is given. Without a measure those in need of the sector count.
    unit: what the caseload counts. A measure in `person` a household counts people, a share of
    households counts households. Where nobody answered, households in need stand in.
    """

    programme: str
    label: Words
    sector: str
    from_severity: Class
    measure: SourceText | None = None
    measure_at_least: float | None = None
    unit: Literal["people", "households"] = "people"
    urgency_days: int
    reason: Words


class ClassAccess(Frozen):
    """How a vehicle class travels and works.

    speeds_kmh: by surface, then season; a surface or season not listed is closed to the class.
    load_hours, unload_hours: per trip. max_trip_days: 1 means home the same day.
    carries: goods or water. gross_t: loaded weight, against a link's load limit.
    """

    label: Words
    mode: Literal["road", "river", "air"] = "road"
    carries: Literal["goods", "water"] = "goods"
    gross_t: float = 0.0
    speeds_kmh: dict[str, dict[Literal["dry", "wet"], float]]
    load_hours: float
    unload_hours: float
    max_trip_days: Annotated[int, Field(ge=1, le=14)] = 1


class DatedSeason(Cited):
    """A part of each year: from and to as month-day, e.g. 08-01 to 12-31, both included."""

    from_day: Annotated[str, Field(pattern=r"^\d\d-\d\d\Z")]
    to_day: Annotated[str, Field(pattern=r"^\d\d-\d\d\Z")]

    def holds(self, when: date) -> bool:
        """Whether that day is in it; a season may run over the new year."""
        return is_within(self.from_day, self.to_day, when)


class PlaceDoubts(Cited):
    """From how many kilometres on a position is doubted.

    outside_commune_km: how far outside of the commune of its P-code a site may lie.
    nearest_commune_km: how far off the nearest commune may be to be proposed for a site that lies
    in none. from_node_km: how far a site or depot may lie from the node that its row names.
    """

    outside_commune_km: Annotated[float, Field(ge=0, le=1000)]
    nearest_commune_km: Annotated[float, Field(ge=0, le=1000)]
    from_node_km: Annotated[float, Field(ge=0, le=1000)]


class RouteRules(Cited):
    """When loads that leave on the same day share a vehicle that makes several stops.

    join_below: share of a vehicle's kilograms and of its m3 below which a load may share one.
    most_stops: sites that one vehicle may serve on a trip.
    """

    join_below: Annotated[float, Field(gt=0, le=1)]
    most_stops: Annotated[int, Field(ge=2, le=4)]


class RiskCap(Cited):
    """The highest risk of a way out that is still taken; no cap on what is not named.

    risk: that a load is lost on its way, 0..1. cash: of the safest way by road from a payment
    agent to the site. goods, water: of a vehicle's way, loaded.
    """

    cash: Share | None = None
    goods: Share | None = None
    water: Share | None = None


class AccessRules(Cited):
    """access.yaml: speeds, working day, seasons, and what an uncertain closure costs in risk.

    river_season: when rivers carry boats. wet_season: when the wet speeds count; none where a
    pack knows of no rains. day_starts, day_ends: hours between which vehicles move.
    snap_km: how far from a node a site without one may lie. places: when a position is doubted;
    without it positions aren't compared with nodes and communes. routes: when loads share a
    vehicle; without it each trip serves one site. risk_cap: beyond which risk nothing is sent;
    nothing is too risky without it.
    """

    classes: dict[str, ClassAccess]
    river_season: DatedSeason
    wet_season: DatedSeason | None = None
    day_starts: Annotated[float, Field(ge=0, lt=24)]
    day_ends: Annotated[float, Field(gt=0, le=24)] = 24.0
    snap_km: Annotated[float, Field(ge=0, le=1000)] = 0.0
    places: PlaceDoubts | None = None
    routes: RouteRules | None = None
    closure_risk: dict[Literal["probable", "possible"], Share]
    risk_cap: RiskCap | None = None


class SharingRules(Cited):
    """sharing.yaml: what may be told of few people, and who says that a plan may be carried out.

    minimum_cell: counts of people, households or cases from 1 to one below it are hidden in what
    is shared, and of the protected sectors everywhere. protected_sectors: sectors of which nothing
    but counts is told. roles: who may approve, by code, in words.
    """

    minimum_cell: Annotated[int, Field(ge=2, le=100)]
    protected_sectors: tuple[str, ...] = ()
    roles: dict[str, Words] = {}


class RulePack(Frozen):
    """A pack with everything it inherits, resolved.

    lineage: (pack id, version) from the root to this pack.
    origins: where each rule's last word comes from, as `wash.indicators.x` to pack id.
    """

    id: str
    version: str
    title: Words
    languages: tuple[str, ...]
    lineage: tuple[tuple[str, str], ...]
    sources: dict[str, Reference]
    form: Form
    sectors: dict[str, Sector]
    severity: SeverityRules
    triggers: TriggerRules
    entitlements: EntitlementRules
    modality: ModalityRules
    referrals: dict[str, ReferralRule]
    catalogue: dict[str, Item]
    access: AccessRules
    sharing: SharingRules | None = None

    @property
    def rules(self) -> RulesRead:
        """The form, and all that is computed from its answers."""
        return RulesRead(self.form, self.sectors, self.referrals, is_whole=True)


@dataclass(frozen=True, slots=True)
class RulesRead:
    """What could be read of a pack's rules, for a look at them even where other parts are broken.

    form: None where it could not be read. is_whole: whether form and sectors are all there, so
    that a name which none of them has stands for nothing.
    """

    form: Form | None
    sectors: Mapping[str, Sector]
    referrals: Mapping[str, ReferralRule]
    is_whole: bool
