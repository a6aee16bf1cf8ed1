"""Published plans to be drawn, and what is read back from their pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import zxingcpp

from rrm.export import PublishedPlan, published_plan, stamp_of
from rrm.model.approval import Approval
from rrm.model.rule_pack import SharingRules
from rrm.model.run import CheckedRun
from rrm.model.verdict import Verdict
from tests.verification.small_run import small_run

RUN = "20220418T080000Z-0efb5d16"
APPROVAL = Approval("coordinator", date(2022, 4, 18), "ab" * 32, 1, "cd" * 32)


ROLES = SharingRules(
    minimum_cell=5,
    roles={"coordinator": {"en": "head of mission", "fr": "chef de mission"}},
    source="made up",
    status="proposed",
)


def a_plan(approved=True, **names) -> PublishedPlan:
    """The small world's plan. names: what codes of places are called instead."""
    run = small_run()
    pack = run.loaded.pack.model_copy(update={"sharing": ROLES})
    checked = CheckedRun(replace(run, loaded=replace(run.loaded, pack=pack)), Verdict(()))
    stamp = stamp_of(checked, RUN, "1.0", APPROVAL if approved else None)
    plan = published_plan(checked, stamp)
    places = {**plan.names.places, **names}
    return replace(plan, names=replace(plan.names, places=places))


def with_lines(plan: PublishedPlan, count: int) -> PublishedPlan:
    """The plan with its first waybill alone, of so many lines."""
    sheet = plan.waybills[0]
    line = sheet.lines[0]
    lines = tuple(replace(line, quantity=1000.0 + number) for number in range(count))
    trips = tuple(trip for trip in plan.trips if trip.trip_id == sheet.trip_id)
    return replace(plan, waybills=(replace(sheet, lines=lines),), trips=trips)


def texts(pdf: bytes) -> list[str]:
    """The text of each page, blanks and line ends as one blank."""
    document = pypdfium2.PdfDocument(pdf)
    return [squeezed(page.get_textpage().get_text_range()) for page in document]


def squeezed(text: str) -> str:
    """A text with every stretch of blanks as one; a line's end within a word leaves none."""
    return re.sub(r"\s+", " ", text)


def together(text: str) -> str:
    """A text without its blanks, as a name that is broken into lines reads."""
    return re.sub(r"\s", "", text)


def qr_codes(pdf: bytes) -> list[str]:
    """What the QR code of each page says, read from its picture at 150 dots an inch."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=150 / 72).to_pil()
        [code] = zxingcpp.read_barcodes(picture)
        found.append(code.text)
    return found


def line_boxes(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """By page, left, bottom, right and top of each stretch of text, in points."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        found.append([text.get_rect(at) for at in range(text.count_rects())])
    return found
