"""Networks of others as a scenario's places and links, with all that was guessed and left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from rrm.intake.input_folder import InputFolder
from rrm.intake.network.account import Account, Counted, Guess
from rrm.intake.network.coordinates import around, is_on_earth, out_of_place, turned
from rrm.intake.network.drawing import Drawing, DrawnLine
from rrm.intake.network.flee_tables_made import flee_files, flee_network, is_flee_folder
from rrm.intake.network.geojson import bad_coordinates, no_line
from rrm.intake.network.joining import join_ends
from rrm.intake.network.network_tables import made_tables, tables_account
from rrm.intake.network.place_nodes import PlacedPlaces, put_places
from rrm.intake.network.places import (
    MAX_TABLE_BYTES,
    NamedPlace,
    places_of_layer,
    places_of_points,
    places_of_scenario,
    places_of_table,
    places_of_tables,
)
from rrm.intake.network.road_mapping import Region, RoadMapping
from rrm.intake.network.road_mapping_reader import mapping_for, read_road_mapping
from rrm.intake.network.source_files import SourceFile, read_source_file
from rrm.intake.network.source_lines import SourceLine
from rrm.intake.network.stretches import Stretches
from rrm.intake.network.ways import Decided, LeftOut, WayReader
from rrm.intake.problem_list import ProblemList
from rrm.intake.rule_pack import load_pack
from rrm.intake.wording import found, quoted
from rrm.model.great_circle import great_circle_km
from rrm.model.language import Text, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.scenario import Location, Route

TOLERANCE_M = 20.0
"""Ends of roads this near to another road are taken to meet it. Ours: two widths of a road."""

WITHIN_KM = 2.0
"""A place this near to a road is taken to lie on it. Ours: a village's width."""

RULES = "mali"
"""The rule pack whose surfaces a FLEE network may have, where none is named."""

_MARGIN_DEGREES = 2.0
_LENGTH_DIFFERS = 0.05
_LENGTH_DIFFERS_KM = 0.2
_NOT_TOLD: tuple[tuple[str, str], ...] = (
    ("en", "the mapping tells no surface"),
    ("fr", "la correspondance ne dit pas le revêtement"),
)


@dataclass(frozen=True, slots=True)
class NetworkReading:
    """Places and links for a scenario, what is doubtful about them, and the reading in counts."""

    locations: tuple[Location, ...]
    routes: tuple[Route, ...]
    problems: tuple[Problem, ...]
    account: Account


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How files are read.

    mapping: path or name of a mapping of roads; without it each file's columns tell.
    places: a table or layer of named places. scenario: a folder whose tables name places.
    tolerance_m: ends of lines this near to another line are joined to it; 0 for none.
    within_km: places this near to a road lie on it.
    swap: latitude stands first. surface: of all links of a FLEE network, one on which a vehicle of
    the rule pack `rules` drives.
    """

    mapping: str | None = None
    places: Path | None = None
    scenario: Path | None = None
    tolerance_m: float = TOLERANCE_M
    within_km: float = WITHIN_KM
    swap: bool = False
    surface: str | None = None
    rules: str = RULES


def read_network(paths: Sequence[Path], options: ReadingOptions | None = None) -> NetworkReading:
    """Reads network files, or one FLEE folder, as one network.

    Lines are parted where they meet, chained where nothing changes, measured along their course.
    Raises BadInput with every problem of every file; nothing is written.
    """
    chosen = options or ReadingOptions()
    problems = ProblemList()
    if len(paths) == 1 and paths[0].is_dir() and is_flee_folder(paths[0]):
        return _flee_reading(paths[0], chosen, problems)
    sources = _sources(paths, problems)
    if len(sources) == 1 and sources[0].tables is not None:
        return _own_reading(sources[0], problems)
    _check_no_own(sources, problems)
    places = _places(chosen, problems)
    gathered = _gather(sources, chosen, places, problems)
    if problems.has_errors:
        raise BadInput(problems.all())
    return _put_together(gathered, sources, (*places, *gathered.towns), chosen, problems)


@dataclass(slots=True)
class _Gathered:
    drawing: Drawing = field(default_factory=Drawing)
    lines: list[tuple[Decided, float]] = field(default_factory=list)
    left_out: dict[tuple[tuple[str, str], ...], list[float]] = field(default_factory=dict)
    towns: list[NamedPlace] = field(default_factory=list)
    mappings: dict[str, RoadMapping] = field(default_factory=dict)


def _sources(paths: Sequence[Path], problems: ProblemList) -> list[SourceFile]:
    found_files: list[SourceFile] = []
    for path in paths:
        try:
            found_files.append(read_source_file(path, problems))
        except BadInput as bad:
            problems.extend(bad.problems)
    if problems.has_errors:
        raise BadInput(problems.all())
    return found_files


def _places(options: ReadingOptions, problems: ProblemList) -> list[NamedPlace]:
    places: list[NamedPlace] = []
    if options.scenario is not None and options.scenario.is_dir():
        places += places_of_scenario(options.scenario)
    if options.places is not None:
        full = options.places.resolve()
        if full.suffix.lower() == ".csv":
            places += places_of_table(full, InputFolder(full.parent), problems)
        else:
            source = read_source_file(full, problems)
            places += places_of_layer(source.features.points if source.features else ())
            places += places_of_tables(source.tables[0] if source.tables else (), source.shown)
    return places


def _gather(
    sources: Sequence[SourceFile],
    options: ReadingOptions,
    places: Sequence[NamedPlace],
    problems: ProblemList,
) -> _Gathered:
    gathered = _Gathered()
    known = around([(place.lon, place.lat) for place in places], _MARGIN_DEGREES)
    for source in sources:
        if source.features is None:
            continue
        lines = [_turned(line) if options.swap else line for line in source.features.lines]
        try:
            name, mapping = _mapping(options.mapping, lines, source.shown)
        except BadInput as bad:
            problems.extend(bad.problems)
            _is_in_place(lines, source.shown, known, None, problems)
            continue
        gathered.mappings[name] = mapping
        if not _is_in_place(lines, source.shown, known, mapping.region, problems):
            continue
        reader = WayReader(mapping)
        for line in lines:
            _take(line, reader, gathered, problems)
        points = source.features.points if not options.swap else ()
        gathered.towns += places_of_points(points, mapping.towns)
    return gathered


def _mapping(
    reference: str | None, lines: Sequence[SourceLine], shown: str
) -> tuple[str, RoadMapping]:
    if reference is not None:
        return Path(reference).stem, read_road_mapping(reference)
    columns = dict.fromkeys(column for line in lines for column in line.properties)
    return mapping_for(columns, shown)


def _turned(line: SourceLine) -> SourceLine:
    points = turned(line.points)
    return SourceLine(points, line.properties, line.place, line.is_drawn, line.is_directed)


def _is_in_place(
    lines: Sequence[SourceLine],
    shown: str,
    known: Region | None,
    region: Region | None,
    problems: ProblemList,
) -> bool:
    """Whether the coordinates are degrees in the right order; a doubt about where is told."""
    points = [point for line in lines for point in line.points]
    problem = out_of_place(points, shown, known or region, known is not None)
    if problem is not None:
        problems.add(problem)
    return problem is None or not problem.is_error


def _take(line: SourceLine, reader: WayReader, gathered: _Gathered, problems: ProblemList) -> None:
    astray = next((point for point in line.points if not is_on_earth(point)), None)
    if astray is not None:
        problems.add(bad_coordinates(line.place, list(astray)))
        return
    decided = reader.read(line.properties, line.is_directed)
    km = _drawn_km(line)
    if isinstance(decided, LeftOut) or not decided.way.surface:
        because = decided.because if isinstance(decided, LeftOut) else _NOT_TOLD
        gathered.left_out.setdefault(because, []).append(km)
        return
    for column, text in decided.unread:
        problems.add(_unread(line.place, column, text))
    vertices = gathered.drawing.vertices(line.points)
    if len(vertices) < 2:
        where = Place(line.place.file, row=line.place.row, column="geometry")
        problems.add(no_line(where, msg("the line begins and ends at one spot")))
        return
    own = reader.own_km(line.properties)
    if own is not None and _differs(own, km, line.is_drawn):
        problems.add(_other_length(line.place, own, km))
    gathered.lines.append((decided, km))
    gathered.drawing.lines.append(
        DrawnLine(
            vertices,
            decided.way,
            decided.forward,
            decided.backward,
            bool(decided.guesses),
            own if not line.is_drawn else None,
        )
    )


def _drawn_km(line: SourceLine) -> float:
    return sum(
        great_circle_km(lat_a, lon_a, lat_b, lon_b)
        for (lon_a, lat_a), (lon_b, lat_b) in pairwise(line.points)
    )


def _differs(own: float, drawn: float, is_drawn: bool) -> bool:
    """Whether a file's own length disagrees with the course; without one it may be longer."""
    allowed = max(_LENGTH_DIFFERS * drawn, _LENGTH_DIFFERS_KM)
    return drawn - own > allowed or (is_drawn and own - drawn > allowed)


def _put_together(
    gathered: _Gathered,
    sources: Sequence[SourceFile],
    places: Sequence[NamedPlace],
    options: ReadingOptions,
    problems: ProblemList,
) -> NetworkReading:
    drawing = gathered.drawing
    if not drawing.lines:
        problems.add(_nothing_left(sources[0].shown))
        raise BadInput(problems.all())
    joined = join_ends(drawing, options.tolerance_m)
    placed: PlacedPlaces = put_places(drawing, places, options.within_km, problems)
    stretches = Stretches(drawing)
    for line in drawing.lines:
        stretches.add(line)
    credits = dict.fromkeys(one.credit for one in gathered.mappings.values() if one.credit)
    tables = made_tables(stretches, placed, "; ".join(credits), problems)
    account = Account(
        files=tuple(digest for source in sources for digest in source.digest),
        mappings=tuple(gathered.mappings),
        credits=tuple(credits),
        taken=_counted(km for _, km in gathered.lines),
        left_out=tuple((Text(because), _counted(km)) for because, km in gathered.left_out.items()),
        guesses=_guesses(gathered.lines),
        joined=joined,
        repeated=Counted(stretches.repeated, stretches.repeated_km),
        differing=stretches.differing,
        rings=tables.rings,
        surfaces=tables.surfaces,
        pieces=tables.pieces,
        named=len(placed.at),
        tolerance_m=options.tolerance_m,
        within_km=options.within_km,
    )
    return NetworkReading(tables.locations, tables.routes, problems.all(), account)


def _guesses(lines: Iterable[tuple[Decided, float]]) -> tuple[Guess, ...]:
    km: dict[tuple[str, str, str], list[float]] = {}
    for decided, length in lines:
        for guess in decided.guesses:
            km.setdefault(guess, []).append(length)
    return tuple(Guess(*guess, _counted(lengths)) for guess, lengths in sorted(km.items()))


def _counted(lengths: Iterable[float]) -> Counted:
    km = list(lengths)
    return Counted(len(km), sum(km))


def _own_reading(source: SourceFile, problems: ProblemList) -> NetworkReading:
    if problems.has_errors:
        raise BadInput(problems.all())
    locations, routes = source.tables or ((), ())
    account = tables_account(locations, routes, source.digest, "rrm")
    return NetworkReading(locations, routes, problems.all(), account)


def _flee_reading(folder: Path, options: ReadingOptions, problems: ProblemList) -> NetworkReading:
    known = _surfaces(options) if options.surface is not None else ()
    locations, routes = flee_network(folder, options.surface, known, problems)
    inputs = InputFolder(folder)
    for path in flee_files(folder):
        inputs.read(path, MAX_TABLE_BYTES)
    account = tables_account(locations, routes, inputs.files, "FLEE")
    return NetworkReading(locations, routes, problems.all(), account)


def _surfaces(options: ReadingOptions) -> tuple[str, ...]:
    """Those on which some vehicle of the pack drives."""
    pack, _ = load_pack(options.rules, options.scenario)
    by_road = (known for known in pack.access.classes.values() if known.mode == "road")
    return tuple(dict.fromkeys(surface for known in by_road for surface in known.speeds_kmh))


def _check_no_own(sources: Sequence[SourceFile], problems: ProblemList) -> None:
    for source in sources:
        if source.tables is not None:
            problems.add(_not_with_others(source.shown))


def _not_with_others(shown: str) -> Problem:
    return Problem(
        "RRM-N003",
        Place(shown),
        msg("it is a network that rrm wrote, and stands among others"),
        msg("such a network is read alone"),
        msg("Read it by itself."),
    )


def _unread(place: Place, column: str, text: str) -> Problem:
    return Problem(
        "RRM-N015",
        Place(place.file, row=place.row, column=column),
        found(text),
        msg("a number is expected, with a unit that the mapping knows"),
        msg("It is taken as not known; correct it, or add the unit to the mapping."),
        is_error=False,
    )


def _other_length(place: Place, own: float, drawn: float) -> Problem:
    return Problem(
        "RRM-N017",
        Place(place.file, row=place.row, column="length"),
        msg("the file says {own} km, its course is {drawn} km", own=own, drawn=drawn),
        msg("both agree within 5 %"),
        msg("The course counts; check the unit of the column, and the drawing."),
        is_error=False,
    )


def _nothing_left(shown: str) -> Problem:
    return Problem(
        "RRM-N016",
        Place(quoted(shown)),
        msg("no line of it is a way for vehicles"),
        msg("lines that the mapping takes for roads, ferries or rivers are needed"),
        msg("Check that it is the right layer, or change the mapping."),
    )
