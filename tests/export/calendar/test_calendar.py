"""The calendar: read back by another reader, stable, and safe to open."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rrm.export.calendar_file import calendar_ics
from rrm.export.calendar_file.content_lines import escaped, folded
from rrm.model.approval import Approval
from tests.export.published.test_published_plan import published

HOSTILE = "Ménaka; a,b\\c\r\nEND:VEVENT\nBEGIN:VEVENT\u202e" + "é" * 300


def read(plan=None, language="en"):
    icalendar = pytest.importorskip("icalendar", reason="icalendar reads the calendar back")
    return icalendar.Calendar.from_ical(calendar_ics(plan or published(), (language,)))


def events(plan=None, language="en"):
    return read(plan, language).walk("VEVENT")


def renamed(name):
    plan = published()
    return replace(plan, names=replace(plan.names, places=dict.fromkeys(plan.names.places, name)))


def test_each_trip_stands_from_its_departure_to_its_return():
    trips = {str(one["UID"]): one for one in events() if "-trip-" in str(one["UID"])}
    assert len(trips) == len(published().trips)
    first = trips["20220418T080000Z-0efb5d16-trip-T01@small"]
    assert first.decoded("DTSTART") == datetime(2022, 4, 18, 6)
    assert first.decoded("DTEND") == datetime(2022, 4, 18, 10, 21)
    assert "Town depot" in first["SUMMARY"] and "Y34T-0001-127" in first["DESCRIPTION"]


def test_each_day_of_help_at_a_site_stands_as_a_whole_day():
    found = {(one.decoded("DTSTART"), str(one["LOCATION"])) for one in events()
             if "-distribution-" in str(one["UID"])}  # fmt: skip
    sites = {"A": "Example site A", "B": "Example site B"}
    assert found == {(one.day, sites[one.site_id]) for one in published().distributions}
    assert all(type(day) is date for day, _ in found)


def test_the_reader_finds_no_fault_and_no_event_twice():
    calendar = read()
    assert not [one for one in calendar.walk() if one.errors]
    uids = [str(one["UID"]) for one in events()]
    assert len(uids) == len(set(uids)) and uids == [str(one["UID"]) for one in events(None, "fr")]


def test_every_event_says_run_draft_circle_and_confidence():
    for one in events():
        assert one["STATUS"] == "TENTATIVE" and one["CLASS"] == "CONFIDENTIAL"
        assert one["SUMMARY"].startswith("Draft")
        for said in ("20220418T080000Z-0efb5d16", "Draft", "Restricted", "grade", "2022"):
            assert said in one["DESCRIPTION"]


def test_what_is_approved_is_confirmed():
    plan = published()
    approval = Approval("coordinator", date(2022, 4, 19), "ab" * 32, 1, "cd" * 32)
    approved = replace(plan, stamp=replace(plan.stamp, approval=approval))
    assert {str(one["STATUS"]) for one in events(approved)} == {"CONFIRMED"}
    assert not [one for one in events(approved) if "Draft" in one["SUMMARY"]]


def test_a_hostile_name_is_text_and_makes_no_event():
    found = events(renamed(HOSTILE))
    assert len(found) == len(events())
    shown = HOSTILE.replace("\r\n", "\n").replace("\u202e", "[U+202E]")
    assert str(found[-1]["LOCATION"]) == shown


def test_a_vehicle_that_is_back_at_once_has_no_end():
    plan = published()
    still = tuple(replace(trip, back=trip.leaves) for trip in plan.trips)
    assert "DTEND" not in events(replace(plan, trips=still))[0]


def test_lines_end_with_cr_and_lf_and_have_at_most_75_octets():
    content = calendar_ics(renamed(HOSTILE), ("fr",))
    assert content.endswith(b"END:VCALENDAR\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_the_same_plan_gives_the_same_bytes():
    assert calendar_ics(published(), ("fr",)) == calendar_ics(published(), ("fr",))


def test_nothing_leaves_without_a_stamp():
    with pytest.raises(ValueError, match="stamp"):
        calendar_ics(published(stamped=False), ("en",))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\u2028\u2029"), max_size=400))
def test_a_folded_line_unfolds_to_itself_and_no_letter_is_cut(text):
    line = f"SUMMARY:{escaped(text)}"
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
