"""`rrm explain RUN --conflict`: what of the locks and floor collides, the least to give up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rrm.cli.conflict_lines import conflict_json, conflict_lines
from rrm.cli.options import bad_input_reported, print_json, show
from rrm.cli.progress import shown_progress

if TYPE_CHECKING:
    from rrm.model.run import Options
    from rrm.what_if import Planner, Standing


def answer_conflict(run: str, runs: Path, options: Options, as_json: bool, quiet: bool) -> None:
    """Finds, checks and tells them; run: a run, or the folder of a scenario."""
    with bad_input_reported(as_json):
        from rrm.what_if import explain_conflict

        with shown_progress(quiet or as_json, options.language) as progress:
            standing, plan = _case(run, runs, options)
            answer = explain_conflict(standing, plan, progress)
    if as_json:
        print_json(conflict_json(answer))
        return
    show(conflict_lines(answer, standing, options.language), quiet)


def _case(run: str, runs: Path, options: Options) -> tuple[Standing, Planner]:
    from rrm import journey

    if (Path(run) / "scenario.yaml").is_file():
        return journey.case_of(journey.load(run), options)
    from rrm.store import find_run, read_usable_run

    stored = read_usable_run(find_run(run, runs))
    standing = journey.standing_of(stored, options.time_limit)
    return standing, journey.checked_planner(stored)
