"""Risk caps and last days of help that change nothing, or leave nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rrm.intake.source_tree import Path
from rrm.intake.wording import quoted
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import AccessRules, EntitlementRules, Item, ItemKind

Where = Callable[[Path], Place]


def cap_problems(
    access: AccessRules,
    entitlements: EntitlementRules,
    catalogue: Mapping[str, Item],
    where: Where,
) -> Iterator[Problem]:
    """Doubts for a cap that caps nothing or everything, and for water that is lost late."""
    cap = access.risk_cap
    named = {} if cap is None else {"cash": cap.cash, "goods": cap.goods, "water": cap.water}
    if cap is not None and all(limit is None for limit in named.values()):
        yield Problem(
            "RRM-R220",
            where(("access", "risk_cap")),
            msg("it names neither cash nor goods nor water"),
            msg("a cap is a share for at least one of them, as in `cash: 0.1`"),
            msg("Write one, or take the key out."),
            is_error=False,
        )
    for name, limit in named.items():
        if limit is not None and limit == 0:
            yield Problem(
                "RRM-R221",
                where(("access", "risk_cap", name)),
                msg("found 0"),
                msg("with 0 nothing goes over any way that has a risk at all"),
                msg("Write the highest risk that is still taken, if that is not meant."),
                is_error=False,
            )
    for key, rule in entitlements.entitlements.items():
        item = catalogue.get(rule.item)
        if rule.lost_after_days is not None and item is not None and item.kind is ItemKind.WATER:
            yield Problem(
                "RRM-R219",
                where(("entitlements", "entitlements", key, "lost_after_days")),
                msg("“{name}” is water", name=quoted(key)),
                msg("water counts on its own day and is lost with it in any case"),
                msg("Take the key out; `days` says how long water is brought."),
                is_error=False,
            )
