"""Waybill numbers: typed by hand from paper, and still told apart."""

import string

import pytest

from rrm.model import waybill
from rrm.model.waybill import (
    check_digits,
    number_meant,
    read_waybill_number,
    run_code,
    waybill_number,
    waybills_of,
)
from tests.verification.small_run import small_plan

RUN = "20220418T081500Z-1a2b3c4d"
NUMBER = waybill_number(RUN, "T0012", 1)


def test_check_digits_are_those_of_the_standard():
    # Published codes: an IBAN's with its first four signs at the end, and two LEIs.
    assert check_digits("WEST12345698765432GB") == "82"
    assert check_digits("5493000IBP32UQZ0KL") == "24"
    assert check_digits("529900T8BM49AURSDO") == "55"


def test_a_number_is_short_and_tells_run_trip_and_stop():
    read = read_waybill_number(NUMBER)
    assert len(NUMBER) == 13
    assert read is not None and read.check_holds
    assert (read.run_code, read.trip, read.stop) == (run_code(RUN), 12, 1)


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER.lower(),
        NUMBER.replace("-", ""),
        f" {NUMBER.replace('-', ' ')} ",
        NUMBER.replace("0", "O").replace("1", "l"),
        NUMBER.replace("-", "\N{EN DASH}"),
    ],
)
def test_capitals_hyphens_and_round_letters_do_not_matter(typed):
    assert read_waybill_number(typed) == read_waybill_number(NUMBER)


@pytest.mark.parametrize("typed", ["", "12", "K7QF-12-152", NUMBER + "7" * 100, "AEIO-0012-152"])
def test_what_has_another_form_is_no_number(typed):
    assert read_waybill_number(typed) is None


def test_every_wrong_digit_and_every_exchange_of_digits_is_noticed():
    signs = NUMBER.replace("-", "")
    for at in range(4, len(signs)):
        for digit in string.digits.replace(signs[at], ""):
            wrong = read_waybill_number(signs[:at] + digit + signs[at + 1 :])
            assert wrong is None or not wrong.check_holds
    for at in range(4, len(signs) - 1):
        if signs[at] != signs[at + 1]:
            turned = signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :]
            wrong = read_waybill_number(turned)
            assert wrong is None or not wrong.check_holds


def test_one_slip_of_the_hand_leads_to_the_one_number_meant():
    others = [waybill_number(RUN, f"T{n:04d}", 1) for n in range(1, 40)]
    assert number_meant(NUMBER.replace("0012", "0021"), [NUMBER]) == NUMBER
    assert number_meant(NUMBER[:-1], others) == NUMBER
    assert number_meant(NUMBER.replace("0012", "0912"), others) == NUMBER
    assert number_meant("nothing like it", others) is None


def test_a_slip_that_leads_to_two_numbers_proposes_neither():
    assert number_meant("K7QF-0012-15", ["K7QF-0012-151", "K7QF-0012-152"]) is None


def test_trips_of_one_number_in_other_writing_are_told_from_other_runs():
    assert waybill_number(RUN, "T12", 1) == NUMBER
    assert waybill_number("another-run", "T0012", 1) != NUMBER


def test_a_number_never_reads_as_a_word_an_amount_or_a_date():
    for n in range(300):
        code = run_code(f"run {n}")
        assert code[0] in string.ascii_uppercase
        assert not set(code) & set("AEIOUL")


@pytest.mark.parametrize(("trip", "stop"), [("Truck", 1), ("T0012", 0), ("T0012", 10), ("12a", 1)])
def test_a_trip_without_digits_of_its_own_has_no_number(trip, stop):
    with pytest.raises(ValueError, match="no waybill number"):
        waybill_number(RUN, trip, stop)


def test_each_stop_that_gets_anything_has_one_waybill_with_all_of_it():
    waybills = waybills_of(RUN, small_plan())
    loaded = sum(line.loaded for one in waybills.waybills for line in one.lines)
    plan = small_plan()
    assert loaded == pytest.approx(
        sum(d.quantity for d in plan.deliveries) + sum(t.quantity for t in plan.transfers)
    )
    assert len(waybills.by_number) == len(waybills.waybills) == len(plan.trips)


def test_the_source_where_a_tanker_fills_is_no_stop_for_a_waybill():
    water = [one for one in waybills_of(RUN, small_plan()).waybills if one.origin == "W1"]
    assert {(one.stop, one.place) for one in water} == {(2, "A")}


def test_stock_that_is_moved_has_a_waybill_for_no_group():
    [moved] = [one for one in waybills_of(RUN, small_plan()).waybills if one.is_transfer]
    assert (moved.origin, moved.place, moved.lines[0].group) == ("D2", "D1", "")


def test_longest_and_shortest_slips_are_seen():
    assert waybill._is_one_slip("ab", "ab") is False
    assert waybill._is_one_slip("a", "ab")
    assert waybill._is_one_slip("ba", "ab")
    assert not waybill._is_one_slip("cab", "abc")
