"""A mapping: which column of a foreign file answers which question of ours, said in YAML.

A programme officer reads it, argues with it and confirms it; nothing of it is code. Each question
has a recipe, and each recipe has exactly one source: `column`, `options`, `sum`, `largest`,
`days`, `count` or `always`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from rrm.model.form import QuestionType, WithoutRows
from rrm.model.frozen import Frozen
from rrm.model.rule_pack import Unanswered
from rrm.model.source_text import SourceText

SOURCES = ("column", "options", "sum", "largest", "days", "count", "always")
"""What a recipe may take its answers from, one of them each time."""

HOUSEHOLDS = "households"
"""The table with a row an interview; the only one that a mapping must have."""


class Grade(StrEnum):
    """How sure a proposal is; a doubtful one needs a person's yes."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


class Bounds(Frozen):
    """Bounds of a number, and whether one stands there at all.

    known: yes, where a cell that says nothing fails; without it that is not known.
    """

    known: bool | None = None
    below: float | None = None
    at_most: float | None = None
    above: float | None = None
    at_least: float | None = None


Condition = tuple[str, ...] | Bounds
"""Answers as the file writes them, one of which must stand there ("" is an empty cell); or bounds.

Written for one answer without brackets."""

Conditions = dict[str, Condition]
"""By column of the file; all must hold."""


class Case(Frozen):
    """Where other columns decide: the answer that counts when all conditions hold.

    then: an answer in our form's words, "" for not known. column: or the column that gives it.
    """

    when: Conditions
    then: SourceText | None = None
    column: SourceText | None = None


class Recipe(Frozen):
    """How one question is answered from the columns of a file.

    column: the column with the answer. options: by option of a multiple choice, its column; the
    two may stand together.
    sum, largest: of several columns of numbers; unanswered says what counts where one is empty.
    days: from the first of two dates to the second; below 0 where it lies before.
    count: how many rows of that table a household has, of those that meet `where`, or one of
    several alternatives of it; without_rows: what it means that a household has none.
    of: what each of these rows counts, the product of these columns: pieces times litres.
    always: one answer for the whole file.
    first: cases that decide before, from the top.
    values: by foreign answer, ours ("" for not known); otherwise: ours for every other answer.
    missing: further texts that mean not known in this column. times: to come to our unit.
    decimal, dates: how numbers and dates are written where the file alone can't tell.
    proposed, because: a proposal that waits for a person's yes, and what speaks for it.
    """

    column: SourceText | None = None
    options: dict[str, SourceText] = {}
    sum: tuple[SourceText, ...] = ()
    largest: tuple[SourceText, ...] = ()
    days: tuple[SourceText, SourceText] | tuple[()] = ()
    count: SourceText | None = None
    of: tuple[SourceText, ...] = ()
    where: tuple[Conditions, ...] = ()
    without_rows: WithoutRows = WithoutRows.NOT_ASKED
    always: SourceText | None = None
    first: tuple[Case, ...] = ()
    values: dict[str, SourceText] = {}
    otherwise: SourceText | None = None
    unanswered: Unanswered = Unanswered.STRICT
    missing: tuple[str, ...] = ()
    times: Annotated[float, Field(gt=0, le=1e6)] = 1.0
    decimal: Literal["comma", "point"] | None = None
    dates: Literal["ymd", "dmy", "mdy", "serial"] | None = None
    proposed: Grade | None = None
    because: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Which of SOURCES are given; there should be one, `column` apart beside `options`."""
        given = tuple(name for name in SOURCES if getattr(self, name) not in (None, (), {}))
        return ("options",) if given == ("column", "options") else given

    @property
    def answer_columns(self) -> tuple[str, ...]:
        """Columns of the table that the answers themselves are read from."""
        one = () if self.column is None else (str(self.column),)
        several = (*self.options.values(), *self.sum, *self.largest, *self.days)
        return (*one, *map(str, several))

    @property
    def deciding_columns(self) -> tuple[str, ...]:
        """Columns of the same table that decide before, or answer where they do."""
        named = [name for case in self.first for name in case.when]
        named += [str(case.column) for case in self.first if case.column is not None]
        return tuple(dict.fromkeys(named))

    @property
    def counted_columns(self) -> tuple[str, ...]:
        """Columns of the roster whose rows are counted."""
        named = [name for one in self.where for name in one]
        return tuple(dict.fromkeys((*named, *map(str, self.of))))


class Table(Frozen):
    """A table of the file, by sheet or by the file's own name; `*` stands for any letters.

    Without a sheet: the first table. key: the column whose value tells an interview from others.
    only: interviews that are taken in, such as those with consent.
    parent: the column that leads from a roster's row to its interview, where it stands in
    `parent_key`, the households' `key` where that is not given.
    beside, by: another table of which this one holds more columns, a row for a row of it, linked
    by columns of this one to columns of that one.
    """

    sheet: str | None = None
    key: SourceText | None = None
    only: Conditions = {}
    parent: SourceText | None = None
    parent_key: SourceText | None = None
    beside: SourceText | None = None
    by: dict[str, str] = {}


class SitePlace(Frozen):
    """What the file does not say of a site, written by hand; all of it may be left out."""

    name: str | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    node: str | None = None
    adm1_pcode: str = ""
    adm2_pcode: str = ""
    adm3_pcode: str = ""


class RosterRecipe(Frozen):
    """A roster of our form: the table that its rows come from, and its questions.

    only: rows that are taken in.
    """

    table: SourceText
    only: Conditions = {}
    questions: dict[str, Recipe] = {}


class FileDialect(Frozen):
    """How the file is written, where it doesn't show by itself."""

    encoding: str | None = None
    separator: str | None = None
    header_row: Annotated[int, Field(ge=1, le=100)] | None = None


class ForAllColumns(Frozen):
    """What a person declares of every column of a reading that declares nothing itself.

    missing: texts that mean not known, in answers to questions; never in the keys.
    """

    decimal: Literal["comma", "point"] | None = None
    dates: Literal["ymd", "dmy", "mdy", "serial"] | None = None
    missing: tuple[str, ...] = ()

    def for_answers(self, kind: QuestionType) -> dict[str, str]:
        """What of it a recipe for answers of a type says of its own column."""
        if kind in (QuestionType.INTEGER, QuestionType.NUMBER) and self.decimal:
            return {"decimal": self.decimal}
        if kind is QuestionType.DATE and self.dates:
            return {"dates": self.dates}
        return {}

    def of(self, recipe: Recipe, is_key: bool = False) -> Recipe:
        """A recipe with what is declared for all columns."""
        missing = () if is_key else self.missing
        return recipe.model_copy(
            update={
                "decimal": recipe.decimal or self.decimal,
                "dates": recipe.dates or self.dates,
                "missing": (*recipe.missing, *missing),
            }
        )


class Mapping(Frozen):
    """A mapping file.

    mapping: the version of this way of writing, 1. pack: the rule pack whose form is answered.
    confirmed_by: who looked at every line and when; without it nothing is converted.
    partial: a column that the file lacks leaves its question unanswered and is told as a doubt;
    otherwise that is an error.
    missing: texts that mean not known anywhere in the file, beside those of the form.
    left_out: by column of the file, why it is not used; `*` stands for any letters.
    """

    mapping: Literal["1"] = "1"
    pack: str
    title: dict[str, str] = {}
    source: str = ""
    confirmed_by: SourceText | None = None
    file: FileDialect = FileDialect()
    partial: bool = False
    tables: dict[str, Table] = {HOUSEHOLDS: Table()}
    missing: tuple[str, ...] = ()
    keys: dict[str, Recipe] = {}
    questions: dict[str, Recipe] = {}
    rosters: dict[str, RosterRecipe] = {}
    sites: dict[str, SitePlace] = {}
    left_out: dict[str, str] = {}

    @property
    def households(self) -> Table:
        """The table with a row an interview."""
        return self.tables.get(HOUSEHOLDS, Table())

    def declaring(self, declared: ForAllColumns) -> Mapping:
        """The mapping with something declared for all of its columns."""
        rosters = {
            name: roster.model_copy(
                update={
                    "questions": {key: declared.of(one) for key, one in roster.questions.items()}
                }
            )
            for name, roster in self.rosters.items()
        }
        return self.model_copy(
            update={
                "keys": {name: declared.of(one, is_key=True) for name, one in self.keys.items()},
                "questions": {name: declared.of(one) for name, one in self.questions.items()},
                "rosters": rosters,
            }
        )
