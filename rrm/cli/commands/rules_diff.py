"""`rrm rules diff`: two packs side by side, and whose scores move."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    DOUBTS_SHOWN,
    All,
    Json,
    Language,
    Pack,
    Quiet,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import say
from rrm.model.language import msg

if TYPE_CHECKING:
    from rrm.cli.rule_change_lines import PackPair
    from rrm.model.run import Loaded
    from rrm.scoring import ScoreDifference

New = Annotated[
    str, typer.Argument(metavar="OTHER", help=say("The pack to set beside it, named likewise."))
]
Scenario = Annotated[
    Path | None,
    typer.Option(
        "--scenario",
        metavar="SCENARIO",
        help=say("A scenario's folder, or the name of a shipped one, to score with both."),
    ),
]


def diff(
    pack: Pack,
    other: New,
    scenario: Scenario = None,
    tell_all: All = False,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """What differs between two packs, and whose scores of a scenario move because of which rule.

    Exit 0 whether or not anything differs, 2 with bad input.

    rrm rules diff sphere mali --scenario scenarios/menaka-2022
    """
    language = language_of(lang)
    with bad_input_reported(as_json):
        from rrm.cli.rule_change_lines import change_lines, changes_json
        from rrm.cli.score_change_lines import score_change_json, score_change_lines

        pair = _pair(pack, other)
        scored = _scored(scenario, pair, language, quiet or as_json) if scenario else None
    if as_json:
        told: dict[str, object] = {
            "packs": [
                {"id": one.pack.id, "version": one.pack.version} for one in (pair.old, pair.new)
            ],
            "changes": changes_json(pair, language),
        }
        if scored is not None:
            told["scores"] = score_change_json(scored[1])
        print_json(told)
        return
    if scored is not None:
        where = f"rrm check {scenario}"
        show_warnings(scored[0].warnings, quiet, where, DOUBTS_SHOWN)
    show(change_lines(pair, language), quiet)
    if scored is not None:
        show(["", *score_change_lines(scored[0], pair, scored[1], language, tell_all)], quiet)


def _pair(old: str, new: str) -> PackPair:
    from rrm.cli.pack_reference import pack_named
    from rrm.cli.rule_change_lines import PackPair
    from rrm.intake import read_pack
    from rrm.model.problem import BadInput
    from rrm.scoring import pack_changes

    read = [read_pack(*pack_named(reference)) for reference in (old, new)]
    packs = [one.pack for one in read if one.pack is not None]
    if len(packs) < len(read):
        # A fault that both share, in a pack that both extend, is told once.
        raise BadInput(dict.fromkeys(problem for one in read for problem in one.problems))
    return PackPair(packs[0], packs[1], pack_changes(packs[0], packs[1]))


def _scored(
    scenario: Path, pair: PackPair, language: str, quiet: bool
) -> tuple[Loaded, ScoreDifference]:
    from rrm import journey
    from rrm.cli.progress import shown_progress
    from rrm.scoring import score_difference

    loaded = journey.load(scenario, with_network=False)
    with shown_progress(quiet, language) as progress:
        found = score_difference(
            loaded.scenario,
            loaded.assessment,
            loaded.pack.form,
            (pair.old.pack, pair.new.pack),
            pair.changes,
            lambda number, of: progress(
                msg("Trying difference {number} of {n}", number=number, n=of)
            ),
        )
    return loaded, found
