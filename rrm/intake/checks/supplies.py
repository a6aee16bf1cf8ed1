"""Goods, money and priorities that don't add up."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.intake.checks.draft import Draft
from rrm.intake.table import Placed
from rrm.intake.wording import quoted
from rrm.intake.written_lock import WrittenLock
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import Item, ItemKind
from rrm.model.scenario import CashAgent, Pipeline, Stock, Tier


def goods_and_money(draft: Draft) -> Iterator[Problem]:
    """Halves of what comes whole, several currencies, a priority named twice."""
    yield from _priorities(draft)
    yield from _halves(draft)
    yield from _currencies(draft)


def _catalogue(draft: Draft) -> dict[str, Item]:
    return draft.rules.catalogue.items if draft.rules.catalogue is not None else {}


def _halves(draft: Draft) -> Iterator[Problem]:
    whole = {name for name, item in _catalogue(draft).items() if item.whole}
    held_rows: tuple[Placed[Stock] | Placed[Pipeline], ...] = (
        *draft.rows(Stock),
        *draft.rows(Pipeline),
    )
    for held in held_rows:
        if held.value.item in whole and not held.value.quantity.is_integer():
            yield _half(held.at("quantity"), held.value.quantity, held.value.item)
    for lock in draft.rows(WrittenLock):
        for column, quantity in lock.value.given.items():
            if lock.value.item in whole and not quantity.is_integer():
                yield _half(lock.at(column), quantity, lock.value.item)


def _half(place: Place, quantity: float, item: str) -> Problem:
    return Problem(
        "RRM-I040",
        place,
        msg("{quantity} of {item}", quantity=str(quantity), item=quoted(item)),
        msg("a whole number is needed: the item comes in whole units only"),
        msg("Round it to what is really there."),
    )


def _currencies(draft: Draft) -> Iterator[Problem]:
    budget = draft.settings.budget if draft.settings is not None else None
    agents = draft.rows(CashAgent)
    currency = budget.currency if budget is not None else None
    if currency is None and agents:
        currency = agents[0].value.currency
    if currency is None:
        return
    for agent in agents:
        if agent.value.currency != currency:
            yield _other_currency(agent.at("currency"), agent.value.currency, currency, True)
    for name, item in _catalogue(draft).items():
        if item.unit_value and item.currency not in ("", currency):
            # Transfers are paid out of the budget; the value of goods is only reported.
            yield _other_currency(
                draft.setting("budget", "currency"),
                f"{item.currency} ({name})",
                currency,
                item.kind is ItemKind.CASH,
            )


def _other_currency(place: Place, found: str, currency: str, is_error: bool) -> Problem:
    what: Message = msg("another currency: {found}", found=quoted(found))
    return Problem(
        "RRM-I039",
        place,
        what,
        msg("amounts are in one currency, here {currency}", currency=currency),
        msg("Convert the amounts; nothing is converted on the way."),
        is_error,
    )


def _priorities(draft: Draft) -> Iterator[Problem]:
    if draft.settings is None:
        return
    if not draft.settings.priorities:
        yield Problem(
            "RRM-I038",
            draft.setting("priorities"),
            msg("no priority is named"),
            msg("at least one is needed: {names}", names=", ".join(tier.value for tier in Tier)),
            msg("Name them, the most important first, or remove the key."),
        )
    seen: set[str] = set()
    for number, priority in enumerate(draft.settings.priorities):
        if priority.tier in seen:
            yield Problem(
                "RRM-I038",
                draft.setting("priorities", number),
                msg('the priority "{name}" stands twice', name=priority.tier.value),
                msg("each priority stands once, the most important first"),
                msg("Remove one of the two."),
            )
        seen.add(priority.tier)
