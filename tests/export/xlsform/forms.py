"""Small packs and their forms, for tests of forms."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from rrm.intake import load_pack
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Group, Scenario, Settings, Site
from tests.builders import PACK_FILES, tiny_pack

QUESTIONS = PACK_FILES["form.yaml"]

ROSTERS = """
rosters:
  members:
    label: {en: Members of the household, fr: Membres du ménage}
    questions:
      age:
        type: integer
        label: {en: Age in years, fr: Âge en années}
        range: [0, 110]
        doubtful: [0, 95]
      in_school:
        type: boolean
        label: {en: Went to school, fr: Est allé à l’école}
        relevant: age >= 6 and age <= 17
      illnesses:
        type: multiple
        label: {en: Ill with, fr: Souffre de}
        choices:
          fever: {en: fever, fr: fièvre}
          cough: {en: cough, fr: toux}
  deaths:
    label: {en: People who died, fr: Personnes décédées}
    without_rows: none
    rows_at_most: 5
    relevant: household_size > 0
    questions:
      age:
        type: integer
        label: {en: Age in years, fr: Âge en années}
        constraint: age <= 110
      month:
        type: integer
        label: {en: Month of death, fr: Mois du décès}
        range: [1, 12]
        constraint: month <= 12 and age >= 0
"""

SECTIONS = """
sections:
  household:
    label: {en: Household, fr: Ménage}
    questions: [household_size, head_of_household_name, accepts_cash, arrived_on, members, deaths]
  living:
    label: {en: Living conditions, fr: Conditions de vie}
    questions: [water_litres_per_day, covered_area_m2, meals_yesterday, shelter_type,
      priority_needs, remarks]
"""

FULL_FORM = QUESTIONS + ROSTERS + SECTIONS


def pack_of(folder: Path, form: str = QUESTIONS, **files: str) -> RulePack:
    """The tiny pack with this form.yaml."""
    tiny_pack(folder / "rules", form=form, **files)
    return load_pack("tiny", folder / "scenarios" / "any")[0]


def question(text: str, name: str = "asked", more: str = "") -> str:
    """The tiny form with one question more; text: its keys, a line each."""
    keys = "\n".join(f"    {line}" for line in text.strip().splitlines())
    return f"{QUESTIONS}  {name}:\n{keys}\n{more}"


def sites(*names: str) -> Scenario:
    """A scenario of which only the sites matter; every group lives at each."""
    return Scenario(
        settings=Settings(
            id="flood", title={"en": "Flood"}, country="MLI", start=date(2022, 4, 18),
            horizon_days=10, rules="tiny",
        ),
        sites=tuple(
            Site(site_id=f"site-{number}", name=name, lat=14, lon=-4, households=100, people=600,
                 group=group, node="north")
            for number, name in enumerate(names, start=1)
            for group in Group
        ),
    )  # fmt: skip


def sheet(workbook: bytes, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the headings of its columns."""
    from openpyxl import load_workbook

    header, *rows = load_workbook(BytesIO(workbook))[name].iter_rows(values_only=True)
    return [{str(k): v or "" for k, v in zip(header, row, strict=True)} for row in rows]


def survey(workbook: bytes) -> dict[str, dict[str, Any]]:
    """Rows of the survey by name; those that end a group or repeat have none."""
    return {row["name"]: row for row in sheet(workbook, "survey") if row["name"]}
