"""Which columns of a file a mapping speaks of, and which it forgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from rrm.intake.foreign.linked_tables import Frame, frame_of, table_named
from rrm.intake.foreign.mapped_tables import MappedTables
from rrm.intake.foreign.mapping import HOUSEHOLDS
from rrm.intake.foreign.mapping_reader import ReadMapping
from rrm.intake.foreign.own_columns import is_technical
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.wording import listed
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Place, Problem


def forgotten_columns(
    read: ReadMapping, mapped: MappedTables, tables: Sequence[SourceTable]
) -> Iterator[Problem]:
    """A doubt for each table with columns that the mapping neither uses nor leaves out."""
    used = used_columns(read, mapped, tables)
    patterns = [pattern.casefold() for pattern in read.mapping.left_out]
    for table in tables:
        names = [
            name
            for name in dict.fromkeys(table.header)
            if name
            and (table.shown, name) not in used
            and not is_technical(name)
            and not _is_left_out(name, patterns, table.header)
        ]
        if names:
            yield Problem(
                "RRM-I088",
                Place(table.shown),
                msg_plural(
                    "{n} column is neither used nor left out: {names}",
                    "{n} columns are neither used nor left out: {names}",
                    n=len(names),
                    names=listed(names),
                ),
                msg("a mapping says of each column what it is for"),
                msg("Use it in a recipe, or say under `left_out` why it is not used."),
                is_error=False,
            )


def _is_left_out(name: str, patterns: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a column is left out by name, or belongs to a question that is."""
    folded = name.casefold()
    if any(fnmatchcase(folded, pattern) for pattern in patterns):
        return True
    parts = (folded[:at] for at, sign in enumerate(folded) if sign in "/.")
    columns = {one.casefold() for one in header}
    return any(
        part in columns and any(fnmatchcase(part, pattern) for pattern in patterns)
        for part in parts
    )


def used_columns(
    read: ReadMapping, mapped: MappedTables, tables: Sequence[SourceTable]
) -> set[tuple[str, str]]:
    """(table as shown, column) of everything that the mapping names."""
    used: set[tuple[str, str]] = set()

    def use(frame: Frame | None, *names: str) -> None:
        for name in names:
            found = frame.find(name) if frame is not None else None
            if frame is not None and found is not None:
                used.add((frame.columns[found].shown, found))

    mapping = read.mapping
    for where, _, recipe in read.recipes():
        of_roster = where[0] == "rosters"
        frame = mapped.households
        if of_roster:
            frame = mapped.rosters.get(str(mapping.rosters[str(where[1])].table), frame)
        use(frame, *recipe.answer_columns, *recipe.deciding_columns)
        if recipe.count is not None:
            use(mapped.rosters.get(str(recipe.count)), *recipe.counted_columns)
    own = {
        name: frame_of(table)
        for name, spec in mapping.tables.items()
        if (table := table_named(spec.sheet, tables)) is not None
    }
    for name, spec in mapping.tables.items():
        linked = (spec.key, spec.parent)
        use(own.get(name), *spec.only, *spec.by, *(str(one) for one in linked if one is not None))
        use(own.get(HOUSEHOLDS), *(() if spec.parent_key is None else (str(spec.parent_key),)))
        use(own.get(str(spec.beside)), *spec.by.values())
    for roster in mapping.rosters.values():
        use(mapped.rosters.get(str(roster.table)), *roster.only)
    return used
