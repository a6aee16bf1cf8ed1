"""FLEE networks: places, routes and closures as published for displacement simulations.

Format: github.com/djgroen/flee, `input_csv`. Days are counted from 0 there and from 1 here;
a closure holds from its first day until the day before its last, which FLEE reopens on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rrm.intake.flee_closures import FleeClosure, FleePlaces, flee_closures
from rrm.intake.flee_drawings import check_drawing
from rrm.intake.flee_tables import (
    CLOSURES,
    LOCATIONS,
    PERIOD,
    ROUTES,
    FleeRow,
    doubt,
    empty_table,
    header_names,
    left_out,
    read_flee_table,
)
from rrm.intake.input_folder import InputFolder
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import did_you_mean, found, quoted
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.row_places import RowPlaces
from rrm.model.scenario import Location, Route

UNKNOWN_SURFACE = "unknown"
"""FLEE says nothing of surfaces."""

_TABLES_READ = ("locations", "routes", "closures", "conflicts", "sim_period")
_LONGEST_KM = 20_000.0
_HINTS = 20  # looking for a name that comes near takes long where there are many
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,20})?|\.\d{1,20})")
_NOT_IN_AN_ID = re.compile(r"[^\w.:/'’ -]")


@dataclass(frozen=True, slots=True)
class FleeNetwork:
    """A FLEE folder as read: what is sound in it, and what is doubtful.

    routes: of unknown surface, each travelled both ways. kinds: how many places of each type.
    start: the calendar date of day 1, where the folder says so. row_places: of the tables
    locations and routes.
    """

    locations: tuple[Location, ...]
    routes: tuple[Route, ...]
    closures: tuple[FleeClosure, ...]
    kinds: tuple[tuple[str, int], ...]
    start: date | None
    problems: tuple[Problem, ...]
    row_places: RowPlaces = field(default_factory=RowPlaces)


def read_flee(folder: Path) -> FleeNetwork:
    """Reads a FLEE folder: the one with locations.csv, or its parent with `input_csv`.

    What can't be read is left out with a warning, and the rest is kept as it stands. Raises
    BadInput where the folder is no FLEE network at all.
    """
    tables = _tables_folder(folder)
    files, problems = InputFolder(folder), ProblemList()
    rows = read_flee_table(files, tables / "locations.csv", LOCATIONS, problems)
    places = _read_places(rows, problems)
    if not places.locations:
        shown = files.shown(tables / "locations.csv")
        raise BadInput((_not_flee(shown, msg("no place can be read")), *problems.all()))
    rows = read_flee_table(files, tables / "routes.csv", ROUTES, problems)
    placed_routes = tuple(_routes(rows, places, problems))
    routes = tuple(route for route, _ in placed_routes)
    closures: tuple[FleeClosure, ...] = ()
    if (tables / "closures.csv").is_file():
        rows = read_flee_table(files, tables / "closures.csv", CLOSURES, problems)
        closures = tuple(flee_closures(rows, places, routes, problems))
    if (tables / "conflicts.csv").is_file():
        _check_conflicts(files, tables / "conflicts.csv", places, problems)
    _check_the_rest(files, tables, places, problems)
    kinds = Counter(place.kind for place in places.locations)
    return FleeNetwork(
        places.locations,
        routes,
        closures,
        tuple(sorted(kinds.items())),
        _start(files, tables / "sim_period.csv", problems),
        problems.all(),
        RowPlaces({"locations": places.rows, "routes": tuple(row for _, row in placed_routes)}),
    )


def _tables_folder(folder: Path) -> Path:
    for candidate in (folder, folder / "input_csv"):
        if (candidate / "locations.csv").is_file():
            if (candidate / "routes.csv").is_file():
                return candidate
            raise BadInput([_not_flee(folder.name, msg("there is no routes.csv"))])
    raise BadInput([_not_flee(folder.name, msg("there is no locations.csv"))])


def _not_flee(file: str, what: Message) -> Problem:
    return Problem(
        "RRM-I210",
        Place(file),
        found=what,
        allowed=msg("a FLEE network has locations.csv and routes.csv, or both in input_csv"),
        remedy=msg("Name the folder with these files."),
    )


def _read_places(rows: Iterable[FleeRow], problems: ProblemList) -> FleePlaces:
    locations: list[Location] = []
    placed: list[Place] = []
    node_of: dict[str, str] = {}
    country_of: dict[str, str] = {}
    taken: Counter[str] = Counter()
    unpeopled: list[FleeRow] = []
    for row in rows:
        place = _place(row, taken, problems)
        if place is None:
            continue
        if row["name"] in node_of:
            problems.add(_namesake(row, place.node_id))
        node_of.setdefault(row["name"], place.node_id)
        country_of[place.node_id] = row["country"]
        if not row["population"]:
            unpeopled.append(row)
        locations.append(place)
        placed.append(row.place)
    if unpeopled:
        problems.add(_unpeopled(unpeopled))
    return FleePlaces(tuple(locations), node_of, country_of, tuple(placed))


def _place(row: FleeRow, taken: Counter[str], problems: ProblemList) -> Location | None:
    lat = _number(row, "latitude", (-90, 90), problems)
    lon = _number(row, "longitude", (-180, 180), problems)
    if not row["name"]:
        problems.add(left_out("RRM-I211", row.at("name"), "", msg("a place has a name")))
    if not row["name"] or lat is None or lon is None:
        return None
    return Location(
        node_id=_free_id(row["name"], taken),
        name=row["name"][:300],
        lat=lat,
        lon=lon,
        kind=row["location_type"][:80] or "place",
    )


def _free_id(name: str, taken: Counter[str]) -> str:
    """An id for a place: its name where that is a plain one, numbered where it is taken."""
    plain = _NOT_IN_AN_ID.sub("_", name)[:70].strip()
    plain = plain if re.match(r"\w", plain) else f"place {plain}".strip()
    node = plain
    while node in taken:
        taken[plain] += 1
        node = f"{plain}/{taken[plain]}"
    taken[node] += 1
    return node


def _routes(
    rows: Iterable[FleeRow], places: FleePlaces, problems: ProblemList
) -> Iterator[tuple[Route, Place]]:
    """Links between known places, each with the place of its row."""
    hints: dict[str, Message] = {}
    for row in rows:
        start = _node(row, "name1", places, hints, problems)
        end = _node(row, "name2", places, hints, problems)
        km = _number(row, "distance", (0, _LONGEST_KM), problems)
        if row["forced_redirection"] not in ("", "0", "1", "2"):
            problems.add(_odd_redirection(row))
        if start is not None and end is not None and km is not None:
            route = Route(from_node=start, to_node=end, km=km, surface=UNKNOWN_SURFACE)
            yield route, row.place


def _odd_redirection(row: FleeRow) -> Problem:
    return doubt(
        "RRM-I215",
        row.at("forced_redirection"),
        found(row["forced_redirection"]),
        msg("0, 1, 2 or nothing is expected"),
        msg("It moves people, not vehicles, and is passed over."),
    )


def _node(
    row: FleeRow,
    column: str,
    places: FleePlaces,
    hints: dict[str, Message],
    problems: ProblemList,
) -> str | None:
    """The node of a place's name; hints remembers what was proposed for unknown names."""
    name = row[column]
    node = places.node_of.get(name)
    if node is None:
        if name not in hints and len(hints) < _HINTS:
            hints[name] = did_you_mean(name, places.node_of)
        problems.add(
            doubt(
                "RRM-I213",
                row.at(column),
                found(name),
                msg("a place of locations.csv is needed; the link is left out"),
                hints.get(name, msg("Correct the name.")),
            )
        )
    return node


def _number(
    row: FleeRow, column: str, bounds: tuple[float, float], problems: ProblemList
) -> float | None:
    text, (low, high) = row[column], bounds
    value = float(text) if _NUMBER.fullmatch(text) else None
    if value is not None and low <= value <= high:
        return value
    needed = msg("a number from {low} to {high} is needed", low=low, high=high)
    problems.add(left_out("RRM-I214", row.at(column), text, needed))
    return None


def _namesake(row: FleeRow, node: str) -> Problem:
    name = quoted(row["name"])
    return doubt(
        "RRM-I212",
        row.at("name"),
        msg('a second place called "{name}", kept as "{node}"', name=name, node=node),
        msg("names are needed to tell places apart"),
        msg("Rename one; routes and closures are taken to mean the first."),
    )


def _unpeopled(rows: list[FleeRow]) -> Problem:
    return doubt(
        "RRM-I219",
        rows[0].at("population"),
        msg_plural(
            "{n} place from here on has no population",
            "{n} places from here on have no population",
            n=len(rows),
        ),
        msg("a number of people is expected"),
        msg("It makes no difference to access."),
    )


def _check_conflicts(
    files: InputFolder, path: Path, places: FleePlaces, problems: ProblemList
) -> None:
    unknown = [n for n in header_names(files, path, problems) if n not in places.node_of]
    if unknown:
        problems.add(
            doubt(
                "RRM-I220",
                Place(files.shown(path), row=1),
                found(", ".join(unknown[:_HINTS])),
                msg("places of locations.csv are expected"),
                msg("Correct the names; conflicts make no difference to access."),
            )
        )


def _check_the_rest(
    files: InputFolder, tables: Path, places: FleePlaces, problems: ProblemList
) -> None:
    """Files that access makes no use of: empty tables, and drawings with exchanged coordinates."""
    for path in files.entries(tables):
        if path.suffix == ".geojson":
            check_drawing(files, path, places.locations, problems)
        elif path.suffix == ".csv" and path.stem not in _TABLES_READ and not path.stat().st_size:
            problems.add(empty_table(files.shown(path)))


def _start(files: InputFolder, path: Path, problems: ProblemList) -> date | None:
    if not path.is_file():
        return None
    rows = read_flee_table(files, path, PERIOD, problems)
    row = next((row for row in rows if row["setting"].casefold() == "startdate"), None)
    if row is None:
        return None
    try:
        return date.fromisoformat(row["value"])
    except ValueError:
        needed = msg("a date written year-month-day is needed")
        problems.add(left_out("RRM-I221", row.at("value"), row["value"], needed))
    return None
