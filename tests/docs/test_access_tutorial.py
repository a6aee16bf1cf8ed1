"""What the tutorial on roads quotes is what the commands say today."""

import re
from pathlib import Path

import pytest

from tests.cli.terminal import rrm

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorials" / "access.md"
ASKED = re.compile(r"^(?:\s{4})?rrm (access scenarios/[^\n`#>]*)$", re.MULTILINE)
QUOTED = re.compile(r"^ {4,}(?!rrm |- |…)(\S.*)$", re.MULTILINE)

# Said by commands that write, warn, or plan for long: they have tests of their own.
ELSEWHERE = (
    "Closed: ",
    "scenarios/north-today",
    "What it changes",
    "Gao–Bourem is open",
    "RRM-A037",
    "Food ration",
    "NFI kit",
)
# Written with dots in the page.
ALSO_ASKED = (
    "access scenarios/menaka-2022 --water",
    "access scenarios/douentza-tombouctou --water",
)


def words(text: str) -> str:
    """Text without line breaks, as a terminal breaks lines elsewhere."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def said() -> str:
    commands = [
        command for command in ASKED.findall(PAGE.read_text("utf-8")) if "--to" not in command
    ]
    assert len(commands) > 3
    answers = []
    for command in dict.fromkeys((*commands, *ALSO_ASKED)):
        arguments = [one.strip("'\"") for one in re.findall(r"'[^']*'|\"[^\"]*\"|\S+", command)]
        arguments[1] = str(ROOT / arguments[1])
        answer = rrm(*arguments)
        assert answer.code == 0, command
        answers.append(words(answer.out))
    return " ".join(answers)


def quoted() -> list[str]:
    page = PAGE.read_text("utf-8")
    prose = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    return [line.strip() for line in QUOTED.findall(prose)]


def test_every_quoted_line_is_said(said: str):
    checked = [line for line in quoted() if not line.startswith(ELSEWHERE)]
    assert len(checked) > 50
    missing = [line for line in checked if words(line) not in said]
    assert not missing
