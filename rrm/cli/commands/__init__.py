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
    "docs": Command(
        msg("Write a pack as a document to read and sign."),
        "rrm.cli.commands.rules_docs",
        "docs",
        "rrm rules docs mali --to mali.html",
    ),
    "form": Command(
        msg("Write a pack's questions as a form for ODK and Kobo."),
        "rrm.cli.commands.rules_form",
        "form",
        "rrm rules form mali --to form.xlsx",
    ),
    "diff": Command(
        msg("Two packs side by side: what differs, whose scores move."),
        "rrm.cli.commands.rules_diff",
        "diff",
        "rrm rules diff sphere mali --scenario scenarios/menaka-2022",
    ),
    "new": Command(
        msg("Start a pack that extends another."),
        "rrm.cli.commands.rules_new",
        "new",
        "rrm rules new mali-gao --extends mali",
    ),
}

NETWORK_COMMANDS: dict[str, Command] = {
    "read": Command(
        msg("Read roads from OpenStreetMap, HDX or FLEE into a scenario's tables."),
        "rrm.cli.commands.network",
        "read",
        "rrm network read roads.geojson --places towns.csv --to my-scenario",
    ),
    "write": Command(
        msg("Write a scenario's access graph as GeoJSON or GraphML."),
        "rrm.cli.commands.network",
        "write",
        "rrm network write scenarios/menaka-2022 --to menaka.geojson",
    ),
}

BENCH_COMMANDS: dict[str, Command] = {
    "generate": Command(
        msg("Write a made-up scenario of any size, hard on purpose."),
        "rrm.cli.commands.bench",
        "generate",
        "rrm bench generate --sites 500 --seed 7 --to generated",
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
    "intake": Command(
        msg("Turn a Kobo export or a file of others into a scenario's tables."),
        "rrm.cli.commands.intake",
        "intake",
        "rrm intake export.xlsx --pack mali --to my-scenario",
    ),
    "access": Command(
        msg("Who can be reached, from where, by what, on which days."),
        "rrm.cli.commands.access",
        "access",
        "rrm access scenarios/menaka-2022 --site inekar",
    ),
    "close": Command(
        msg("Report a road as closed: adds it to a scenario's closures."),
        "rrm.cli.commands.close",
        "close",
        "rrm close Ménaka Inékar --from 2022-04-20 --scenario my-scenario",
    ),
    "open": Command(
        msg("Report a road as open again."),
        "rrm.cli.commands.close",
        "reopen",
        "rrm open Ménaka Inékar --from 2022-04-25 --scenario my-scenario",
    ),
    "network": Commands(
        msg("Road networks: read from files of others, write for other programs."),
        NETWORK_COMMANDS,
    ),
    "explain": Command(
        msg("Why a site's numbers are what they are; which site to assess next."),
        "rrm.cli.commands.explain",
        "explain",
        "rrm explain last menaka-town",
    ),
    "compare": Command(
        msg("Two or more runs side by side: what was changed, who gains, who loses."),
        "rrm.cli.commands.compare",
        "compare",
        "rrm compare menaka-2022 my-scenario --to compare.html",
    ),
    "receive": Command(
        msg("Record what came back of a run's waybills; plan against actual."),
        "rrm.cli.commands.receive",
        "receive",
        "rrm receive last receipts.csv",
    ),
    "replan": Command(
        msg("Plan a run again from a day on, by what has come back of it."),
        "rrm.cli.commands.replan",
        "replan",
        "rrm replan last --day 5 --receipts receipts.csv",
    ),
    "approve": Command(
        msg("Approve a run's plan in the name of a role, or take that back."),
        "rrm.cli.commands.approve",
        "approve",
        "rrm approve last --by coordinator",
    ),
    "export": Command(
        msg("Write a run as documents: distribution plan, report."),
        "rrm.cli.commands.export",
        "export",
        "rrm export last --to documents --lang both",
    ),
    "tradeoff": Command(
        msg("What raising the worst-off site costs the others: a curve of checked plans."),
        "rrm.cli.commands.tradeoff",
        "tradeoff",
        "rrm tradeoff scenarios/menaka-2022 --to tradeoff.svg",
    ),
    "init": Command(
        msg("Start a scenario of your own from a small one that runs."),
        "rrm.cli.commands.init",
        "init",
        "rrm init my-scenario",
    ),
    "rules": Commands(
        msg("Rule packs: check, test, document, form, compare, start."), RULES_COMMANDS
    ),
    "bench": Commands(msg("Made-up scenarios, to measure plans on."), BENCH_COMMANDS),
}
