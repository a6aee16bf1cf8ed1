"""What goes along with water, what may be given for something else, and what is made of parts."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.pack_document.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Line,
    Table,
    lines,
)
from rrm.export.pack_document.subject import Subject
from rrm.export.pack_document.words import named, where_from
from rrm.export.quantity import percent
from rrm.model.language import Text, msg
from rrm.model.rule_pack import Chlorine, Item, Storage, Variant


def along_blocks(subject: Subject) -> Iterator[Block]:
    """A table of what belongs to items; nothing where no item has any."""
    rows = tuple(_rows(subject))
    if rows:
        columns = (
            Column(msg("Item")),
            Column(msg("What belongs to it"), is_wide=True),
            Column(msg("Source and status")),
        )
        yield Heading(3, (msg("What belongs together"),))
        yield Table(columns, rows)


def _rows(subject: Subject) -> Iterator[tuple[Cell, ...]]:
    where: tuple[str, ...]
    for name, item in subject.pack.catalogue.items():
        path = ("catalogue", name, "goes_with")
        storage, chlorine = item.goes_with.storage, item.goes_with.chlorine
        if storage is not None:
            where = (*path, "storage")
            told = lines(*_storage(subject, storage))
            yield named(item.label, name, where), told, where_from(subject, storage, where)
        if chlorine is not None:
            where = (*path, "chlorine")
            told = lines(*_chlorine(subject, chlorine))
            yield named(item.label, name, where), told, where_from(subject, chlorine, where)
        for at, variant in enumerate(item.variants):
            where = ("catalogue", name, "variants", str(at))
            told = lines(_variant(subject, variant))
            yield named(item.label, name, where), told, where_from(subject, variant, where)
        if item.made_of:
            where = ("catalogue", name, "made_of")
            told = lines(_parts(subject, item))
            yield named(item.label, name, where), told, where_from(subject, item, where)


def _storage(subject: Subject, storage: Storage) -> Iterator[Line]:
    yield (
        msg(
            "Brought only where something holds it. Where storage is lacking: {item}.",
            item=_label(subject, storage.item),
        ),
    )
    yield (
        msg(
            "It is filled {times} times a day, from day {n} after its arrival on.",
            times=storage.turnover_per_day,
            n=storage.ready_after_days,
        ),
    )
    if storage.if_not_stated_m3 is None:
        yield (msg("Where nobody says what a place has, enough is taken to be there."),)
    else:
        yield (
            msg(
                "Where nobody says what a place has, {m3} m³ are taken to be there.",
                m3=storage.if_not_stated_m3,
            ),
        )


def _chlorine(subject: Subject, chlorine: Chlorine) -> Iterator[Line]:
    yield (
        msg(
            "{item}, {dose} mg of active chlorine a litre ({active} of the product), where the"
            " source does not chlorinate.",
            item=_label(subject, chlorine.item),
            dose=chlorine.dose_mg_per_l,
            active=percent(chlorine.active_share),
        ),
    )
    if chlorine.sources_chlorinate:
        yield (msg("Where nobody says, sources are taken to chlorinate."),)
    else:
        yield (msg("Where nobody says, sources are taken not to chlorinate."),)


def _variant(subject: Subject, variant: Variant) -> Line:
    values = {"item": _label(subject, variant.item), "share": percent(variant.counts)}
    if variant.one_for_one:
        return (msg("{item} may be given for it, one for one; each counts {share}.", **values),)
    return (msg("{item} may be given for it, as many as add up; each counts {share}.", **values),)


def _parts(subject: Subject, item: Item) -> Line:
    parts = tuple(
        msg("{n} × {item}", n=number, item=_label(subject, part))
        for part, number in item.made_of.items()
    )
    return (msg("Put together of {parts} where a depot has none left.", parts=parts),)


def _label(subject: Subject, name: str) -> Text:
    item = subject.pack.catalogue.get(name)
    return Text.of(name if item is None else item.label)
