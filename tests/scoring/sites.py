"""The tiny scenario scored, for tests that change what people answered or what the pack says.

needs = scored(tmp_path, [asked(1, water_litres_per_day=12, household_size=6)])
needs.score("A", "idp", "wash").severity
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from rrm.intake import load_scenario
from rrm.model.form import Assessment, Column
from rrm.model.needs import Needs
from rrm.model.run import Loaded
from rrm.scoring import score_sites
from tests.builders import PACK_FILES, Row, tiny_scenario


def asked(number: int, site_id: str = "A", group: str = "idp", **answers: object) -> dict:
    """A row of the assessment: household `number` of a site, and what it answered."""
    keys = {
        "site_id": site_id, "group": group, "household_id": f"{site_id}{number}",
        "interviewed_on": "2022-04-12", "respondent": "household",
    }  # fmt: skip
    return {**keys, **answers}


def households(*litres: float | None, site_id: str = "A", group: str = "idp", **answers) -> list:
    """A row for each figure of litres a person a day; None for a household that did not say."""
    return [
        asked(number, site_id, group, household_size=10, **answers)
        | ({} if litre is None else {"water_litres_per_day": 10 * litre})
        for number, litre in enumerate(litres)
    ]


def loaded(folder: Path, assessment: Sequence[Row], **changes: object) -> Loaded:
    """The tiny scenario with these interviews; changes: as tiny_scenario takes them."""
    return load_scenario(tiny_scenario(folder / "tiny", assessment=assessment, **changes))


def scored(folder: Path, assessment: Sequence[Row], **changes: object) -> Needs:
    """Need scores of the tiny scenario with these interviews."""
    read = loaded(folder, assessment, **changes)
    return score_sites(read.scenario, read.pack, read.assessment)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """A file of the tiny pack with one piece of its text replaced."""
    text = PACK_FILES[f"{file}.yaml"]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}.yaml"
    return {file: text.replace(old, new)}


@cache
def tiny() -> Loaded:
    """The tiny scenario as it is, read once."""
    with TemporaryDirectory() as folder:
        return load_scenario(tiny_scenario(Path(folder) / "tiny"))


Answered = tuple[str, Mapping[str, float]]
"""A household: the site whose only group it belongs to, and its answers as columns hold them."""


def assessment_of(answered: Sequence[Answered], respondent: str = "household") -> Assessment:
    """Interviews without files, all on one day, for laws that are tried many times."""
    scenario, pack = tiny().scenario, tiny().pack
    groups = {site.site_id: site.group.value for site in scenario.sites}
    columns = {
        name: Column(
            np.array([float(answers.get(name, 0.0)) for _, answers in answered]),
            np.array([name in answers for _, answers in answered], dtype=np.bool_),
        )
        for name, question in pack.form.questions.items()
        if not question.personal
    }
    return Assessment(
        tuple(site for site, _ in answered),
        tuple(groups[site] for site, _ in answered),
        (respondent,) * len(answered),
        (scenario.settings.start,) * len(answered),
        np.ones(len(answered)),
        columns,
    )
