"""What an intake read, changed and left out, and what a mapping proposes, as lines."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from rrm.cli.layout import wrapped
from rrm.intake.foreign import Grade, Intake, ProposedMapping, change_json
from rrm.model.language import Message, msg, msg_plural

_CHANGES_SHOWN = 8
_NAMES_SHOWN = 12


def intake_lines(taken: Intake, language: str, everything: bool) -> Iterator[str]:
    """How many interviews, what was read otherwise than written, what nobody answered.

    everything: every change and name, however many.
    """
    for said in _read(taken):
        yield from wrapped(said.text(language), hanging=2)
    changes = taken.changes if everything else taken.changes[:_CHANGES_SHOWN]
    if changes:
        yield msg("Read otherwise than written:").text(language)
    for change in changes:
        place = change.place
        where = place.file if place.column is None else f"{place.file}, {place.column}"
        line = msg("{where}: {what}", where=where, what=change.what)
        yield from wrapped(line.text(language), indent=2, hanging=2)
    rest = len(taken.changes) - len(changes)
    if rest:
        more = msg_plural(
            "… and {n} more change; see it with --all.",
            "… and {n} more changes; see them with --all.",
            n=rest,
        )
        yield from wrapped(more.text(language), indent=2)
    yield from _not_answered(taken.converted.unanswered, language, everything)


def _read(taken: Intake) -> Iterator[Message]:
    converted = taken.converted
    sites = len(set(converted.assessment.columns["site_id"]))
    interviews = msg_plural("{n} interview", "{n} interviews", n=len(converted.assessment))
    at_sites = msg_plural("{n} site", "{n} sites", n=sites)
    if taken.mapping is None:
        yield msg(
            "An export of the form of {pack}: {interviews}, {sites}.",
            pack=taken.pack.id,
            interviews=interviews,
            sites=at_sites,
        )
    else:
        yield msg(
            "By the mapping {mapping}, for the form of {pack}: {interviews}, {sites}.",
            mapping=taken.mapping.name,
            pack=taken.pack.id,
            interviews=interviews,
            sites=at_sites,
        )
    if converted.rosters:
        rosters = [f"{name} {len(rows)}" for name, rows in converted.rosters.items()]
        yield msg("Rows of rosters, each led to its interview: {rosters}.", rosters=rosters)
    if taken.converted.technical:
        yield msg_plural(
            "{n} column of the collection tool itself was left out.",
            "{n} columns of the collection tool itself were left out.",
            n=taken.converted.technical,
        )


def _not_answered(names: Sequence[str], language: str, everything: bool) -> Iterator[str]:
    if not names:
        return
    said = msg_plural(
        "{n} question of the form is not answered: {names}",
        "{n} questions of the form are not answered: {names}",
        n=len(names),
        names=_names(names, everything),
    )
    yield from wrapped(said.text(language), hanging=2)


def _names(names: Sequence[str], everything: bool) -> str:
    shown = names if everything else names[:_NAMES_SHOWN]
    return ", ".join(shown) + (", …" if len(names) > len(shown) else "")


def written_lines(written: Sequence[Path], folder: Path, language: str) -> Iterator[str]:
    """The files written, and what to do next."""
    yield from map(str, written)
    yield msg("Then:").text(language)
    yield f"  rrm score {shlex.quote(str(folder))}"


def proposal_lines(
    proposed: ProposedMapping, path: Path, again: str, language: str
) -> Iterator[str]:
    """How much was proposed and how sure, what is doubtful, and what nobody gives."""
    counts = {grade: len(proposed.graded(grade)) for grade in Grade}
    total = msg_plural(
        "{n} column proposed: {certain} certain, {likely} likely, {doubtful} doubtful.",
        "{n} columns proposed: {certain} certain, {likely} likely, {doubtful} doubtful.",
        n=len(proposed.all),
        certain=counts[Grade.CERTAIN],
        likely=counts[Grade.LIKELY],
        doubtful=counts[Grade.DOUBTFUL],
    )
    yield from wrapped(total.text(language))
    doubtful = proposed.graded(Grade.DOUBTFUL)
    if doubtful:
        yield msg("Doubtful, to be decided by you:").text(language)
    for one in doubtful:
        line = msg(
            "{question} from {column} ({why})",
            question=one.question,
            column=one.column,
            why=one.why,
        )
        yield from wrapped(line.text(language), indent=2, hanging=2)
    if proposed.unanswered:
        said = msg_plural(
            "{n} question for which nothing was found: {names}",
            "{n} questions for which nothing was found: {names}",
            n=len(proposed.unanswered),
            names=_names(proposed.unanswered, False),
        )
        yield from wrapped(said.text(language), hanging=2)
    if proposed.personal:
        said = msg_plural(
            "{n} column looks personal and is left out: {names}",
            "{n} columns look personal and are left out: {names}",
            n=len(proposed.personal),
            names=_names(proposed.personal, False),
        )
        yield from wrapped(said.text(language), hanging=2)
    yield str(path)
    yield from wrapped(msg("Look at every line, fill in confirmed_by, then:").text(language))
    yield f"  {again}"


def proposals_json(proposed: ProposedMapping, language: str) -> dict[str, object]:
    """The same as fields."""
    return {
        "pack": proposed.pack.id,
        "proposals": [
            {
                "question": one.question,
                "column": one.column,
                "grade": one.grade.value,
                "why": one.why.text(language),
                "values": dict(one.fit.options),
                "uncovered": dict(one.fit.uncovered),
            }
            for one in proposed.all
        ],
        "unanswered": list(proposed.unanswered),
        "personal": list(proposed.personal),
        "columns_left": list(proposed.left),
        "changes": [change_json(change, language) for change in proposed.changes],
        "problems": [problem.as_json(language) for problem in proposed.problems],
    }
