"""The different cells of one column, on their way from what is written to what is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from rrm.intake.answer_faults import Fault
from rrm.intake.answers import Answers
from rrm.intake.foreign.cell_missing import Seen, codes_outside, is_code, missing_words
from rrm.intake.foreign.changes import Change, Repair, Repairs
from rrm.intake.personal_cells import reads_as_name, reads_as_telephone
from rrm.intake.personal_columns import looks_personal
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import quoted
from rrm.model.form import Question, QuestionType
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem

_ROWS_NAMED = 5


class ColumnReading(Frozen):
    """What a person declares of one column.

    decimal: the sign before decimals. dates: the order of day and month, or `serial` for a
    spreadsheet's counts of days since 1900. missing: codes that mean `not known` here.
    values: a foreign answer to the form's option, yes, no or a number; "" for not known.
    times: what numbers are multiplied with to come to the form's unit, 0.1 from mm to cm.
    """

    decimal: Literal["point", "comma"] | None = None
    dates: Literal["ymd", "dmy", "mdy", "serial"] | None = None
    missing: tuple[str, ...] = ()
    values: dict[str, str] = {}
    times: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0


class ColumnCells:
    """A column's different texts, each settled once; what is noted of them goes to the user.

    open: the texts that are not settled yet, in the order met.
    """

    def __init__(
        self,
        cells: Sequence[str],
        numbers: Sequence[int],
        question: Question,
        missing: Sequence[str],
        reading: ColumnReading,
        place: Place,
        problems: ProblemList,
    ) -> None:
        self.question = question
        self.reading = reading
        self.problems = problems
        self.repairs = Repairs(place)
        self.words = missing_words(question, missing, reading.missing)
        self._place = place
        self._shows = not looks_personal(str(place.column or ""))
        self._cells = cells
        self._seen = _seen(cells, numbers)
        self._read: dict[str, str] = {}
        self._settle_declared()

    @property
    def open(self) -> list[str]:
        """Texts that nothing has been read from yet."""
        return [text for text in self._seen if text not in self._read]

    def settle(self, text: str, read: str, *kinds: Repair) -> None:
        """Says what a text is read as, and what it took."""
        self._read[text] = read
        seen = self._seen[text]
        for kind in kinds:
            self.repairs.note(kind, seen.row, text.strip(), read, seen.count)

    def refuse(
        self, code: str, texts: Sequence[str], found: Message, allowed: Message, remedy: Message
    ) -> None:
        """One error for texts that can't be told, at the first of them; they are read as unknown.

        The message says how many cells there are and quotes the first, unless it looks personal.
        """
        self.tell(code, texts, found, allowed, remedy)
        for text in texts:
            self._read[text] = ""

    def tell(
        self,
        code: str,
        texts: Sequence[str],
        found: Message,
        allowed: Message,
        remedy: Message,
        is_error: bool = True,
    ) -> None:
        """One problem for several texts, at the first of them."""
        first = min(texts, key=lambda text: self._seen[text].row)
        count = sum(self._seen[text].count for text in texts)
        if self._is_shown(first):
            found = msg_plural(
                "{found} in {n} cell: {text}",
                "{found} in {n} cells, the first: {text}",
                n=count,
                found=found,
                text=quoted(first.strip()),
            )
        else:
            found = msg_plural("{found} in {n} cell", "{found} in {n} cells", n=count, found=found)
        place = Place(self._place.file, row=self._seen[first].row, column=self._place.column)
        self.problems.add(Problem(code, place, found, allowed, remedy, is_error))

    def read_strictly(self) -> None:
        """Tells whatever the assessment's own reader would refuse or doubt; unread is unknown."""
        for text in self.open:
            self._read[text] = text.strip()
        strict = Answers(self.question, ())
        strict.values_of(list(self._read.values()))
        codes: dict[str, Seen] = {}
        doubts: list[tuple[Seen, Fault]] = []
        for text, read in self._read.items():
            fault = strict.faults.get(read)
            if fault is None:
                continue
            seen = self._seen[text]
            if not fault.is_error:
                doubts.append((seen, fault))
                continue
            if is_code(text.strip()) and self.question.type is not QuestionType.TEXT:
                codes[text.strip()] = seen
            else:
                self.problems.add(self._problem(text, seen, fault))
            self._read[text] = ""
        self.problems.extend(codes_outside(codes, self.question, self._place))
        if doubts:
            self.problems.add(self._doubt(doubts))

    def result(self, changes: list[Change]) -> tuple[str, ...]:
        """The column as read; `changes` receives what was noted."""
        changes.extend(self.repairs.changes())
        return tuple(map(self._read.__getitem__, self._cells))

    def seen(self, text: str) -> Seen:
        """Where a text stands first, and how often."""
        return self._seen[text]

    @property
    def place(self) -> Place:
        """The column, without a row."""
        return self._place

    def _settle_declared(self) -> None:
        values = {key.strip().casefold(): value for key, value in self.reading.values.items()}
        for text in self._seen:
            folded = text.strip().casefold()
            if folded in values:
                kind = Repair.DECLARED_VALUE if values[folded] else Repair.DECLARED_NOT_KNOWN
                self.settle(text, values[folded].strip(), kind)
            elif not folded or folded in self.words.by_form:
                self._read[text] = ""
            elif folded in self.words.declared:
                self.settle(text, "", Repair.DECLARED_NOT_KNOWN)
            elif folded in self.words.by_wording:
                self.settle(text, "", Repair.NOT_KNOWN)

    def _is_shown(self, text: str) -> bool:
        return self._shows and not may_be_a_person(text, self._seen[text].count)

    def _problem(self, text: str, seen: Seen, fault: Fault) -> Problem:
        place = Place(self._place.file, row=seen.row, column=self._place.column)
        if not self._is_shown(text):
            remedy = msg("Correct it in the file, or leave it empty if it is not known.")
            found = msg("found an answer that can't be used")
            return Problem(fault.code, place, found, fault.allowed, remedy)
        found = fault.found
        if seen.count > 1:
            found = msg("{found} in {n} rows, the first here", found=found, n=seen.count)
        return Problem(fault.code, place, found, fault.allowed, fault.remedy)

    def _doubt(self, doubts: Sequence[tuple[Seen, Fault]]) -> Problem:
        rows = sorted(seen.row for seen, _ in doubts)
        found = msg_plural(
            "{n} answer is unusual, in row {rows}",
            "{n} answers are unusual, the first in rows {rows}",
            n=sum(seen.count for seen, _ in doubts),
            rows=", ".join(map(str, rows[:_ROWS_NAMED])),
        )
        place = Place(self._place.file, row=rows[0], column=self._place.column)
        remedy = msg("The answers are kept; check them.")
        _, fault = doubts[0]
        return Problem(fault.code, place, found, fault.allowed, remedy, False)


def may_be_a_person(text: str, count: int) -> bool:
    """Whether a cell is not to be repeated: a telephone, or a name that stands there once."""
    return reads_as_telephone(text) or (count == 1 and reads_as_name(text))


def _seen(cells: Sequence[str], numbers: Sequence[int]) -> Mapping[str, Seen]:
    first: dict[str, int] = {}
    counts: dict[str, int] = {}
    for text, row in zip(cells, numbers, strict=True):
        if text in counts:
            counts[text] += 1
        else:
            first[text] = row
            counts[text] = 1
    return {text: Seen(first[text], count) for text, count in counts.items()}
