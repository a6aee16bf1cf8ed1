"""The questionnaire: what is asked, of whom, with which answers, and which rules need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rrm.export.pack_document.blocks import (
    Block,
    Cell,
    Code,
    Column,
    Heading,
    Line,
    Paragraph,
    Section,
    Soft,
    Strong,
    Table,
    Tag,
    cell,
    joined,
    lines,
)
from rrm.export.pack_document.subject import Subject
from rrm.export.pack_document.words import origin_lines, other_settings
from rrm.model.form import Question, QuestionType, Respondent, Roster, WithoutRows
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.unit_words import quantity_in_words, unit_in_words

_TOLD = ("type", "hint", "unit", "recall_days", "relevant", "constraint", "asked_of", "range",
         "doubtful", "choices", "personal")  # fmt: skip


def questionnaire_chapter(subject: Subject) -> Section:
    """Section by section, the rosters where they are asked."""
    form = subject.pack.form
    blocks: list[Block] = [Paragraph((_counted(subject),), "lead")]
    placed: set[str] = set()
    for section in form.sections.values():
        blocks.append(Heading(3, (Text.of(section.label),)))
        blocks.extend(_asked(subject, section.questions))
        placed.update(section.questions)
    rest = tuple(name for name in (*form.questions, *form.rosters) if name not in placed)
    if rest and placed:
        blocks.append(Heading(3, (msg("Other questions"),)))
    blocks.extend(_asked(subject, rest))
    if form.missing:
        said = ", ".join(answer or "“ ”" for answer in form.missing)
        blocks.append(Paragraph((msg("Answers that mean “not known”:"), " ", Code(said))))
    return Section("questionnaire", msg("What is asked"), tuple(blocks))


def _counted(subject: Subject) -> Message:
    form = subject.pack.form
    personal = sum(question.personal for question in form.questions.values())
    return msg(
        "{questions} and {rosters}. Personal and never kept: {personal}.",
        questions=msg_plural("{n} question in all", "{n} questions in all", n=len(form.questions)),
        rosters=msg_plural("{n} roster", "{n} rosters", n=len(form.rosters)),
        personal=personal,
    )


def _asked(subject: Subject, names: tuple[str, ...]) -> Iterator[Block]:
    """Tables of questions, broken by the rosters that stand between them."""
    form = subject.pack.form
    together: dict[str, Question] = {}
    for name in names:
        if name in form.questions:
            together[name] = form.questions[name]
        elif name in form.rosters:
            yield from _table(subject, together)
            together = {}
            yield from _roster(subject, name, form.rosters[name])
    yield from _table(subject, together)


def _roster(subject: Subject, name: str, roster: Roster) -> Iterator[Block]:
    yield Heading(4, (msg("Roster: {roster}", roster=Text.of(roster.label)), " ", Code(name)))
    absent = (
        msg("a household without rows has none")
        if roster.without_rows is WithoutRows.NONE
        else msg("a household without rows was not asked")
    )
    rows = msg(
        "One row a {unit}, at most {n} in a household; {absent}.",
        unit=unit_in_words(roster.unit, 1),
        n=roster.rows_at_most,
        absent=absent,
    )
    asked = (" ", msg("Asked when:"), " ", Code(roster.relevant)) if roster.relevant else ()
    yield Paragraph((rows, *asked))
    told = ("unit", "questions", "relevant", "without_rows", "rows_at_most")
    for line in other_settings(roster, told):
        yield Paragraph(line)
    yield from _table(subject, roster.questions, name)


def _table(
    subject: Subject, questions: Mapping[str, Question], roster: str | None = None
) -> Iterator[Block]:
    if not questions:
        return
    columns = (
        Column(msg("What is asked")),
        Column(msg("Answer"), is_wide=True),
        Column(msg("Asked when")),
        Column(msg("Used by")),
    )
    yield Table(
        columns,
        tuple(_row(subject, name, question, roster) for name, question in questions.items()),
    )


def _row(subject: Subject, name: str, question: Question, roster: str | None) -> tuple[Cell, ...]:
    path = ("form", "questions", name) if roster is None else ("form", "rosters", roster)
    hint: Line | None = (Soft(Text.of(question.hint)),) if question.hint else None
    origin = origin_lines(subject, path) if roster is None else ()
    return (
        lines((Strong(Text.of(question.label or name)),), (Code(name),), hint),
        lines(*_answer(question)),
        lines(*_asked_when(question), *origin),
        _users(subject, name if roster is None else f"{roster}.{name}", question),
    )


_TYPES: dict[QuestionType, Message] = {
    QuestionType.INTEGER: msg("a whole number"),
    QuestionType.NUMBER: msg("a number"),
    QuestionType.BOOLEAN: msg("yes or no"),
    QuestionType.CHOICE: msg("one of:"),
    QuestionType.MULTIPLE: msg("any of:"),
    QuestionType.DATE: msg("a date"),
    QuestionType.TEXT: msg("text"),
}


def _answer(question: Question) -> Iterator[Line]:
    kind = _TYPES.get(question.type) or Text.of(str(question.type))
    if question.unit:
        yield (msg("{kind}, in {unit}", kind=kind, unit=unit_in_words(question.unit)),)
    else:
        yield (kind,)
    for option, words in question.choices.items():
        yield "· ", Text.of(words or option), " ", Code(option)
    if question.range is not None:
        yield (_between(msg("possible"), question.range, question.unit),)
    if question.doubtful is not None:
        yield (_between(msg("usual"), question.doubtful, question.unit),)
    if question.constraint:
        yield msg("must hold:"), " ", Code(" ".join(question.constraint.split()))
    yield from other_settings(question, _TOLD)


def _between(what: Message, bounds: tuple[float, float], unit: str) -> Message:
    low, high = bounds
    return msg("{what}: {low} to {high}", what=what, low=low, high=quantity_in_words(high, unit))


def _asked_when(question: Question) -> Iterator[Line]:
    if question.personal:
        yield (Tag(msg("personal: dropped at the door"), "personal"),)
    if question.relevant:
        yield (Code(" ".join(question.relevant.split())),)
    elif not question.personal:
        yield (msg("always"),)
    if question.recall_days is not None:
        yield (msg_plural("looks back {n} day", "looks back {n} days", n=question.recall_days),)
    if tuple(question.asked_of) != (Respondent.HOUSEHOLD,):
        asked = tuple(_RESPONDENTS[one] for one in question.asked_of)
        yield (msg("asked of: {whom}", whom=asked),)


_RESPONDENTS: dict[Respondent, Message] = {
    Respondent.HOUSEHOLD: msg("households"),
    Respondent.KEY_INFORMANT: msg("key informants"),
}


def _users(subject: Subject, name: str, question: Question) -> Cell:
    if question.personal:
        return cell("–")
    rules = subject.users.get(name, ())
    return lines(joined((Code(key),) for key in rules)) or cell(Soft(msg("no rule")))
