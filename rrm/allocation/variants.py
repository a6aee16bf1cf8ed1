"""Other ways to meet a demand: what the catalogue lets be handed over for what is due.

Each is planned as a demand that stands beside the one that it meets: with its own item, a weight
that counts less, and room shared with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind, RulePack


def with_variants(pack: RulePack, demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands, and after them one for each variant of what they ask for.

    A variant's quantity is what would take the place of all that is due.
    """
    due = tuple(demands)
    return (*due, *(one for demand in due for one in _variants(pack, demand)))


def _variants(pack: RulePack, demand: Demand) -> Iterable[Demand]:
    if pack.catalogue[demand.item].kind != ItemKind.GOODS:
        return
    for variant in pack.catalogue[demand.item].variants:
        yield replace(
            demand,
            item=variant.item,
            unit=pack.catalogue[variant.item].unit,
            quantity=demand.quantity / variant.takes,
            weight=demand.weight * variant.counts,
            meets=demand.item,
            counts=variant.counts,
        )


def ways_to_meet(demands: Sequence[Demand]) -> Mapping[int, tuple[int, ...]]:
    """By the position of each demand that is one of its own, those of its variants, in order."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for j, demand in enumerate(demands):
        if demand.meets:
            found[demand.need].append(j)
    return {
        j: tuple(found.get(demand.key, ())) for j, demand in enumerate(demands) if not demand.meets
    }


def can_be_had(pack: RulePack, held: Iterable[str]) -> frozenset[str]:
    """Items that are held, and those of which all parts are."""
    there = frozenset(held)
    made = {name for name, item in pack.catalogue.items()
            if item.made_of and all(part in there for part in item.made_of)}  # fmt: skip
    return there | made
