"""The tiny pack with rosters, and a scenario of three households that have members."""

from __future__ import annotations

from pathlib import Path

from tests.builders import PACK_FILES, tiny_scenario

ROSTERS = """\
rosters:
  members:
    label: {en: Members, fr: Membres}
    questions:
      age_years:
        type: integer
        label: {en: Age, fr: Âge}
        unit: year
        range: [0, 120]
        doubtful: [0, 100]
      attends_school:
        type: boolean
        label: {en: Goes to school, fr: Va à l’école}
        relevant: age_years >= 6 and age_years <= 17
      works:
        type: multiple
        label: {en: Work, fr: Travail}
        choices: {field: {en: fields, fr: champs}, trade: {en: trade, fr: commerce}}
      member_name:
        type: text
        label: {en: Name, fr: Nom}
        personal: true
  deaths:
    label: {en: Deaths, fr: Décès}
    relevant: household_size > 0
    without_rows: none
    rows_at_most: 3
    questions:
      died_on:
        type: date
        label: {en: Day of death, fr: Jour du décès}
"""

FORM = PACK_FILES["form.yaml"] + ROSTERS

ASSESSMENT = """\
site_id,group,household_id,household_size
A,idp,A1,6
A,idp,A2,4
B,host,B1,3
"""


def scenario_with(
    folder: Path, assessment: str | None = ASSESSMENT, form: str = FORM, **tables: str | None
) -> Path:
    """The tiny scenario with the rosters `members` and `deaths` in its form."""
    return tiny_scenario(
        folder, pack={"form": form}, assessment=assessment, **{n: t for n, t in tables.items() if t}
    )
