"""Why a vehicle class can't make a journey, in words and with what would have to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isinf

from rrm.access.calendar import Calendar
from rrm.access.causes import Circumstances, causes, closure_words
from rrm.access.class_network import ClassNetwork
from rrm.access.conditions import Conditions
from rrm.access.periods import Period
from rrm.access.search import Fastest
from rrm.access.words import by_mode, in_season, link_words, some_of, surface_word
from rrm.model.access import Turnaround
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Mode, Route


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason code of access.csv, and its sentence."""

    code: str
    reason: Message


class Explainer:
    """Explains refusals to one vehicle class."""

    def __init__(
        self,
        vehicle_class: str,
        network: ClassNetwork,
        routes: tuple[Route, ...],
        calendar: Calendar,
        circumstances: Circumstances,
    ) -> None:
        self._class = vehicle_class
        self._network = network
        self._table = routes
        self._calendar = calendar
        self._about = circumstances

    def refusal(self, start: int, end: int, period: Period) -> Refusal | None:
        """Why there is no way from start to end and home, or None where there is one.

        Causes are applied one after the other, the lasting ones first (no link, surface,
        season, load limit, no convoy, closure); the first that leaves no way is the one that
        stops the vehicle, and it is shown on the way that was the fastest without it. Where the
        ways out and home are stopped by different causes, the more lasting one is told.
        """
        out = self._no_way(start, end, start, period)
        home = self._no_way(end, start, start, period)
        if out is None or home is None:
            return out or home
        causes = [code for code, _ in period.conditions.step_by_step()]
        return min(out, home, key=lambda refusal: causes.index(refusal.code))

    def _no_way(self, start: int, end: int, origin: int, period: Period) -> Refusal | None:
        """One direction. origin: which of the two the searches of this journey start from."""
        far = end if start == origin else start
        if self._search(start, origin, period.conditions).reaches(far):
            return None
        before = Conditions()
        for code, conditions in period.conditions.step_by_step():
            if not self._search(start, origin, conditions).reaches(far):
                search = self._search(start, origin, before)
                path = search.path(far) if search.reaches(far) else ()
                barred = self._barred(path, before, conditions)
                return Refusal(code, self._sentence(code, start, end, barred, period))
            before = conditions
        return None

    def _search(self, start: int, origin: int, conditions: Conditions) -> Fastest:
        return self._network.fastest(conditions, origin, outward=start == origin)

    def _barred(
        self, path: tuple[int, ...], before: Conditions, conditions: Conditions
    ) -> tuple[int, ...]:
        """The links of a path with no open one beside them any more."""
        now = self._network.ways(conditions)
        taken = zip(pairwise(path), self._network.ways(before).along(path), strict=True)
        return tuple(link for hop, link in taken if not now.joins(hop))

    def _sentence(
        self, code: str, start: int, end: int, barred: tuple[int, ...], period: Period
    ) -> Message:
        match code:
            case "unconnected":
                return self._unconnected(start, end)
            case "no_surface":
                return self._no_surface(start, end, barred, period)
            case "season":
                return self._season(start, end, barred, period)
            case "load_limit":
                return self._load_limit(start, end, barred)
            case "no_escort":
                return self._no_escort(start, end, barred, period)
            case _:
                return self._closed(start, end, barred, period)

    def _unconnected(self, start: int, end: int) -> Message:
        piece = self._network.piece(end)
        if piece[0] == self._network.piece(start)[0]:
            why = msg("the links between them can't be travelled that way")
        elif len(piece) == 1:
            why = msg("no link leads to {place}", place=self._name(end))
        else:
            others = (self._name(node) for node in piece if node != end)
            why = msg_plural(
                "{place} lies in a separate piece of {n} place, with {others}",
                "{place} lies in a separate piece of {n} places, with {others}",
                n=len(piece),
                place=self._name(end),
                others=some_of(others, len(piece) - 1),
            )
        return msg(
            "There is no way {by_mode} from {start} to {end}: {why}.",
            by_mode=by_mode(self._network.rules.mode),
            start=self._name(start),
            end=self._name(end),
            why=why,
        )

    def _no_surface(self, start: int, end: int, barred: tuple[int, ...], period: Period) -> Message:
        rules, season = self._network.rules, period.conditions.season
        first = self._table[barred[0]]
        if first.surface in rules.speeds_kmh and season is not None:
            cannot = msg("can't use {in_season}", in_season=in_season(season))
        else:
            cannot = msg("can't use")
        return msg(
            "Every way from {start} to {end} has a stretch that the {vehicle} {cannot}: "
            "on the shortest, {link} ({surface}, {km} km).",
            start=self._name(start),
            end=self._name(end),
            vehicle=_vehicle(rules),
            cannot=cannot,
            link=link_words(first.from_node, first.to_node, self._about.names),
            surface=surface_word(first.surface),
            km=first.km,
        )

    def _season(self, start: int, end: int, barred: tuple[int, ...], period: Period) -> Message:
        opens_on = {at: self._about.opens(self._table[at], period.last_day) for at in barred}
        last = max(barred, key=lambda at: opens_on[at] or date.max)
        route, when = self._table[last], opens_on[last]
        opens = None if when is None else self._about.dated(when)
        if route.mode is Mode.RIVER and route.open_from is None:
            return self._low_water(start, end, opens)
        return msg(
            "Every way from {start} to {end} has a stretch that is out of its season: on the "
            "fastest, {link} is passed from {date} on.",
            start=self._name(start),
            end=self._name(end),
            link=link_words(route.from_node, route.to_node, self._about.names),
            date=opens,
        )

    def _low_water(self, start: int, end: int, opens: date | Message | None) -> Message:
        if opens is None:
            return msg(
                "The river carries no boats between {start} and {end} in any season.",
                start=self._name(start),
                end=self._name(end),
            )
        return msg(
            "The river between {start} and {end} is too low for boats before {date}.",
            start=self._name(start),
            end=self._name(end),
            date=opens,
        )

    def _no_escort(self, start: int, end: int, barred: tuple[int, ...], period: Period) -> Message:
        route = self._table[barred[0]]
        link = link_words(route.from_node, route.to_node, self._about.names)
        following = self._calendar.next_convoy(self._class, period.last_day)
        if following is None:
            return msg(
                "Every way from {start} to {end} needs an escort ({link}), and no convoy is "
                "planned.",
                start=self._name(start),
                end=self._name(end),
                link=link,
            )
        return msg(
            "Every way from {start} to {end} needs an escort ({link}); the next convoy leaves on "
            "{date}.",
            start=self._name(start),
            end=self._name(end),
            link=link,
            date=self._about.on_day(following),
        )

    def _load_limit(self, start: int, end: int, barred: tuple[int, ...]) -> Message:
        limit, weakest = min(
            ((route.max_payload_t or 0.0, route) for route in self._routes(barred)),
            key=lambda found: found[0],
        )
        return msg(
            "The {vehicle} weighs {gross} t loaded, and no way from {start} to {end} bears that: "
            "on the fastest, {link} bears {limit} t.",
            vehicle=_vehicle(self._network.rules),
            gross=self._network.rules.gross_t,
            start=self._name(start),
            end=self._name(end),
            link=link_words(weakest.from_node, weakest.to_node, self._about.names),
            limit=limit,
        )

    def _closed(self, start: int, end: int, barred: tuple[int, ...], period: Period) -> Message:
        windows = self._about.closures_of(frozenset(barred), period)
        return msg(
            "Every way from {start} to {end} is closed; on the fastest, {closures}.",
            start=self._name(start),
            end=self._name(end),
            closures=tuple(closure_words(window, self._about) for window in windows),
        )

    def quicker_way_barred(
        self, code: str, taken: tuple[int, ...], period: Period, late: Message
    ) -> Refusal:
        """A way is open but too long, and a quicker one would do, were it not for one cause.

        code: of that cause. taken: the links of the quicker way, out and home. late: why the
        way that is open takes too long.
        """
        conditions = dict(period.conditions.step_by_step())[code]
        hours = self._network.hours(conditions)
        barred = {at: self._table[at] for at in taken if isinf(hours[at])}
        reason = msg(
            "A quicker way is barred: {causes}. By the one that is open: {late}",
            causes=tuple(causes(code, barred, period, self._about)),
            late=late,
        )
        return Refusal(code, reason)

    def _routes(self, positions: tuple[int, ...]) -> tuple[Route, ...]:
        return tuple(self._table[position] for position in positions)

    def _name(self, position: int) -> str:
        node = self._network.links.nodes[position]
        return self._about.names.get(node, node)


def conditions_before(code: str, conditions: Conditions) -> Conditions | None:
    """What holds without the cause of that code and those less lasting than it.

    None where vehicles have no speed yet: for want of a link, or of a surface for their wheels.
    """
    steps = conditions.step_by_step()
    at = [name for name, _ in steps].index(code)
    before = steps[at - 1][1] if at else None
    return before if before is not None and before.season is not None else None


def lifted_one_by_one(conditions: Conditions) -> Iterator[tuple[str, Conditions]]:
    """Causes with what holds without them, the least lasting lifted first and those before it."""
    for code, _ in reversed(conditions.step_by_step()):
        before = conditions_before(code, conditions)
        if before is not None:
            yield code, before


def too_long(trip: Turnaround, rules: ClassAccess, hours_per_day: float) -> Refusal | None:
    """Why the round trip can't be made in the time allowed, or None where it can."""
    if trip.days <= rules.max_trip_days:
        return None
    if rules.max_trip_days == 1:
        reason = msg(
            "Out and home takes {hours} h, loading and unloading included; the {vehicle} works "
            "{hours_per_day} h a day and has to be home the same day.",
            hours=trip.hours,
            vehicle=_vehicle(rules),
            hours_per_day=hours_per_day,
        )
    else:
        reason = msg(
            "Out and home takes {hours} h, loading and unloading included: {needed} days of "
            "{hours_per_day} h, and the {vehicle} may be away {allowed} days.",
            hours=trip.hours,
            needed=trip.days,
            hours_per_day=hours_per_day,
            vehicle=_vehicle(rules),
            allowed=rules.max_trip_days,
        )
    return Refusal("too_long", reason)


def no_daylight(rules: ClassAccess) -> Refusal:
    """A curfew all day long."""
    reason = msg("A curfew holds all day: the {vehicle} can't leave.", vehicle=_vehicle(rules))
    return Refusal("too_long", reason)


def too_far_from_base(trip: Turnaround, rules: ClassAccess, hours_per_day: float) -> Refusal | None:
    """Why a tanker can't work at a filling point: the drive there and home takes too long."""
    if trip.days <= rules.max_trip_days:
        return None
    reason = msg(
        "The drive from the base to the filling point and home takes {hours} h; the {vehicle} "
        "works {hours_per_day} h a day.",
        hours=trip.hours,
        vehicle=_vehicle(rules),
        hours_per_day=hours_per_day,
    )
    return Refusal("too_long", reason)


def _vehicle(rules: ClassAccess) -> Text:
    return Text.of(rules.label)
