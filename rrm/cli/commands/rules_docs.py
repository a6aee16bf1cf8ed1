"""`rrm rules docs`: a pack as a document that a sector lead reads and signs."""

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
)
from rrm.cli.speech import say
from rrm.model.language import Message, msg_plural

if TYPE_CHECKING:
    from rrm.model.rule_pack import RulePack

To = Annotated[
    Path,
    typer.Option(
        "--to", metavar="FILE", help=say("The file to write: its name ends in .html or .md.")
    ),
]


def docs(
    pack: Pack,
    to: To,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a pack as one document, in one language: every figure, source and open decision.

    rrm rules docs mali --to mali.html --lang fr
    """
    language = language_of(lang)
    with bad_input_reported(as_json):
        from rrm.cli.pack_reference import pack_named
        from rrm.cli.whole_file import refuse_unless_named, write_whole
        from rrm.export import DOCUMENT_ENDINGS, figures_to_decide, rules_document
        from rrm.intake import load_cases, load_pack
        from rrm.scoring import run_cases

        refuse_unless_named(to, tuple(DOCUMENT_ENDINGS))
        reference, near = pack_named(pack)
        read, files = load_pack(reference, near)
        parents = [load_pack(parent, near)[0] for parent, _ in read.lineage[:-1]]
        report = run_cases(load_cases(reference, near))
        content = rules_document([*parents, read], files, report, to.suffix.lower(), language)
        write_whole(to, content)
    open_decisions = figures_to_decide(read)
    if as_json:
        print_json(
            {
                "file": str(to),
                "pack": read.id,
                "version": read.version,
                "proposed": open_decisions,
                "failed_cases": len(report.failed),
            }
        )
        return
    show(wrapped(_written(read, open_decisions).text(language)), quiet)
    show([f"  {to}"], quiet)


def _written(pack: RulePack, n: int) -> Message:
    return msg_plural(
        "{pack}: {sectors} sectors, {indicators} indicators; {n} figure is proposed and to be"
        " decided. Written:",
        "{pack}: {sectors} sectors, {indicators} indicators; {n} figures are proposed and to be"
        " decided. Written:",
        n=n,
        pack=f"{pack.id} {pack.version}",
        sectors=len(pack.sectors),
        indicators=sum(len(sector.indicators) for sector in pack.sectors.values()),
    )
