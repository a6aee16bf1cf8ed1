"""The worked cases of rule packs: `tests/*.yaml` beside the rules, answers as an assessment's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rrm.intake.case_answers import CaseAnswers, CaseSpot, Keys
from rrm.intake.case_expectations import ValueAndClass, level_of, read_expectation
from rrm.intake.input_folder import InputFolder
from rrm.intake.pack_search import PackSearch
from rrm.intake.problem_list import ProblemList
from rrm.intake.rule_pack import load_pack
from rrm.intake.source_tree import Tree, place_of
from rrm.intake.validation import validated
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.form import Respondent
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem, raise_errors
from rrm.model.rule_case import About, AnsweredHouseholds, Expectation, PackCases, RuleCase
from rrm.model.rule_pack import GROUP, KEY_INFORMANT, SITE, RulePack
from rrm.model.source_text import SourceText

FOLDER = "tests"
MAX_TIMES = 1_000_000

_OF_SEVERAL = (GROUP, SITE, KEY_INFORMANT)
"""Levels of rules that give one value for several interviews together."""


def load_cases(reference: str, near: Path | None = None) -> tuple[PackCases, ...]:
    """The cases of a pack and of those that it extends, from the root to the pack itself.

    Each pack's cases come with that pack, for which they were written: one that extends it may
    say otherwise. reference, near: as load_pack takes them. Raises BadInput with every problem
    of the pack asked for, else of the first whose cases have any.
    """
    pack, _ = load_pack(reference, near)
    return tuple(_cases_of(pack_id, near) for pack_id, _ in pack.lineage)


def _cases_of(pack_id: str, near: Path | None) -> PackCases:
    pack, _ = load_pack(pack_id, near)
    problems = ProblemList()
    lineage = PackSearch(near, problems).lineage(pack_id, Place(pack_id))
    folder = lineage[-1].path if lineage else Path(pack_id)
    inputs = InputFolder(folder.parent, "rules/")
    answers = CaseAnswers(pack.form)
    cases = [
        case
        for path in _files(folder / FOLDER, inputs)
        for case in _read(path, inputs, pack, answers, problems)
    ]
    raise_errors(problems.all())
    return PackCases(pack=pack, cases=tuple(cases))


def _files(folder: Path, inputs: InputFolder) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in inputs.entries(folder) if path.suffix in (".yaml", ".yml")]


class _Group(Frozen):
    """Households of a case, as written."""

    times: int = 1
    respondent: Respondent = Respondent.HOUSEHOLD
    answers: dict[str, object]


class _Case(Frozen):
    """A case as written, before the pack says what its names mean."""

    name: str
    source: str = ""
    household: dict[str, object] | None = None
    households: tuple[_Group, ...] | None = None
    expect: dict[str, SourceText | ValueAndClass]


class _File(Frozen):
    """A file of cases."""

    cases: tuple[_Case, ...]


def _read(
    path: Path,
    inputs: InputFolder,
    pack: RulePack,
    answers: CaseAnswers,
    problems: ProblemList,
) -> Iterator[RuleCase]:
    shown = inputs.shown(path)
    try:
        tree = read_yaml(inputs.read(path, MAX_BYTES), shown)
    except BadInput as bad:
        problems.extend(bad.problems)
        return
    file, faults = validated(_File, tree, partial(_place, tree, Place(shown)))
    problems.extend(faults)
    for number, written in enumerate(file.cases if file else ()):
        spot = CaseSpot(tree, ("cases", number), Place(shown))
        case = _Reading(pack, answers, spot, problems).case(written)
        if case is not None:
            yield case


def _speaks_for_the_place(group: AnsweredHouseholds) -> bool:
    """Key informants come after households, so that a case's first row is its household."""
    return group.respondent is Respondent.KEY_INFORMANT


def _are_several(groups: tuple[AnsweredHouseholds, ...]) -> bool:
    """Whether more than one household is asked; key informants beside it speak for its place."""
    asked = [group.times for group in groups if group.respondent is Respondent.HOUSEHOLD]
    return bool(groups) and sum(asked) != 1


def _place(tree: Tree, default: Place, path: Iterable[str | int]) -> Place:
    return place_of(tree, path, default)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One case against the pack that it is written for.

    answers: what answers mean, by question. spot: of the case in its file.
    """

    pack: RulePack
    answers: CaseAnswers
    spot: CaseSpot
    problems: ProblemList

    def case(self, written: _Case) -> RuleCase | None:
        households = tuple(
            self._answered(group, at)
            for at, group in self._groups(written)
            if self._is_possible(group.times, at)
        )
        expectations = tuple(self._expectations(written))
        if _are_several(households):
            self._speak_of_areas(expectations)
        if not households or not expectations:
            return None
        return RuleCase(
            name=written.name,
            source=written.source,
            place=self.spot.place("name"),
            households=tuple(sorted(households, key=_speaks_for_the_place)),
            expectations=expectations,
        )

    def _groups(self, written: _Case) -> list[tuple[Keys, _Group]]:
        """Each group of households, with the path of its answers in the case."""
        if written.household is not None and written.households is None:
            return [(("household",), _Group(answers=written.household))]
        if written.households and written.household is None:
            return [
                (("households", number, "answers"), group)
                for number, group in enumerate(written.households)
            ]
        self._report(
            "RRM-R112",
            self.spot.place("name"),
            msg("the case has both `household` and `households`, or neither"),
            msg("a case speaks of one household, or of groups of households"),
            msg("Write one of the two."),
        )
        return []

    def _is_possible(self, times: int, at: Keys) -> bool:
        if 1 <= times <= MAX_TIMES:
            return True
        self._report(
            "RRM-R112",
            self.spot.place(*at[:-1], "times"),
            msg("{n} households", n=times),
            msg("a whole number from {low} to {high} is needed", low=1, high=MAX_TIMES),
            msg("Correct the number."),
        )
        return False

    def _answered(self, group: _Group, at: Keys) -> AnsweredHouseholds:
        read = self.answers.read(group.answers, self.spot.below(*at))
        self.problems.extend(read.problems)
        return AnsweredHouseholds(
            times=group.times,
            respondent=group.respondent,
            answers=read.answers,
            rosters=read.rosters,
        )

    def _expectations(self, written: _Case) -> Iterator[Expectation]:
        if not written.expect:
            self._report(
                "RRM-R112",
                self.spot.place("expect"),
                msg("nothing is expected"),
                msg("a case says what is to come out"),
                msg("Name a rule, a sector or an area below `expect`."),
            )
        for name, expected in written.expect.items():
            read = read_expectation(name, expected, self.pack, self.spot.key_place("expect", name))
            if isinstance(read, Problem):
                self.problems.add(read)
            else:
                yield read

    def _speak_of_areas(self, expectations: Iterable[Expectation]) -> None:
        """Of several households only what is theirs together can be asked, not one's answer."""
        for expectation in expectations:
            about_one = expectation.about in (About.RULE, About.SECTOR)
            if about_one and level_of(expectation, self.pack) not in _OF_SEVERAL:
                sector = expectation.name.split(".", maxsplit=1)[0]
                self._report(
                    "RRM-R113",
                    expectation.place,
                    msg('"{name}" is expected of several households', name=expectation.written),
                    msg(
                        "several households together are an area; of rules, those of level group,"
                        " site or key_informant can be expected"
                    ),
                    msg('Write "area.{sector}", or give one `household`.', sector=sector),
                )

    def _report(
        self, code: str, place: Place, what: Message, allowed: Message, remedy: Message
    ) -> None:
        self.problems.add(Problem(code, place, what, allowed, remedy))
