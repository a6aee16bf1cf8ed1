"""What a rule pack names must exist in it, and what it cites must be listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from rrm.intake.pack_files import PACK
from rrm.intake.source_tree import Path, Tree
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import did_you_mean, quoted
from rrm.model.form import KEY_COLUMNS, Question, QuestionType
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import RulePack

Where = Callable[[Path], Place]

_QUESTION_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")
# A bit mask travels as a float, which holds whole numbers up to 2 to the 53rd exactly.
_MAX_OPTIONS = 52
_WORDS = ("label", "title", "reason", "because", "unit_label")
_WORDS_BELOW = ("labels", "choices")


def pack_problems(pack: RulePack, tree: Tree, where: Where) -> Iterator[Problem]:
    """Errors for names and citations that lead nowhere, warnings for words not in every language.

    tree: the pack's sections as written; where: the place of a path in it.
    """
    for name, question in pack.form.questions.items():
        yield from _question(name, question, pack.form.missing, where)
    yield from _measures_told_apart(pack, where)
    yield from _names(pack, where)
    for path, text in _texts(tree):
        if path[-1] == "source" and path[0] != PACK:
            yield from _citation(path, text, pack, where)
    for path, words in _words(tree):
        lacking = [language for language in pack.languages if not words.get(language)]
        if lacking:
            yield _untranslated(where(path), lacking)


def _question(
    name: str, question: Question, missing: Iterable[str], where: Where
) -> Iterator[Problem]:
    def problem(key: str, found: Message, allowed: Message, remedy: Message) -> Problem:
        place = where(("form", "questions", name, key) if key else ("form", "questions", name))
        return Problem("RRM-R110", place, found, allowed, remedy)

    if _QUESTION_NAME.fullmatch(name) is None or name in KEY_COLUMNS:
        yield problem(
            "",
            msg('question "{name}"', name=quoted(name)),
            msg(
                "a name is made of small letters, digits and _, and is none of: {names}",
                names=", ".join(KEY_COLUMNS),
            ),
            msg("Choose another name."),
        )
    chooses = question.type in (QuestionType.CHOICE, QuestionType.MULTIPLE)
    if chooses and not question.choices:
        yield problem(
            "type",
            msg("a choice without choices"),
            msg("the options are listed below `choices`"),
            msg("Add them."),
        )
    if question.choices and not chooses:
        yield problem(
            "choices",
            msg("choices of a question that is none"),
            msg("only choice and multiple have choices"),
            msg("Correct the type."),
        )
    if question.type is QuestionType.MULTIPLE and len(question.choices) > _MAX_OPTIONS:
        yield problem(
            "choices",
            msg("{n} options", n=len(question.choices)),
            msg("at most {n} are possible", n=_MAX_OPTIONS),
            msg("Join some of them."),
        )
    yield from _bounds(question, missing, problem)


def _bounds(
    question: Question,
    missing: Iterable[str],
    problem: Callable[[str, Message, Message, Message], Problem],
) -> Iterator[Problem]:
    for key, bounds in (("range", question.range), ("doubtful", question.doubtful)):
        if bounds is not None and bounds[0] > bounds[1]:
            yield problem(
                key,
                msg("from {low} to {high}", low=bounds[0], high=bounds[1]),
                msg("the lower bound comes first"),
                msg("Turn them round."),
            )
    if question.range is None:
        return
    low, high = question.range
    if question.doubtful and not low <= question.doubtful[0] <= question.doubtful[1] <= high:
        yield problem(
            "doubtful",
            msg("usual answers outside the range"),
            msg("what is usual lies from {low} to {high}", low=low, high=high),
            msg("Correct one of the two."),
        )
    for code in missing:
        if is_plain_number(code) and low <= float(code) <= high:
            yield problem(
                "range",
                msg('"{code}" means `not known` and may be an answer', code=code),
                msg("codes for `not known` lie outside the range"),
                msg("Narrow the range, or take the code out of `missing`."),
            )


def _measures_told_apart(pack: RulePack, where: Where) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for sector_name, sector in pack.sectors.items():
        for name in sector.measures:
            if name in first:
                yield Problem(
                    "RRM-R106",
                    where(("sectors", sector_name, "measures", name)),
                    msg('measure "{name}" stands in two sectors', name=quoted(name)),
                    msg("a measure's name is used once in a pack"),
                    msg("Rename one of the two."),
                )
            first.setdefault(name, sector_name)


def _names(pack: RulePack, where: Where) -> Iterator[Problem]:
    measures = [name for sector in pack.sectors.values() for name in sector.measures]
    for kind, path, name, known in _named(pack, measures):
        if name not in known:
            yield Problem(
                "RRM-R108",
                where(path),
                msg('unknown {kind} "{name}"', kind=kind, name=quoted(name)),
                msg("a name that is defined is needed ({kind})", kind=kind),
                did_you_mean(name, known),
            )


def _named(
    pack: RulePack, measures: list[str]
) -> Iterator[tuple[Message, Path, str, Iterable[str]]]:
    """Each name that a rule uses: of what, where, which, and those that exist."""
    sector, measure = msg("sector"), msg("measure")
    for name, rule in pack.entitlements.entitlements.items():
        path: Path = ("entitlements", "entitlements", name)
        yield msg("item"), (*path, "item"), rule.item, pack.catalogue
        yield sector, (*path, "sector"), rule.sector, pack.sectors
        for key, amount in (("amount", rule.amount), ("survival_amount", rule.survival_amount)):
            if amount is not None and not is_plain_number(amount):
                yield measure, (*path, key), amount, measures
    yield measure, ("modality", "accepted"), pack.modality.accepted, measures
    for name, referral in pack.referrals.items():
        path = ("referrals", "referrals", name)
        yield sector, (*path, "sector"), referral.sector, pack.sectors
        if referral.measure is not None:
            yield measure, (*path, "measure"), referral.measure, measures
    for name, profile in pack.triggers.profiles.items():
        for one in profile.severity:
            yield sector, ("triggers", "profiles", name, "severity", one), one, pack.sectors
    yield (
        msg("shock profile"),
        ("triggers", "default_profile"),
        pack.triggers.default_profile,
        pack.triggers.profiles,
    )
    for one in pack.severity.overall.weights:
        yield sector, ("severity", "overall", "weights", one), one, pack.sectors


def _citation(path: Path, text: str, pack: RulePack, where: Where) -> Iterator[Problem]:
    key = text.split(maxsplit=1)[0] if text.strip() else ""
    if key not in pack.sources:
        yield Problem(
            "RRM-R107",
            where(path),
            msg('"{key}" is not among the sources', key=quoted(key)),
            msg("the first word of `source` is a key of `sources` in pack.yaml"),
            did_you_mean(key, pack.sources),
        )


def _texts(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text that is the value of a key, with its path."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str):
                yield (*path, key), value
            else:
                yield from _texts(value, (*path, key))
    elif isinstance(tree, list):
        for position, value in enumerate(tree):
            yield from _texts(value, (*path, position))


def _words(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, dict[str, Tree]]]:
    """Every mapping of languages to words, with its path."""
    if not isinstance(tree, dict):
        return
    for key, value in tree.items():
        below = (*path, key)
        if not isinstance(value, dict):
            continue
        if key in _WORDS:
            yield below, value
        elif key in _WORDS_BELOW:
            yield from (
                ((*below, one), words) for one, words in value.items() if isinstance(words, dict)
            )
        else:
            yield from _words(value, below)


def _untranslated(place: Place, lacking: list[str]) -> Problem:
    return Problem(
        "RRM-R109",
        place,
        msg("no words for: {languages}", languages=", ".join(lacking)),
        msg("words are given in each language of the pack"),
        msg("Add them; until then other words stand in."),
        is_error=False,
    )
