"""Questions and measures that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.form import Question, QuestionType
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.scoring.compiled_pack import CompiledPack
from rrm.scoring.lint.possible_answers import asked_for
from rrm.scoring.lint.rules_read import keys_of_rule


def unused_doubts(pack: CompiledPack) -> Iterator[Problem]:
    """Measures, each by itself; then questions, rosters' and key informants' too, told together."""
    used = _used_keys(pack)
    yield from _unused_measures(pack, used)
    yield from _unused_questions(pack, used | asked_for(pack.pack.form))


def _used_keys(pack: CompiledPack) -> set[str]:
    """Keys of the questions and rules that some rule mentions."""
    return {one for rule in (*pack.measures, *pack.indicators) for one in keys_of_rule(pack, rule)}


def _unused_measures(pack: CompiledPack, used: set[str]) -> Iterator[Problem]:
    rules = pack.pack
    amounts = {
        str(amount)
        for one in rules.entitlements.entitlements.values()
        for amount in (one.amount, one.survival_amount)
    }
    handed_over = {str(one.measure) for one in rules.referrals.values()}
    named = {*amounts, *handed_over, *rules.modality.measures}
    for key, measure in pack.measures.items():
        if key not in used and key.split(".", maxsplit=1)[1] not in named:
            yield Problem(
                "RRM-R206",
                measure.rule.place,
                msg('nothing uses the measure "{name}"', name=key),
                msg("a measure serves a rule, an entitlement, the modality or a referral"),
                msg("Use it, or remove it if nobody reads its mean either."),
                is_error=False,
            )


def _unused_questions(pack: CompiledPack, used: set[str]) -> Iterator[Problem]:
    """Told together: a form's questions have no place of their own, and may serve readers alone."""
    form = pack.pack.form
    asked: dict[str, Question] = dict(form.questions)
    for roster, rows in form.rosters.items():
        asked.update((f"{roster}.{name}", question) for name, question in rows.questions.items())
    unused = [
        key
        for key, question in asked.items()
        if key not in used and not question.personal and question.type is not QuestionType.TEXT
    ]
    if unused:
        yield Problem(
            "RRM-R205",
            Place("form.yaml"),
            msg("no rule uses: {names}", names=", ".join(unused)),
            msg("each question costs an interview time"),
            msg("Use the answers in a rule, or ask for less."),
            is_error=False,
        )
