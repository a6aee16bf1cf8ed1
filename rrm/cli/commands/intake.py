"""`rrm intake`: an export of our form, or a file of others, as a scenario's tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rrm.cli.options import (
    DOUBTS_SHOWN,
    All,
    Json,
    Language,
    Quiet,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.plain import plain
from rrm.cli.speech import in_words, say, spoken_language
from rrm.model.language import msg_plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rrm.intake.foreign import ForAllColumns, Intake, ProposedMapping
    from rrm.model.problem import Problem

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE", help=say("Exports: CSV or XLSX, rosters in files of their own.")
    ),
]
Pack = Annotated[
    str | None, typer.Option("--pack", help=say("The rule pack whose form is answered."))
]
Mapping = Annotated[
    str | None,
    typer.Option("--mapping", help=say("A mapping file, or the name of a shipped mapping.")),
]
Propose = Annotated[
    bool, typer.Option("--propose", help=say("Write a mapping to be looked at; convert nothing."))
]
XlsForm = Annotated[
    Path | None,
    typer.Option("--form", help=say("With --propose: the XLSForm that the file comes from.")),
]
To = Annotated[
    Path | None,
    typer.Option("--to", help=say("Folder for the tables; with --propose, the mapping file.")),
]
Sites = Annotated[
    Path | None, typer.Option("--sites", help=say("A table of the sites, to be copied in."))
]

Dates = Annotated[
    Literal["ymd", "dmy", "mdy", "serial"] | None,
    typer.Option("--dates", help=say("How dates are written in all columns, such as dmy.")),
]
Decimal = Annotated[
    Literal["comma", "point"] | None,
    typer.Option("--decimal", help=say("The sign before decimals in all columns.")),
]
Missing = Annotated[
    list[str] | None,
    typer.Option("--missing", help=say("A code for “not known” in all columns; may be repeated.")),
]

_LEFT_OUT = ("RRM-I085", "RRM-I087", "RRM-I088")
_MAPPING_ENDS = ".mapping.yaml"


def intake(
    files: Files,
    pack: Pack = None,
    mapping: Mapping = None,
    propose: Propose = False,
    form: XlsForm = None,
    to: To = None,
    sites: Sites = None,
    dates: Dates = None,
    decimal: Decimal = None,
    missing: Missing = None,
    everything: All = False,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Turns collected answers into tables: says what was changed, left out and not answered.

    Without --to nothing is written. An export of the pack's own form needs no mapping.
    """
    if propose:
        declared = _declared(dates, decimal, missing)
        _propose(files, pack, form, to, declared, language_of(lang), as_json, quiet)
        return
    with bad_input_reported(as_json):
        from rrm.cli.pack_reference import pack_named
        from rrm.intake.foreign import take_in, write_folder

        named, near = (None, None) if pack is None else pack_named(pack)
        declared = _declared(dates, decimal, missing)
        taken = take_in(files, named, mapping, sites or _sites_of(to), near, declared)
        written, doubts = ((), ()) if to is None else write_folder(taken, to, sites)
    problems = (*taken.problems, *doubts)
    if as_json:
        _print_record(taken, problems, written, language_of(lang))
        return
    _tell(taken, problems, written, to, everything, language_of(lang), quiet)


def _declared(
    dates: Literal["ymd", "dmy", "mdy", "serial"] | None,
    decimal: Literal["comma", "point"] | None,
    missing: list[str] | None,
) -> ForAllColumns:
    from rrm.intake.foreign import ForAllColumns

    return ForAllColumns(dates=dates, decimal=decimal, missing=tuple(missing or ()))


def _sites_of(folder: Path | None) -> Path | None:
    """The table of sites of a scenario folder that is there already."""
    if folder is None or not (folder / "sites.csv").is_file():
        return None
    return folder / "sites.csv"


def _tell(
    taken: Intake,
    problems: Sequence[Problem],
    written: Sequence[Path],
    to: Path | None,
    everything: bool,
    language: str,
    quiet: bool,
) -> None:
    from rrm.cli.intake_lines import intake_lines, written_lines

    show(intake_lines(taken, language, everything), quiet)
    most = None if everything else DOUBTS_SHOWN
    _show_left_out([one for one in problems if one.code in _LEFT_OUT], quiet, most)
    kept = [one for one in problems if one.code not in _LEFT_OUT]
    show_warnings(kept, quiet, "--all", most)
    if to is not None:
        show(written_lines(written, to, language), quiet)


def _show_left_out(problems: Sequence[Problem], quiet: bool, most: int | None) -> None:
    """Columns and rows that were not taken in, on the error stream like other doubts."""
    if quiet or not problems:
        return
    for problem in problems[:most]:
        typer.echo(plain(problem.text(spoken_language())), err=True)
    total = msg_plural(
        "{n} part of the file was left out, as said above.",
        "{n} parts of the file were left out, as said above; --all shows each of them.",
        n=len(problems),
    )
    typer.echo(plain(in_words(total)), err=True)


def _print_record(
    taken: Intake, problems: Sequence[Problem], written: Sequence[Path], language: str
) -> None:
    from rrm.intake.foreign import intake_record

    record = intake_record(taken, problems, language)
    print_json({**record, "files": [str(path) for path in written]})


def _propose(
    files: list[Path],
    pack: str | None,
    form: Path | None,
    to: Path | None,
    declared: ForAllColumns,
    language: str,
    as_json: bool,
    quiet: bool,
) -> None:
    if pack is None:
        raise typer.BadParameter(say("--propose needs --pack, such as --pack mali."))
    with bad_input_reported(as_json):
        from rrm.cli.intake_lines import proposal_lines, proposals_json
        from rrm.cli.pack_reference import pack_named
        from rrm.intake.foreign import mapping_text, propose_mapping, write_mapping

        named, near = pack_named(pack)
        proposed = propose_mapping(files, named, form, near=near, declared=declared)
        path = to or files[0].with_name(files[0].stem + _MAPPING_ENDS)
        write_mapping(mapping_text(proposed, language), path)
    if as_json:
        print_json({**proposals_json(proposed, language), "file": str(path)})
        return
    show_warnings(proposed.problems, quiet)
    show(proposal_lines(proposed, path, _again(proposed, files, path), language), quiet)


def _again(proposed: ProposedMapping, files: list[Path], path: Path) -> str:
    """The command that uses a mapping once it is confirmed."""
    import shlex

    typed = ["rrm", "intake", *map(str, files), "--mapping", str(path), "--to", "my-scenario"]
    return shlex.join(typed)
