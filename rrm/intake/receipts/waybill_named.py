"""Which waybill and which of its lines a row speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from rrm.intake.receipts.cells import shown
from rrm.intake.receipts.issued import Issued
from rrm.intake.receipts.row import Row
from rrm.intake.wording import found, listed, quoted
from rrm.model.labels import group_label
from rrm.model.language import LANGUAGES, Message, Text, msg
from rrm.model.problem import Problem
from rrm.model.waybill import (
    Waybill,
    WaybillLine,
    WaybillNumber,
    number_meant,
    read_waybill_number,
    run_code,
)


def waybill_named(row: Row, issued: Issued) -> tuple[Waybill | None, Problem | None]:
    """The waybill that a row names, or the problem with its number (RRM-I230 to I233).

    Where the number differs by one slip from one waybill of the run and no other, that one is
    proposed; it is never taken for meant.
    """
    typed = row.cell("waybill")
    known = issued.waybills.find(typed)
    if known is not None:
        return known, None
    number = read_waybill_number(typed)
    if number is None:
        code, allowed = "RRM-I230", msg("a waybill number is needed, such as {n}", n=_one(issued))
    elif not number.check_holds:
        code, allowed = "RRM-I231", msg("its last two digits don’t belong to the others")
    elif number.run_code != run_code(issued.waybills.run_id):
        code = "RRM-I232"
        allowed = msg(
            "the waybills of this run begin with {code}", code=run_code(issued.waybills.run_id)
        )
    else:
        code, allowed = "RRM-I233", _unknown(number, issued)
    # A number of the right form may look like a telephone's; it is one that we print.
    what = shown(typed) if number is None else found(typed)
    return None, Problem(code, row.at("waybill"), what, allowed, _meant(typed, code, issued))


def other_place(row: Row, waybill: Waybill, issued: Issued) -> Problem | None:
    """The problem of a row whose site is not the one that its waybill goes to (RRM-I249)."""
    typed = row.cell("site_id")
    names = (waybill.place, place_name(waybill, issued))
    if not typed or typed.casefold() in {name.casefold() for name in names}:
        return None
    return Problem(
        "RRM-I249",
        row.at("site_id"),
        shown(typed),
        msg("waybill {number} goes to {place}", number=waybill.number, place=waybill.place),
        msg("Correct the number or the site."),
    )


def line_named(
    row: Row, waybill: Waybill, issued: Issued
) -> tuple[WaybillLine | None, Problem | None]:
    """The line of a waybill that a row speaks of, or the problem (RRM-I234, I235).

    Items and groups are told by code or by label. What is left blank is clear where the waybill
    has one item, or the item goes to one group.
    """
    items = {line.item: _words(_item_label(line.item, issued)) for line in waybill.lines}
    item = _named(row.cell("item"), items)
    if item is None:
        allowed = msg(
            "on waybill {number}: {items}", number=waybill.number, items=listed(sorted(items))
        )
        what = shown(row.cell("item"))
        return None, Problem("RRM-I234", row.at("item"), what, allowed, msg("Use one of them."))
    lines = {line.group: line for line in waybill.lines if line.item == item}
    group = _named(row.cell("group"), {one: _words(group_label(one)) for one in lines})
    if group is None:
        allowed = msg(
            "{item} on waybill {number} is for: {groups}",
            item=item, number=waybill.number, groups=listed(sorted(lines)),
        )  # fmt: skip
        what = shown(row.cell("group"))
        remedy = msg("Write a row for each group.")
        return None, Problem("RRM-I235", row.at("group"), what, allowed, remedy)
    return lines[group], None


def place_name(waybill: Waybill, issued: Issued) -> str:
    """The name of the site or depot that a waybill goes to."""
    depots = {depot.depot_id: depot.name for depot in issued.scenario.depots}
    if waybill.is_transfer:
        return depots.get(waybill.place, waybill.place)
    return issued.scenario.site_name(waybill.place)


def _named(typed: str, known: dict[str, frozenset[str]]) -> str | None:
    if not typed:
        return next(iter(known)) if len(known) == 1 else None
    wanted = typed.casefold()
    agreeing = [one for one, words in known.items() if wanted in words | {one.casefold()}]
    return agreeing[0] if len(agreeing) == 1 else None


def _item_label(item: str, issued: Issued) -> Text:
    known = issued.pack.catalogue.get(item)
    return Text.of(known.label if known is not None else item)


def _words(label: Text | Message) -> frozenset[str]:
    return frozenset(label.text(language).casefold() for language in LANGUAGES)


def _unknown(number: WaybillNumber, issued: Issued) -> Message:
    stops = [one.stop for one in issued.waybills.waybills if _trip(one.number) == number.trip]
    if stops:
        return msg("trip {trip} leaves nothing at a stop {stop}", trip=number.trip,
                   stop=number.stop)  # fmt: skip
    return msg("this run has no trip {trip}", trip=number.trip)


def _trip(number: str) -> int:
    read = read_waybill_number(number)
    return read.trip if read is not None else 0


def _meant(typed: str, code: str, issued: Issued) -> Message:
    meant = number_meant(typed, _numbers(issued))
    if meant is not None:
        return msg("Is {number} meant? Look at the paper.", number=quoted(meant))
    if code == "RRM-I232":
        return msg("Name the run that this waybill belongs to.")
    return msg("Read the number off the paper again.")


def _numbers(issued: Issued) -> Iterable[str]:
    return issued.waybills.by_number


def _one(issued: Issued) -> str:
    return next(iter(issued.waybills.by_number), "K7QF-0012-152")
