"""Who was asked, asked like a question: so that site, group and day are read as answers are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rrm.model.form import Question, QuestionType, Respondent
from rrm.model.labels import GROUP_LABELS
from rrm.model.language import LANGUAGES, Message, msg
from rrm.model.scenario import Group

_RESPONDENTS: dict[Respondent, Message] = {
    Respondent.HOUSEHOLD: msg("a household, for itself"),
    Respondent.KEY_INFORMANT: msg("a key informant, for the place"),
}


_SHORT_NAMES: dict[Group, tuple[str, ...]] = {
    Group.IDP: ("IDPs", "PDI", "PDIs", "déplacés", "déplacé", "personnes déplacées"),
    Group.REFUGEE: ("réfugiés", "réfugié"),
    Group.RETURNEE: ("retournés", "retourné", "rapatriés"),
    Group.HOST: ("hosts", "hôtes", "hôte", "communauté hôte", "population hôte"),
}
"""Other words for groups: those of our own tables, and what enumerators in French write."""


def _short_names(group: Group) -> dict[str, str]:
    """Further labels beside those of the languages, each under a key of its own."""
    return {f"short-{at}": name for at, name in enumerate(_SHORT_NAMES.get(group, ()))}


def _in_languages(message: Message) -> dict[str, str]:
    return {language: message.text(language) for language in LANGUAGES}


def key_questions(sites: Mapping[str, str] | None = None) -> dict[str, Question]:
    """By key column of an assessment, what may stand in it, worded as our form words it.

    sites: names by id, where the sites are known; they may then be told by their names.
    """
    groups = {
        group.value: {**_in_languages(GROUP_LABELS[group]), **_short_names(group)}
        for group in Group
    }
    respondents = {one.value: _in_languages(said) for one, said in _RESPONDENTS.items()}
    return {
        "site_id": _site(sites or {}),
        "group": Question(
            type=QuestionType.CHOICE,
            label=_in_languages(msg("Population group")),
            choices=groups,
        ),
        "household_id": Question(type=QuestionType.TEXT, label={}),
        "interviewed_on": Question(type=QuestionType.DATE, label={}),
        "respondent": Question(
            type=QuestionType.CHOICE,
            label=_in_languages(msg("Who answers")),
            choices=respondents,
        ),
        "weight": Question(type=QuestionType.NUMBER, label={}),
    }


def _site(sites: Mapping[str, str]) -> Question:
    label = _in_languages(msg("Site"))
    if not sites:
        return Question(type=QuestionType.TEXT, label=label)
    shared = Counter(sites.values())
    named = {
        site_id: {"en": name if shared[name] == 1 else f"{name} ({site_id})"}
        for site_id, name in sites.items()
    }
    return Question(type=QuestionType.CHOICE, label=label, choices=named)
