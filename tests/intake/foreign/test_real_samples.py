"""Public samples of WFP, REACH and IPHRA are read as they stand, one fact of each checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake.foreign.source_tables import SourceTable
from rrm.model.form import Question
from tests.intake.foreign.reading import (
    DATE,
    TRUTH,
    WHOLE,
    Outcome,
    opened_files,
    read,
    read_options,
)

DATA = Path(__file__).parents[3] / ".." / "shared" / "data"
WFP = DATA / "wfp_ram_samples"
MSNA = DATA / "msna_template_humind"
IPHRA = DATA / "iphra_template_impactR4PHU"
FILES = sorted(path for folder in (WFP, IPHRA) for path in folder.rglob("*.csv"))
DAYS = WHOLE.model_copy(update={"range": (0, 7)})

pytestmark = pytest.mark.skipif(not WFP.is_dir(), reason="the samples are not here")


def _table(path: Path) -> SourceTable:
    found = opened_files(path)
    # One sample has a name over several columns; that is a doubt, and the only one.
    told = [one for one in found.problems if one.code != "RRM-I023"]
    assert (told, found.changes) == ([], ())
    (table,) = found.tables
    return table


def _columns(table: SourceTable) -> dict[str, tuple[str, ...]]:
    return dict(zip(table.header, table.columns, strict=True))


def _several(options: list[str]) -> Question:
    choices = {option: {"en": option} for option in options}
    return Question.model_validate({"type": "multiple", "label": {}, "choices": choices})


def _both(columns: dict[str, tuple[str, ...]], name: str) -> tuple[Outcome, tuple[str, ...]]:
    """A question's answers from its options' columns and its one cell together, and that cell's."""
    split = {one.removeprefix(f"{name}/"): columns[one] for one in columns if f"{name}/" in one}
    question = _several(list(split))
    return read_options(split, columns[name], question), read(question, *columns[name]).texts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sample_opens_without_a_doubt(path: Path):
    table = _table(path)
    assert table.numbers and all(table.header)


def test_wfp_days_of_eating_come_through_untouched():
    columns = _columns(_table(WFP / "FCS_Sample_Survey.csv"))
    for name in ("FCSStap", "FCSPulse", "FCSCond"):
        outcome = read(DAYS, *columns[name], column=name)
        assert (outcome.texts, outcome.problems, outcome.changes) == (columns[name], (), ())
    sources = read(WHOLE, *columns["FCSFat_SRf"])
    assert sources.texts == tuple("" if one == "n/a" else one for one in columns["FCSFat_SRf"])


def test_wfp_answers_of_8888_are_told_and_never_counted_as_yes():
    columns = _columns(_table(WFP / "Perceived_Needs_Sample_Survey" / "Perceived_Needs.csv"))
    outcome = read(TRUTH, *columns["HHPercNeedWater"])
    assert set(outcome.texts) == {"yes", "no", ""}
    assert outcome.told == [("RRM-I074", 7)]
    declared = read(TRUTH, *columns["HHPercNeedWater"], codes=("8888",))
    assert (declared.texts, declared.problems) == (outcome.texts, ())


def test_wfp_day_of_the_interview_needs_its_order_declared():
    columns = _columns(_table(WFP / "PROP_AAP_CRF_Sample_Survey.csv"))
    assert read(DATE, *columns["today"]).errors == ["RRM-I073"]
    assert set(read(DATE, *columns["today"], dates="mdy").texts) == {"2022-11-09"}
    assert set(read(DATE, *columns["start"]).texts) <= {"2022-11-10", "2022-11-11"}


def test_iphra_days_are_kept_as_written_in_three_time_zones():
    columns = _columns(_table(IPHRA / "impactR4PHU_data_template.csv"))
    outcome = read(DATE, *columns["start"])
    assert outcome.errors == []
    assert outcome.texts == tuple(one[:10] for one in columns["start"])


def test_iphra_one_cell_and_the_columns_of_its_options_agree():
    columns = _columns(_table(IPHRA / "impactR4PHU_data_template.csv"))
    outcome, joined = _both(columns, "health_healthcare_barriers")
    assert (outcome.texts, outcome.problems) == (joined, ())
    assert any(outcome.texts)


@pytest.mark.skipif(not MSNA.is_dir(), reason="the samples are not here")
def test_reach_workbook_gives_a_household_table_and_four_rosters():
    found = opened_files(MSNA / "dummy_raw_data.xlsx")
    assert found.problems == ()
    assert [(one.name, len(one.header), len(one.numbers)) for one in found.tables] == [
        ("main", 367, 241),
        ("roster", 33, 965),
        ("edu_ind", 18, 965),
        ("health_ind", 25, 965),
        ("nut_ind", 41, 965),
    ]
    outcome, joined = _both(_columns(found.tables[4]), "nut_ind_under5_sick_symptoms")
    assert (outcome.texts, outcome.errors) == (joined, [])
