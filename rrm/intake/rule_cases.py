"""The worked cases of rule packs: `tests/*.yaml` beside the rules, answers as an assessment's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from math import isnan
from pathlib import Path

from rrm.intake.answers import Answers
from rrm.intake.input_folder import InputFolder
from rrm.intake.pack_search import PackSearch
from rrm.intake.problem_list import ProblemList
from rrm.intake.rule_pack import load_pack
from rrm.intake.source_tree import Tree, place_of, value_at
from rrm.intake.validation import is_plain_number, validated
from rrm.intake.wording import did_you_mean, found, quoted
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg
from rrm.model.needs import OVERALL
from rrm.model.problem import BadInput, Place, Problem, raise_errors
from rrm.model.rule_case import About, AnsweredHouseholds, Expectation, PackCases, RuleCase
from rrm.model.rule_pack import RulePack
from rrm.model.source_text import SourceText

FOLDER = "tests"
UNKNOWN = "unknown"


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
    cases = [
        case
        for path in _files(folder / FOLDER, inputs)
        for case in _read(path, inputs, pack, problems)
    ]
    raise_errors(problems.all())
    return PackCases(pack=pack, cases=tuple(cases))


def _files(folder: Path, inputs: InputFolder) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in inputs.entries(folder) if path.suffix in (".yaml", ".yml")]


class _Group(Frozen):
    times: int = 1
    answers: dict[str, SourceText]


class _Expected(Frozen):
    value: float | None = None
    severity: int | None = None


class _Case(Frozen):
    """A case as written, before the pack says what its names mean."""

    name: SourceText
    source: str = ""
    household: dict[str, SourceText] | None = None
    households: tuple[_Group, ...] | None = None
    expect: dict[str, SourceText | _Expected]


class _File(Frozen):
    cases: tuple[_Case, ...]


def _read(
    path: Path, inputs: InputFolder, pack: RulePack, problems: ProblemList
) -> Iterator[RuleCase]:
    shown = inputs.shown(path)
    try:
        tree: Tree = read_yaml(inputs.read(path, MAX_BYTES), shown)
    except BadInput as bad:
        problems.extend(bad.problems)
        return
    where = partial(_place, tree, Place(shown))
    file, faults = validated(_File, tree if isinstance(tree, dict) else {}, where)
    problems.extend(faults)
    for number, written in enumerate(file.cases if file else ()):
        case = _Reading(pack, tree, number, Place(shown), problems).case(written)
        if case is not None:
            yield case


def _place(tree: Tree, default: Place, path: Iterable[str | int]) -> Place:
    return place_of(tree, path, default)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One case of a file against the pack it is written for; number: from 0, in the file."""

    pack: RulePack
    tree: Tree
    number: int
    file: Place
    problems: ProblemList

    def case(self, written: _Case) -> RuleCase | None:
        groups = self._groups(written)
        households = [
            AnsweredHouseholds(times=group.times, answers=self._answers(group.answers, *path))
            for path, group in groups
            if self._is_counted(group.times, path)
        ]
        expectations = [self._expectation(name, one) for name, one in written.expect.items()]
        if not written.expect:
            self._report("RRM-R112", self._at("expect"), *_NOTHING_EXPECTED)
        of_one = len(households) == 1 and households[0].times == 1
        for expectation in expectations:
            if expectation and not of_one and expectation.about in (About.RULE, About.SECTOR):
                self._report("RRM-R113", expectation.place, *_of_one(expectation))
        known = tuple(one for one in expectations if one is not None)
        if not households or not known:
            return None
        return RuleCase(
            name=written.name,
            source=written.source,
            place=self._at("name"),
            households=tuple(households),
            expectations=known,
        )

    def _groups(self, written: _Case) -> list[tuple[tuple[str | int, ...], _Group]]:
        """Each group of households with its path in the case."""
        if (written.household is None) == (written.households is None):
            self._report("RRM-R112", self._at("name"), *_ONE_OF_TWO)
            return []
        if written.household is not None:
            return [(("household",), _Group(answers=written.household))]
        return [
            (("households", number, "answers"), group)
            for number, group in enumerate(written.households or ())
        ]

    def _is_counted(self, times: int, path: tuple[str | int, ...]) -> bool:
        if 1 <= times <= _MAX_TIMES:
            return True
        place = self._at(*path[:-1], "times")
        self._report(
            "RRM-R112",
            place,
            msg("{n} households", n=times),
            msg("a whole number from {low} to {high} is needed", low=1, high=_MAX_TIMES),
            msg("Correct the number."),
        )
        return False

    def _answers(self, texts: dict[str, SourceText], *path: str | int) -> dict[str, float]:
        """Answers by question, those that are not known left out."""
        values = {}
        for name, text in texts.items():
            question = self.pack.form.questions.get(name)
            if question is None or question.personal:
                self._no_question(name, path)
                continue
            answers = Answers(question, self.pack.form.missing)
            value = answers[text]
            fault = answers.faults.get(text)
            if fault is not None and fault.is_error:
                place = self._at(*path, name)
                self._report(fault.code, place, fault.found, fault.allowed, fault.remedy)
            if not isnan(value):
                values[name] = value
        return values

    def _no_question(self, name: str, path: tuple[str | int, ...]) -> None:
        known = [key for key, one in self.pack.form.questions.items() if not one.personal]
        self._report(
            "RRM-R111",
            self._key_at(*path, name),
            msg('unknown question "{name}"', name=quoted(name)),
            msg("an answer belongs to a question of form.yaml that is not personal"),
            did_you_mean(name, known),
        )

    def _expectation(self, written: str, value: SourceText | _Expected) -> Expectation | None:
        place = self._key_at("expect", written)
        named = _named(written, self.pack)
        if named is None:
            self._report(
                "RRM-R111",
                place,
                msg('nothing is called "{name}"', name=quoted(written)),
                msg(
                    "a case expects sector.name of a rule, sector.<sector>, area.<sector>,"
                    " people_in_need_share.<sector>, overall or area.overall"
                ),
                did_you_mean(written, _expectable(self.pack)),
            )
            return None
        about, name = named
        if isinstance(value, _Expected):
            if about is not About.RULE or (value.value is None and value.severity is None):
                self._report("RRM-R112", place, *_needed(about, msg("found keys and values")))
                return None
            return self._stated(about, name, place, value.value, value.severity)
        if value == UNKNOWN:
            return Expectation(about=about, name=name, place=place, is_unknown=True)
        if not is_plain_number(value):
            self._report("RRM-R112", place, *_needed(about, found(value)))
            return None
        number = float(value)
        if about in (About.RULE, About.PEOPLE_IN_NEED_SHARE):
            return self._stated(about, name, place, number, None)
        if not number.is_integer():
            self._report("RRM-R112", place, *_needed(about, found(value)))
            return None
        return self._stated(about, name, place, None, int(number))

    def _stated(
        self, about: About, name: str, place: Place, value: float | None, severity: int | None
    ) -> Expectation | None:
        if severity is not None and not 1 <= severity <= 5:
            self._report("RRM-R112", place, *_needed(About.SECTOR, found(severity)))
            return None
        return Expectation(about=about, name=name, place=place, value=value, severity=severity)

    def _at(self, *path: str | int) -> Place:
        return place_of(self.tree, ("cases", self.number, *path), self.file)

    def _key_at(self, *path: str | int) -> Place:
        """The place of a key, rather than of what it stands for."""
        parent = value_at(self.tree, ("cases", self.number, *path[:-1]))
        keys = parent if isinstance(parent, dict) else {}
        key = next((key for key in keys if key == str(path[-1])), None)
        return getattr(key, "place", None) or self._at(*path)

    def _report(
        self, code: str, place: Place, what: Message, allowed: Message, remedy: Message
    ) -> None:
        self.problems.add(Problem(code, place, what, allowed, remedy))


_MAX_TIMES = 1_000_000
_NOTHING_EXPECTED = (
    msg("nothing is expected"),
    msg("a case says what is to come out"),
    msg("Name a rule, a sector or an area below `expect`."),
)
_ONE_OF_TWO = (
    msg("the case has both `household` and `households`, or neither"),
    msg("a case speaks of one household, or of groups of households"),
    msg("Write one of the two."),
)


def _of_one(expectation: Expectation) -> tuple[Message, Message, Message]:
    sector = expectation.name.split(".", maxsplit=1)[0]
    return (
        msg('"{name}" is expected of several households', name=expectation.written),
        msg("several households together are an area"),
        msg('Write "area.{sector}", or give the case one `household`.', sector=sector),
    )


def _needed(about: About, what: Message) -> tuple[Message, Message, Message]:
    match about:
        case About.RULE:
            allowed = msg("a value, unknown, or {{value: …, severity: 1 to 5}} is needed")
        case About.PEOPLE_IN_NEED_SHARE:
            allowed = msg("a share from 0 to 1, or unknown, is needed")
        case _:
            allowed = msg("a class from 1 to 5, or unknown, is needed")
    return what, allowed, msg("Correct what is expected.")


def _named(written: str, pack: RulePack) -> tuple[About, str] | None:
    """What an expectation speaks of, and its name there; None where the pack has no such thing."""
    if written == OVERALL:
        return About.SECTOR, OVERALL
    kind, _, name = written.partition(".")
    sectors = {one.sector: one for one in pack.sectors.values()}
    if kind in (About.AREA, About.PEOPLE_IN_NEED_SHARE) and name in (*sectors, OVERALL):
        return About(kind), name
    if kind == About.SECTOR and name in sectors:
        return About.SECTOR, name
    sector = sectors.get(kind)
    if sector is not None and (name in sector.indicators or name in sector.measures):
        return About.RULE, written
    return None


def _expectable(pack: RulePack) -> list[str]:
    sectors = [*(one.sector for one in pack.sectors.values())]
    rules = [
        f"{sector.sector}.{name}"
        for sector in pack.sectors.values()
        for name in (*sector.indicators, *sector.measures)
    ]
    return [
        OVERALL,
        *rules,
        *(f"sector.{name}" for name in sectors),
        *(f"area.{name}" for name in (*sectors, OVERALL)),
        *(f"people_in_need_share.{name}" for name in (*sectors, OVERALL)),
    ]
