"""A rule pack's questions as an XLSForm for ODK and Kobo."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from rrm.export.xlsform.choice_lists import ChoiceLists, code_problems, site_problems
from rrm.export.xlsform.names import name_problems
from rrm.export.xlsform.rows import FormRows, Settings
from rrm.export.xlsform.sheets import form_bytes
from rrm.export.xlsform.survey_rows import Survey
from rrm.export.xlsform.tongues import Tongues
from rrm.export.xlsform.words_problems import holds_inserted, inserted, words_problems
from rrm.model.form import Form, Question
from rrm.model.language import Text, msg
from rrm.model.problem import Place, Problem, raise_errors
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario

_HASH_DIGITS = 8
_PACK_FILE, _FORM_FILE = "pack.yaml", "form.yaml"
_SITES_TABLE, _SCENARIO_FILE = "sites", "scenario.yaml"


@dataclass(frozen=True, slots=True)
class FormWorkbook:
    """An XLSForm, with what is in it.

    content: the XLSX file. version: the pack's, and a hash of what the form says.
    questions: of households, key informants and rosters' rows together; keys not counted.
    sites: those to choose from, 0 where the site is typed in.
    left_out: personal questions that are not asked. doubts: conditions that it can't hold.
    """

    content: bytes
    form_id: str
    version: str
    languages: tuple[str, ...]
    questions: int
    rosters: tuple[str, ...]
    sites: int
    left_out: tuple[str, ...]
    doubts: tuple[Problem, ...]


def form_workbook(
    pack: RulePack, scenario: Scenario | None = None, *, with_personal: bool = False
) -> FormWorkbook:
    """The pack's form as XLSForm, in each language of the pack.

    scenario: gives the sites to choose from. with_personal: also asks what intake drops.
    Raises BadInput with every name, code or text that a form can't hold.
    """
    form = pack.form if with_personal else _without_personal(pack.form)
    problems = [*_form_problems(form, pack), *_scenario_problems(pack, scenario)]
    raise_errors(problems)
    tongues = Tongues(pack.languages)
    lists = ChoiceLists(tongues)
    survey = Survey(form, scenario, tongues, lists)
    rows = tuple(survey.rows())
    rows_made = FormRows(rows, lists.rows(), _settings(pack, scenario, tongues))
    made = _with_version(rows_made, pack.version)
    asked = _names(form)
    return FormWorkbook(
        content=form_bytes(made, tongues),
        form_id=made.settings.form_id,
        version=made.settings.version,
        languages=tongues.codes,
        questions=len(asked),
        rosters=tuple(form.rosters),
        sites=0 if scenario is None else len(scenario.site_ids),
        left_out=tuple(name for name in _names(pack.form) if name not in asked),
        doubts=(*problems, *survey.doubts),
    )


def _without_personal(form: Form) -> Form:
    """The form without what intake drops at the door; a roster of nothing else goes too."""
    rosters = {
        name: roster.model_copy(update={"questions": _impersonal(roster.questions)})
        for name, roster in form.rosters.items()
    }
    return form.model_copy(
        update={
            "questions": _impersonal(form.questions),
            "rosters": {name: roster for name, roster in rosters.items() if roster.questions},
        }
    )


def _impersonal(questions: dict[str, Question]) -> dict[str, Question]:
    return {name: question for name, question in questions.items() if not question.personal}


def _names(form: Form) -> tuple[str, ...]:
    """Every question; those of a roster by its name and theirs."""
    inside = (f"{name}/{one}" for name, roster in form.rosters.items() for one in roster.questions)
    return (*form.questions, *inside)


def _form_problems(form: Form, pack: RulePack) -> Iterator[Problem]:
    if any(map(holds_inserted, pack.title.values())):
        yield inserted(pack.id, _PACK_FILE)
    yield from name_problems(form, _FORM_FILE)
    yield from words_problems(form, _FORM_FILE)
    rosters = (roster.questions for roster in form.rosters.values())
    for questions in (form.questions, *rosters):
        for name, question in questions.items():
            yield from code_problems(name, question.choices, _FORM_FILE)


def _scenario_problems(pack: RulePack, scenario: Scenario | None) -> Iterator[Problem]:
    if scenario is None:
        return
    yield from site_problems(scenario, _SITES_TABLE)
    if any(map(holds_inserted, scenario.settings.title.values())):
        yield inserted(scenario.settings.id, _SCENARIO_FILE)
    for site in scenario.sites:
        if holds_inserted(site.name):
            yield inserted(site.site_id, _SITES_TABLE)
    if scenario.settings.rules != pack.id:
        yield Problem(
            "RRM-R125",
            Place(_SCENARIO_FILE),
            msg('the scenario\'s rules are those of "{rules}"', rules=scenario.settings.rules),
            msg('the form asks what the pack "{pack}" needs', pack=pack.id),
            msg("Write the form from the scenario's own pack."),
            is_error=False,
        )


def _settings(pack: RulePack, scenario: Scenario | None, tongues: Tongues) -> Settings:
    first = tongues.codes[0]
    form_id, title = pack.id, Text.of(pack.title).text(first)
    if scenario is not None:
        form_id = f"{form_id}_{scenario.settings.id}"
        title = f"{title} - {Text.of(scenario.settings.title).text(first)}"
    return Settings(
        form_title=title,
        form_id=form_id,
        version="",
        default_language=tongues.heading(first),
        style="pages",
        instance_name="concat(${site_id}, ' - ', ${group})",
    )


def _with_version(rows: FormRows, pack_version: str) -> FormRows:
    """The form with its version: the pack's, and a hash that changes whenever the form does."""
    said = json.dumps(asdict(rows), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(said.encode("utf-8")).hexdigest()[:_HASH_DIGITS]
    return replace(rows, settings=replace(rows.settings, version=f"{pack_version}-{digest}"))
