"""Commands that need a plan: no plan is an answer, anything else that is wrong is bad input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from rrm.cli.options import BAD_INPUT, THE_ANSWER_IS_NO, show_problems

_NO_PLAN = {"RRM-X010", "RRM-X032"}


@contextmanager
def bad_input_or_no_plan_reported(as_json: bool) -> Iterator[None]:
    """Prints every problem; ends with exit code 1 where all is that there is no plan, else 2."""
    from rrm.model.problem import BadInput

    try:
        yield
    except BadInput as error:
        show_problems(error.problems, as_json)
        codes = {problem.code for problem in error.problems if problem.is_error}
        raise typer.Exit(THE_ANSWER_IS_NO if codes <= _NO_PLAN else BAD_INPUT) from None
