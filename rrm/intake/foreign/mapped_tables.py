"""The frames that a mapping asks for: interviews, their rosters, and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.conditions import holds
from rrm.intake.foreign.linked_tables import (
    Frame,
    Links,
    frame_of,
    links,
    table_named,
    with_beside,
)
from rrm.intake.foreign.mapping import HOUSEHOLDS, Conditions, Table
from rrm.intake.foreign.mapping_reader import ReadMapping
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem

_ROWS_NAMED = 5


@dataclass(frozen=True, slots=True)
class MappedTables:
    """The frames by the mapping's names of tables.

    households: the interviews taken in. rosters: of those interviews, each row with its
    interview's position. rows_read: by table, how many rows the file has.
    """

    households: Frame
    rosters: dict[str, Frame]
    rows_read: dict[str, int]


def mapped_tables(
    read: ReadMapping,
    tables: Sequence[SourceTable],
    missing: Sequence[str],
    problems: ProblemList,
    changes: list[Change],
) -> MappedTables | None:
    """The frames of a mapping; None where a table or a linking column is not there.

    problems: receives tables and columns that are not in the file, rows that lead to no
    interview, interviews with the same key. changes: receives interviews that `only` leaves out.
    """
    found = _Found(read, tables, missing, problems, changes)
    return found.tables()


class _Found:
    def __init__(
        self,
        read: ReadMapping,
        tables: Sequence[SourceTable],
        missing: Sequence[str],
        problems: ProblemList,
        changes: list[Change],
    ) -> None:
        self._read = read
        self._tables = tables
        self._missing = missing
        self._problems = problems
        self._changes = changes
        self._frames: dict[str, Frame] = {}

    def tables(self) -> MappedTables | None:
        specs = {HOUSEHOLDS: self._read.mapping.households, **self._read.mapping.tables}
        for name, spec in specs.items():
            table = table_named(spec.sheet, self._tables)
            if table is None:
                self._no_table(name, spec)
            else:
                self._frames[name] = frame_of(table)
        if len(self._frames) < len(specs) or not all(
            self._columns_there(name, spec, specs) for name, spec in specs.items()
        ):
            return None
        rows_read = {name: len(frame) for name, frame in self._frames.items()}
        for name, spec in specs.items():
            if spec.beside is not None:
                self._lay_beside(name, spec)
        households = self._frames[HOUSEHOLDS]
        self._refuse_repeated_keys(households, specs[HOUSEHOLDS])
        kept = self._kept(HOUSEHOLDS, specs[HOUSEHOLDS].only, households)
        rosters = {
            name: self._roster(name, spec, households, kept, specs[HOUSEHOLDS])
            for name, spec in specs.items()
            if spec.parent is not None
        }
        return MappedTables(households.of(kept), rosters, rows_read)

    def _columns_there(self, name: str, spec: Table, specs: dict[str, Table]) -> bool:
        """Whether every linking column is in its table; tells those that are not."""
        main = specs[HOUSEHOLDS]
        asked: list[tuple[str, str, tuple[str, ...]]] = [
            (name, column, ("only", column)) for column in spec.only
        ]
        if spec.key is not None:
            asked.append((name, str(spec.key), ("key",)))
        if spec.parent is not None:
            parent_key = spec.parent_key or main.key
            asked.append((name, str(spec.parent), ("parent",)))
            if parent_key is None:
                self._no_key(name)
                return False
            asked.append((HOUSEHOLDS, str(parent_key), ("parent_key",)))
        if spec.beside is not None:
            if str(spec.beside) not in specs or not spec.by:
                self._not_beside(name, spec, specs)
                return False
            for here, there in spec.by.items():
                asked += [(name, here, ("by",)), (str(spec.beside), there, ("by",))]
        found = [
            self._column_there(table, column, ("tables", name, *where))
            for table, column, where in asked
        ]
        return all(found)

    def _column_there(self, table: str, column: str, where: tuple[str, ...]) -> bool:
        frame = self._frames[table]
        if frame.find(column) is not None:
            return True
        self._problems.add(unknown_column(column, frame, self._read.place(*where)))
        return False

    def _lay_beside(self, name: str, spec: Table) -> None:
        frame, beside = self._frames[str(spec.beside)], self._frames[name]
        found = links(
            [beside.cells(here) for here in spec.by],
            [frame.cells(there) for there in spec.by.values()],
        )
        self._tell_lost(found, beside.shown, frame.shown)
        self._frames[str(spec.beside)] = with_beside(frame, beside, found)

    def _roster(
        self, name: str, spec: Table, households: Frame, kept: Sequence[int], main: Table
    ) -> Frame:
        roster = self._frames[name]
        parent_key = str(spec.parent_key or main.key)
        found = links([roster.cells(str(spec.parent))], [households.cells(parent_key)])
        self._tell_lost(found, roster.shown, households.shown)
        position = {household: at for at, household in enumerate(kept)}
        led = [row for row, target in enumerate(found.target) if target in position]
        # The rows of an interview stand together, in the order of the interviews.
        led.sort(key=lambda row: (position[found.target[row]], row))
        rows = roster.of(led)
        households_of = tuple(position[found.target[row]] for row in led)
        frame = Frame(rows.shown, rows.numbers, rows.columns, households_of)
        chosen = self._kept(name, spec.only, frame)
        return frame if len(chosen) == len(frame) else frame.of(chosen)

    def _kept(self, name: str, only: Conditions, frame: Frame) -> list[int]:
        if not only:
            return list(range(len(frame)))
        verdicts = holds(only, frame, self._missing)
        kept = [row for row, verdict in enumerate(verdicts) if verdict]
        dropped = len(frame) - len(kept)
        if dropped:
            what = msg_plural(
                "{n} row was not taken in, as `only` of the mapping says ({columns})",
                "{n} rows were not taken in, as `only` of the mapping says ({columns})",
                n=dropped,
                columns=listed(only),
            )
            first = next(
                number
                for number, verdict in zip(frame.numbers, verdicts, strict=True)
                if not verdict
            )
            place = Place(frame.shown, row=first, column=quoted(next(iter(only))))
            self._changes.append(Change(place, what, dropped))
        return kept

    def _refuse_repeated_keys(self, households: Frame, spec: Table) -> None:
        if spec.key is None:
            return
        key = households.cells(str(spec.key))
        repeated = links([key], [key]).repeated
        if repeated:
            self._problems.add(
                Problem(
                    "RRM-I086",
                    Place(households.shown, row=repeated[0], column=quoted(key.name)),
                    msg_plural(
                        "{n} interview has the key of an earlier one, in row {rows}",
                        "{n} interviews have the key of an earlier one, the first in rows {rows}",
                        n=len(repeated),
                        rows=_rows(repeated),
                    ),
                    msg("each interview has a key of its own"),
                    msg("Remove repeated interviews, or name the column that tells them apart."),
                )
            )

    def _tell_lost(self, found: Links, shown: str, to: str) -> None:
        if not found.lost:
            return
        self._problems.add(
            Problem(
                "RRM-I087",
                Place(shown, row=found.lost[0]),
                msg_plural(
                    "{n} row leads to nothing in {table}, in row {rows}",
                    "{n} rows lead to nothing in {table}, the first in rows {rows}",
                    n=len(found.lost),
                    rows=_rows(found.lost),
                    table=to,
                ),
                msg("each row belongs to an interview of the same file"),
                msg("They are left out; check the linking column and that no interview is gone."),
                is_error=False,
            )
        )

    def _no_table(self, name: str, spec: Table) -> None:
        sheet = spec.sheet or ""
        names = [table.name for table in self._tables]
        remedy = did_you_mean(sheet, names)
        self._add_at(
            ("tables", name, "sheet"),
            msg('there is no table "{name}"', name=quoted(sheet)),
            msg("tables of the file are: {names}", names=listed(names)),
            remedy,
        )

    def _no_key(self, name: str) -> None:
        self._add_at(
            ("tables", name, "parent"),
            msg('the table "{name}" leads to no column of the interviews', name=quoted(name)),
            msg("the column that it leads to is needed"),
            msg("Add `key` to the households, or `parent_key` here."),
        )

    def _not_beside(self, name: str, spec: Table, specs: dict[str, Table]) -> None:
        others = [one for one in specs if one != name]
        self._add_at(
            ("tables", name, "beside"),
            msg('the table "{name}" stands beside nothing', name=quoted(name)),
            msg("`beside` names another table, and `by` the columns that link the two"),
            did_you_mean(str(spec.beside), others),
        )

    def _add_at(
        self, where: tuple[str, ...], found: Message, allowed: Message, remedy: Message
    ) -> None:
        self._problems.add(Problem("RRM-I083", self._read.place(*where), found, allowed, remedy))


def unknown_column(column: str, frame: Frame, place: Place) -> Problem:
    """The problem of a column that a mapping names and the table has not."""
    return Problem(
        "RRM-I082",
        place,
        msg('there is no column "{name}"', name=quoted(column)),
        msg("columns of {table} are needed", table=frame.shown),
        did_you_mean(column, frame.columns),
    )


def _rows(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_ROWS_NAMED])) + (
        ", …" if len(numbers) > _ROWS_NAMED else ""
    )
