"""Rules that don't say why, or not where in their source they are from."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.frozen import Frozen
from rrm.model.language import msg
from rrm.model.problem import Problem
from rrm.model.rule_pack import Cited, RulePack, Status
from rrm.scoring.compiled_pack import CompiledPack


def citation_doubts(pack: CompiledPack) -> Iterator[Problem]:
    """Indicators without a reason, and rules whose source is a document with no word of where."""
    for indicator in pack.indicators.values():
        if not indicator.rule.because:
            yield Problem(
                "RRM-R213",
                indicator.rule.place,
                msg('"{name}" does not say why its classes mean need', name=indicator.key),
                msg("`because` says it to whoever signs the rules"),
                msg("Write `because` in each language of the pack."),
                is_error=False,
            )
    for key in (*pack.measures, *pack.indicators):
        rule = pack.rule(key)
        if len(rule.rule.source.split()) < 2:
            yield Problem(
                "RRM-R214",
                rule.rule.place,
                msg('the source of "{name}" is "{source}"', name=rule.key, source=rule.rule.source),
                msg("a source says where in the document the figure stands, or what it says"),
                msg("Add the chapter, the page or the figure after the document's key."),
                is_error=False,
            )


def figures_by_status(pack: RulePack) -> dict[Status, int]:
    """How many of a pack's rules and figures are read, standard or proposed."""
    counts = dict.fromkeys(Status, 0)
    for one in _cited(pack):
        counts[one.status] += 1
    return counts


def _cited(value: object) -> Iterator[Cited]:
    """Everything below a value that carries a source."""
    if isinstance(value, Cited):
        yield value
    if isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from _cited(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from _cited(one)
