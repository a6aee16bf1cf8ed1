"""`rrm rules`: a pack checked, and its cases run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    THE_ANSWER_IS_NO,
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
from rrm.model.language import Message, msg

if TYPE_CHECKING:
    from rrm.model.problem import Problem
    from rrm.scoring import CompiledPack

Pack = Annotated[
    str, typer.Argument(metavar="PACK", help=say("A rule pack's id, or its folder in rules/."))
]


def lint(pack: Pack, lang: Language = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Checks every rule of a pack: exit 2 with an error, doubts are told and stop nothing.

    rrm rules lint mali
    """
    with bad_input_reported(as_json):
        compiled, doubts = _linted(pack)
    language = language_of(lang)
    if as_json:
        print_json(
            {"pack": compiled.pack.id, "problems": [one.as_json(language) for one in doubts]}
        )
        return
    show_warnings(doubts, quiet)
    show([_checked(compiled).text(language)], quiet)


def test(pack: Pack, lang: Language = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Runs the cases of a pack and of those it extends: exit 1 where one of them fails.

    rrm rules test mali
    """
    with bad_input_reported(as_json):
        from rrm.cli.case_lines import cases_json, count_lines, failure_lines
        from rrm.cli.pack_reference import pack_named
        from rrm.intake import load_cases
        from rrm.scoring import run_cases

        report = run_cases(load_cases(*pack_named(pack)))
    language = language_of(lang)
    if as_json:
        print_json(cases_json(report, language))
    else:
        show(failure_lines(report, language), quiet=False)
        show(count_lines(report, language), quiet)
    if report.failed:
        raise typer.Exit(THE_ANSWER_IS_NO)


def _linted(reference: str) -> tuple[CompiledPack, tuple[Problem, ...]]:
    """The pack made ready, with all doubts; raises BadInput with those beside the errors."""
    from rrm.cli.pack_reference import pack_named
    from rrm.intake import read_pack
    from rrm.model.problem import BadInput
    from rrm.scoring import compile_pack, pack_doubts

    read = read_pack(*pack_named(reference))
    if read.pack is None:
        raise BadInput(read.problems)
    try:
        compiled = compile_pack(read.pack)
    except BadInput as bad:
        raise BadInput((*read.problems, *bad.problems)) from None
    return compiled, (*read.problems, *pack_doubts(compiled))


def _checked(compiled: CompiledPack) -> Message:
    return msg(
        "{pack}: {sectors} sectors, {indicators} indicators and {measures} measures checked;"
        " no error.",
        pack=f"{compiled.pack.id} {compiled.pack.version}",
        sectors=len(compiled.pack.sectors),
        indicators=len(compiled.indicators),
        measures=len(compiled.measures),
    )
