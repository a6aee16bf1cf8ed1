"""Nobody receives more than they are entitled to, and what is missing is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.filed import Arrival, FiledRun
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import agree, exceeds

Key = tuple[str, str, str]


def received_by_day(run: FiledRun) -> dict[Key, dict[int, float]]:
    """What each site and group receives of an item, by day; of cash, households paid.

    What is given for another item is counted as the catalogue says.
    """
    return _by_day(run.received)


def _by_day(arrivals: tuple[Arrival, ...]) -> dict[Key, dict[int, float]]:
    found: dict[Key, dict[int, float]] = {}
    for key, day, quantity in arrivals:
        by_day = found.setdefault(key, {})
        by_day[day] = by_day.get(day, 0.0) + quantity
    return found


def quantities_positive(replay: Replay) -> Check:
    """A row hands over, moves or pays something: its quantity is above zero."""
    tally = Tally("quantities_positive", msg("Every quantity handed over is above zero"))
    run = replay.run
    for (site_id, group, item), day, quantity in run.handed:
        tally.see(
            quantity > 0,
            msg(
                "{site}, {group}, day {day}: {quantity} of {item}",
                site=site_id, group=group, day=day, quantity=quantity, item=item,
            ),
        )  # fmt: skip
    for transfer in run.transfers:
        tally.see(
            transfer.quantity > 0,
            msg(
                "{start} to {end}, day {day}: {quantity} of {item}",
                start=transfer.from_depot, end=transfer.to_depot, day=transfer.day,
                quantity=transfer.quantity, item=transfer.item,
            ),
        )  # fmt: skip
    return tally.check()


def whole_units(replay: Replay) -> Check:
    """What the catalogue counts in whole units is never split."""
    tally = Tally("whole_units", msg("Kits and other whole items are not split"))
    run = replay.run
    moved = [(d.item, d.quantity, d.trip_id) for d in run.deliveries]
    moved += [(t.item, t.quantity, t.trip_id) for t in run.transfers]
    for item, quantity, trip_id in moved:
        if run.item(item).whole:
            tally.see(
                quantity == int(quantity),
                msg(
                    "trip {trip}: {quantity} of {item}, which comes in whole units",
                    trip=trip_id, quantity=quantity, item=item,
                ),
            )  # fmt: skip
    return tally.check()


def units_as_catalogued(replay: Replay) -> Check:
    """Every quantity is in the unit that the catalogue gives its item."""
    tally = Tally("units_as_catalogued", msg("Quantities are in the catalogue's units"))
    run = replay.run
    filed = [(row.item, row.unit) for row in run.demands]
    filed += [(row.item, row.unit) for row in run.deliveries]
    filed += [(row.item, row.unit) for row in run.transfers]
    filed += [(row.item, row.unit) for row in run.unmet]
    for item, found in filed:
        unit = run.item(item).unit
        tally.see(
            found == unit,
            msg("{item} in “{found}”, counted in {unit}", item=item, found=found, unit=unit),
        )
    return tally.check()


def demanded_and_in_time(replay: Replay) -> Check:
    """Help is handed over only where it is asked for, and on days of the demand's window.

    Water's window ends with its last day; other help may be late, up to the day after which it
    is lost, or the horizon.
    """
    tally = Tally(
        "demanded_and_in_time", msg("Help reaches only those entitled, within their days")
    )
    run = replay.run
    for key, day, _ in run.received:
        demand = run.demand_of.get(key)
        site_id, group, item = key
        if demand is None:
            offence = msg(
                "{site}, {group}, day {day}: {item} arrives that nobody there is entitled to",
                site=site_id, group=group, day=day, item=item,
            )  # fmt: skip
            tally.see(False, offence)
            continue
        last_day = run.last_day(demand)
        tally.see(
            demand.from_day <= day <= last_day,
            msg(
                "{site}, {group}: {item} arrives on day {day}, its days are {first} to {last}",
                site=site_id, group=group, item=item, day=day, first=demand.from_day, last=last_day,
            ),
        )  # fmt: skip
    return tally.check()


def demands_not_exceeded(replay: Replay) -> Check:
    """What arrives never exceeds what is asked for: water on each day, other help in all.

    What is given for another item takes the place of as much of it as the catalogue says.
    """
    tally = Tally("demands_not_exceeded", msg("Nobody receives more than they are entitled to"))
    run = replay.run
    settled = _by_day(run.settled)
    for demand in run.demands:
        by_day = settled.get(demand.key, {})
        if run.is_water(demand.item):
            for day, quantity in sorted(by_day.items()):
                tally.see(
                    not exceeds(quantity, demand.quantity),
                    msg(
                        "{site}, {group}, day {day}: {quantity} {unit} of {item}, "
                        "{asked} are asked for",
                        site=demand.site_id, group=demand.group, day=day, quantity=quantity,
                        unit=demand.unit, item=demand.item, asked=demand.quantity,
                    ),
                )  # fmt: skip
        else:
            quantity = sum(by_day.values())
            tally.see(
                not exceeds(quantity, demand.quantity),
                msg(
                    "{site}, {group}: {quantity} {unit} of {item} in all, {asked} are asked for",
                    site=demand.site_id, group=demand.group, quantity=quantity, unit=demand.unit,
                    item=demand.item, asked=demand.quantity,
                ),
            )  # fmt: skip
    return tally.check()


def nothing_counted_twice(replay: Replay) -> Check:
    """No hand-over and no payment has two rows."""
    tally = Tally("nothing_counted_twice", msg("No delivery and no payment is counted twice"))
    run = replay.run
    handed = Counter(
        (d.site_id, d.group, d.item, d.day, d.trip_id, d.tier, d.for_item) for d in run.deliveries
    )
    paid = Counter((p.site_id, p.group, p.item, p.day, p.agent_id, "", "") for p in run.payments)
    for (site_id, group, item, day, by, *_), times in (*handed.items(), *paid.items()):
        tally.see(
            times == 1,
            msg(
                "{site}, {group}, day {day}: {n} rows for {item} by {by}",
                site=site_id, group=group, day=day, n=times, item=item, by=by,
            ),
        )  # fmt: skip
    return tally.check()


def variants_as_catalogued(replay: Replay) -> Check:
    """What is given for another item is one that the catalogue lets be given for it.

    It is filed as counting what the catalogue says; what is due itself counts as it is.
    """
    tally = Tally(
        "variants_as_catalogued", msg("What is given for another item counts as the pack says")
    )
    run = replay.run
    for row in run.deliveries:
        variant = run.variant(row)
        is_due_itself = row.item == row.for_item
        each = 1.0 if is_due_itself else 0.0 if variant is None else variant.counts
        tally.see(
            (is_due_itself or variant is not None) and agree(row.counted, row.quantity * each),
            msg(
                "{site}, {group}, day {day}: {quantity} of {item} filed as {counted} of {due}, "
                "they count as {needed}",
                site=row.site_id, group=row.group, day=row.day, quantity=row.quantity,
                item=row.item, counted=row.counted, due=row.for_item, needed=row.quantity * each,
            ),
        )  # fmt: skip
    return tally.check()


def unmet_adds_up(replay: Replay) -> Check:
    """What is said to be unmet is what was asked for less what arrives, of water day by day."""
    tally = Tally("unmet_adds_up", msg("What is asked for is delivered or said to be unmet"))
    run = replay.run
    said: dict[Key, float] = {}
    for row in run.unmet:
        said[row.key] = said.get(row.key, 0.0) + row.quantity
    for demand, missing in _missing(run):
        found = said.pop(demand.key, 0.0)
        tally.see(
            agree(found, missing),
            msg(
                "{site}, {group}: {missing} {unit} of {item} do not arrive, unmet.csv says {found}",
                site=demand.site_id, group=demand.group, missing=missing, unit=demand.unit,
                item=demand.item, found=found,
            ),
        )  # fmt: skip
    for site_id, group, item in said:
        tally.see(
            False,
            msg(
                "unmet.csv: {site}, {group} is not entitled to {item}",
                site=site_id, group=group, item=item,
            ),
        )  # fmt: skip
    return tally.check()


def unmet_has_reasons(replay: Replay) -> Check:
    """Whoever is left without is told why, and what would help, in both languages."""
    tally = Tally("unmet_has_reasons", msg("Every unmet demand has its reason in both languages"))
    for row in replay.run.unmet:
        holds = (
            row.quantity > 0
            and row.reason_code != ""
            and row.reason.strip() != ""
            and row.reason_fr.strip() != ""
        )
        tally.see(
            holds,
            msg(
                "unmet.csv: {site}, {group}, {quantity} of {item} without a reason",
                site=row.site_id, group=row.group, quantity=row.quantity, item=row.item,
            ),
        )  # fmt: skip
    return tally.check()


def _missing(run: FiledRun) -> Iterator[tuple[Demand, float]]:
    received = received_by_day(run)
    for demand in run.demands:
        by_day = received.get(demand.key, {})
        if run.is_water(demand.item):
            days = range(demand.from_day, run.last_day(demand) + 1)
            yield demand, sum(max(0.0, demand.quantity - by_day.get(day, 0.0)) for day in days)
        else:
            yield demand, max(0.0, demand.quantity - sum(by_day.values()))
