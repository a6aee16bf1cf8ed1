"""The survey from its first row to its last: who is asked, then the sections with their rosters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rrm.export.xlsform.choice_lists import GROUPS, RESPONDENTS, ChoiceLists, sites_of
from rrm.export.xlsform.names import count_name, names_of
from rrm.export.xlsform.question_rows import QuestionRows, Scope, condition_cell
from rrm.export.xlsform.rows import SurveyRow
from rrm.export.xlsform.tongues import Tongues
from rrm.export.xlsform.xpath_text import ALWAYS, Said, all_of
from rrm.model.form import Form, Question, Respondent, Roster, WithoutRows
from rrm.model.language import Text, msg
from rrm.model.problem import Problem
from rrm.model.scenario import Scenario

FIELD_LIST = "field-list"
"""All questions of a group on one page; a page can't hold a roster."""
REQUIRED = "yes"
_MANY_SITES = 10
_SEARCHED = "minimal autocomplete"


class Survey:
    """Makes the rows of the survey sheet from what is asked.

    form: without the questions that are left out. `doubts`: conditions that it can't hold.
    """

    def __init__(
        self, form: Form, scenario: Scenario | None, tongues: Tongues, lists: ChoiceLists
    ) -> None:
        self._form, self._scenario = form, scenario
        self._tongues, self._lists = tongues, lists
        self._names = names_of(form)
        self._shared = _in_several_rosters(form)
        self._asked = _respondents(form)
        self.doubts: list[Problem] = []

    def rows(self) -> Iterator[SurveyRow]:
        """Every row, in the order of asking."""
        yield SurveyRow(type="start", name="start")
        yield SurveyRow(type="end", name="end")
        yield SurveyRow(type="today", name="interviewed_on")
        yield from self._interview()
        if not self._form.sections:
            for name in (*self._form.questions, *self._form.rosters):
                yield from self._item(name, self._asked_where(name))
        for title, section in self._form.sections.items():
            yield from self._section(title, section.label, section.questions)

    def _interview(self) -> Iterator[SurveyRow]:
        """Who is asked. The household's id is drawn by the telephone and tells nobody's name."""
        yield SurveyRow(
            type="begin_group",
            name=self._names.free("who_is_asked"),
            label=self._tongues.words(msg("Who is asked")),
            appearance=FIELD_LIST,
        )
        yield self._site()
        groups = self._lists.list_of(GROUPS, "group")
        yield SurveyRow(
            type=f"select_one {groups}",
            name="group",
            label=self._tongues.words(msg("Population group")),
            required=REQUIRED,
        )
        if Respondent.KEY_INFORMANT in self._asked:
            respondents = self._lists.list_of(RESPONDENTS, "respondent")
            yield SurveyRow(
                type=f"select_one {respondents}",
                name="respondent",
                label=self._tongues.words(msg("Who answers")),
                required=REQUIRED,
            )
        yield SurveyRow(type="calculate", name="household_id", calculation="once(uuid())")
        yield SurveyRow(type="end_group")

    def _site(self) -> SurveyRow:
        label = self._tongues.words(msg("Site"))
        if self._scenario is None:
            hint = self._tongues.words(msg("The site's id, as in the table of sites."))
            return SurveyRow("text", "site_id", label, hint, required=REQUIRED)
        sites = sites_of(self._scenario)
        return SurveyRow(
            type=f"select_one {self._lists.list_of(sites, 'site_id')}",
            name="site_id",
            label=label,
            required=REQUIRED,
            appearance=_SEARCHED if len(sites) > _MANY_SITES else "",
        )

    def _section(
        self, title: str, label: Mapping[str, str], members: Iterable[str]
    ) -> Iterator[SurveyRow]:
        names = [name for name in members if self._is_asked(name)]
        if not names:
            return
        asked = [self._asked_where(name) for name in names]
        # What goes for all of a section is said once.
        for_all = asked[0] if len(set(map(str, asked))) == 1 else ALWAYS
        holds_roster = any(name in self._form.rosters for name in names)
        yield SurveyRow(
            type="begin_group",
            name=self._names.free(title),
            label=self._tongues.words(label, title),
            relevant=condition_cell(for_all),
            appearance="" if holds_roster else FIELD_LIST,
        )
        for name, where in zip(names, asked, strict=True):
            yield from self._item(name, ALWAYS if for_all != ALWAYS else where)
        yield SurveyRow(type="end_group")

    def _is_asked(self, name: str) -> bool:
        return name in self._form.questions or name in self._form.rosters

    def _item(self, name: str, asked_where: Said) -> Iterator[SurveyRow]:
        if name in self._form.rosters:
            yield from self._roster(name, self._form.rosters[name], asked_where)
            return
        questions = self._question_rows({})
        question = self._form.questions[name]
        yield from questions.rows(name, question, self._form.questions, asked_where)
        self.doubts += questions.doubts

    def _roster(self, name: str, roster: Roster, asked_where: Said) -> Iterator[SurveyRow]:
        """How many rows, then that many times the questions: a row more can't be forgotten."""
        questions = self._question_rows(roster.questions)
        outside = self._form.questions
        relevant = all_of(asked_where, questions.relevance(roster.relevant, outside))
        yield self._count(name, roster, relevant)
        yield SurveyRow(
            type="begin_repeat",
            name=name,
            label=self._tongues.words(roster.label, name),
            relevant=f"${{{count_name(name)}}} > 0",
            repeat_count=f"${{{count_name(name)}}}",
        )
        scope: Scope = {**outside, **roster.questions}
        for one, question in roster.questions.items():
            yield from questions.rows(one, question, scope, self._only_some(question, roster))
        yield SurveyRow(type="end_repeat")
        self.doubts += questions.doubts

    def _count(self, name: str, roster: Roster, relevant: Said) -> SurveyRow:
        most = roster.rows_at_most
        # Where no rows mean that there is nobody, an empty answer must not pass for it.
        means_none = roster.without_rows is WithoutRows.NONE
        return SurveyRow(
            type="integer",
            name=count_name(name),
            label=self._tongues.words(msg("{roster}: how many?", roster=Text.of(roster.label))),
            hint=self._tongues.words(msg("0 if there are none.")),
            required=REQUIRED if means_none else "",
            relevant=condition_cell(relevant),
            constraint=f". >= 0 and . <= {most}",
            constraint_message=self._tongues.words(msg("From {low} to {high}.", low=0, high=most)),
        )

    def _question_rows(self, inside: Scope) -> QuestionRows:
        def path_of(name: str) -> str:
            # A name that several rosters have is looked up in the row at hand.
            return f"../{name}" if name in inside and name in self._shared else f"${{{name}}}"

        return QuestionRows(self._tongues, self._lists, path_of)

    def _asked_where(self, name: str) -> Said:
        if name in self._form.rosters:
            roster = self._form.rosters[name]
            return self._respondent_is(_asked_of(roster))
        return self._respondent_is(set(self._form.questions[name].asked_of))

    def _only_some(self, question: Question, roster: Roster) -> Said:
        """A further condition, for a question that fewer are asked than the roster's others."""
        asked = set(question.asked_of)
        return ALWAYS if asked == _asked_of(roster) else self._respondent_is(asked)

    def _respondent_is(self, asked: set[Respondent]) -> Said:
        if Respondent.KEY_INFORMANT not in self._asked or len(asked) > 1:
            return ALWAYS
        (one,) = asked
        return f"${{respondent}} = '{one}'"


def _asked_of(roster: Roster) -> set[Respondent]:
    return {one for question in roster.questions.values() for one in question.asked_of}


def _respondents(form: Form) -> set[Respondent]:
    households = {one for question in form.questions.values() for one in question.asked_of}
    return households.union(*map(_asked_of, form.rosters.values()))


def _in_several_rosters(form: Form) -> set[str]:
    names = [name for roster in form.rosters.values() for name in roster.questions]
    return {name for name in names if names.count(name) > 1}
