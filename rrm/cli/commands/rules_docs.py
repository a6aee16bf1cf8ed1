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
from rrm.cli.speech import in_words, say
from rrm.model.language import Message, msg, msg_plural

if TYPE_CHECKING:
    from rrm.model.rule_pack import RulePack

To = Annotated[
    Path,
    typer.Option(
        "--to", metavar="FILE", help=say("The file to write: its name ends in .html or .md.")
    ),
]

Sectors = Annotated[
    list[str] | None,
    typer.Option("--sector", help=say("Only this sector, for its lead to sign; may be repeated.")),
]


def docs(
    pack: Pack,
    to: To,
    sector: Sectors = None,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a pack as one document, in one language: every figure, source and open decision.

    rrm rules docs mali --to mali.html --lang fr
    rrm rules docs mali --sector wash --to wash.html
    """
    language = language_of(lang)
    with bad_input_reported(as_json):
        from rrm.cli.named_file import refuse_unless_named
        from rrm.cli.pack_reference import pack_named
        from rrm.export import DOCUMENT_ENDINGS, figures_to_decide, rules_document
        from rrm.intake import load_cases, load_pack
        from rrm.scoring import run_cases
        from rrm.whole_file import write_whole

        refuse_unless_named(to, tuple(DOCUMENT_ENDINGS))
        reference, near = pack_named(pack)
        read, files = load_pack(reference, near)
        sectors = _known_sectors(read, sector or [])
        parents = [load_pack(parent, near)[0] for parent, _ in read.lineage[:-1]]
        report = run_cases(load_cases(reference, near))
        lineage = [*parents, read]
        content = rules_document(lineage, files, report, to.suffix.lower(), language, sectors)
        write_whole(to, content)
    open_decisions = figures_to_decide(read, sectors)
    if as_json:
        print_json(
            {
                "file": str(to),
                "pack": read.id,
                "version": read.version,
                "sectors": list(sectors or read.sectors),
                "proposed": open_decisions,
                "failed_cases": len(report.failed),
            }
        )
        return
    show(wrapped(_written(read, sectors, open_decisions).text(language)), quiet)
    show([f"  {to}"], quiet)


def _known_sectors(pack: RulePack, asked: list[str]) -> tuple[str, ...]:
    """The sectors asked for, in the pack's order."""
    unknown = next((one for one in asked if one not in pack.sectors), None)
    if unknown is not None:
        told = msg(
            'there is no sector "{name}" in {pack}; it has: {names}',
            name=unknown,
            pack=pack.id,
            names=tuple(pack.sectors),
        )
        raise typer.BadParameter(in_words(told), param_hint="--sector")
    return tuple(one for one in pack.sectors if one in asked)


def _written(pack: RulePack, sectors: tuple[str, ...], n: int) -> Message:
    chosen = [one for name, one in pack.sectors.items() if name in (sectors or pack.sectors)]
    return msg_plural(
        "{pack}: {sectors}, {indicators}; {n} figure is proposed and to be decided. Written:",
        "{pack}: {sectors}, {indicators}; {n} figures are proposed and to be decided. Written:",
        n=n,
        pack=f"{pack.id} {pack.version}",
        sectors=msg_plural("{n} sector", "{n} sectors", n=len(chosen)),
        indicators=msg_plural(
            "{n} indicator", "{n} indicators", n=sum(len(sector.indicators) for sector in chosen)
        ),
    )
