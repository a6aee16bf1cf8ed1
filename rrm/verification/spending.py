"""What the plan costs, and whether the budget holds."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.changes import handling_cost
from rrm.verification.positioning import is_positioned
from rrm.verification.replay import Fleet, Journey, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import CENT, KM_GRAIN, exceeds
from rrm.verification.vehicles import vehicle_days


def trip_costs_full(replay: Replay) -> Check:
    """A trip costs at least its kilometres, its tolls, its convoy and what doubts make of it.

    Kilometres x rate x (1 + chance that a closure which is not certain is in the way) + tolls +
    convoy; the drive of a tanker to its source and home is counted likewise, and of a load that
    is moved to where it changes vehicles the handling there. A fleet's trips also
    cost the hire of its vehicles, due once for each vehicle and day away, of the most that are
    away at once. Where a depot has rows with different rates, the lowest counts.
    """
    tally = Tally("trip_costs_full", msg("Trips cost their kilometres, tolls, convoys and hire"))
    for journey in replay.journeys:
        least = _least_cost(replay, journey)
        tally.see(
            not exceeds(least, journey.trip.cost, CENT),
            msg(
                "trip {trip}: a cost of {filed} filed, kilometres, tolls, convoy, handling and "
                "doubts cost {least}",
                trip=journey.trip.trip_id, filed=journey.trip.cost, least=least,
            ),
        )  # fmt: skip
    for fleet, journeys in replay.fleets.items():
        least = sum(_least_cost(replay, journey) for journey in journeys)
        least += _hire(replay, fleet, journeys)
        filed = sum(journey.trip.cost for journey in journeys)
        tally.see(
            not exceeds(least, filed, CENT * len(journeys)),
            msg(
                "{depot}, {vehicle}: trips for {filed} filed, with the hire they cost {least}",
                depot=fleet[0], vehicle=fleet[1], filed=filed, least=least,
            ),
        )  # fmt: skip
    return tally.check()


def budget_kept(replay: Replay) -> Check:
    """Trips, payments and agents' fees together cost no more than the budget."""
    tally = Tally("budget_kept", msg("The plan costs no more than the budget"))
    budget = replay.run.scenario.settings.budget
    if budget is not None:
        trips = sum(trip.cost for trip in replay.run.trips)
        paid = sum(payment.amount + payment.fee for payment in replay.run.payments)
        tally.see(
            not exceeds(trips + paid, budget.amount),
            msg(
                "{spent} {currency} in all, {trips} of it for trips; the budget is {limit}",
                spent=trips + paid, currency=budget.currency, trips=trips, limit=budget.amount,
            ),
        )  # fmt: skip
    return tally.check()


def hosts_have_their_share(replay: Replay) -> Check:
    """Host communities receive the pack's least share of the value delivered, if they ask for it.

    Value: quantity x the catalogue's unit_value. Where they are entitled to less than that
    share, all that they are entitled to.
    """
    tally = Tally("hosts_have_their_share", msg("Host communities have their share"))
    run, share = replay.run, replay.run.pack.entitlements.minimum_host_share
    asked = sum(
        demand.quantity * run.item(demand.item).unit_value
        for demand in run.demands
        if demand.group == "host" and not run.is_water(demand.item)
    )
    if share > 0 and asked > 0:
        values = [
            (key[1], quantity * run.item(key[2]).unit_value) for key, _, quantity in run.handed
        ]
        due = min(asked, share * sum(value for _, value in values))
        given = sum(value for group, value in values if group == "host")
        tally.see(
            not exceeds(due, given),
            msg("host communities receive a value of {given}, {due} is due", given=given, due=due),
        )
    return tally.check()


def _least_cost(replay: Replay, journey: Journey) -> float:
    """What a trip costs at least, hire left out."""
    rate, cost = _rate_per_km(replay, journey), 0.0
    trips = [(journey.out(), journey.home)] if journey.is_led else []
    if journey.drive is not None and is_positioned(replay, journey):
        trips.append((journey.drive.path, journey.drive.path_back))
    for paths in trips:
        trip, network = journey.trip, replay.network
        km = sum(network.measured(path, trip.vehicle_class, trip.day).km for path in paths)
        dues = network.dues(*paths, trip.vehicle_class, trip.day)
        cost += max(0.0, km - KM_GRAIN) * rate * (1 + dues.doubt) + dues.tolls + dues.escort
    return max(cost, (journey.trip.km - KM_GRAIN) * rate) + max(
        0.0, handling_cost(replay, journey) - CENT
    )


def _rate_per_km(replay: Replay, journey: Journey) -> float:
    rows = replay.vehicles(journey.fleet, journey.trip.day)
    return min((row.cost_per_km for row in rows), default=0.0)


def _hire(replay: Replay, fleet: Fleet, journeys: tuple[Journey, ...]) -> float:
    return sum(
        vehicles * min((row.hire_cost_per_day for row in replay.vehicles(fleet, day)), default=0.0)
        for day, vehicles in vehicle_days(replay, journeys).items()
    )
