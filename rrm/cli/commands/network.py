"""`rrm network`: roads of others as a scenario's tables, its access graph as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    DOUBTS_SHOWN,
    All,
    Json,
    Language,
    Quiet,
    ScenarioFolder,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rrm.intake.network import NetworkReading
    from rrm.model.problem import Problem

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE",
        help=say("GeoJSON, GraphML, GeoPackage or shapefile, several as one network; or FLEE."),
    ),
]
To = Annotated[Path | None, typer.Option("--to", help=say("The scenario's folder."))]
Mapping = Annotated[
    str | None,
    typer.Option("--mapping", help=say("A mapping of roads: osm, hdx, or a file of your own.")),
]
Places = Annotated[
    Path | None,
    typer.Option("--places", help=say("Towns with names: CSV with name, lat, lon; or GeoJSON.")),
]
Tolerance = Annotated[
    float,
    typer.Option(
        "--tolerance", min=0, max=1000, help=say("Metres within which loose ends are joined.")
    ),
]
Within = Annotated[
    float,
    typer.Option("--within", min=0, max=50, help=say("Km within which a town lies on a road.")),
]
Swap = Annotated[
    bool, typer.Option("--swap-coordinates", help=say("The files give latitude first."))
]
Surface = Annotated[
    str | None, typer.Option("--surface", help=say("FLEE: the surface of all links."))
]
Rules = Annotated[str, typer.Option("--rules", help=say("FLEE: the rule pack with the speeds."))]
Replace = Annotated[
    bool, typer.Option("--replace", help=say("Replace locations.csv and routes.csv."))
]
File = Annotated[Path, typer.Option("--to", help=say("The file, ending in .geojson or .graphml."))]
Day = Annotated[
    int | None, typer.Option("--day", min=1, max=366, help=say("With what is open on this day."))
]


def read(
    files: Files,
    to: To = None,
    mapping: Mapping = None,
    places: Places = None,
    tolerance: Tolerance = 20.0,
    within: Within = 2.0,
    swap: Swap = False,
    surface: Surface = None,
    rules: Rules = "mali",
    replace: Replace = False,
    everything: All = False,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Shows what was read, left out and guessed. With --to both tables are written."""
    language = language_of(lang)
    with bad_input_reported(as_json):
        from rrm.intake.network import ReadingOptions, read_network, write_network

        options = ReadingOptions(mapping, places, to, tolerance, within, swap, surface, rules)
        reading = read_network(files, options)
        written: tuple[Path, ...] = ()
        lost: tuple[Problem, ...] = ()
        if to is not None:
            written, lost = write_network(to, reading.locations, reading.routes, replace)
    problems = (*reading.problems, *_doubts_about(reading), *lost)
    if as_json:
        _print_reading(reading, problems, written, language)
        return
    from rrm.cli.network_lines import reading_lines, written_lines

    show(reading_lines(reading, language, everything), quiet)
    show_warnings(problems, quiet, "--all", None if everything else DOUBTS_SHOWN)
    if to is not None:
        show(written_lines(written, to, language), quiet)


def write(
    scenario: ScenarioFolder,
    to: File,
    day: Day = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=say("Replace a file that is there."))
    ] = False,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """GeoJSON for maps, GraphML for graph programs; rrm network read takes both back."""
    with bad_input_reported(as_json):
        from rrm.cli.network_files import write_network_file

        places, links = write_network_file(scenario, to, day, replace)
    if as_json:
        print_json({"file": str(to), "locations": places, "routes": links, "day": day})
        return
    from rrm.cli.network_lines import file_lines

    show(file_lines(to, places, links, language_of(lang)), quiet)


def _doubts_about(reading: NetworkReading) -> tuple[Problem, ...]:
    """What is odd about the network itself, separate pieces apart, which the reading has told."""
    if reading.account.pieces:
        return ()
    from rrm.access import graph_problems

    return graph_problems(reading)


def _print_reading(
    reading: NetworkReading,
    problems: Sequence[Problem],
    written: Sequence[Path],
    language: str,
) -> None:
    from rrm.intake.network import account_json

    print_json(
        {
            "locations": len(reading.locations),
            "routes": len(reading.routes),
            **account_json(reading.account, language),
            "files_written": [str(path) for path in written],
            "problems": [problem.as_json(language) for problem in problems],
        }
    )
