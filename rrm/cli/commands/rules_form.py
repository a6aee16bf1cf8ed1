"""`rrm rules form`: a pack's questions as a form for telephones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.layout import wrapped
from rrm.cli.options import (
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
from rrm.model.language import Message, msg, msg_plural

if TYPE_CHECKING:
    from rrm.export import FormWorkbook
    from rrm.model.scenario import Scenario

To = Annotated[
    Path,
    typer.Option("--to", metavar="FILE", help=say("The file to write: its name ends in .xlsx.")),
]
ForScenario = Annotated[
    Path | None,
    typer.Option(
        "--scenario",
        metavar="SCENARIO",
        help=say("A scenario, whose sites are then chosen from a list."),
    ),
]
WithPersonal = Annotated[
    bool,
    typer.Option(
        "--with-personal",
        help=say("Ask for names and telephones too; intake drops them at the door."),
    ),
]


def form(
    pack: Pack,
    to: To,
    scenario: ForScenario = None,
    with_personal: WithPersonal = False,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes an XLSForm for ODK and Kobo, in every language of the pack.

    rrm rules form mali --to form.xlsx --scenario scenarios/menaka-2022
    """
    with bad_input_reported(as_json):
        from rrm.cli.named_file import refuse_unless_named
        from rrm.cli.pack_reference import pack_named
        from rrm.export import form_workbook
        from rrm.intake import load_pack
        from rrm.whole_file import write_whole

        refuse_unless_named(to, (".xlsx",))
        rules, _ = load_pack(*pack_named(pack))
        made = form_workbook(rules, _read(scenario), with_personal=with_personal)
        write_whole(to, made.content)
    language = language_of(lang)
    if as_json:
        print_json(_as_json(to, made, language))
        return
    show_warnings(made.doubts, quiet)
    for line in _lines(made):
        show(wrapped(line.text(language)), quiet)
    show([f"  {to}"], quiet)


def _read(folder: Path | None) -> Scenario | None:
    if folder is None:
        return None
    from rrm import journey

    return journey.load(folder, with_network=False).scenario


def _as_json(to: Path, made: FormWorkbook, language: str) -> dict[str, object]:
    return {
        "file": str(to),
        "form_id": made.form_id,
        "version": made.version,
        "languages": list(made.languages),
        "questions": made.questions,
        "rosters": list(made.rosters),
        "sites": made.sites,
        "left_out": list(made.left_out),
        "problems": [one.as_json(language) for one in made.doubts],
    }


def _lines(made: FormWorkbook) -> list[Message]:
    from rrm.export import language_name

    lines = [
        msg_plural(
            "{form} {version}: {n} question in {languages}.",
            "{form} {version}: {n} questions in {languages}.",
            n=made.questions,
            form=made.form_id,
            version=made.version,
            languages=tuple(language_name(one) for one in made.languages),
        )
    ]
    if made.rosters:
        lines.append(msg("Rosters: {names}.", names=made.rosters))
    if made.sites:
        lines.append(
            msg_plural(
                "{n} site to choose from.",
                "{n} sites to choose from.",
                n=made.sites,
            )
        )
    if made.left_out:
        lines.append(msg("Personal and left out: {names}.", names=made.left_out))
    lines.append(msg("Written:"))
    return lines
