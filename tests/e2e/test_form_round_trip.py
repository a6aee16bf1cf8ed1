"""A pack's form, filled in and exported, comes back as the answers that were given.

The form is made by `rrm rules form`, converted by pyxform, filled in by ODK Collect's own engine
with generated answers, exported as KoboToolbox does, taken in and read as a scenario.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rrm.export import form_workbook
from rrm.intake import load_pack, load_scenario
from rrm.intake.foreign import take_in, write_folder
from rrm.model.form import Assessment, Column, Question, QuestionType
from rrm.model.rule_pack import RulePack
from tests.builders import as_csv, row
from tests.export.xlsform.filled import Record, SeenForm, filled, seen
from tests.export.xlsform.forms import FULL_FORM, pack_of, sites
from tests.export.xlsform.kobo_export import Variant, export
from tests.export.xlsform.telephone import Telephone, engine

ENGLISH, FRENCH = "English (en)", "Français (fr)"
SITES = sites("Inékar", "Tabankort", "N’Daki")

VARIANTS = st.builds(
    Variant,
    file=st.sampled_from(["xlsx", "csv"]),
    separator=st.sampled_from([",", ";"]),
    language=st.sampled_from([None, ENGLISH, FRENCH]),
    groups=st.booleans(),
    several=st.sampled_from(["one", "many", "both"]),
    typed=st.booleans(),
)


@pytest.fixture(scope="module")
def telephone() -> Iterator[Telephone]:
    if engine() is None:
        pytest.skip("no Java compiler, or no pyxform")
    running = Telephone()
    yield running
    running.close()


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, in whose `rules/` packs are looked for first."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def taken_in(
    form: SeenForm, records: Sequence[Record], variant: Variant, pack: RulePack, folder: Path
) -> Assessment:
    """The assessment of the scenario folder that intake makes of the export."""
    folder.mkdir(parents=True)
    table = folder.with_suffix(".csv")
    rows = [
        row("sites", **site.model_dump(exclude={"lat", "lon"}, exclude_defaults=True))
        for site in SITES.sites
    ]
    table.write_text(as_csv("sites", rows), encoding="utf-8")
    with TemporaryDirectory() as exports:
        files = export(form, records, variant, Path(exports))
        write_folder(take_in(files, pack.id, sites=table), folder, table)
    return load_scenario(folder).assessment


def assert_same(assessment: Assessment, records: Sequence[Record], pack: RulePack) -> None:
    answers = [record.answers for record in records]
    assert assessment.site_ids == tuple(one["site_id"] for one in answers)
    assert assessment.groups == tuple(one["group"] for one in answers)
    respondents = tuple(one.get("respondent") or "household" for one in answers)
    assert assessment.respondents == respondents
    days = tuple(date.fromisoformat(one["interviewed_on"]) for one in answers)
    assert assessment.interviewed_on == days
    assert_columns(assessment.columns, answers, pack.form.questions)
    for name, roster in pack.form.rosters.items():
        rows = [(at, one) for at, record in enumerate(records) for one in record.rows[name]]
        assert assessment.rosters[name].households.tolist() == [at for at, _ in rows]
        assert_columns(assessment.rosters[name].columns, [one for _, one in rows], roster.questions)


def assert_columns(
    columns: Mapping[str, Column],
    answers: Sequence[Mapping[str, str]],
    questions: Mapping[str, Question],
) -> None:
    for name, question in questions.items():
        if question.personal:
            continue
        expected = [number(one[name], question) for one in answers]
        known = np.array([value is not None for value in expected], dtype=np.bool_)
        values = np.array([value or 0.0 for value in expected])
        assert columns[name].known.tolist() == known.tolist(), name
        assert columns[name].values.tolist() == pytest.approx(values.tolist()), name


def number(answer: str, question: Question) -> float | None:
    """What an answer is as a number; None where there is none. Text is only known or not."""
    if not answer:
        return None
    options = tuple(question.choices)
    match question.type:
        case QuestionType.BOOLEAN:
            return float(answer == "yes")
        case QuestionType.CHOICE:
            return float(options.index(answer))
        case QuestionType.MULTIPLE:
            return float(sum(1 << options.index(one) for one in answer.split()))
        case QuestionType.DATE:
            return float(date.fromisoformat(answer).toordinal())
        case QuestionType.TEXT:
            return 0.0
        case _:
            return float(answer)


def test_a_small_form_comes_back_as_it_was_filled_in(telephone, in_folder) -> None:
    pack = pack_of(in_folder, FULL_FORM)
    form = seen(form_workbook(pack, SITES).content, in_folder)
    chance = random.Random(7)
    drawn = [filled(form, telephone, chance) for _ in range(40)]
    count = iter(range(1_000_000))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(VARIANTS, st.lists(st.sampled_from(range(40)), min_size=1, max_size=8, unique=True))
    def comes_back(variant: Variant, picked: list[int]) -> None:
        records = [drawn[at] for at in picked]
        folder = in_folder / "scenarios" / f"case-{next(count)}"
        assert_same(taken_in(form, records, variant, pack, folder), records, pack)

    comes_back()


@pytest.mark.parametrize(
    ("language", "several"),
    [(None, "both"), (ENGLISH, "one"), (ENGLISH, "many"), (FRENCH, "one"), (FRENCH, "both")],
)
def test_the_form_of_mali_comes_back_as_it_was_filled_in(
    telephone, tmp_path, language, several
) -> None:
    pack, _ = load_pack("mali")
    form = seen(form_workbook(pack, SITES).content, tmp_path)
    chance = random.Random(f"{language} {several}")
    records = [filled(form, telephone, chance) for _ in range(6)]
    variant = Variant(
        file="csv" if several == "one" else "xlsx",
        language=language,
        groups=several != "many",
        several=several,
    )
    assert_same(taken_in(form, records, variant, pack, tmp_path / "case"), records, pack)
