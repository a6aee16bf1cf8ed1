"""Doubts about the rules of a pack that compiles: what can't hold, and what nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.form import QuestionType
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.rule_language import Call, Condition, Expression, Name, Operation
from rrm.scoring.compiled_pack import CompiledPack
from rrm.scoring.line_order import line_doubts


def pack_doubts(pack: CompiledPack) -> tuple[Problem, ...]:
    """Every doubt as a warning: severity lines, then questions and measures that nobody uses."""
    used = _used_names(pack)
    return (
        *(doubt for one in pack.indicators.values() for doubt in line_doubts(pack, one)),
        *_unused_measures(pack, used),
        *_unused_questions(pack, used),
    )


def names_in(tree: Expression) -> Iterator[str]:
    """Every name that an expression mentions."""
    match tree:
        case Name():
            yield tree.name
        case Operation():
            for operand in tree.operands:
                yield from names_in(operand)
        case Call():
            for argument in tree.arguments:
                yield from names_in(argument)
        case _:
            return


def _used_names(pack: CompiledPack) -> set[str]:
    """Keys of the questions and rules that some rule's expression mentions."""
    trees = [
        *(measure.tree for measure in pack.measures.values()),
        *(indicator.tree for indicator in pack.indicators.values()),
        *(
            line.test.tree
            for indicator in pack.indicators.values()
            for line in indicator.lines
            if isinstance(line.test, Condition)
        ),
    ]
    names = {name for tree in trees for name in names_in(tree)}
    return {pack.keys[name] for name in names if name in pack.keys}


def _unused_measures(pack: CompiledPack, used: set[str]) -> Iterator[Problem]:
    rules = pack.pack
    amounts = {
        str(amount)
        for one in rules.entitlements.entitlements.values()
        for amount in (one.amount, one.survival_amount)
    }
    handed_over = {str(one.measure) for one in rules.referrals.values()}
    named = {*amounts, *handed_over, rules.modality.accepted}
    for key, measure in pack.measures.items():
        if key not in used and key.split(".", maxsplit=1)[1] not in named:
            yield Problem(
                "RRM-R206",
                measure.rule.value.place,
                msg('nothing uses the measure "{name}"', name=key),
                msg("a measure serves a rule, an entitlement, the modality or a referral"),
                msg("Use it, or remove it if nobody reads its mean either."),
                is_error=False,
            )


def _unused_questions(pack: CompiledPack, used: set[str]) -> Iterator[Problem]:
    """Told together: the form says nothing of lines, and a question may serve the reader alone."""
    unused = [
        name
        for name, question in pack.pack.form.questions.items()
        if name not in used and not question.personal and question.type is not QuestionType.TEXT
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
