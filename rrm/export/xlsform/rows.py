"""The rows of a form's sheets, before they are written."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[tuple[str, str], ...]
"""The same words by language code, in each language of the form."""


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row of the survey sheet; its fields are the sheet's columns."""

    type: str
    name: str = ""
    label: Words = ()
    hint: Words = ()
    required: str = ""
    relevant: str = ""
    constraint: str = ""
    constraint_message: Words = ()
    calculation: str = ""
    appearance: str = ""
    repeat_count: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the choices sheet: an option of a list, by its code."""

    list_name: str
    name: str
    label: Words


@dataclass(frozen=True, slots=True)
class Settings:
    """The row of the settings sheet."""

    form_title: str
    form_id: str
    version: str
    default_language: str
    style: str
    instance_name: str


@dataclass(frozen=True, slots=True)
class FormRows:
    """All rows of a form, sheet by sheet."""

    survey: tuple[SurveyRow, ...]
    choices: tuple[Choice, ...]
    settings: Settings
