"""One scenario folder as it stands: its settings, its tables, its assessment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from rrm.intake.csv_records import csv_records
from rrm.intake.input_folder import InputFolder
from rrm.intake.interviews import WORKBOOK, FolderTables, TableSource, in_two_places, not_read
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_tables import ASSESSMENT, TABLE_NAMES, TABLES
from rrm.intake.source_tree import Tree, place_of
from rrm.intake.table import Placed, TableRows, read_table
from rrm.intake.validation import validated
from rrm.intake.wording import quoted
from rrm.intake.workbook_records import Workbook
from rrm.intake.written_lock import WrittenLock
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

MAX_TABLE_BYTES = 50_000_000
MAX_ASSESSMENT_BYTES = 400_000_000
SETTINGS = "scenario.yaml"


@dataclass(frozen=True, slots=True)
class ScenarioFolder:
    """A folder before anything it extends is laid under it.

    settings: scenario.yaml as written, its locks apart; those are among the tables.
    answers: the assessment, and tables of other names.
    """

    path: Path
    shown: str
    settings: dict[str, Tree]
    tables: dict[str, TableRows]
    answers: FolderTables


def read_scenario_folder(path: Path, inputs: InputFolder, problems: ProblemList) -> ScenarioFolder:
    """Reads every file of a scenario folder; what is wrong in them goes to `problems`."""
    shown = inputs.shown(path / SETTINGS)
    settings = _settings(path, inputs, problems)
    found = (*_sheets(path, inputs, problems), *_csv_files(path, inputs, problems))
    sources = _each_once([(name, one) for name, one in found if name in TABLE_NAMES], problems)
    tables = {
        name: _read(name, source, problems) for name, source in sources.items() if name in TABLES
    }
    locks = settings.pop("locks", None)
    if locks is not None:
        inline = _inline_locks(locks, shown, problems)
        tables["locks"] = _joined(tables.get("locks", TableRows()), inline, problems)
    others = tuple((name, one) for name, one in found if name not in TABLE_NAMES)
    answers = FolderTables(sources.get(ASSESSMENT), others)
    return ScenarioFolder(path, shown, settings, tables, answers)


def _settings(path: Path, inputs: InputFolder, problems: ProblemList) -> dict[str, Tree]:
    try:
        data = inputs.read(path / SETTINGS, MAX_BYTES)
        return read_yaml(data, inputs.shown(path / SETTINGS))
    except BadInput as bad:
        problems.extend(bad.problems)
        return {}


def _each_once(
    found: list[tuple[str, TableSource]], problems: ProblemList
) -> dict[str, TableSource]:
    """Tables by name, those that are both a sheet and a file told; files come last."""
    sources: dict[str, TableSource] = {}
    for name, source in found:
        if name in sources:
            problems.add(in_two_places(name, source.shown))
        sources[name] = source
    return sources


def _csv_files(
    path: Path, inputs: InputFolder, problems: ProblemList
) -> list[tuple[str, TableSource]]:
    sources: list[tuple[str, TableSource]] = []
    for file in inputs.entries(path):
        if file.name.startswith((".", "~$")) or file.name == WORKBOOK:
            continue
        is_csv = file.suffix == ".csv"
        if not is_csv and file.suffix.lower() in (".csv", ".xlsx", ".xls", ".ods", ".tsv"):
            problems.add(not_read(inputs.shown(file), file.stem))
        if is_csv:
            sources.append((file.stem, _csv_source(file, inputs)))
    return sources


def _csv_source(file: Path, inputs: InputFolder) -> TableSource:
    """A CSV file, opened when its rows are wanted."""
    limit = MAX_TABLE_BYTES if file.stem in TABLES else MAX_ASSESSMENT_BYTES
    shown = inputs.shown(file)
    return TableSource(shown, lambda: csv_records(inputs.read(file, limit), shown))


def _sheets(
    path: Path, inputs: InputFolder, problems: ProblemList
) -> list[tuple[str, TableSource]]:
    file = path / WORKBOOK
    if not (file.exists() or file.is_symlink()):
        return []
    try:
        workbook = Workbook(inputs.read(file, MAX_TABLE_BYTES), inputs.shown(file))
    except BadInput as bad:
        problems.extend(bad.problems)
        return []
    return [(sheet, _sheet_source(workbook, sheet)) for sheet in workbook.sheets]


def _sheet_source(workbook: Workbook, sheet: str) -> TableSource:
    return TableSource(workbook.shown(sheet), lambda: workbook.records(sheet))


def _read(name: str, source: TableSource, problems: ProblemList) -> TableRows:
    try:
        return read_table(TABLES[name], source.records(), source.shown, problems)
    except BadInput as bad:
        problems.extend(bad.problems)
        return TableRows()


def _inline_locks(tree: Tree, shown: str, problems: ProblemList) -> TableRows:
    default = place_of({"locks": tree}, ("locks", 0), Place(shown))
    if not isinstance(tree, list) or not all(isinstance(one, dict) for one in tree):
        problems.add(
            Problem(
                "RRM-I013",
                default,
                msg("these are no locks"),
                msg("a list of locks is needed, each with site_id and item"),
                msg("Begin each lock with a dash."),
            )
        )
        return TableRows()
    rows: list[Placed[WrittenLock]] = []
    for one in tree:
        start = place_of([one], (0,), default)
        lock = _lock(one, start, problems)
        if lock is not None:
            rows.append(Placed(lock, start))
    return TableRows(tuple(rows))


def _lock(tree: Tree, start: Place, problems: ProblemList) -> WrittenLock | None:
    given = tree if isinstance(tree, dict) else {}
    value, found = validated(WrittenLock, given, lambda path: place_of(tree, path, start))
    problems.extend(found)
    return value


def _joined(table: TableRows, inline: TableRows, problems: ProblemList) -> TableRows:
    spec = TABLES["locks"]
    rows = {row.key(spec): row for row in table.rows}
    for row in inline.rows:
        key = row.key(spec)
        if key in rows:
            problems.add(
                Problem(
                    "RRM-I032",
                    row.place,
                    msg("a second lock for {key}", key=quoted(" ".join(key).strip())),
                    msg("a site, item and day have one lock"),
                    msg("Keep one of the two."),
                )
            )
        rows.setdefault(key, row)
    return replace(table, rows=tuple(rows.values()))
