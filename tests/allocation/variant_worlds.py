"""The tight worlds, with light kits that may stand in for kits, and kits made of parts."""

from __future__ import annotations

from dataclasses import replace

from rrm.allocation.programme import Case
from rrm.allocation.variants import with_variants
from rrm.model.rule_pack import Item, Variant
from tests.allocation.tight_worlds import Tight, case_of

WORDS = {"en": "word", "fr": "mot"}


def goods(**changes: object) -> Item:
    """A whole item of 10 kg, as a kit is."""
    made: dict[str, object] = {
        "label": WORDS, "kind": "goods", "unit": "piece", "kg": 10, "m3": 0.1, "source": "x",
        **changes,
    }  # fmt: skip
    return Item.model_validate(made)


def with_kits(world: Tight, made_of: dict[str, float] | None = None, **variants: object) -> Case:
    """A world in which kits have variants: by item what each counts, or a whole Variant.

    made_of: parts of a variant `partial`, put together where a depot has none.
    """
    case = case_of(world)
    light = tuple(
        one if isinstance(one, Variant) else Variant(item=item, counts=one, source="x")
        for item, one in variants.items()
    )
    kit = case.pack.catalogue["kit"].model_copy(update={"variants": light})
    catalogue = {
        **case.pack.catalogue, "kit": kit, "light": goods(unit_value=30),
        "partial": goods(made_of=made_of or {}), "net": goods(kg=1), "pot": goods(kg=5),
    }  # fmt: skip
    pack = case.pack.model_copy(update={"catalogue": catalogue})
    return replace(case, pack=pack, demands=with_variants(pack, case.demands))
