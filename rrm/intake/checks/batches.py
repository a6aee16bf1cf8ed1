"""Batches that expire before they can be of use, and changes of vehicle that say too much."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.intake.checks.draft import Draft
from rrm.intake.table import Placed
from rrm.intake.wording import quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Depot, Pipeline, Settings, Stock, Transhipment


def doubtful_batches(draft: Draft) -> Iterator[Problem]:
    """Doubts for what nobody can be given in time, and for dates and figures without effect."""
    if draft.settings is not None:
        for held in draft.rows(Stock):
            yield from _expired(held, draft.settings)
        for due in draft.rows(Pipeline):
            yield from _too_late_to_use(due, draft.settings)
    yield from _not_goods(draft)
    yield from _changes_beyond_the_depot(draft)


def _expired(held: Placed[Stock], settings: Settings) -> Iterator[Problem]:
    last = held.value.expires_on
    if last is not None and last < settings.start:
        yield _doubt(
            "RRM-I260",
            held.at("expires_on"),
            msg("it expired on {date}", date=last.isoformat()),
            msg("the scenario starts on {date}", date=settings.start.isoformat()),
            msg("None of it is handed out; check the date, or take the row out."),
        )


def _too_late_to_use(due: Placed[Pipeline], settings: Settings) -> Iterator[Problem]:
    last = due.value.expires_on
    comes = max(due.value.arrives_on, settings.start)
    if last is not None and last < comes:
        yield _doubt(
            "RRM-I261",
            due.at("expires_on"),
            msg("it expires on {date}", date=last.isoformat()),
            msg("it can be sent on from {date}", date=comes.isoformat()),
            msg("None of it is handed out; check both dates."),
        )


def _not_goods(draft: Draft) -> Iterator[Problem]:
    catalogue = draft.rules.catalogue.items if draft.rules.catalogue is not None else {}
    rows: tuple[Placed[Stock] | Placed[Pipeline], ...] = (
        *draft.rows(Stock),
        *draft.rows(Pipeline),
    )
    for row in rows:
        item = catalogue.get(row.value.item)
        if row.value.expires_on is None or item is None or item.kind is ItemKind.GOODS:
            continue
        yield _doubt(
            "RRM-I262",
            row.at("expires_on"),
            msg("“{item}” is not kept in stock", item=quoted(row.value.item)),
            msg("goods have a date of expiry; water and money are not sent from depots"),
            msg("Leave the cell empty."),
        )


def _changes_beyond_the_depot(draft: Draft) -> Iterator[Problem]:
    """More is to change vehicles a day than the depot there can load or receive."""
    handled = {
        row.value.node: row.value.handling_capacity
        for row in draft.rows(Depot)
        if row.value.handling_capacity is not None
    }
    for row in draft.rows(Transhipment):
        limit, kg = handled.get(row.value.node), row.value.kg_per_day
        if limit is not None and kg is not None and kg > limit:
            yield _doubt(
                "RRM-I263",
                row.at("kg_per_day"),
                msg("{kg} kg change vehicles a day", kg=kg),
                msg("the depot there handles {limit} kg a day", limit=limit),
                msg("The smaller figure counts; correct one of the two."),
            )


def _doubt(code: str, place: Place, found: Message, allowed: Message, remedy: Message) -> Problem:
    return Problem(code, place, found, allowed, remedy, is_error=False)
