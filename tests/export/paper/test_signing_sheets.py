"""Signing sheets have a line for each household, and nobody's name."""

from dataclasses import replace

from rrm.export.signing import signing_sheets_pdf
from rrm.export.signing.hand_overs import MOST_ITEMS, hand_overs
from rrm.model.rule_pack import ItemKind
from tests.export.paper.plans import a_plan, texts


def test_everything_that_is_signed_for_stands_on_one_sheet_each():
    plan = a_plan()
    signed = [item.distribution for one in hand_overs(plan) for item in one.items]
    assert sorted(map(repr, signed)) == sorted(
        repr(one) for one in plan.distributions if one.kind is not ItemKind.WATER
    )


def test_a_household_comes_once_a_day_for_all_it_gets():
    keys = [(one.day, one.site_id, one.group, one.agent_id) for one in hand_overs(a_plan())]
    assert len(keys) == len(set(keys))


def test_no_sheet_has_more_boxes_than_it_has_room_for():
    plan = a_plan()
    one = next(d for d in plan.distributions if d.kind is ItemKind.GOODS)
    many = tuple(replace(one, item=f"item_{n}") for n in range(MOST_ITEMS + 1))
    assert [len(found.items) for found in hand_overs(replace(plan, distributions=many))] == [
        MOST_ITEMS, 1,
    ]  # fmt: skip


def test_each_household_has_a_numbered_line():
    plan = a_plan()
    one = next(d for d in plan.distributions if d.kind is ItemKind.GOODS)
    many = replace(plan, distributions=(replace(one, households=63),))
    pages = texts(signing_sheets_pdf(many, ("en",)))
    found = [word for page in pages for word in page.split("Signature or thumb")[1].split()]
    numbers = [int(word) for word in found if word.isdigit()]
    lines = [n for n in range(1, 64) if n in numbers]
    assert lines == list(range(1, 64)) and "64" not in found
    assert "for 63 households" in pages[0]
    assert "No names" in pages[0] and "No names" in pages[-1]


def test_cash_says_how_much_and_by_whom():
    plan = a_plan()
    paid = next(line for line in plan.payments)
    page = next(p for p in texts(signing_sheets_pdf(plan, ("en",))) if "Paid by" in p)
    assert paid.currency in page


def test_water_is_not_signed_for():
    plan = a_plan()
    water = tuple(d for d in plan.distributions if d.kind is ItemKind.WATER)
    assert water
    [page] = texts(signing_sheets_pdf(replace(plan, distributions=water), ("en",)))
    assert "Nothing is handed over" in page
