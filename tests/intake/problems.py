"""What tests say about the problems of a refused input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rrm.intake import load_scenario
from rrm.model.problem import BadInput, Problem


def refused(call: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems that a call is refused with."""
    with pytest.raises(BadInput) as caught:
        call()
    return caught.value.problems


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """All problems of a scenario folder that can't be used."""
    return refused(lambda: load_scenario(folder))


def warnings_of(folder: Path) -> tuple[Problem, ...]:
    """The doubts about a scenario folder that can be used."""
    return load_scenario(folder).warnings


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str, object, object]]:
    """Code, file name, row or line, and column of each problem."""
    return [
        (
            one.code,
            Path(one.place.file).name,
            one.place.row if one.place.row is not None else one.place.line,
            one.place.column,
        )
        for one in problems
    ]


def line_of(path: Path, text: str) -> int:
    """The line of a file in which a text first stands."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
