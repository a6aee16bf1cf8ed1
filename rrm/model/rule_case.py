"""Worked cases of a rule pack: a household's answers, and what the rules are to make of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rrm.model.form import Respondent
from rrm.model.frozen import Frozen
from rrm.model.problem import Place
from rrm.model.rule_pack import Class, RulePack


class About(StrEnum):
    """What an expectation speaks of."""

    RULE = "rule"
    SECTOR = "sector"
    AREA = "area"
    PEOPLE_IN_NEED_SHARE = "people_in_need_share"


class Expectation(Frozen):
    """What a case says that the rules give.

    name: of a rule `sector.name`; else a sector, or `overall`.
    value: of a rule, or the share of people in need. severity: the class. None where the case
    does not say.
    is_unknown: nothing can be known: no value of a measure, no class of anything else.
    """

    about: About
    name: str
    place: Place
    value: float | None = None
    severity: Class | None = None
    is_unknown: bool = False

    @property
    def written(self) -> str:
        """As the case names it: `wash.water_per_person`, `area.wash`, `overall`."""
        if self.about is About.RULE or (self.about is About.SECTOR and self.name == "overall"):
            return self.name
        return f"{self.about.value}.{self.name}"


class AnsweredHouseholds(Frozen):
    """Households that gave the same answers.

    times: how many. answers: by question, as an assessment's columns hold them (see
    rrm.model.form.Column); a question that was not answered is left out.
    respondent: a key informant's answers speak for the place.
    rosters: by roster, the rows of each of these households, answers as above.
    """

    times: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    respondent: Respondent = Respondent.HOUSEHOLD
    answers: dict[str, float]
    rosters: dict[str, tuple[dict[str, float], ...]] = {}


class RuleCase(Frozen):
    """One case: who answered what, and what is to come out.

    source: where the figures of the case come from. place: of its name.
    """

    name: str
    source: str
    place: Place
    households: Annotated[tuple[AnsweredHouseholds, ...], Field(min_length=1)]
    expectations: Annotated[tuple[Expectation, ...], Field(min_length=1)]


class PackCases(Frozen):
    """A resolved pack with the cases of its own folder."""

    pack: RulePack
    cases: tuple[RuleCase, ...]
