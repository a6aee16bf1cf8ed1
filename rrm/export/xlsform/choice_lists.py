"""Lists of options; questions with the very same options share one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rrm.export.xlsform.names import Names
from rrm.export.xlsform.rows import Choice
from rrm.export.xlsform.tongues import Tongues
from rrm.export.xlsform.xpath import NO, YES
from rrm.model.form import Respondent
from rrm.model.labels import GROUP_LABELS
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.scenario import Scenario

Options = tuple[tuple[str, Message | Mapping[str, str]], ...]
"""Codes of options, with their words."""

YES_NO: Options = ((YES, msg("yes")), (NO, msg("no")))
GROUPS: Options = tuple(GROUP_LABELS.items())
RESPONDENTS: Options = (
    (Respondent.HOUSEHOLD, msg("a household, for itself")),
    (Respondent.KEY_INFORMANT, msg("a key informant, for the place")),
)

# Forms turn typographic quotation marks into plain ones, join spaces, and part answers at them.
_ALTERED = re.compile(r"[‘’“”]|\s\s")
_NO_CODE = re.compile(r"[\s‘’“”]|^$")


class ChoiceLists:
    """The lists of a form, in the order in which they are first used."""

    def __init__(self, tongues: Tongues) -> None:
        self._tongues = tongues
        self._names = Names(())
        self._lists: dict[tuple[Choice, ...], str] = {}

    def list_of(self, options: Options, wanted: str) -> str:
        """The name of a list with these options; `wanted` where there is none yet."""
        content = tuple(Choice("", code, self._tongues.words(said, code)) for code, said in options)
        if content not in self._lists:
            self._lists[content] = self._names.free(wanted)
        return self._lists[content]

    def rows(self) -> tuple[Choice, ...]:
        """All options, list by list."""
        return tuple(
            Choice(name, one.name, one.label)
            for content, name in self._lists.items()
            for one in content
        )


def sites_of(scenario: Scenario) -> Options:
    """A scenario's sites by their names; those of one name are told apart by their ids."""
    names = {site.site_id: site.name for site in reversed(scenario.sites)}
    shared = Counter(names.values())
    return tuple(
        (one, {"": names[one] if shared[names[one]] == 1 else f"{names[one]} ({one})"})
        for one in scenario.site_ids
    )


def code_problems(question: str, codes: Iterable[str], file: str) -> Iterator[Problem]:
    """Options of a question whose codes would not come back from a form as they went in."""
    for code in codes:
        if _NO_CODE.search(code):
            yield Problem(
                "RRM-R124",
                Place(file),
                msg('the option "{option}" of {question}', option=code, question=question),
                msg("in a form an option's code has no spaces and no typographic quotation marks"),
                msg("Write it with letters, digits and _; its words may be anything."),
            )


def site_problems(scenario: Scenario, file: str) -> Iterator[Problem]:
    """Sites whose ids would not come back from a form as they went in."""
    for site_id in scenario.site_ids:
        if _ALTERED.search(site_id):
            yield Problem(
                "RRM-R124",
                Place(file),
                msg('the site id "{site}"', site=site_id),
                msg("in a form a site's id has no typographic quotation marks or double spaces"),
                msg("Write it with a plain apostrophe or none; its name may be anything."),
            )
