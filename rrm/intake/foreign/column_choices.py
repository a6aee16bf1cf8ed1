"""A column of options, of several options a cell, or of yes and no, in the form's words."""

from __future__ import annotations

from rrm.intake.answer_faults import option_names
from rrm.intake.foreign.cell_choices import (
    OptionWords,
    folded_words,
    option_words,
    parts,
    settled,
)
from rrm.intake.foreign.cell_numbers import written_number
from rrm.intake.foreign.changes import Repair
from rrm.intake.foreign.column_cells import ColumnCells
from rrm.intake.wording import listed
from rrm.model.language import msg

TRUTHS = {
    "yes": "yes", "oui": "yes", "true": "yes", "vrai": "yes", "1": "yes",
    "no": "no", "non": "no", "false": "no", "faux": "no", "0": "no",
}  # fmt: skip


def words_of(column: ColumnCells) -> OptionWords:
    """The words of the question's options, with what is declared of the column."""
    words = column.words
    nothing = (*words.by_form, *words.declared, *words.by_wording)
    return option_words(column.question.choices, column.reading.values, nothing)


def read_choices(column: ColumnCells) -> None:
    """Settles the cells that name one option; refuses those that name several at once."""
    words = settled(words_of(column), column.open)
    unclear: list[str] = []
    for text in column.open:
        options = words.options_of(text)
        if len(options) > 1:
            unclear.append(text)
        elif options:
            (option,) = options
            column.settle(text, option, *_kinds(text, option, words))
    _refuse(column, unclear)


def read_multiples(column: ColumnCells) -> None:
    """Settles the cells that name options; refuses those that can be divided in several ways.

    Options come out in the form's order. A word for `not known` beside options is told.
    """
    words = settled(words_of(column), (part for text in column.open for part in _pieces(text)))
    unclear: list[str] = []
    mixed: list[str] = []
    for text in column.open:
        found = parts(text, words)
        if found is None:
            continue
        if any(len(options) > 1 for options in found):
            unclear.append(text)
            continue
        named = frozenset[str]().union(*found)
        read = " ".join(option for option in column.question.choices if option in named)
        if "" in named and read:
            mixed.append(text)
        known = {option.casefold() for option in option_names(text)}
        is_as_written = known == {option.casefold() for option in read.split()}
        column.settle(text, read, *(() if is_as_written else (_kind_of_several(text, words),)))
    _refuse(column, unclear)
    if mixed:
        tell_not_known_beside_options(column, mixed)


def read_truths(column: ColumnCells) -> None:
    """Settles the cells that say yes or no, by words in English or French or by 1 and 0."""
    for text in column.open:
        truth = truth_of(text)
        if truth is not None:
            is_as_written = text.strip().casefold() in TRUTHS
            column.settle(text, truth, *(() if is_as_written else (Repair.TRUTH,)))


def truth_of(text: str) -> str | None:
    """Whether a cell says yes or no; None where it says neither."""
    folded = text.strip().casefold()
    if folded in TRUTHS:
        return TRUTHS[folded]
    number = written_number(folded)
    if number is None:
        return None
    value = number.point or number.comma
    return {0.0: "no", 1.0: "yes"}.get(float(value)) if value is not None else None


def tell_not_known_beside_options(column: ColumnCells, texts: list[str]) -> None:
    """The doubt about answers that name options and say that none is known."""
    column.tell(
        "RRM-I076",
        texts,
        msg("options, and that the answer is not known"),
        msg("an answer names options, or that they are not known"),
        msg("The options are kept; check them."),
        is_error=False,
    )


def _kinds(text: str, option: str, words: OptionWords) -> tuple[Repair, ...]:
    if text.strip().casefold() == option.casefold():
        return ()
    if not option:
        return (Repair.NOT_KNOWN,)
    if folded_words(text) in words.values:
        return (Repair.DECLARED_VALUE,)
    is_code = words.codes.get(folded_words(text)) == option
    return (Repair.OPTION_SPELLING if is_code else Repair.LABEL,)


def _kind_of_several(text: str, words: OptionWords) -> Repair:
    pieces = [folded_words(piece) for piece in _pieces(text)]
    if any(piece in words.values for piece in pieces):
        return Repair.DECLARED_VALUE
    if any(piece in words.labels and piece not in words.codes for piece in pieces):
        return Repair.LABEL
    return Repair.SEPARATE_OPTIONS


def _pieces(text: str) -> list[str]:
    """A cell's parts, to see what it is made of: between semicolons or commas, else its words."""
    found = [
        piece for piece in text.replace("|", ";").replace(",", ";").split(";") if piece.strip()
    ]
    return found if len(found) > 1 else [text.strip(), *text.split()]


def _refuse(column: ColumnCells, texts: list[str]) -> None:
    if not texts:
        return
    column.refuse(
        "RRM-I075",
        texts,
        msg("an answer that stands for several options"),
        msg("one of these is needed: {names}", names=listed(column.question.choices)),
        msg("Declare under `values` which option is meant, or export codes instead of labels."),
    )
