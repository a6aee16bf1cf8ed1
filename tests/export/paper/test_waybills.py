"""Waybills and loading lists on paper say what the plan says, whole and legible."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from rrm.export.signing import signing_sheets_pdf
from rrm.export.waybills import loading_lists_pdf, waybills_pdf
from rrm.model.labels import group_label
from rrm.model.language import Text, format_number
from rrm.model.problem import BadInput
from tests.export.paper.plans import (
    a_plan,
    line_boxes,
    qr_codes,
    squeezed,
    texts,
    together,
    with_lines,
)

EN, FR, BOTH = ("en",), ("fr",), ("en", "fr")
MAKERS = (waybills_pdf, loading_lists_pdf, signing_sheets_pdf)
LONG = ("Camp de déplacés d’Inékar-Ouest, près du forage no 3 " * 6)[:300]


def test_each_waybill_has_its_page_and_says_what_the_plan_says():
    plan = a_plan()
    pages = texts(waybills_pdf(plan, EN))
    assert len(pages) == len(plan.waybills)
    for sheet, page in zip(plan.waybills, pages, strict=True):
        assert sheet.number in page
        assert squeezed(str(plan.names.place(sheet.place))) in page
        for line in sheet.lines:
            assert plan.names.item(line.item).text("en") in page
            assert f" {format_number(line.quantity, 'en', 3)} " in page
            assert not line.group or together(group_label(line.group).text("en")) in together(page)
        assert f"In all: {len(sheet.lines)} line" in page


@pytest.mark.parametrize("languages", [EN, BOTH])
def test_the_code_is_the_number_of_the_waybill(languages):
    plan = a_plan(approved=False)
    assert qr_codes(waybills_pdf(plan, languages)) == [sheet.number for sheet in plan.waybills]


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_plan_gives_the_same_bytes(make):
    assert make(a_plan(), BOTH) == make(a_plan(), BOTH)


def test_a_trip_of_sixty_lines_is_printed_whole_and_signed_once():
    pages = texts(waybills_pdf(with_lines(a_plan(), 60), EN))
    quantities = [format_number(999 + n, "en", 3) for n in range(1, 61)]
    assert all(one in " ".join(pages) for one in quantities)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert ("Received by: consignee" in page) == (number == len(pages))


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("languages", [EN, BOTH])
def test_nothing_is_cut_and_nothing_overlaps(make, languages):
    plan = with_lines(a_plan(A=LONG, B="W" * 300, D1=LONG), 60)
    for boxes in line_boxes(make(plan, languages)):
        assert all(left > 25 and right < 571 and low > 20 and high < 820
                   for left, low, right, high in boxes)  # fmt: skip
        overlaps = [
            (one, other)
            for place, one in enumerate(boxes)
            for other in boxes[place + 1 :]
            if min(one[2], other[2]) - max(one[0], other[0]) > 1
            and min(one[3], other[3]) - max(one[1], other[1]) > 1
        ]
        assert overlaps == []


@pytest.mark.parametrize("make", MAKERS)
def test_a_name_of_three_hundred_signs_is_whole(make):
    page = "".join(texts(make(a_plan(A=LONG), FR)))
    assert together(LONG) in together(page)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("@SUM(A1)\nand more\x00", "@SUM(A1) and more\ufffd"),
        ("left \u202eevil", "left [U+202E]evil"),
        ("A\u200fB", "AB"),
        ("e\u0301cole (Tj) ET \\ Q", "école (Tj) ET \\ Q"),
    ],
)
def test_hostile_names_are_text(make, name, printed):
    page = "".join(texts(make(a_plan(A=name), EN)))
    assert together(printed) in together(page)


def test_arabic_is_joined_and_read_back():
    page = texts(waybills_pdf(a_plan(A="مخيم إينكار"), EN))[0]
    assert "مخيم إينكار" in page


def test_a_paper_in_both_languages_has_each_label_in_both_and_each_figure_once():
    plan = with_lines(a_plan(), 2)
    [page] = texts(waybills_pdf(plan, BOTH))
    assert page.count("Waybill ") == 1
    assert "1,000" not in page and "1\u202f000" in page.replace(" ", "\u202f")


def test_a_draft_says_so_across_every_page_until_somebody_approves():
    assert all("DRAFT" in page for page in texts(waybills_pdf(a_plan(approved=False), EN)))
    for page in texts(waybills_pdf(a_plan(), EN)):
        assert "DRAFT" not in page
        assert "Approved by: head of mission, 18 Apr 2022 (cdcdcdcd)" in page
    assert "chef de mission" in texts(waybills_pdf(a_plan(), FR))[0]


@pytest.mark.parametrize("make", MAKERS)
def test_every_page_tells_run_time_of_data_confidence_and_circle(make):
    for page in texts(make(a_plan(), EN)):
        assert "20220418T080000Z-0efb5d16" in page
        assert "18 Apr 2022" in page
        assert "people by grade: A: " in page
        assert "Restricted" in page


def test_the_last_day_of_use_is_printed_where_it_is_known():
    plan = with_lines(a_plan(), 1)
    sheet = plan.waybills[0]
    line = replace(sheet.lines[0], expires=(date(2022, 6, 30),))
    dated = replace(plan, waybills=(replace(sheet, lines=(line,)),))
    assert "use by 30 Jun 2022" in texts(waybills_pdf(dated, EN))[0]
    assert "use by" not in texts(waybills_pdf(plan, EN))[0]


def test_a_loading_list_names_every_stop_and_adds_up_an_item():
    plan = a_plan()
    trips = [t for t in plan.trips if any(s.trip_id == t.trip_id for s in plan.waybills)]
    pages = texts(loading_lists_pdf(plan, EN))
    assert len(pages) == len(trips)
    for trip, page in zip(trips, pages, strict=True):
        assert all(number in page for number in trip.waybills)
        assert format_number(trip.kg, "en", 1) in page


def test_a_plan_that_sends_nothing_says_so():
    nothing = replace(a_plan(), waybills=(), trips=(), distributions=())
    for make, said in zip(MAKERS, ("sent", "sent", "handed over"), strict=True):
        assert texts(make(nothing, EN))[0].count(f"Nothing is {said} under this plan.") == 1


@pytest.mark.parametrize("module", ["fpdf", "uharfbuzz", "segno"])
def test_without_the_extra_the_line_that_installs_it_is_told(module, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(BadInput) as refused:
        waybills_pdf(a_plan(), EN)
    [problem] = refused.value.problems
    assert problem.code == "RRM-X003"
    assert 'pip install "rrm-engine[documents]"' in problem.remedy.text("en")


def test_no_other_command_waits_for_the_libraries_of_paper():
    code = (
        "import sys, rrm.export, rrm.export.waybills, rrm.export.signing;"
        "print([m for m in ('fpdf', 'uharfbuzz', 'segno', 'fontTools') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_items_with_names_in_two_languages_have_both_on_a_signed_paper():
    plan = with_lines(a_plan(), 1)
    item = plan.waybills[0].lines[0].item
    named = replace(
        plan.names, items={**plan.names.items, item: Text.of({"en": "Mat", "fr": "Natte"})}
    )
    [page] = texts(waybills_pdf(replace(plan, names=named), BOTH))
    assert "Mat" in page and "Natte" in page
