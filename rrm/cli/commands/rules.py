"""`rrm rules`: a pack checked, and its cases run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from rrm.cli.options import (
    THE_ANSWER_IS_NO,
    Json,
    Language,
    Pack,
    Quiet,
    bad_input_reported,
    language_of,
    print_json,
    show,
)

if TYPE_CHECKING:
    from rrm.model.problem import Problem
    from rrm.scoring import CompiledPack, LintReport


def lint(pack: Pack, lang: Language = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Checks every rule of a pack: exit 2 with an error, doubts are told and stop nothing.

    rrm rules lint mali
    """
    with bad_input_reported(as_json):
        from rrm.cli.lint_lines import checked_lines, doubt_lines, lint_json

        compiled, report, doubts = _linted(pack)
    language = language_of(lang)
    if as_json:
        print_json(lint_json(compiled, report, doubts, language))
        return
    if not quiet:
        for line in doubt_lines(doubts, language):
            typer.echo(line, err=True)
    show(checked_lines(compiled, report, language), quiet)


def test(pack: Pack, lang: Language = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Runs the cases of a pack and of those it extends: exit 1 where one of them fails.

    rrm rules test mali
    """
    with bad_input_reported(as_json):
        from rrm.cli.case_lines import cases_json, count_lines, failure_lines
        from rrm.cli.pack_reference import pack_named
        from rrm.intake import load_cases
        from rrm.scoring import case_coverage, run_cases

        report = run_cases(load_cases(*pack_named(pack)))
        coverage = case_coverage(report)
    language = language_of(lang)
    if as_json:
        print_json(cases_json(report, coverage, language))
    else:
        show(failure_lines(report, language), quiet=False)
        show(count_lines(report, coverage, language), quiet)
    if report.failed:
        raise typer.Exit(THE_ANSWER_IS_NO)


def _linted(reference: str) -> tuple[CompiledPack, LintReport, tuple[Problem, ...]]:
    """The pack made ready, what is odd about it, and all doubts by place, those of reading it too.

    Raises BadInput with the doubts of reading beside the errors.
    """
    from rrm.cli.pack_reference import pack_named
    from rrm.intake import read_pack
    from rrm.model.problem import BadInput
    from rrm.scoring import by_place, compile_pack, lint_pack, rule_faults

    read = read_pack(*pack_named(reference), rule_check=rule_faults)
    if read.pack is None:
        raise BadInput(sorted(read.problems, key=by_place))
    compiled = compile_pack(read.pack)
    report = lint_pack(compiled)
    return compiled, report, tuple(sorted((*read.problems, *report.doubts), key=by_place))
