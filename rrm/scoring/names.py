"""What the names of a pack's expressions stand for, at the level that an expression stands at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rrm.model.form import Form, Question, Respondent
from rrm.model.language import Message, msg
from rrm.model.rule_pack import (
    HOUSEHOLD,
    KEY_INFORMANT,
    LEVELS,
    Indicator,
    Measure,
    Sector,
)
from rrm.rule_language import (
    ExpressionError,
    Kind,
    Literal,
    Name,
    Scope,
    Unit,
    nearest,
    no_recall_period,
)
from rrm.scoring.levels import frames_below, level_in_words, levels_seen

Rule = Measure | Indicator


class ToldElsewhereError(ExpressionError):
    """An expression that leans on what has a fault of its own, or could not be read: that is told
    where it stands, once.
    """

    def __init__(self) -> None:
        nothing = Message("")
        super().__init__("", 0, nothing, nothing, nothing)


class Names:
    """Every name of a pack.

    rules: by `sector.name`. questions: by name, those of a roster by `roster.question`.
    keys: what a name alone stands for, rosters apart. levels: of each rule and question, by key.
    is_whole: whether these are all; else a name that none of them has may well stand for one that
    could not be read, and is ToldElsewhereError.
    """

    def __init__(self, form: Form, sectors: Mapping[str, Sector], is_whole: bool = True) -> None:
        self.form, self._is_whole = form, is_whole
        self.rules: dict[str, Rule] = {}
        for sector in sectors.values():
            named: dict[str, Rule] = {**sector.measures, **sector.indicators}
            self.rules.update((f"{sector.sector}.{name}", rule) for name, rule in named.items())
        self.questions: dict[str, Question] = dict(form.questions)
        self.levels = {
            name: HOUSEHOLD if Respondent.HOUSEHOLD in question.asked_of else KEY_INFORMANT
            for name, question in form.questions.items()
        }
        for roster, asked in form.rosters.items():
            for name, question in asked.questions.items():
                self.questions[f"{roster}.{name}"] = question
                self.levels[f"{roster}.{name}"] = roster
        # A level that doesn't exist is told where it stands, once.
        levels = (*LEVELS, *form.rosters)
        self.levels.update(
            (key, rule.level if rule.level in levels else HOUSEHOLD)
            for key, rule in self.rules.items()
        )
        self.keys = {key: key for key in (*self.questions, *self.rules)}
        for name, keys in _by_short_name(self.rules).items():
            if len(keys) == 1:
                self.keys.setdefault(name, keys[0])

    def key(self, name: Name, level: str) -> str:
        """What a name stands for at a level; raises ExpressionError where that is nothing."""
        rosters = self.form.rosters
        if level in rosters and name.name in rosters[level].questions:
            return f"{level}.{name.name}"
        key = self.keys.get(name.name)
        if key is None:
            raise self._in_a_roster(name, level) or self._unknown(name, level)
        if level == KEY_INFORMANT and key in self.form.questions:
            self._is_asked_of_informants(name)
        elif self.levels[key] not in levels_seen(level):
            raise self._finer(name, key, level)
        return key

    def question(self, name: Name, level: str) -> Question:
        """The question that a name stands for, at whatever level; raises ExpressionError."""
        rosters = self.form.rosters
        key = name.name
        if level in rosters and key in rosters[level].questions:
            key = f"{level}.{key}"
        if key not in self.questions:
            within = [one for one in self.questions if one.split(".")[-1] == key]
            if len(within) != 1:
                raise self._unknown(name, level)
            key = within[0]
        return self.questions[key]

    def _is_asked_of_informants(self, name: Name) -> None:
        if Respondent.KEY_INFORMANT not in self.form.questions[name.name].asked_of:
            raise ExpressionError(
                "RRM-R016",
                name.offset,
                msg('"{name}" is a question to households alone', name=name.name),
                msg("a rule of level key_informant reads what key informants are asked"),
                msg("Ask it of key informants too, by `asked_of` in form.yaml."),
            )

    def _in_a_roster(self, name: Name, level: str) -> ExpressionError | None:
        """A roster's question where its rows aren't at hand, named as it is asked."""
        rosters = self.form.rosters
        within = [one for one in rosters if name.name in rosters[one].questions]
        if (
            not self._is_whole
            or not within
            or len(_by_short_name(self.rules).get(name.name, ())) > 1
        ):
            return None
        return self._finer(name, f"{within[0]}.{name.name}", level)

    def _finer(self, name: Name, key: str, level: str) -> ExpressionError:
        form, own = self.form, self.levels[key]
        frames = [rows for rows, of in frames_below(level, form).items() if own in levels_seen(of)]
        rows = next((one for one in frames if frames_below(level, form)[one] == own), None)
        rows = rows or (frames[0] if frames else None)
        return ExpressionError(
            "RRM-R011",
            name.offset,
            msg(
                '"{name}" has a value for each {finer}',
                name=name.name,
                finer=level_in_words(own, form),
            ),
            msg("the rule has one value for each {level}", level=level_in_words(level, form)),
            msg(
                "Say how they make one: share_of({rows}, …), sum_of, mean_of, median_of, count_of,"
                " min_of, max_of, any_of or all_of.",
                rows=rows,
            )
            if rows is not None
            else msg(
                "Make it one in a rule of level household, group or site, and use that rule here."
            ),
        )

    def _unknown(self, name: Name, level: str) -> ExpressionError:
        if not self._is_whole:
            return ToldElsewhereError()
        shared = _by_short_name(self.rules).get(name.name, [])
        if len(shared) > 1:
            return ExpressionError(
                "RRM-R003",
                name.offset,
                msg('"{name}" is the name of several rules', name=name.name),
                msg("a name must say which one it means"),
                msg("Write one of: {names}.", names=sorted(shared)),
            )
        within = self.form.rosters.get(level)
        known = {**self.keys, **(within.questions if within else {})}
        return ExpressionError(
            "RRM-R003",
            name.offset,
            msg('found the name "{name}"', name=name.name),
            msg("no question, measure or indicator has this name"),
            nearest(name.name, known),
        )


class LevelScope(Scope):
    """What names stand for in a rule of one level.

    kind_of_key: the kind of a question or rule by its key; may raise ExpressionError.
    """

    def __init__(self, names: Names, level: str, kind_of_key: Callable[[Name, str], Kind]) -> None:
        super().__init__(self._kind)
        self._names, self._level, self._kind_of_key = names, level, kind_of_key
        roster = names.form.rosters.get(level)
        self.row_unit = Unit.parse(roster.unit) if roster else Unit()

    def key(self, name: Name) -> str:
        """What a name stands for here."""
        return self._names.key(name, self._level)

    def frame(self, name: Name) -> Scope:
        """The scope of rows that are summed up at this level."""
        frames = frames_below(self._level, self._names.form)
        if name.name not in frames:
            raise self._no_frame(name, frames)
        return LevelScope(self._names, frames[name.name], self._kind_of_key)

    def recall_days(self, name: Name) -> int:
        """The recall period of a question."""
        days = self._names.question(name, self._level).recall_days
        if days is None:
            raise no_recall_period(name)
        return days

    def _kind(self, name: Name) -> Kind:
        kind = self._kind_of_key(name, self.key(name))
        if isinstance(kind, Literal):
            raise ExpressionError(
                "RRM-R004",
                name.offset,
                msg('"{name}" is free text', name=name.name),
                msg("rules compute with numbers, choices and conditions"),
                msg("Ask it as a choice."),
            )
        return kind

    def _no_frame(self, name: Name, frames: dict[str, str]) -> ExpressionError:
        form = self._names.form
        return ExpressionError(
            "RRM-R012",
            name.offset,
            msg('found "{name}" as the rows to sum up over', name=name.name),
            msg(
                "a rule with one value for each {level} sums up over: {rows}",
                level=level_in_words(self._level, form),
                rows=tuple(frames),
            )
            if frames
            else msg(
                "a rule with one value for each {level} has nothing to sum up over",
                level=level_in_words(self._level, form),
            ),
            nearest(name.name, frames)
            if frames
            else msg(
                "Make it one in a rule of level household, group or site, and use that rule here."
            ),
        )


class ValueScope(Scope):
    """A severity line's scope: `value` is the indicator's own, all else as in its rule."""

    def __init__(self, around: Scope, kind: Kind) -> None:
        super().__init__(lambda name: kind if name.name == "value" else around.kind(name))
        self._around = around

    def key(self, name: Name) -> str:
        """What a name stands for."""
        return "value" if name.name == "value" else self._around.key(name)

    def frame(self, name: Name) -> Scope:
        """The rows to sum up over, as in the rule."""
        return self._around.frame(name)

    def recall_days(self, name: Name) -> int:
        """The recall period, as in the rule."""
        return self._around.recall_days(name)


def _by_short_name(rules: dict[str, Rule]) -> dict[str, list[str]]:
    """Keys of rules by the name that stands behind the sector's."""
    found: dict[str, list[str]] = {}
    for key in rules:
        found.setdefault(key.split(".", maxsplit=1)[1], []).append(key)
    return found
