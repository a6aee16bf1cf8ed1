"""Every command: what it is for, where it is, and how one types it."""

from __future__ import annotations

from rrm.cli.command_group import Command, Commands
from rrm.model.language import msg

RULES_COMMANDS: dict[str, Command] = {
    "lint": Command(
        msg("Check every rule of a pack."),
        "rrm.cli.commands.rules",
        "lint",
        "rrm rules lint mali",
    ),
    "test": Command(
        msg("Run the cases of a pack."),
        "rrm.cli.commands.rules",
        "test",
        "rrm rules test mali",
    ),
}

COMMANDS: dict[str, Command | Commands] = {
    "run": Command(
        msg("Plan a scenario: score, entitle, reach, allocate, check, report."),
        "rrm.cli.commands.run",
        "run",
        "rrm run scenarios/menaka-2022",
    ),
    "check": Command(
        msg("Read a scenario and list every problem in it."),
        "rrm.cli.commands.check",
        "check",
        "rrm check scenarios/menaka-2022",
    ),
    "score": Command(
        msg("Who needs what: severities and need scores of each site."),
        "rrm.cli.commands.score",
        "score",
        "rrm score scenarios/menaka-2022",
    ),
    "access": Command(
        msg("Who can be reached, from where, by what, on which days."),
        "rrm.cli.commands.access",
        "access",
        "rrm access scenarios/menaka-2022 --site inekar",
    ),
    "explain": Command(
        msg("Why a site's numbers are what they are."),
        "rrm.cli.commands.explain",
        "explain",
        "rrm explain last menaka-town",
    ),
    "init": Command(
        msg("Start a scenario of your own from a small one that runs."),
        "rrm.cli.commands.init",
        "init",
        "rrm init my-scenario",
    ),
    "rules": Commands(msg("Check a rule pack, run its cases."), RULES_COMMANDS),
}
