"""Every command with its function and its help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rrm.cli.commands.access import access
from rrm.cli.commands.check import check
from rrm.cli.commands.explain import explain
from rrm.cli.commands.init import init
from rrm.cli.commands.rules import lint, test
from rrm.cli.commands.run import run
from rrm.cli.commands.score import score
from rrm.cli.speech import say


@dataclass(frozen=True, slots=True)
class Command:
    """A command's function, and what it is for in one sentence."""

    function: Callable[..., None]
    help: str


COMMANDS = {
    "run": Command(run, say("Plan a scenario: score, entitle, reach, allocate, check, report.")),
    "check": Command(check, say("Read a scenario and list every problem in it.")),
    "score": Command(score, say("Who needs what: severities and need scores of each site.")),
    "access": Command(access, say("Who can be reached, from where, by what, on which days.")),
    "explain": Command(explain, say("Why a site's numbers are what they are.")),
    "init": Command(init, say("Start a scenario of your own from a small one that runs.")),
}

RULES_COMMANDS = {
    "lint": Command(lint, say("Check every rule of a pack.")),
    "test": Command(test, say("Run the cases of a pack.")),
}
