"""Totals: the only sums that a document may print, made of rounded lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rrm.export.small_cells import Shown
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class ItemTotal:
    """An item over all sites, in its unit.

    needed, delivered, unmet: sums over need lines. handed_over: of this very item, as loaded; it
    differs from delivered where variants stand in. moved: between depots. Loads of waybills add
    up to handed_over + moved. lines: entitlements to it.
    """

    item: str
    unit: str
    kind: ItemKind
    needed: float
    delivered: float
    unmet: float
    handed_over: float
    moved: float
    lines: int


@dataclass(frozen=True, slots=True)
class MoneyTotal:
    """Money of one currency: paid out, agents' fees, cost of trips; households paid."""

    currency: str
    paid: float
    fees: float
    cost: float
    households: int


@dataclass(frozen=True, slots=True)
class VehicleTotal:
    """Trips of one class from one depot."""

    depot_id: str
    vehicle_class: str
    trips: int
    km: float
    hours: float
    kg: float
    m3: float
    cost: float


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What leaves, arrives and is paid on a day; only days on which anything does.

    trips, kg, m3: of what leaves. distributions: groups and items handed over. water_m3: brought.
    """

    day: date
    trips: int
    waybills: int
    distributions: int
    households_paid: int
    kg: float
    m3: float
    water_m3: float


@dataclass(frozen=True, slots=True)
class CaseTotal:
    """Cases of one programme, counted in one unit; caseloads of two programmes overlap."""

    programme: str
    unit: str
    cases: int
    caseload: Shown


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the whole plan.

    sites: places, each once however many groups live there. households_reached: sum of the sites'.
    kg, m3: loaded on trips, water included. km: driven, out and home. water_m3: brought to sites.
    water_person_days: of those due water by tanker, person-days of their windows;
    water_person_days_held: of those, on days when their group gets at least the survival quantity.
    items: in the order of first need, then what is only moved. money: by currency, that of costs
    first. days, vehicles, referrals: in the order of the plan.
    """

    sites: int
    households: int
    people: int
    people_in_need: int
    households_reached: int
    trips: int
    waybills: int
    distributions: int
    items: tuple[ItemTotal, ...]
    money: tuple[MoneyTotal, ...]
    kg: float
    m3: float
    km: float
    water_m3: float
    water_person_days: int
    water_person_days_held: int
    vehicles: tuple[VehicleTotal, ...]
    days: tuple[DayTotal, ...]
    referrals: tuple[CaseTotal, ...]

    def item(self, code: str) -> ItemTotal | None:
        """The total of an item, if there is one."""
        return next((one for one in self.items if one.item == code), None)
