"""Reports of closed and reopened roads, written into closures.csv."""

from datetime import date

import pytest

from rrm.intake import closure_file, closure_from, reopened, with_closure
from rrm.model.problem import BadInput

HEAD = b"from,to,start,end,classes,reason,certainty\n"
ROW = b"a,b,2022-04-18,,,mines,certain\n"
LINK = frozenset({"a", "b"})


def report(**texts):
    return closure_from({"from": "a", "to": "b", **texts}, "test", ("truck", "boat"))


def added(data, **texts):
    return with_closure(data, report(**texts), "closures.csv")


def codes(call):
    with pytest.raises(BadInput) as refused:
        call()
    return [problem.code for problem in refused.value.problems]


def test_a_first_report_makes_the_file():
    text = added(None, start="2022-04-20", reason="bridge down").decode()
    head, row = text.splitlines()
    assert head == "from,to,start,end,classes,reason,certainty,reported_on,source"
    assert row == "a,b,2022-04-20,,,bridge down,certain,,"


def test_a_report_is_the_last_row_and_all_else_stays_byte_for_byte():
    before = HEAD + ROW
    after = added(before, start="2022-04-20", classes=["truck", "boat"], reason='so, "they" say')
    assert after.startswith(before)
    assert after[len(before) :] == b'a,b,2022-04-20,,truck;boat,"so, ""they"" say",certain\n'


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (b"\xef\xbb\xbffrom;to;start;end\r\nx;y;;\r\n", b"a;b;2022-04-20;;certain\r\n"),
        (b"From;To;Start;End\r\nx;y;;", b"a;b;2022-04-20;;certain\r\n"),
    ],
)
def test_separator_and_line_ends_are_those_of_the_file(before, row):
    assert added(before, start="2022-04-20").endswith(row)


def test_a_column_that_is_missing_is_added_to_every_row():
    after = added(HEAD + ROW, start="2022-04-20", source="gendarmerie").decode().splitlines()
    assert after[0].endswith("certainty,source")
    assert after[1] == "a,b,2022-04-18,,,mines,certain,"
    assert after[2] == "a,b,2022-04-20,,,,certain,gendarmerie"


def test_the_same_report_twice_is_refused_at_its_row():
    assert codes(lambda: added(HEAD + ROW, start="2022-04-18")) == ["RRM-I032"]


def test_a_file_that_cannot_be_read_is_refused_and_told():
    assert codes(lambda: added(b"from,to,strat\na,b,x\n", start="2022-04-18")) == ["RRM-I021"]


def test_all_that_is_wrong_in_a_report_is_told_at_once():
    wrong = {"start": "20/4", "certainty": "sure"}
    assert sorted(codes(lambda: report(**wrong))) == ["RRM-I017", "RRM-I018"]
    assert codes(lambda: report(start="2022-04-20", end="2022-04-19", classes=["trck"])) == [
        "RRM-I031",
        "RRM-I033",
    ]


def test_reopening_ends_what_holds_on_that_day_and_nothing_else():
    data = HEAD + (
        b"a,b,2022-04-18,,,mines,certain\n"
        b"b,a,2022-04-20,2022-05-20,,flood,probable\n"
        b"a,b,2022-04-01,2022-04-10,,over,certain\n"
        b"a,b,2022-06-01,,,later,certain\n"
        b"a,c,,,,other,certain\n"
    )
    after, ended = reopened(data, LINK, date(2022, 4, 25), "closures.csv")
    assert [closure.reason for closure in ended] == ["mines", "flood"]
    assert after.decode().splitlines()[1:] == [
        "a,b,2022-04-18,2022-04-24,,mines,certain",
        "b,a,2022-04-20,2022-04-24,,flood,probable",
        "a,b,2022-04-01,2022-04-10,,over,certain",
        "a,b,2022-06-01,,,later,certain",
        "a,c,,,,other,certain",
    ]


def test_a_closure_that_would_end_before_it_begins_is_taken_out():
    after, ended = reopened(HEAD + ROW, LINK, date(2022, 4, 18), "closures.csv")
    assert (after, len(ended)) == (HEAD, 1)


def test_a_file_without_an_end_column_gets_one():
    after, _ = reopened(b"from,to\na,b\na,c\n", LINK, date(2022, 4, 18), "closures.csv")
    assert after == b"from,to,end\na,b,2022-04-17\na,c,\n"


def test_where_nothing_holds_the_file_is_as_it_was():
    assert reopened(HEAD + ROW, LINK, date(2022, 4, 1), "closures.csv") == (HEAD + ROW, ())


def test_closures_in_a_workbook_are_left_to_people(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "closures"
    book.save(tmp_path / "scenario.xlsx")
    assert codes(lambda: closure_file(tmp_path)) == ["RRM-I047"]
    (tmp_path / "scenario.xlsx").unlink()
    assert closure_file(tmp_path) == (tmp_path / "closures.csv", None)
