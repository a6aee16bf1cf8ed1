"""Whether the tables speak of things that exist, once each, at times that can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import timedelta
from typing import Any

from rrm.model.language import msg
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Tier
from rrm.model.verdict import Check
from rrm.verification.filed import FiledRun
from rrm.verification.tally import Tally

Mention = tuple[str, str, str]
"""Table, column, and the id that stands there."""

LONGEST_ABSENCE = timedelta(days=31)
"""Beyond any trip that a rule pack may allow (14 days)."""


def references_known(run: FiledRun) -> Check:
    """Every id in the tables is one of the inputs: sites, groups, depots, items, classes …"""
    tally = Tally("references_known", msg("Every id is one of the inputs"))
    for known, mentions in _mentions(run):
        for table, column, mentioned in mentions:
            tally.see(
                mentioned in known,
                msg(
                    "{table}, {column}: the inputs have no “{found}”",
                    table=table, column=column, found=mentioned[:80],
                ),
            )  # fmt: skip
    return tally.check()


def rows_once(run: FiledRun) -> Check:
    """A trip and a demand have one row each."""
    tally = Tally("rows_once", msg("Trips and demands have one row each"))
    for trip_id, times in Counter(trip.trip_id for trip in run.trips).items():
        tally.see(times == 1, msg("trips.csv: {trip} has {n} rows", trip=trip_id, n=times))
    for (site_id, group, item), times in Counter(demand.key for demand in run.demands).items():
        tally.see(
            times == 1,
            msg(
                "demands.csv: {item} for {group} at {site} has {n} rows",
                item=item, group=group, site=site_id, n=times,
            ),
        )  # fmt: skip
    return tally.check()


def demands_begin(run: FiledRun) -> Check:
    """The days of a demand begin within the scenario's calendar."""
    tally = Tally("demands_begin", msg("Every demand begins on a day of the scenario"))
    for demand in run.demands:
        tally.see(
            demand.from_day >= 1,
            msg(
                "demands.csv: {item} for {group} at {site} begins on day {day}",
                item=demand.item, group=demand.group, site=demand.site_id, day=demand.from_day,
            ),
        )  # fmt: skip
    return tally.check()


def stops_as_planned(run: FiledRun) -> Check:
    """A tanker goes to a source and on to a site; another vehicle to one site or depot.

    Or, where the pack lets loads share a vehicle, to so many sites at most, each once.
    """
    tally = Tally("stops_as_planned", msg("Every trip has the stops that its vehicle makes"))
    sites = set(run.scenario.site_ids)
    depots = {depot.depot_id for depot in run.scenario.depots}
    sources = {source.source_id for source in run.scenario.water_sources}
    shared = run.pack.access.routes
    most = shared.most_stops if shared is not None else 1
    for trip in run.trips:
        if run.pack.access.classes[trip.vehicle_class].carries == "water":
            holds = len(trip.stops) == 2 and trip.stops[0] in sources and trip.stops[1] in sites
        else:
            is_once = len(trip.stops) == len(set(trip.stops))
            by_sites = is_once and 1 <= len(trip.stops) <= most and sites.issuperset(trip.stops)
            holds = by_sites or (len(trip.stops) == 1 and trip.stops[0] in depots)
        tally.see(
            holds,
            msg(
                "trips.csv, {trip}: a {vehicle} can't be sent to “{stops}”",
                trip=trip.trip_id, vehicle=trip.vehicle_class, stops=" > ".join(trip.stops)[:80],
            ),
        )  # fmt: skip
    return tally.check()


def times_in_order(run: FiledRun) -> Check:
    """A trip leaves on its day, within the horizon, and is back after that and within a month."""
    tally = Tally("times_in_order", msg("Every trip leaves on its day and comes back later"))
    settings = run.scenario.settings
    for trip in run.trips:
        leaves_on_its_day = settings.day_of(trip.depart.date()) == trip.day
        is_back = timedelta() < trip.return_ - trip.depart <= LONGEST_ABSENCE
        tally.see(
            1 <= trip.day <= run.horizon and leaves_on_its_day and is_back,
            msg(
                "trips.csv, {trip}: leaves on day {day} at {depart}, back at {back}",
                trip=trip.trip_id, day=trip.day,
                depart=trip.depart.isoformat(timespec="minutes"),
                back=trip.return_.isoformat(timespec="minutes"),
            ),
        )  # fmt: skip
    return tally.check()


def _mentions(run: FiledRun) -> Iterator[tuple[Collection[str], Iterable[Mention]]]:
    scenario = run.scenario
    sites = set(scenario.site_ids)
    depots = {depot.depot_id for depot in scenario.depots}
    sources = {source.source_id for source in scenario.water_sources}
    yield sites, _column("referrals.csv", "site_id", run.referral_sites, str)
    yield {f"{site.site_id} {site.group}" for site in scenario.sites}, _site_groups(run)
    yield from _item_mentions(run)
    yield set(Tier), _column("deliveries.csv", "tier", run.deliveries, lambda row: row.tier)
    yield depots | sources, _column("deliveries.csv", "origin", run.deliveries, lambda r: r.origin)
    yield depots, _column("trips.csv", "depot_id", run.trips, lambda row: row.depot_id)
    yield depots, _column("transfers.csv", "from_depot", run.transfers, lambda r: r.from_depot)
    yield depots, _column("transfers.csv", "to_depot", run.transfers, lambda r: r.to_depot)
    agents = {agent.agent_id for agent in scenario.cash_agents}
    yield agents, _column("cash.csv", "agent_id", run.payments, lambda row: row.agent_id)
    classes = run.pack.access.classes
    yield classes, _column("trips.csv", "vehicle_class", run.trips, lambda r: r.vehicle_class)


def _site_groups(run: FiledRun) -> Iterator[Mention]:
    for table, rows in (
        ("needs.csv", run.needs),
        ("demands.csv", run.demands),
        ("deliveries.csv", run.deliveries),
        ("cash.csv", run.payments),
        ("unmet.csv", run.unmet),
    ):
        yield from _column(table, "site_id", rows, lambda row: f"{row.site_id} {row.group}")


def _item_mentions(run: FiledRun) -> Iterator[tuple[Collection[str], Iterable[Mention]]]:
    def of_kinds(*kinds: ItemKind) -> set[str]:
        return {name for name, item in run.pack.catalogue.items() if item.kind in kinds}

    due = of_kinds(ItemKind.GOODS, ItemKind.WATER)
    yield due, _column("deliveries.csv", "meets", run.deliveries, lambda row: row.for_item)
    for table, rows, items in (
        ("demands.csv", run.demands, of_kinds(*ItemKind)),
        ("unmet.csv", run.unmet, of_kinds(*ItemKind)),
        ("deliveries.csv", run.deliveries, of_kinds(ItemKind.GOODS, ItemKind.WATER)),
        ("transfers.csv", run.transfers, of_kinds(ItemKind.GOODS)),
        ("cash.csv", run.payments, of_kinds(ItemKind.CASH)),
    ):
        yield items, _column(table, "item", rows, lambda row: row.item)


def _column(
    table: str, column: str, rows: Iterable[Any], cell: Callable[[Any], str]
) -> Iterator[Mention]:
    return ((table, column, cell(row)) for row in rows)
