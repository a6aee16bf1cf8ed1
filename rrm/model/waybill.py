"""Waybills: what one trip brings to one stop, under a number that survives being typed by hand.

A number is `K7QF-0012-152`: four signs that tell the run, the digits of the trip, the stop, and
two check digits. Hyphens, blanks and capitals are for the eye; O, I and L are read as 0, 1 and 1,
since no number holds them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rrm.model.plan import Delivery, Plan, Transfer, Trip

RUN_SIGNS = 4
_LETTERS = "BCDFGHJKMNPQRSTVWXYZ"
_SIGNS = "0123456789" + _LETTERS
"""No vowels, so that a number never reads as a word, a month or a power of ten; no L, like 1."""

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FORM = re.compile(rf"([{_LETTERS}][{_SIGNS}]{{3}})([0-9]{{4,6}})([1-9])([0-9]{{2}})")
_BETWEEN = re.compile(r"[\s\-_./\u2010-\u2015\u2212]+")
_TRIP = re.compile(r"[A-Za-z]{0,3}([0-9]{1,6})")
_LONGEST_TYPED = 60


@dataclass(frozen=True, slots=True)
class WaybillNumber:
    """A number taken apart. check_holds: whether its check digits belong to the rest."""

    run_code: str
    trip: int
    stop: int
    check_holds: bool


def run_code(run_id: str) -> str:
    """The four signs that stand for a run; two runs share them once in 540,000 times.

    A letter and three signs, from SHA-256 of the run's id. They begin with a letter, so that a
    spreadsheet never takes a number for an amount or a date.
    """
    rest = int.from_bytes(hashlib.sha256(run_id.encode("utf-8")).digest()[:8], "big")
    rest, letter = divmod(rest, len(_LETTERS))
    signs = _LETTERS[letter]
    for _ in range(RUN_SIGNS - 1):
        rest, sign = divmod(rest, len(_SIGNS))
        signs += _SIGNS[sign]
    return signs


def waybill_number(run_id: str, trip_id: str, stop: int) -> str:
    """The number of what a trip brings to a stop, as it is printed.

    stop: its place among the trip's stops, from 1 to 9.
    Raises ValueError where a trip's id has no digits of its own, or the stop is out of range.
    """
    digits = _TRIP.fullmatch(trip_id)
    if digits is None or not 1 <= stop <= 9:
        raise ValueError(f"no waybill number for trip {trip_id[:20]}, stop {stop}")
    code, trip = run_code(run_id), f"{int(digits[1]):04d}"
    return f"{code}-{trip}-{stop}{check_digits(f'{code}{trip}{stop}')}"


def check_digits(signs: str) -> str:
    """Two digits after which the whole, letters as 10 to 35, leaves 1 when divided by 97.

    They catch every wrong digit, every exchange of neighbouring digits, and of slips of any other
    kind all but about one in a hundred.
    Source: ISO/IEC 7064:2003, MOD 97-10, as in ISO 17442 (LEI) and ISO 13616 (IBAN).
    """
    return f"{98 - _remainder(signs + '00'):02d}"


def read_waybill_number(typed: str) -> WaybillNumber | None:
    """What was typed or scanned as a number, taken apart; None where it has another form."""
    signs = _plain(typed)
    form = _FORM.fullmatch(signs)
    if form is None:
        return None
    code, trip, stop, _ = form.groups()
    return WaybillNumber(code, int(trip), int(stop), _remainder(signs) == 1)


def number_meant(typed: str, numbers: Iterable[str]) -> str | None:
    """The one number from which what was typed differs by one slip of the hand.

    A slip is a wrong sign, a missing or added one, or two neighbours exchanged. None where no
    number comes that near, or several do.
    """
    signs = _plain(typed)
    near = [number for number in numbers if _is_one_slip(signs, _plain(number))]
    return near[0] if len(near) == 1 else None


@dataclass(frozen=True, slots=True)
class WaybillLine:
    """A quantity of an item on a waybill; group: for whom, blank for stock that is moved."""

    item: str
    group: str
    unit: str
    loaded: float

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the other lines of its waybill."""
        return (self.item, self.group)


@dataclass(frozen=True, slots=True)
class Waybill:
    """What one trip brings to one stop.

    place: a site, or for stock that is moved a depot. origin: depot or water source.
    day, arrival_day: when the trip leaves and is to arrive, days of the scenario.
    """

    number: str
    trip_id: str
    stop: int
    place: str
    origin: str
    day: int
    arrival_day: int
    is_transfer: bool
    lines: tuple[WaybillLine, ...]


@dataclass(frozen=True)
class Waybills:
    """All waybills of a run, in the order of its trips."""

    run_id: str
    waybills: tuple[Waybill, ...]

    @cached_property
    def by_number(self) -> Mapping[str, Waybill]:
        """Each waybill under its number as printed."""
        return {waybill.number: waybill for waybill in self.waybills}

    def find(self, typed: str) -> Waybill | None:
        """The waybill that something typed is the number of, if there is one."""
        return self._by_signs.get(_plain(typed))

    @cached_property
    def _by_signs(self) -> Mapping[str, Waybill]:
        return {_plain(waybill.number): waybill for waybill in self.waybills}


def waybills_of(run_id: str, plan: Plan) -> Waybills:
    """The waybills of a plan: one for each stop at which a trip leaves anything.

    Raises ValueError where a trip can't have a number; see waybill_number.
    """
    delivered: dict[str, list[Delivery]] = defaultdict(list)
    moved: dict[str, list[Transfer]] = defaultdict(list)
    for delivery in plan.deliveries:
        delivered[delivery.trip_id].append(delivery)
    for transfer in plan.transfers:
        moved[transfer.trip_id].append(transfer)
    found: list[Waybill] = []
    for trip in plan.trips:
        for stop, place in enumerate(trip.stops, start=1):
            here = [one for one in delivered[trip.trip_id] if one.site_id == place]
            in_store = [one for one in moved[trip.trip_id] if one.to_depot == place]
            if place in trip.stops[: stop - 1] or not (here or in_store):
                continue
            found.append(_waybill(run_id, trip, stop, here, in_store))
    return Waybills(run_id, tuple(found))


def _waybill(
    run_id: str, trip: Trip, stop: int, here: list[Delivery], in_store: list[Transfer]
) -> Waybill:
    loaded: dict[tuple[str, str, str], float] = defaultdict(float)
    for delivery in here:
        loaded[delivery.item, delivery.group, delivery.unit] += delivery.quantity
    for transfer in in_store:
        loaded[transfer.item, "", transfer.unit] += transfer.quantity
    return Waybill(
        number=waybill_number(run_id, trip.trip_id, stop),
        trip_id=trip.trip_id,
        stop=stop,
        place=trip.stops[stop - 1],
        origin=here[0].origin if here else in_store[0].from_depot,
        day=trip.day,
        arrival_day=here[0].day if here else in_store[0].arrival_day,
        is_transfer=not here,
        lines=tuple(
            WaybillLine(item, group, unit, quantity)
            for (item, group, unit), quantity in loaded.items()
        ),
    )


def _plain(typed: str) -> str:
    """Signs alone, capitals, without what stands between them; cut where nobody typed so much."""
    signs = unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED])
    return _BETWEEN.sub("", signs).upper().translate(_MISREAD)


def _remainder(signs: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in signs)) % 97


def _is_one_slip(typed: str, meant: str) -> bool:
    """Whether one wrong, missing or added sign, or one exchange of neighbours, parts them."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b),
        min(len(typed), len(meant)),
    )
    a, b = typed[start:], meant[start:]
    if len(a) != len(b):
        return a[1:] == b or a == b[1:]
    return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
