"""`rrm access`: who can be reached, for a scenario or a FLEE network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
from rrm.cli.speech import say

if TYPE_CHECKING:
    from rrm.model.access import Access

Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help=say("A scenario's folder, or a FLEE folder."))
]
Site = Annotated[str | None, typer.Option("--site", help=say("Only this site."))]
From = Annotated[
    str | None,
    typer.Option("--from", help=say("FLEE: start here, else from the place with most links.")),
]
Rules = Annotated[str, typer.Option("--rules", help=say("FLEE: the rule pack with the speeds."))]
VehicleClass = Annotated[str, typer.Option("--class", help=say("FLEE: the vehicle class."))]
Surface = Annotated[str, typer.Option("--surface", help=say("FLEE: the surface of all links."))]
Days = Annotated[int, typer.Option("--days", min=1, max=5000, help=say("FLEE: days looked at."))]

FLEE_DOUBTS_SHOWN = 12


def access(
    folder: Folder,
    site: Site = None,
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
        from rrm.cli.reach import flee_reach, neither, scenario_reach
        from rrm.cli.reach_lines import reach_lines

        is_flee = _is_flee(folder)
        if is_flee:
            reached = flee_reach(folder, origin, rules, vehicle_class, surface, days, site)
        elif folder.is_dir() and not (folder / "scenario.yaml").exists():
            raise neither(folder)
        else:
            reached = scenario_reach(folder, site)
    if as_json:
        print_json({"access": [_as_json(row, language) for row in reached.rows]})
        return
    if is_flee:
        most = None if tell_all else FLEE_DOUBTS_SHOWN
        show_warnings(reached.warnings, quiet, "--all", most)
    else:
        show_warnings(reached.warnings, quiet, f"rrm check {folder}", DOUBTS_SHOWN)
    show(reach_lines(reached, language, tell_all), quiet)


def _is_flee(folder: Path) -> bool:
    """Whether it is a FLEE folder: a network, and no scenario."""
    if (folder / "scenario.yaml").exists():
        return False
    return any((place / "routes.csv").exists() for place in (folder, folder / "input_csv"))


def _as_json(row: Access, language: str) -> dict[str, Any]:
    return {
        "origin": row.origin,
        "site_id": row.destination,
        "vehicle_class": row.vehicle_class,
        "period_start": row.period_start,
        "period_end": row.period_end,
        "hours": row.hours,
        "km": row.km,
        "cost": row.cost,
        "risk": row.risk,
        "open": row.open,
        "reason_code": row.reason_code,
        "reason": row.reason.text(language) if row.reason else "",
        "path": list(row.path),
    }
