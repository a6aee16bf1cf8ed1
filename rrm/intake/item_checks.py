"""What a catalogue says of items that belong together: storage, chlorine, variants, parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rrm.intake.source_tree import Path
from rrm.intake.wording import quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import Item, ItemKind

Where = Callable[[Path], Place]


def item_problems(catalogue: Mapping[str, Item], where: Where) -> Iterator[Problem]:
    """Water that is told to go with what can't go with it, variants and parts that make no sense.

    Names that no item has are told elsewhere.
    """
    for name, item in catalogue.items():
        path: Path = ("catalogue", "items", name)
        yield from _storage(catalogue, item, path, where)
        yield from _chlorine(catalogue, item, path, where)
        yield from _variants(catalogue, name, item, path, where)
        yield from _parts(catalogue, name, item, path, where)


def _storage(
    catalogue: Mapping[str, Item], item: Item, path: Path, where: Where
) -> Iterator[Problem]:
    storage = item.goes_with.storage
    if storage is None:
        return
    yield from _of_water(item, (*path, "goes_with", "storage"), where)
    held = catalogue.get(storage.item)
    if held is not None and (held.kind is not ItemKind.GOODS or held.holds_m3 <= 0):
        yield Problem(
            "RRM-R226",
            where((*path, "goes_with", "storage", "item")),
            msg('"{item}" is no goods that state holds_m3', item=quoted(storage.item)),
            msg("storage is brought by truck and holds water"),
            msg("State its kind: goods, and by holds_m3 what a unit of it holds."),
        )


def _chlorine(
    catalogue: Mapping[str, Item], item: Item, path: Path, where: Where
) -> Iterator[Problem]:
    chlorine = item.goes_with.chlorine
    if chlorine is None:
        return
    yield from _of_water(item, (*path, "goes_with", "chlorine"), where)
    product = catalogue.get(chlorine.item)
    if product is not None and (product.kind is not ItemKind.GOODS or product.kg <= 0):
        yield Problem(
            "RRM-R227",
            where((*path, "goes_with", "chlorine", "item")),
            msg('"{item}" is no goods that state their kg', item=quoted(chlorine.item)),
            msg("chlorine lies in a depot and is counted by its weight"),
            msg("State its kind: goods, and the kg of a unit."),
        )


def _of_water(item: Item, path: Path, where: Where) -> Iterator[Problem]:
    if item.kind is not ItemKind.WATER:
        yield Problem(
            "RRM-R225",
            where(path),
            msg("something is to go with an item of kind {kind}", kind=item.kind.value),
            msg("only water needs storage and chlorine beside it"),
            msg("Move it to the item of kind water, or remove it."),
        )


def _variants(
    catalogue: Mapping[str, Item], name: str, item: Item, path: Path, where: Where
) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, variant in enumerate(item.variants):
        fault: Message | None = None
        given = catalogue.get(variant.item)
        if variant.item == name:
            fault = msg('"{item}" is to be given for itself', item=quoted(name))
        elif variant.item in seen:
            fault = msg('"{item}" stands twice', item=quoted(variant.item))
        elif item.kind is not ItemKind.GOODS:
            fault = msg("a variant of an item of kind {kind}", kind=item.kind.value)
        elif given is not None and given.kind is not ItemKind.GOODS:
            fault = msg('"{item}" is of kind {kind}', item=quoted(variant.item),
                        kind=given.kind.value)  # fmt: skip
        if fault is not None:
            yield Problem(
                "RRM-R228",
                where((*path, "variants", at, "item")),
                fault,
                msg("goods may be given for other goods, each named once"),
                msg("Name another item, or remove the variant."),
            )
        seen.add(variant.item)


def _parts(
    catalogue: Mapping[str, Item], name: str, item: Item, path: Path, where: Where
) -> Iterator[Problem]:
    for part_name in item.made_of:
        part = catalogue.get(part_name)
        place = where((*path, "made_of", part_name))
        if part is None:
            continue
        if part_name == name or part.made_of:
            yield Problem(
                "RRM-R229",
                place,
                msg('"{part}" is itself made of parts', part=quoted(part_name)),
                msg("parts are put together once, from what lies in a depot as it is"),
                msg("List the parts of that item here."),
            )
        elif item.kind is not ItemKind.GOODS or part.kind is not ItemKind.GOODS:
            yield Problem(
                "RRM-R230",
                place,
                msg('"{item}" is made of "{part}"', item=quoted(name), part=quoted(part_name)),
                msg("goods are made of goods"),
                msg("Remove it."),
            )
    if item.made_of and item.kg > 0:
        yield from _weights(catalogue, item, path, where)


def _weights(
    catalogue: Mapping[str, Item], item: Item, path: Path, where: Where
) -> Iterator[Problem]:
    """A doubt where the parts weigh more than twice, or less than half of what the item says."""
    parts = [(catalogue[part].kg, n) for part, n in item.made_of.items() if part in catalogue]
    together = sum(kg * n for kg, n in parts)
    if len(parts) == len(item.made_of) and not item.kg / 2 <= together <= item.kg * 2:
        yield Problem(
            "RRM-R231",
            where((*path, "made_of")),
            msg("the parts weigh {kg} kg together, the item {stated}", kg=together, stated=item.kg),
            msg("an item weighs about what its parts weigh"),
            msg("Correct the number of a part, or a weight."),
            is_error=False,
        )
