"""Closures of a FLEE network: borders, places and links, by day of the simulation.

Source of their meaning: github.com/djgroen/flee, where a closure begins on its first day and is
lifted on its last; days are counted from 0 there and from 1 here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rrm.intake.flee_tables import FleeRow, doubt, left_out
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import found, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.scenario import Location, Route

_DAY = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class FleeClosure:
    """Links closed from `first_day` to `last_day` of the simulation, both included.

    links: as pairs of node ids. last_day: None for a closure that FLEE never lifts.
    subject: what is closed, in words.
    """

    links: tuple[tuple[str, str], ...]
    first_day: int
    last_day: int | None
    subject: Message


@dataclass(frozen=True, slots=True)
class FleePlaces:
    """The places read: in order, by the name that other tables use, their countries and rows."""

    locations: tuple[Location, ...]
    node_of: Mapping[str, str]
    country_of: Mapping[str, str]
    rows: tuple[Place, ...]


def flee_closures(
    rows: Iterable[FleeRow], places: FleePlaces, routes: tuple[Route, ...], problems: ProblemList
) -> Iterator[FleeClosure]:
    """The closures that can be read; one of a border closes every link that crosses it.

    What can't be read, and what closes no link, is left out with a warning.
    """
    by_border, by_place = _links_by_border(routes, places), _links_by_place(routes)
    for row in rows:
        a, b = row["name1"], row["name2"]
        of_a = by_place.get(places.node_of.get(a, ""), ())
        match row["closure_type"].casefold():
            case "country":
                links = by_border.get(frozenset((a, b)), ())
                subject = msg("the border between {a} and {b}", a=quoted(a), b=quoted(b))
            case "location" | "camp" | "idpcamp":
                links = of_a
                subject = msg("every link of {place}", place=quoted(a))
            case "link":
                links = tuple(link for link in of_a if places.node_of.get(b) in link)
                subject = msg("the link {a}–{b}", a=quoted(a), b=quoted(b))
            case other:
                kinds = msg("country, location, camp or link is expected")
                problems.add(left_out("RRM-I217", row.at("closure_type"), other, kinds))
                continue
        window = _window(row, problems)
        if not links:
            problems.add(_closes_nothing(row, subject))
        elif window is not None:
            yield FleeClosure(links, *window, subject)


def _closes_nothing(row: FleeRow, subject: Message) -> Problem:
    return doubt(
        "RRM-I218",
        row.place,
        msg("{subject} has no link", subject=subject),
        msg("a closure is of links of this network"),
        msg("Check the names; the closure is left out."),
    )


def _window(row: FleeRow, problems: ProblemList) -> tuple[int, int | None] | None:
    """FLEE's days [start, end) from 0 as our first and last day from 1; an end of 0 is none."""
    start, end = (_day(row, column, problems) for column in ("closure_start", "closure_end"))
    if start is None or end is None:
        return None
    if end == 0:
        return start + 1, None
    if end <= start:
        problems.add(
            doubt(
                "RRM-I216",
                row.at("closure_end"),
                found(row["closure_end"]),
                msg("the end comes after the start, day {start}", start=start),
                msg("Correct the days; the closure is left out."),
            )
        )
        return None
    return start + 1, end


def _day(row: FleeRow, column: str, problems: ProblemList) -> int | None:
    text = row[column] or "0"
    if _DAY.fullmatch(text):
        return int(text)
    problems.add(left_out("RRM-I214", row.at(column), text, msg("a day's number is needed")))
    return None


def _links_by_border(
    routes: tuple[Route, ...], places: FleePlaces
) -> dict[frozenset[str], tuple[tuple[str, str], ...]]:
    links: dict[frozenset[str], list[tuple[str, str]]] = {}
    for route in routes:
        border = frozenset(places.country_of[node] for node in (route.from_node, route.to_node))
        links.setdefault(border, []).append((route.from_node, route.to_node))
    return {border: tuple(found) for border, found in links.items() if len(border) > 1}


def _links_by_place(routes: tuple[Route, ...]) -> dict[str, tuple[tuple[str, str], ...]]:
    links: dict[str, list[tuple[str, str]]] = {}
    for route in routes:
        for node in dict.fromkeys((route.from_node, route.to_node)):
            links.setdefault(node, []).append((route.from_node, route.to_node))
    return {node: tuple(found) for node, found in links.items()}
