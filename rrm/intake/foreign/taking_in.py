"""Taking in files of others: read, recognised or mapped, converted, with all that was done told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rrm.intake.csv_records import csv_records
from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.conversion import Converted, convert
from rrm.intake.foreign.key_questions import key_questions
from rrm.intake.foreign.mapping import FileDialect, ForAllColumns
from rrm.intake.foreign.mapping_reader import ReadMapping, read_mapping, shipped_mappings
from rrm.intake.foreign.own_columns import is_technical
from rrm.intake.foreign.own_export import own_export
from rrm.intake.foreign.source_tables import Declared, SourceTable, read_source_tables
from rrm.intake.input_folder import InputFolder
from rrm.intake.personal_cells import reads_as_telephone
from rrm.intake.problem_list import ProblemList
from rrm.intake.rule_pack import load_pack
from rrm.intake.scenario_tables import TABLES
from rrm.intake.table import read_table
from rrm.intake.wording import listed, quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import RulePack
from rrm.model.run import InputFile
from rrm.model.scenario import Site

_LARGEST_FILE = 400_000_000


@dataclass(frozen=True, slots=True)
class Intake:
    """Files taken in, and what a person must know of it.

    files: as read, with SHA-256. mapping: None for an export of our own form.
    left_out: by column, why a mapping leaves it out.
    problems: doubts only. declared: for all columns, by the command.
    """

    files: tuple[InputFile, ...]
    pack: RulePack
    mapping: ReadMapping | None
    converted: Converted
    left_out: dict[str, str]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    declared: ForAllColumns


def take_in(
    paths: Sequence[Path],
    pack: str | None = None,
    mapping: str | None = None,
    sites: Path | None = None,
    near: Path | None = None,
    declared: ForAllColumns | None = None,
) -> Intake:
    """The files as our tables: an export of our form as it is, anything else by a mapping.

    pack: whose form is answered; the mapping's own where none is given.
    mapping: path of a mapping file, or the name of a shipped one.
    sites: a table of sites; interviews may then tell their sites by name.
    declared: how dates and numbers are written in all columns that a mapping declares nothing of.
    near: as load_pack takes it; without it, packs in `rules/` of the working folder come first.
    Raises BadInput with every problem of mapping, files and answers; nothing is written.
    """
    read = None if mapping is None else read_mapping(mapping)
    reference = pack or (read.mapping.pack if read is not None else None)
    if reference is None:
        raise BadInput([_no_pack()])
    rules, _ = load_pack(reference, near or in_working_folder())
    problems, changes = ProblemList(), list[Change]()
    tables = source_tables(paths, read.mapping.file if read else FileDialect(), problems, changes)
    keys = key_questions(_site_names(sites, problems))
    used = read
    if used is None:
        own = own_export(tables, rules.form, keys, rules.id)
        if own is None:
            problems.add(_not_ours(tables, rules, paths))
            raise BadInput(problems.all())
        problems.extend(own.problems)
        used = own.read
    declared = declared or ForAllColumns()
    used = replace(used, mapping=used.mapping.declaring(declared))
    converted = convert(used, tables, rules.form, keys, problems, changes)
    if converted is not None and not len(converted.assessment):
        problems.add(_no_interviews(tables[0].shown))
    if converted is None or problems.has_errors:
        raise BadInput(problems.all())
    return Intake(
        files=digests(paths),
        pack=rules,
        mapping=read,
        converted=converted,
        left_out={} if read is None else dict(read.mapping.left_out),
        problems=problems.all(),
        changes=tuple(changes),
        declared=declared,
    )


def in_working_folder() -> Path:
    """Where a scenario would lie beside whose folder the packs of the working folder are."""
    return Path.cwd() / "scenarios" / "any"


def source_tables(
    paths: Sequence[Path], dialect: FileDialect, problems: ProblemList, changes: list[Change]
) -> tuple[SourceTable, ...]:
    """The tables of the files; raises BadInput where a file can't be read or holds none."""
    declared = Declared(dialect.encoding, dialect.separator, dialect.header_row)
    tables = read_source_tables(paths, declared, problems, changes)
    if not tables and not problems.has_errors:
        problems.add(
            Problem(
                "RRM-I090",
                Place(quoted(paths[0].name)),
                msg("there is no table in it"),
                msg("a table with the names of its columns in the first row is needed"),
                msg("Check that it is the right file."),
            )
        )
    if dialect.header_row is None:
        problems.extend(_without_names(table) for table in tables if _has_no_names(table))
    if problems.has_errors:
        raise BadInput(problems.all())
    return tables


def _has_no_names(table: SourceTable) -> bool:
    """Whether the first row reads as answers: telephones, or more numbers and dates than words."""
    names = [name for name in table.header if name]
    numbers = [name for name in names if not any(map(str.isalpha, name))]
    return any(map(reads_as_telephone, names)) or 2 * len(numbers) > len(names)


def _without_names(table: SourceTable) -> Problem:
    return Problem(
        "RRM-I078",
        Place(table.shown, row=1),
        msg("the first row seems to hold answers, and not the names of the columns"),
        msg("the names of the columns stand in the first row, or the row is declared"),
        msg("Add a row of names above it; export again with the names of the questions."),
    )


def _site_names(sites: Path | None, problems: ProblemList) -> dict[str, str]:
    if sites is None:
        return {}
    full = sites.resolve()
    folder = InputFolder(full.parent)
    records = csv_records(folder.read(full, _LARGEST_FILE), folder.shown(full))
    table = read_table(TABLES["sites"], records, folder.shown(full), problems)
    rows = [row.value for row in table.rows]
    return {row.site_id: row.name for row in reversed(rows) if isinstance(row, Site)}


def digests(paths: Sequence[Path]) -> tuple[InputFile, ...]:
    """The files by their names, with SHA-256."""
    found: list[InputFile] = []
    for path in paths:
        folder = InputFolder(path.resolve().parent)
        folder.read(path.resolve(), _LARGEST_FILE)
        found += folder.files
    return tuple(found)


def _no_pack() -> Problem:
    return Problem(
        "RRM-I080",
        Place("rrm intake"),
        msg("no rule pack is named"),
        msg("the pack says which questions are answered"),
        msg("Add --pack, such as --pack mali."),
    )


def _no_interviews(shown: str) -> Problem:
    return Problem(
        "RRM-I090",
        Place(shown),
        msg("there are no interviews in it"),
        msg("a row is needed for each interview taken in"),
        msg("Check the export, its filters and `only` of the mapping."),
    )


def _not_ours(tables: Sequence[SourceTable], pack: RulePack, paths: Sequence[Path]) -> Problem:
    names = [name for name in tables[0].header if name and not is_technical(name)]
    return Problem(
        "RRM-I091",
        Place(tables[0].shown),
        msg(
            "this is no export of the form of {pack}: its columns are {names}",
            pack=pack.id,
            names=listed(names),
        ),
        msg("a file of others needs a mapping of its columns to the form's questions"),
        msg(
            "Have one proposed: rrm intake {file} --pack {pack} --propose; or use a shipped one:"
            " --mapping {mappings}.",
            file=quoted(paths[0].name),
            pack=pack.id,
            mappings=listed(shipped_mappings()),
        ),
    )
