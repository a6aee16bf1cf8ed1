"""The calendar as a file (RFC 5545): the same run gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from rrm.export.calendar_file.content_lines import block, calendar_bytes, escaped
from rrm.export.calendar_file.events import Event, events
from rrm.export.formats import Circle
from rrm.export.printable import plain_order, printable
from rrm.export.published import PublishedPlan, Stamp
from rrm.export.sharing import stamp_words
from rrm.model.language import msg, put_into_words

Line = tuple[str, str]
"""A property: name with its parameters, value."""


def calendar_ics(plan: PublishedPlan, languages: tuple[str, ...]) -> bytes:
    """Departures and distributions of a plan, in one language.

    Times are those of the place, with no zone (RFC 5545 §3.3.5, form 1). An event keeps its UID in
    every language and export of the run, so that reading the file again replaces it.
    Raises ValueError for a plan without a stamp.
    """
    if plan.stamp is None:
        raise ValueError("a plan that leaves its run folder has a stamp")
    return calendar_bytes(block("VCALENDAR", _calendar(plan, plan.stamp, languages[0])))


def _calendar(plan: PublishedPlan, stamp: Stamp, language: str) -> Iterator[Line]:
    marks = stamp_words(stamp, Circle.RESTRICTED, plan.facts.pack.sharing).lines
    said = "\n".join(_words(line, language) for line in marks)
    name = _text(msg("{title}, run {code}", title=stamp.title, code=stamp.run_code), language)
    yield "VERSION", "2.0"
    yield "PRODID", f"-//RRM engine//{_text(stamp.engine, language)}//{language.upper()}"
    yield "CALSCALE", "GREGORIAN"
    yield "NAME", name  # RFC 7986; programs that don't know it read the line below
    yield "X-WR-CALNAME", name
    yield "DESCRIPTION", escaped(said)
    yield "X-WR-CALDESC", escaped(said)
    yield "X-RRM-RUN", _text(stamp.run_id, language)
    yield "X-RRM-CIRCLE", Circle.RESTRICTED.value
    for event in events(plan):
        yield from block("VEVENT", _event(event, stamp, language, said))


def _event(event: Event, stamp: Stamp, language: str, marks: str) -> Iterator[Line]:
    is_settled = stamp.is_accepted and not stamp.is_draft
    about = "\n".join((*(_words(line, language) for line in event.about), "", marks))
    title = event.title if is_settled else msg("Draft: {title}", title=event.title)
    yield "UID", f"{_text(f'{stamp.run_id}-{event.key}', language)}@{stamp.scenario_id}"
    yield "DTSTAMP", f"{stamp.time_of_data:%Y%m%d}T000000Z"
    yield from _when(event)
    yield "SUMMARY", _text(title, language)
    yield "LOCATION", _text(event.place, language)
    if event.where is not None:
        yield "GEO", "{:.6f};{:.6f}".format(*event.where)
    yield "DESCRIPTION", escaped(about)
    yield "CATEGORIES", _text(event.kind, language)
    yield "CLASS", "CONFIDENTIAL"
    yield "STATUS", "CONFIRMED" if is_settled else "TENTATIVE"
    yield "TRANSP", "TRANSPARENT"


def _when(event: Event) -> Iterator[Line]:
    start: datetime | date = event.start
    if isinstance(start, datetime):
        yield "DTSTART", f"{start:%Y%m%dT%H%M%S}"
        if event.end is not None:
            yield "DTEND", f"{event.end:%Y%m%dT%H%M%S}"
    else:
        yield "DTSTART;VALUE=DATE", f"{start:%Y%m%d}"
        yield "DTEND;VALUE=DATE", f"{start + timedelta(days=1):%Y%m%d}"


def _words(value: object, language: str) -> str:
    """Text of anybody's, without what breaks a file or turns its letters round."""
    return plain_order(printable(put_into_words(value, language)))


def _text(value: object, language: str) -> str:
    return escaped(_words(value, language))
