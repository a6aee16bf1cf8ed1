"""A whole mapping proposed for files nobody has seen before: tables, links, keys and questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.conditions import folded
from rrm.intake.foreign.foreign_form import ForeignForm, read_foreign_form
from rrm.intake.foreign.key_questions import key_questions
from rrm.intake.foreign.known_names import KnownNames, known_names
from rrm.intake.foreign.mapping import FileDialect, ForAllColumns, Grade, Table
from rrm.intake.foreign.own_columns import is_technical
from rrm.intake.foreign.own_export import linked
from rrm.intake.foreign.proposals import Proposal, Proposer
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.foreign.taking_in import in_working_folder, source_tables
from rrm.intake.personal_columns import looks_personal
from rrm.intake.problem_list import ProblemList
from rrm.intake.rule_pack import load_pack
from rrm.model.form import Form, Question, Respondent
from rrm.model.problem import BadInput, Problem
from rrm.model.rule_pack import RulePack

_LINKS = ("_parent_index", "_submission__uuid", "_parent_uuid", "parent_key")
_NEEDED = ("site_id", "group")


@dataclass(frozen=True, slots=True)
class ProposedRoster:
    """A roster of our form, the table its rows may come from, and its questions."""

    roster: str
    table: SourceTable
    link: Table
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class ProposedMapping:
    """What is proposed, and what nothing was found for.

    missing: answers that say in this file that something is not known.
    unanswered: questions of the form without a proposal, site and group among them.
    personal, left: columns of all tables: of persons, and those that nothing was proposed for.
    """

    pack: RulePack
    file: str
    households: SourceTable
    key: str | None
    keys: tuple[Proposal, ...]
    questions: tuple[Proposal, ...]
    rosters: tuple[ProposedRoster, ...]
    missing: tuple[str, ...]
    unanswered: tuple[str, ...]
    personal: tuple[str, ...]
    left: tuple[str, ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]

    @property
    def all(self) -> tuple[Proposal, ...]:
        """Every proposal: keys, questions, rosters."""
        return (*self.keys, *self.questions, *(p for one in self.rosters for p in one.proposals))

    def graded(self, grade: Grade) -> tuple[Proposal, ...]:
        """Those of a grade."""
        return tuple(one for one in self.all if one.grade is grade)


def propose_mapping(
    paths: Sequence[Path],
    pack: str,
    xlsform: Path | None = None,
    known: KnownNames | None = None,
    near: Path | None = None,
    declared: ForAllColumns | None = None,
) -> ProposedMapping:
    """A mapping of the files to a pack's form, for a person to look at; writes nothing.

    xlsform: the form that the files were filled with. known: what our questions are called
    elsewhere, as shipped where none is given. near: as take_in takes it. declared: what a person
    says of all columns; it helps to tell them, and stands in the mapping.
    Raises BadInput where pack, files or form can't be read.
    """
    rules, _ = load_pack(pack, near or in_working_folder())
    problems, changes = ProblemList(), list[Change]()
    tables = source_tables(paths, FileDialect(), problems, changes)
    form = ForeignForm() if xlsform is None else read_foreign_form(xlsform)
    names = known_names() if known is None else known
    if problems.has_errors:
        raise BadInput(problems.all())
    declared = declared or ForAllColumns()
    found = _missing(tables, names, rules.form)
    missing = (*declared.missing, *(one for one in found if one not in declared.missing))
    means_missing = (*rules.form.missing, *missing)
    main = _households(tables)
    keys = key_questions()
    questions = {**keys, **rules.form.questions}
    read = _Read(names, form, means_missing, declared)
    proposals = read.proposer(questions).propose(main)
    rosters = _rosters(rules.form, tables, main, read)
    used = {(main.shown, column) for one in proposals for column in one.columns}
    used |= {(r.table.shown, column) for r in rosters for p in r.proposals for column in p.columns}
    answered = {one.question for one in proposals}
    return ProposedMapping(
        pack=rules,
        file=paths[0].name,
        households=main,
        key=_key(main, rosters),
        keys=tuple(one for one in proposals if one.question in keys),
        questions=tuple(one for one in proposals if one.question not in keys),
        rosters=tuple(rosters),
        missing=missing,
        unanswered=_unanswered(rules.form, answered),
        personal=_columns(tables, used, personal=True),
        left=_columns(tables, used, personal=False),
        problems=problems.all(),
        changes=tuple(changes),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What all proposals for a file go by; see Proposer."""

    names: KnownNames
    form: ForeignForm
    missing: Sequence[str]
    declared: ForAllColumns

    def proposer(self, questions: Mapping[str, Question]) -> Proposer:
        return Proposer(questions, self.names, self.form, self.missing, self.declared)


def _households(tables: Sequence[SourceTable]) -> SourceTable:
    """The widest of the tables that lead to no other."""
    own = [table for table in tables if not _leads_on(table)] or list(tables)
    return max(own, key=lambda table: len(table.header))


def _leads_on(table: SourceTable) -> bool:
    names = {name.casefold() for name in table.header}
    return any(link in names for link in _LINKS)


def _key(main: SourceTable, rosters: Sequence[ProposedRoster]) -> str | None:
    for one in rosters:
        if one.link.parent_key is not None:
            return str(one.link.parent_key)
    found = (name for name in ("_uuid", "uuid", "KEY", "_index") if name in main.header)
    return next(found, None)


def _rosters(
    form: Form,
    tables: Sequence[SourceTable],
    main: SourceTable,
    read: _Read,
) -> list[ProposedRoster]:
    """For each roster of the form the table that answers most of it, each table once."""
    found: list[ProposedRoster] = []
    free = [table for table in tables if table is not main and linked(table, main) is not None]
    for name, roster in form.rosters.items():
        proposer = read.proposer(roster.questions)
        offers = [(table, proposer.propose(table)) for table in free]
        offers = [(table, offer) for table, offer in offers if offer]
        if not offers:
            continue
        table, offer = max(offers, key=lambda one: sum(p.score for p in one[1]))
        link = linked(table, main)
        if link is not None and any(one.grade is not Grade.DOUBTFUL for one in offer):
            found.append(ProposedRoster(name, table, link, tuple(offer)))
            free = [other for other in free if other is not table]
    return found


def _missing(tables: Sequence[SourceTable], names: KnownNames, form: Form) -> tuple[str, ...]:
    """Words for `not known` that the files use and the form does not list, the commonest first."""
    wanted = {folded(word) for word in names.missing} - {folded(word) for word in form.missing}
    counts: Counter[str] = Counter()
    for table in tables:
        for name, texts in zip(table.header, table.columns, strict=True):
            if looks_personal(name):
                continue
            counts.update(text.strip() for text in texts if folded(text) in wanted)
    return tuple(sorted(counts, key=lambda text: (-counts[text], text)))


def _unanswered(form: Form, answered: set[str]) -> tuple[str, ...]:
    needed = [name for name in _NEEDED if name not in answered]
    others = [
        name
        for name, question in form.questions.items()
        if name not in answered
        and not question.personal
        and Respondent.HOUSEHOLD in question.asked_of
    ]
    return (*needed, *others)


def _columns(
    tables: Sequence[SourceTable], used: set[tuple[str, str]], personal: bool
) -> tuple[str, ...]:
    names = [
        name
        for table in tables
        for name in table.header
        if name
        and (table.shown, name) not in used
        and not is_technical(name)
        and looks_personal(name) is personal
        and not any(name[:at] in table.header for at, sign in enumerate(name) if sign in "/.")
    ]
    return tuple(dict.fromkeys(names))
