"""Plan against actual in 80 columns: by item and by site, what is out, what is late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rrm.cli.figures import percent, quantity
from rrm.cli.layout import heading, table, wrapped
from rrm.intake.receipts import Issued, ReceiptsRead
from rrm.model.language import Message, Text, format_number, msg, msg_plural
from rrm.model.receipt import Receipts
from rrm.model.waybill import Waybill
from rrm.replanning import AgainstPlan, ItemTally

ROWS_SHOWN = 12


def received_lines(
    issued: Issued,
    against: AgainstPlan,
    read: ReceiptsRead | None,
    language: str,
    tell_all: bool,
) -> Iterator[str]:
    """What was recorded just now, then where the plan stands."""
    lines = _Lines(issued, against, language, tell_all)
    if read is not None:
        yield from wrapped(_recorded(read).text(language))
    yield from lines.overview()
    yield from lines.items()
    yield from lines.sites()
    yield from lines.moved()
    yield from lines.payments()
    yield from lines.late()


def received_json(
    issued: Issued, recorded: Receipts, against: AgainstPlan, read: ReceiptsRead | None
) -> dict[str, Any]:
    """The same as data, with each waybill and what is told of its lines."""
    out = {waybill.number for waybill in against.out}
    late = {waybill.number for waybill in against.late}
    return {
        "run_id": issued.waybills.run_id,
        "day": against.day,
        "date": issued.scenario.settings.date_of(against.day).isoformat(),
        "recorded_now": None
        if read is None
        else {
            "lines": len(read.new.lines),
            "payments": len(read.new.payments),
            "recorded_before": read.repeated,
            "doubts": [doubt.as_json() for doubt in read.doubts],
        },
        "items": [_tally(one) for one in against.items],
        "sites": [_tally(one) for one in against.sites],
        "moved": [_tally(one) for one in against.moved],
        "payments": {
            "planned": against.payments.planned,
            "due": against.payments.due,
            "paid": against.payments.paid,
            "untold": against.payments.untold,
        },
        "waybills": [
            _waybill(waybill, recorded, waybill.number in out, waybill.number in late)
            for waybill in issued.waybills.waybills
        ],
    }


def _recorded(read: ReceiptsRead) -> Message:
    lines, payments = len(read.new.lines), len(read.new.payments)
    waybills = len({line.waybill for line in read.new.lines})
    if not read.new:
        return msg("Nothing new is in the file; what is recorded stays as it was.")
    said = msg_plural(
        "Recorded: {n} line of {waybills}.",
        "Recorded: {n} lines of {waybills}.",
        n=lines,
        waybills=msg_plural("{n} waybill", "{n} waybills", n=waybills),
    )
    if payments:
        paid = msg_plural("{n} payment", "{n} payments", n=payments)
        said = msg("{lines} Recorded too: {payments}.", lines=said, payments=paid)
        if not lines:
            said = msg("Recorded: {payments}.", payments=paid)
    return said


class _Lines:
    def __init__(self, issued: Issued, against: AgainstPlan, language: str, tell_all: bool) -> None:
        self._issued, self._against = issued, against
        self._language, self._all = language, tell_all

    def overview(self) -> Iterator[str]:
        against, settings = self._against, self._issued.scenario.settings
        title = msg(
            "Run {run}: what came back, as of day {day} ({date})",
            run=self._issued.waybills.run_id,
            day=against.day,
            date=settings.date_of(against.day),
        )
        yield from wrapped(title.text(self._language))
        counts = msg(
            "Of {all} waybills {told} came back, in whole or in part; {out} are out, {late} of"
            " them late; {rest} have not left.",
            all=against.waybills,
            told=against.told,
            out=len(against.out),
            late=len(against.late),
            rest=sum(one.day > against.day for one in self._issued.waybills.waybills),
        )
        yield from wrapped(counts.text(self._language))

    def items(self) -> Iterator[str]:
        if self._against.items:
            yield ""
            yield heading(self._words(msg("By item, over all sites")))
            yield from self._table(self._against.items, msg("item"), self._item)
            yield from self._rates()

    def sites(self) -> Iterator[str]:
        if self._against.sites:
            yield ""
            yield heading(self._words(msg("By site")))
            yield from self._table(self._against.sites, msg("site, item"), self._site)

    def moved(self) -> Iterator[str]:
        if self._against.moved:
            yield ""
            yield heading(self._words(msg("Moved between depots")))
            yield from self._table(self._against.moved, msg("to depot, item"), self._site)

    def payments(self) -> Iterator[str]:
        tally = self._against.payments
        if tally.planned:
            said = msg(
                "Cash: {paid} households paid of {due} due by now ({planned} in the whole plan);"
                " nothing is known of {untold}.",
                paid=tally.paid,
                due=tally.due,
                planned=tally.planned,
                untold=tally.untold,
            )
            yield ""
            yield from wrapped(said.text(self._language))

    def late(self) -> Iterator[str]:
        late = self._against.late
        if not late:
            return
        yield ""
        yield heading(self._words(msg("Late: to be asked about")))
        settings = self._issued.scenario.settings
        shown = late if self._all else late[:ROWS_SHOWN]
        for waybill in shown:
            line = msg(
                "{number}  {place}, due on {date} from {origin}",
                number=waybill.number,
                place=self._place(waybill.place),
                date=settings.date_of(waybill.arrival_day),
                origin=self._place(waybill.origin),
            )
            yield from wrapped(line.text(self._language), indent=2, hanging=2)
        yield from self._more(len(late) - len(shown))

    def _table(
        self, tallies: Sequence[ItemTally], first: Message, name: Callable[[ItemTally], str]
    ) -> Iterator[str]:
        header = (
            first, msg("planned"), msg("left"), msg("received"), msg("damaged"), msg("lost"),
            msg("back"), msg("missing"), msg("out"),
        )  # fmt: skip
        shown = tallies if self._all else tallies[:ROWS_SHOWN]
        rows = [
            (
                name(one),
                *(
                    self._number(value)
                    for value in (
                        one.planned, one.left, one.received, one.damaged, one.lost, one.returned,
                        one.missing, one.out,
                    )
                ),
            )
            for one in shown
        ]  # fmt: skip
        yield from table([self._words(one) for one in header], rows)
        yield from self._more(len(tallies) - len(shown))

    def _rates(self) -> Iterator[str]:
        for one in self._against.items:
            rates = []
            if one.loss_rate is not None:
                rates.append(msg("loss rate {rate}", rate=percent(one.loss_rate, 1)))
            if one.pipeline_rate is not None:
                rates.append(
                    msg("in the pipeline {rate} of what left", rate=percent(one.pipeline_rate))
                )
            if rates:
                said = msg("{item}: {rates}", item=self._label(one.item), rates=rates)
                yield from wrapped(said.text(self._language), indent=2, hanging=2)

    def _more(self, n: int) -> Iterator[str]:
        if n > 0:
            more = msg_plural("… and {n} more: see it with --all",
                              "… and {n} more: see them with --all", n=n)  # fmt: skip
            yield "  " + self._words(more)

    def _item(self, one: ItemTally) -> str:
        return self._words(self._label(one.item))

    def _site(self, one: ItemTally) -> str:
        return f"{self._place(one.place)}, {self._words(self._label(one.item))}"

    def _label(self, item: str) -> Text:
        known = self._issued.pack.catalogue.get(item)
        return Text.of(known.label if known is not None else item)

    def _place(self, place: str) -> str:
        scenario = self._issued.scenario
        depots = {depot.depot_id: depot.name for depot in scenario.depots}
        return depots.get(place) or scenario.site_name(place)

    def _number(self, value: float) -> str:
        return format_number(quantity(value), self._language)

    def _words(self, value: Message | Text) -> str:
        return value.text(self._language)


def _tally(one: ItemTally) -> dict[str, Any]:
    return {
        "place": one.place,
        "item": one.item,
        "unit": one.unit,
        "planned": one.planned,
        "left": one.left,
        "received": one.received,
        "damaged": one.damaged,
        "lost": one.lost,
        "returned": one.returned,
        "missing": one.missing,
        "out": one.out,
        "loss_rate": one.loss_rate,
        "pipeline_rate": one.pipeline_rate,
    }


def _waybill(waybill: Waybill, recorded: Receipts, is_out: bool, is_late: bool) -> dict[str, Any]:
    return {
        "number": waybill.number,
        "trip_id": waybill.trip_id,
        "stop": waybill.stop,
        "origin": waybill.origin,
        "place": waybill.place,
        "day": waybill.day,
        "arrival_day": waybill.arrival_day,
        "is_out": is_out,
        "is_late": is_late,
        "lines": [
            {
                "item": line.item,
                "group": str(line.group),
                "unit": line.unit,
                "loaded": line.loaded,
                "receipt": _receipt(waybill.number, line.key, recorded),
            }
            for line in waybill.lines
        ],
    }


def _receipt(number: str, key: tuple[str, str], recorded: Receipts) -> dict[str, Any] | None:
    receipt = recorded.line_of.get((number, *key))
    if receipt is None:
        return None
    return {
        "received": receipt.received,
        "damaged": receipt.damaged,
        "lost": receipt.lost,
        "returned": receipt.returned,
        "received_on": receipt.received_on.isoformat(),
    }
