"""The committed mappings, end to end: the public files of REACH, IMPACT and WFP to needs."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from rrm import journey
from rrm.intake import load_cases, load_pack
from rrm.intake.foreign import read_mapping, shipped_mappings, take_in, write_folder
from rrm.intake.foreign.key_questions import key_questions
from rrm.intake.foreign.mapping_checks import form_problems, needs_confirming
from rrm.scoring import run_cases

DATA = Path(__file__).parents[3] / ".." / "shared" / "data"
MSNA = DATA / "msna_template_humind" / "dummy_raw_data.xlsx"
IPHRA = DATA / "iphra_template_impactR4PHU"
WFP = DATA / "wfp_ram_samples"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")


@pytest.mark.parametrize("name", shipped_mappings())
def test_every_shipped_mapping_suits_the_form_that_it_names(name: str) -> None:
    read = read_mapping(name)
    pack, _ = load_pack(read.mapping.pack)
    assert list(needs_confirming(read)) == []
    assert list(form_problems(read, pack.form, key_questions())) == []
    assert read.mapping.source


def folder_of(
    tmp_path_factory: pytest.TempPathFactory, mapping: str, *files: Path, pack: str = "sphere"
) -> Path:
    folder = tmp_path_factory.mktemp(mapping) / "taken-in"
    write_folder(take_in(list(files), pack, mapping), folder)
    return folder


def rows_of(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sectors_scored(folder: Path) -> dict[str, set[int]]:
    needs = journey.score(journey.load(folder))
    found: dict[str, set[int]] = {}
    for score in needs.scores:
        found.setdefault(score.sector, set()).add(score.severity)
    return found


@pytest.fixture(scope="module")
def msna(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of(tmp_path_factory, "reach-msna-2024", MSNA)


@needs_data
def test_msna_has_all_its_households_and_members_each_in_its_own(msna: Path) -> None:
    interviews, members = rows_of(msna / "assessment.csv"), rows_of(msna / "members.csv")
    assert (len(interviews), len(members)) == (241, 965)
    sizes = {row["household_id"]: int(row["household_size"]) for row in interviews}
    assert Counter(row["household_id"] for row in members) == sizes
    record = json.loads((msna / "intake.json").read_text(encoding="utf-8"))
    assert record["rows_read"] == {
        "households": 241, "members": 965, "schooling": 965, "care": 965, "child_health": 965,
    }  # fmt: skip
    assert record["sources"][0]["file"] == "dummy_raw_data.xlsx"
    assert not [one for one in record["problems"] if one["level"] == "error"]


@needs_data
def test_msna_children_keep_the_school_that_another_sheet_tells_of_them(msna: Path) -> None:
    members = rows_of(msna / "members.csv")
    at_school = [row for row in members if row["member_attends_school"]]
    assert at_school
    assert all(6 <= int(row["member_age_years"]) <= 17 for row in at_school)


@needs_data
def test_msna_goes_to_needs(msna: Path) -> None:
    scored = sectors_scored(msna)
    for sector in ("wash", "shelter_nfi", "food_security", "overall"):
        assert max(scored[sector]) >= 3, sector


@needs_data
def test_iphra_leaves_out_who_did_not_consent_and_goes_to_needs(tmp_path_factory) -> None:
    tables = ("", "_roster", "_health", "_nut")
    files = [IPHRA / f"impactR4PHU_data{one}_template.csv" for one in tables]
    folder = folder_of(tmp_path_factory, "impact-iphra", *files, pack="mali")
    assert len(rows_of(folder / "assessment.csv")) == 81
    members = rows_of(folder / "members.csv")
    assert len(members) == 317
    assert sum(bool(row["member_muac_mm"]) for row in members) == 17
    assert {"idp", "refugee", "returnee", "host"} == {
        row["group"] for row in rows_of(folder / "sites.csv")
    }
    assert "overall" in sectors_scored(folder)


@needs_data
def test_the_table_of_461_columns_goes_to_needs(tmp_path_factory) -> None:
    file = IPHRA / "impactR4PHU_MSNA_template_data.csv"
    folder = folder_of(tmp_path_factory, "impact-msna", file)
    assert len(rows_of(folder / "assessment.csv")) == 100
    assert "food_security" in sectors_scored(folder)


# --- WFP: our figures are those of the published formulas, worked out here from the raw columns ---

FCS_WEIGHTS = {
    "FCSStap": 2, "FCSPulse": 3, "FCSVeg": 1, "FCSFruit": 1,
    "FCSPr": 4, "FCSDairy": 4, "FCSSugar": 0.5, "FCSFat": 0.5,
}  # fmt: skip
RCSI_WEIGHTS = {
    "rCSILessQlty": 1, "rCSIBorrow": 2, "rCSIMealSize": 1, "rCSIMealAdult": 3, "rCSIMealNb": 1,
}  # fmt: skip
USED = ("20", "30")
"""Exhausted or used; 10 is no need, 9999 does not apply, 999 is not known."""


def weighted(row: dict[str, str], weights: dict[str, float]) -> float:
    return sum(weight * float(row[column]) for column, weight in weights.items())


def worst_strategy(row: dict[str, str]) -> int:
    kinds = {"_em_": 3, "_crisis_": 2, "_stress_": 1}
    used = [kinds[kind] for kind in kinds for name, cell in row.items()
            if kind in name and cell in USED]  # fmt: skip
    return max(used, default=0)


@pytest.fixture
def pack_gives(tmp_path: Path):
    """Whether the pack gives households what is expected of them, by way of cases of a pack."""

    def check(rule: str, households: list[dict[str, str]], expected: list[object]) -> int:
        cases = [
            {"name": f"household {at}", "household": answers, "expect": {rule: wanted}}
            for at, (answers, wanted) in enumerate(zip(households, expected, strict=True))
        ]
        folder = tmp_path / "scenario" / "rules" / "wfp-samples"
        (folder / "tests").mkdir(parents=True)
        about = {"id": "wfp-samples", "version": "1", "extends": "sphere", "title": {"en": "-"}}
        (folder / "pack.yaml").write_text(json.dumps(about), encoding="utf-8")
        (folder / "tests" / "cases.yaml").write_text(json.dumps({"cases": cases}), "utf-8")
        # The sphere's own cases come along with it and are run elsewhere.
        report = run_cases(load_cases("wfp-samples", tmp_path / "scenario")[-1:])
        wrong = [(one.case.name, one.expectation, one.found) for one in report.failed]
        assert wrong == []
        return report.cases

    return check


def households_of(folder: Path) -> list[dict[str, str]]:
    keys = ("site_id", "group", "household_id", "interviewed_on")
    rows = rows_of(folder / "assessment.csv")
    return [{name: cell for name, cell in row.items() if cell and name not in keys} for row in rows]


@needs_data
def test_fcs_of_the_wfp_sample_is_that_of_the_published_weights(pack_gives, tmp_path_factory):
    file = WFP / "FCS_Sample_Survey.csv"
    folder = folder_of(tmp_path_factory, "wfp-ram", file)
    expected = [{"value": weighted(row, FCS_WEIGHTS)} for row in rows_of(file)]
    assert pack_gives("food_security.fcs", households_of(folder), expected) == 26


@needs_data
def test_rcsi_of_the_wfp_sample_is_that_of_the_published_weights(pack_gives, tmp_path_factory):
    file = WFP / "RCSI_Sample_Survey.csv"
    folder = folder_of(tmp_path_factory, "wfp-ram", file)
    expected = [{"value": weighted(row, RCSI_WEIGHTS)} for row in rows_of(file)]
    assert pack_gives("food_security.rcsi", households_of(folder), expected) == 62


@needs_data
def test_the_worst_strategy_of_the_wfp_sample_is_the_one_used(pack_gives, tmp_path_factory):
    file = WFP / "LCS_Sample_Survey" / "LHCS_FS_Sample_Survey.csv"
    folder = folder_of(tmp_path_factory, "wfp-ram", file)
    raw = rows_of(file)
    expected = [{"value": worst_strategy(row)} for row in raw]
    assert "999" in {cell for row in raw for cell in row.values()}  # no code of theirs
    assert pack_gives("food_security.livelihood_coping", households_of(folder), expected) == 20


@needs_data
def test_published_classes_of_fcs_are_ours(pack_gives):
    """CARI's own table gives FCS and its class with the cut-offs 21 and 35."""
    rows = rows_of(WFP / "CARI_Sample_Survey" / "CARI_Sample_Data.csv")
    severity = {"1": 4, "2": 3, "3": 1}  # poor, borderline, acceptable
    households = [eaten_days(float(row["FCS"])) for row in rows]
    expected = [{"value": float(row["FCS"]), "severity": severity[row["FCSCat21"]]} for row in rows]
    assert pack_gives("food_security.fcs", households, expected) == 30


def eaten_days(fcs: float) -> dict[str, str]:
    """Days by food group that add up to a score, the weightiest groups first."""
    weights = {
        "fcs_protein": 4.0, "fcs_dairy": 4.0, "fcs_pulses": 3.0, "fcs_staples": 2.0,
        "fcs_vegetables": 1.0, "fcs_fruit": 1.0, "fcs_sugar": 0.5, "fcs_oil": 0.5,
    }  # fmt: skip
    days: dict[str, str] = {}
    for group, weight in weights.items():
        eaten = min(7, int(fcs // weight))
        days[group] = str(eaten)
        fcs -= eaten * weight
    assert fcs == 0
    return days
