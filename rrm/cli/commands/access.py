"""`rrm access`: who can be reached, for a scenario or a FLEE network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    DOUBTS_SHOWN,
    All,
    Json,
    Language,
    Quiet,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.slow_search import tell_slow_search
from rrm.cli.speech import in_words, say
from rrm.model.language import msg

if TYPE_CHECKING:
    from rrm.cli.access_questions import Answer
    from rrm.model.run import Loaded


class Carried(StrEnum):
    """What a vehicle carries."""

    GOODS = "goods"
    WATER = "water"


Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help=say("A scenario's folder, or a FLEE folder."))
]
Site = Annotated[
    str | None,
    typer.Option("--site", help=say("Only this site, with other ways, chains and water.")),
]
Most = Annotated[
    int,
    typer.Option(
        "--ways", min=1, max=20, help=say("With --site: so many fastest and safest ways.")
    ),
]
Critical = Annotated[
    bool, typer.Option("--critical", help=say("Links and places whose loss cuts off most people."))
]
Isolate = Annotated[
    list[str],
    typer.Option(
        "--isolate",
        metavar="AREA",
        help=say("The fewest closures that isolate a site, or all sites of a P-code; repeatable."),
    ),
]
Carrying = Annotated[
    Carried | None,
    typer.Option("--carrying", help=say("With --isolate: only goods, or only water.")),
]
Change = Annotated[
    list[str],
    typer.Option(
        "--what-if",
        metavar="CHANGE",
        help=say("What changes with 'close A-B', 'open A-B' or 'lose A'; repeatable."),
    ),
]
Water = Annotated[
    bool, typer.Option("--water", help=say("The turnaround of tankers, source by source."))
]
Between = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DAYS", help=say("Day 3, or days 3-7, for the questions about roads.")
    ),
]
To = Annotated[
    Path | None,
    typer.Option("--to", metavar="FILE", help=say("Write a page with a map (.html) or a .csv.")),
]
From = Annotated[
    str | None,
    typer.Option("--from", help=say("FLEE: start here, else from the place with most links.")),
]
Rules = Annotated[str, typer.Option("--rules", help=say("FLEE: the rule pack with the speeds."))]
VehicleClass = Annotated[str, typer.Option("--class", help=say("FLEE: the vehicle class."))]
Surface = Annotated[str, typer.Option("--surface", help=say("FLEE: the surface of all links."))]
Days = Annotated[int, typer.Option("--days", min=1, max=5000, help=say("FLEE: days looked at."))]

FLEE_DOUBTS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked about roads, beyond the table of who is reached."""

    critical: bool
    isolate: list[str]
    carrying: str | None
    change: list[str]
    water: bool
    days: tuple[int, int] | None

    @property
    def asked(self) -> tuple[str, ...]:
        """The options given, by name."""
        given = {
            "critical": self.critical,
            "isolate": self.isolate,
            "what-if": self.change,
            "water": self.water,
        }
        return tuple(name for name, it in given.items() if it)


def access(
    context: typer.Context,
    folder: Folder,
    site: Site = None,
    ways: Most = 3,
    critical: Critical = False,
    isolate: Isolate = [],  # noqa: B006 - Typer copies it
    carrying: Carrying = None,
    change: Change = [],  # noqa: B006
    water: Water = False,
    on: Between = None,
    to: To = None,
    tell_all: All = False,
    origin: From = None,
    rules: Rules = "mali",
    vehicle_class: VehicleClass = "truck_10t",
    surface: Surface = "laterite",
    days: Days = 30,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Hours, km and risk by origin, place, vehicle class and period - or why not."""
    language = language_of(lang)
    with bad_input_reported(as_json):
        carries = None if carrying is None else carrying.value
        questions = Questions(critical, isolate, carries, change, water, _days(on))
        _refuse_beside_the_point(context, questions, site, is_flee=_is_flee(folder))
        if _is_flee(folder):
            _refuse_of_flee((*questions.asked, *(("to",) if to else ())))
            _flee(
                folder, origin, rules, vehicle_class, surface, days, site, tell_all, as_json, quiet
            )
            return
        loaded = _scenario(folder)
        tell_slow_search(loaded, quiet or as_json)
        if to is not None:
            _write(to, loaded, site, language)
        if questions.asked:
            answer = _answers(loaded, questions, site, language, tell_all, quiet)
        else:
            answer = _reach(loaded, site, ways, language, tell_all)
    if as_json:
        print_json(answer.json)
        return
    show_warnings((*answer.doubts, *loaded.warnings), quiet, f"rrm check {folder}", DOUBTS_SHOWN)
    if to is not None:
        show([in_words(msg("{file} is written.", file=str(to)))], quiet)
        if not questions.asked:
            return
    show(answer.lines, quiet)


def _answers(
    loaded: Loaded,
    questions: Questions,
    site: str | None,
    language: str,
    tell_all: bool,
    quiet: bool,
) -> Answer:
    """The questions asked, one answer after the other."""
    from rrm.cli import access_questions as ask
    from rrm.cli.reach import site_named

    days = questions.days
    found: list[Answer] = []
    if questions.critical:
        found.append(ask.critical(loaded, days, language, tell_all, quiet))
    if questions.isolate:
        found.append(ask.isolation(loaded, questions.isolate, days, questions.carrying, language))
    if questions.change:
        found.append(ask.changed(loaded, questions.change, days, language, tell_all))
    if questions.water:
        wanted = None if site is None else site_named(site, loaded.scenario)
        found.append(ask.water(loaded, wanted, language))
    return ask.Answer(
        lines=tuple(line for answer in found for line in answer.lines),
        json={key: value for answer in found for key, value in answer.json.items()},
        doubts=tuple(doubt for answer in found for doubt in answer.doubts),
    )


def _reach(loaded: Loaded, site: str | None, ways: int, language: str, tell_all: bool) -> Answer:
    """The access table: by place, or all there is on one site."""
    from rrm.cli.access_questions import Answer, one_place
    from rrm.cli.reach import scenario_reach, site_named
    from rrm.cli.reach_json import as_json, rows_json
    from rrm.cli.reach_lines import reach_lines

    reached, table = scenario_reach(loaded)
    if site is not None:
        return one_place(loaded, table, site_named(site, loaded.scenario), ways, language)
    lines = tuple(reach_lines(reached, language, tell_all))
    return Answer(
        lines,
        {
            "access": rows_json(table.rows, reached.departures, language),
            "caught_away": as_json(reached.departures.caught, language),
        },
    )


def _write(to: Path, loaded: Loaded, site: str | None, language: str) -> None:
    from rrm.cli.access_files import write_access
    from rrm.cli.reach import scenario_reach, site_named

    wanted = None if site is None else site_named(site, loaded.scenario)
    reached, table = scenario_reach(loaded)
    write_access(to, loaded, reached, table, wanted, language)


def _scenario(folder: Path) -> Loaded:
    from rrm import journey
    from rrm.cli.reach import neither

    if folder.is_dir() and not (folder / "scenario.yaml").exists():
        raise neither(folder)
    return journey.load(folder)


def _flee(
    folder: Path,
    origin: str | None,
    rules: str,
    vehicle_class: str,
    surface: str,
    days: int,
    site: str | None,
    tell_all: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    from rrm.cli.reach import flee_reach
    from rrm.cli.reach_json import as_json as in_json
    from rrm.cli.reach_lines import reach_lines
    from rrm.cli.speech import spoken_language

    language = spoken_language()
    reached = flee_reach(folder, origin, rules, vehicle_class, surface, days, site)
    if as_json:
        print_json({"access": in_json(reached.rows, language)})
        return
    show_warnings(reached.warnings, quiet, "--all", None if tell_all else FLEE_DOUBTS_SHOWN)
    show(reach_lines(reached, language, tell_all), quiet)


def _is_flee(folder: Path) -> bool:
    """Whether it is a FLEE folder: a network, and no scenario."""
    if (folder / "scenario.yaml").exists():
        return False
    return any((place / "routes.csv").exists() for place in (folder, folder / "input_csv"))


_FLEE_ONLY = {
    "origin": "--from",
    "rules": "--rules",
    "vehicle_class": "--class",
    "surface": "--surface",
    "days": "--days",
}


def _refuse_beside_the_point(
    context: typer.Context, questions: Questions, site: str | None, *, is_flee: bool
) -> None:
    """Options that would change nothing here: said, so that nobody takes them for heeded."""
    from rrm.model.problem import BadInput, Place, Problem

    roads = {"critical", "isolate", "what-if"} & set(questions.asked)
    beside = [
        ("--on", msg("--critical, --isolate and --what-if"), questions.days and not roads),
        ("--carrying", "--isolate", questions.carrying and not questions.isolate),
        ("--site", msg("--water, or alone"), site is not None and roads),
        *(
            (option, msg("a FLEE network"), not is_flee and _is_typed(context, name))
            for name, option in _FLEE_ONLY.items()
        ),
    ]
    problems = [
        Problem(
            "RRM-C008",
            Place(option),
            msg("it changes nothing in what is asked"),
            msg("it goes with {what}", what=goes_with),
            msg("Leave it out, or ask what it goes with."),
        )
        for option, goes_with, is_so in beside
        if is_so
    ]
    if problems:
        raise BadInput(problems)


def _is_typed(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _refuse_of_flee(options: tuple[str, ...]) -> None:
    """A FLEE network has neither vehicles nor people in need to ask about."""
    from rrm.model.problem import BadInput, Place, Problem

    if options:
        raise BadInput(
            [
                Problem(
                    "RRM-C006",
                    Place(f"--{option}"),
                    msg("this is asked of a FLEE network"),
                    msg("a FLEE network has places and links alone, a scenario has all"),
                    msg("Make it a scenario: rrm network read FOLDER --surface laterite --to DIR."),
                )
                for option in options
            ]
        )


def _days(text: str | None) -> tuple[int, int] | None:
    """`3` or `3-7` as a first and a last day. Raises BadInput for anything else."""
    from rrm.model.problem import BadInput, Place, Problem

    if text is None:
        return None
    first, _, last = text.partition("-")
    if first.strip().isdecimal() and (not last or last.strip().isdecimal()) and len(text) < 12:
        return int(first), int(last or first)
    raise BadInput(
        [
            Problem(
                "RRM-C007",
                Place("--on"),
                msg('found "{text}"', text=text[:40]),
                msg("a day of the scenario, or a first and a last one"),
                msg("Write, for example, --on 3 or --on 3-7."),
            )
        ]
    )
