"""A decision table as a pack's document prints it: rows as lines, the columns' heads once."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.pack_document.blocks import (
    Block,
    Cell,
    Code,
    Column,
    Grade,
    Line,
    Paragraph,
    Soft,
    Table,
    cell,
    lines,
)
from rrm.export.pack_document.subject import Subject
from rrm.model.language import Message, Text, msg
from rrm.scoring import Axis, CompiledIndicator, CompiledMeasure, axis_in_words, head_in_words


def decision_table(subject: Subject, rule: CompiledIndicator | CompiledMeasure) -> Iterator[Block]:
    """The table of a rule, and what is to be said of it; nothing for a rule without one."""
    table, written = rule.table, rule.rule.table
    if table is None or written is None:
        return
    compiled = subject.compiled
    rows_of, columns_of = (axis_in_words(compiled, one) for one in (table.rows, table.columns))
    yield Paragraph((msg("Rows: {rows}. Columns: {columns}.", rows=rows_of, columns=columns_of),))
    columns = [Column(rows_of, is_wide=True)]
    columns += [Column(_head(subject, table.columns, at)) for at in range(len(written.heads))]
    yield Table(
        tuple(columns),
        tuple(
            (_row_head(subject, table.rows, at), *(_cell(subject, rule, one) for one in cells))
            for at, cells in enumerate(table.cells)
        ),
    )
    if written.given is not None:
        given = rows_of if written.given == "rows" else columns_of
        yield Paragraph((Soft(msg("No help changes this: {what}.", what=given)),))
    if written.uneven_because:
        why = Text.of(written.uneven_because)
        yield Paragraph((msg("Why the cells go up and down: {why}", why=why),))
    if isinstance(rule, CompiledIndicator) and rule.rule.reads_classes:
        yield Paragraph((_shown(subject, rule),))


def _head(subject: Subject, axis: Axis, at: int) -> Message | Text:
    return head_in_words(subject.compiled, axis, axis.heads[at])


def _row_head(subject: Subject, axis: Axis, at: int) -> Cell:
    """A row's head in words; as written too, where the table gives the words."""
    head = axis.heads[at]
    code: Line | None = (Code(head.text),) if head.text in axis.words else None
    return lines((_head(subject, axis, at),), code)


def _cell(subject: Subject, rule: CompiledIndicator | CompiledMeasure, number: float) -> Cell:
    if isinstance(rule, CompiledIndicator) and rule.rule.reads_classes:
        return cell(Grade(int(number), subject.severity(int(number))))
    return cell(number)


def _shown(subject: Subject, indicator: CompiledIndicator) -> Message:
    shown = {line.severity for line in subject.cases.shown if line.rule == indicator.key}
    classes = [line.severity for line in indicator.lines]
    lacking = [one for one in classes if one not in shown]
    if not lacking:
        return msg("A case shows each of its classes.")
    return msg("No case shows class {classes}.", classes=tuple(lacking))
