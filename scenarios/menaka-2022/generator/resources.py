"""What there is to help with: stock, fleet, teams, water, money. All of it made up.

Sized so that means are scarce, each in its place: kits in Ménaka for about a third of those who
wait, more in Gao a truck's two days away, the rest in Bamako; wells and tankers for less water
than is missing; a market that can serve fewer households than are due cash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.places import BY_NODE
from generator.tables import Row, degrees

DEPOT_COLUMNS = ("depot_id", "name", "lat", "lon", "node", "handling_capacity")
STOCK_COLUMNS = ("depot_id", "item", "quantity")
PIPELINE_COLUMNS = ("depot_id", "item", "quantity", "arrives_on", "certainty")
VEHICLE_COLUMNS = (
    "vehicle_class", "depot_id", "count", "payload_kg", "volume_m3", "hours_per_day",
    "cost_per_km", "hire_cost_per_day", "from_day", "to_day",
)  # fmt: skip
TEAM_COLUMNS = ("team_id", "depot_id", "households_per_day", "from_day", "to_day")
WATER_SOURCE_COLUMNS = ("source_id", "node", "m3_per_day", "treatment", "chlorinated")
CASH_AGENT_COLUMNS = ("agent_id", "node", "liquidity_per_day", "fee", "currency")
MARKET_COLUMNS = ("node", "functioning", "capacity_per_week")

DEPOTS = (
    # depot, node, kg that it can load or receive a day
    ("depot-menaka", "menaka", 30_000),
    ("depot-gao", "gao", 60_000),
    ("depot-bamako", "bamako", 150_000),
    # No warehouse, the yard of a tanker hired there: it could not come from Ménaka and be home
    # the same day.
    ("yard-inekar", "inekar", 1),
)

STOCK = (
    ("depot-menaka", "nfi_kit", 900),
    ("depot-menaka", "hygiene_kit", 1_100),
    ("depot-menaka", "shelter_kit", 260),
    ("depot-menaka", "food_ration", 1_500),
    ("depot-gao", "nfi_kit", 1_400),
    ("depot-gao", "hygiene_kit", 1_500),
    ("depot-gao", "shelter_kit", 600),
    ("depot-gao", "food_ration", 3_000),
    ("depot-bamako", "nfi_kit", 4_000),
    ("depot-bamako", "hygiene_kit", 5_000),
    ("depot-bamako", "shelter_kit", 1_500),
    ("depot-bamako", "food_ration", 12_000),
)

PIPELINE = (
    # depot, item, quantity, day, how sure
    ("depot-menaka", "nfi_kit", 200, "2022-04-25", "probable"),
    ("depot-gao", "nfi_kit", 500, "2022-04-22", "certain"),
    ("depot-gao", "hygiene_kit", 400, "2022-04-22", "certain"),
    ("depot-gao", "shelter_kit", 300, "2022-04-28", "probable"),
    ("depot-bamako", "nfi_kit", 2_000, "2022-04-29", "possible"),
)


@dataclass(frozen=True)
class Kind:
    """One vehicle class: load, working day and price."""

    payload_kg: int
    volume_m3: int
    hours_per_day: int
    cost_per_km: int
    hire_cost_per_day: int


KINDS = {
    # Payload and volume as in the project's transport table; hours and prices in XOF are ours.
    "pickup_4x4": Kind(800, 3, 10, 350, 45_000),
    "truck_10t": Kind(10_000, 28, 10, 900, 120_000),
    "truck_6x6": Kind(8_000, 24, 10, 1_100, 150_000),
    "water_tanker": Kind(10_000, 10, 10, 1_000, 130_000),
    "pinasse": Kind(20_000, 60, 12, 700, 60_000),
}

FLEET = (
    # class, depot, count, first day, last day
    ("pickup_4x4", "depot-menaka", 3, 1, None),
    ("truck_6x6", "depot-menaka", 2, 1, None),
    ("water_tanker", "depot-menaka", 2, 1, None),
    ("water_tanker", "yard-inekar", 1, 3, None),
    ("pickup_4x4", "depot-gao", 1, 1, None),
    ("truck_10t", "depot-gao", 2, 1, None),
    ("truck_6x6", "depot-gao", 1, 1, None),
    ("pinasse", "depot-gao", 1, 1, None),
    ("truck_6x6", "depot-gao", 1, 6, 12),
    ("truck_10t", "depot-bamako", 2, 1, None),
)

TEAMS = (
    # team, depot, households a day, first day, last day
    ("menaka-1", "depot-menaka", 120, 1, None),
    ("menaka-2", "depot-menaka", 120, 1, None),
    ("menaka-3", "depot-menaka", 90, 5, None),
    ("gao-1", "depot-gao", 100, 1, None),
)

WATER_SOURCES = (
    # source, node, m3 a day that may be taken by tanker, treatment, whether it needs no chlorine
    ("menaka-boreholes", "menaka", 75, "chlorination", "yes"),
    ("tidermene-borehole", "tidermene", 25, "chlorination", "yes"),
    ("inekar-borehole", "inekar", 40, "chlorination", "yes"),
    ("gao-waterworks", "gao", 600, "full treatment", "yes"),
)

CASH_AGENTS = (
    # agent, node, XOF a day, fee as a share of what is paid
    ("menaka-mobile-money", "menaka", 4_000_000, 0.02),
    ("menaka-trader", "menaka", 2_500_000, 0.03),
    ("inekar-trader", "inekar", 900_000, 0.03),
    ("gao-bank", "gao", 30_000_000, 0.02),
)

MARKETS = (
    # node, functioning, XOF of transfers that it can absorb in a week
    ("menaka", "open", 32_000_000),
    ("inekar", "partial", 6_000_000),
    ("tidermene", "partial", 3_000_000),
    ("anderamboukane", "closed", None),
    ("ansongo", "open", 60_000_000),
    ("gao", "open", 250_000_000),
)


def depots() -> Iterator[Row]:
    """The three warehouses, at the position of their town."""
    for depot_id, node, handling in DEPOTS:
        place = BY_NODE[node]
        yield {
            "depot_id": depot_id,
            "name": place.name,
            "lat": degrees(place.lat),
            "lon": degrees(place.lon),
            "node": node,
            "handling_capacity": handling,
        }


def stock() -> Iterator[Row]:
    """What lies in each warehouse on the first day."""
    return _rows(STOCK_COLUMNS, STOCK)


def pipeline() -> Iterator[Row]:
    """What is expected, and how sure that is."""
    return _rows(PIPELINE_COLUMNS, PIPELINE)


def vehicles() -> Iterator[Row]:
    """The fleet, by class and warehouse."""
    for vehicle_class, depot_id, count, first, last in FLEET:
        kind = KINDS[vehicle_class]
        yield {
            "vehicle_class": vehicle_class,
            "depot_id": depot_id,
            "count": count,
            "payload_kg": kind.payload_kg,
            "volume_m3": kind.volume_m3,
            "hours_per_day": kind.hours_per_day,
            "cost_per_km": kind.cost_per_km,
            "hire_cost_per_day": kind.hire_cost_per_day,
            "from_day": first,
            "to_day": last,
        }


def teams() -> Iterator[Row]:
    """Distribution teams."""
    return _rows(TEAM_COLUMNS, TEAMS)


def water_sources() -> Iterator[Row]:
    """Where tankers fill; a third to a half of what each gives, the rest is for its users."""
    return _rows(WATER_SOURCE_COLUMNS, WATER_SOURCES)


def cash_agents() -> Iterator[Row]:
    """Who pays out."""
    return _rows(CASH_AGENT_COLUMNS, ((*agent, "XOF") for agent in CASH_AGENTS))


def markets() -> Iterator[Row]:
    """Markets, as they work in April."""
    return _rows(MARKET_COLUMNS, MARKETS)


def _rows(columns: tuple[str, ...], values: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    return (dict(zip(columns, row, strict=True)) for row in values)
