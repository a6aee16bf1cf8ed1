"""`rrm receive`, typed as a person would."""

import json

import pytest

from rrm.cli.layout import columns
from tests.cli.terminal import rrm
from tests.verification.small_run import write_small_run


@pytest.fixture
def runs(tmp_path):
    write_small_run(tmp_path / "runs")
    return tmp_path / "runs"


@pytest.fixture
def numbers(runs, tmp_path):
    """The numbers of the waybills, in the order of the trips."""
    assert rrm("receive", "last", "--runs", runs, "--template", tmp_path / "t.csv").code == 0
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()[1:]
    return list(dict.fromkeys(line.split(",")[0] for line in lines if line[0] != ","))


def receipts(path, *rows):
    head = "waybill,item,received,lost,received_on\n"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_what_came_back_is_recorded_and_set_beside_the_plan(runs, numbers, tmp_path):
    file = receipts(tmp_path / "r.csv", f"{numbers[0]},nfi_kit,40,5,2022-04-18")
    said = rrm("receive", "last", file, "--runs", runs)
    assert said.code == 0
    assert "Recorded: 1 line of 1 waybill." in said.out
    again = rrm("receive", "last", "--runs", runs)
    assert said.out.endswith(again.out)
    assert "Nothing new" in rrm("receive", "last", file, "--runs", runs).out


def test_everything_fits_80_columns_in_both_languages(runs, numbers, tmp_path):
    rows = [f"{number},,1,0,2022-04-22" for number in numbers[1:]]
    file = receipts(tmp_path / "r.csv", *rows)
    for language in ("en", "fr"):
        said = rrm("receive", "last", file, "--runs", runs, "--lang", language, "--correct")
        assert said.code == 0, said.err
        assert max(map(columns, said.lines)) <= 80


def test_what_left_without_news_is_out_and_then_late(runs, numbers):
    told = [
        json.loads(rrm("receive", "last", "--runs", runs, "--on", day, "--json").out)
        for day in ("2022-04-18", "2022-04-19")
    ]
    first, next_day = ({w["number"]: w for w in one["waybills"]} for one in told)
    assert first[numbers[0]]["is_out"] and not first[numbers[0]]["is_late"]
    assert next_day[numbers[0]]["is_late"]
    assert not first[numbers[4]]["is_out"]


def test_the_figures_of_items_add_up_to_what_left(runs, numbers, tmp_path):
    file = receipts(tmp_path / "r.csv", f"{numbers[0]},nfi_kit,40,3,2022-04-18")
    told = json.loads(rrm("receive", "last", file, "--runs", runs, "--json").out)
    for tally in (*told["items"], *told["sites"], *told["moved"]):
        parts = ("received", "damaged", "lost", "returned", "missing", "out")
        assert sum(tally[part] for part in parts) == pytest.approx(tally["left"])
    assert told["items"][0]["loss_rate"] == pytest.approx(5 / 45)


def test_bad_receipts_record_nothing(runs, numbers, tmp_path):
    rows = (f"{numbers[0]},nfi_kit,40,5,2022-04-18", f"{numbers[0]},tarpaulin,99,0,2022-04-18")
    said = rrm("receive", "last", receipts(tmp_path / "r.csv", *rows), "--runs", runs)
    assert said.code == 2
    assert "RRM-I236" in said.err
    told = json.loads(rrm("receive", "last", "--runs", runs, "--json").out)
    assert all(line["receipt"] is None for one in told["waybills"] for line in one["lines"])


def test_a_correction_needs_to_be_asked_for(runs, numbers, tmp_path):
    file = tmp_path / "r.csv"
    receipts(file, f"{numbers[0]},nfi_kit,40,5,2022-04-18")
    rrm("receive", "last", file, "--runs", runs)
    receipts(file, f"{numbers[0]},nfi_kit,44,1,2022-04-18")
    assert rrm("receive", "last", file, "--runs", runs).code == 2
    assert rrm("receive", "last", file, "--runs", runs, "--correct").code == 0
    told = json.loads(rrm("receive", "last", "--runs", runs, "--json").out)
    assert told["waybills"][0]["lines"][0]["receipt"]["received"] == 44


def test_a_template_is_written_in_the_language_asked_for(runs, tmp_path):
    for name in ("t.csv", "t.xlsx"):
        said = rrm("receive", "last", "--runs", runs, "--template", tmp_path / name, "--lang", "fr")
        assert said.code == 0
        assert rrm("receive", "last", tmp_path / name, "--runs", runs).code == 0
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").startswith("bordereau,jour,site,")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--template", "t.pdf"),
        ("--on", "tomorrow"),
        ("--on", "2020-01-01"),
        ("nothing-there.csv",),
        ("r.csv", "--template", "t.csv"),
    ],
)
def test_bad_usage_is_told_in_a_sentence(runs, arguments):
    said = rrm("receive", "last", *arguments, "--runs", runs)
    assert said.code == 2
    assert "Traceback" not in said.err and said.err
