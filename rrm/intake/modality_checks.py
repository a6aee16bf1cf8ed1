"""What a pack says of cash that doesn't hold together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rrm.intake.source_tree import Path
from rrm.intake.wording import quoted
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import EntitlementRules, ModalityRules

Where = Callable[[Path], Place]


def modality_problems(
    modality: ModalityRules, entitlements: EntitlementRules, where: Where
) -> Iterator[Problem]:
    """Thresholds the wrong way round; entitlements that stand in for nothing."""
    feasible = modality.feasible
    if feasible is not None and feasible.mixed_from > feasible.cash_from:
        yield Problem(
            "RRM-E010",
            where(("modality", "feasible", "mixed_from")),
            msg(
                "mixed from {mixed}, cash from {cash}",
                mixed=feasible.mixed_from,
                cash=feasible.cash_from,
            ),
            msg("what is enough for cash is enough for a part of it"),
            msg("Correct one of the two."),
        )
    rules = entitlements.entitlements
    for name, rule in rules.items():
        for at, other in enumerate(rule.stands_in_for):
            if other in rules and not set(rule.modality) - set(rules[other].modality):
                yield Problem(
                    "RRM-E011",
                    where(("entitlements", "entitlements", name, "stands_in_for", at)),
                    msg(
                        '"{other}" comes wherever "{name}" does',
                        other=quoted(other),
                        name=quoted(name),
                    ),
                    msg("one stands in for the other where the modality does not give that one"),
                    msg("Take it out, or say by `modality` where it does not come."),
                    is_error=False,
                )
