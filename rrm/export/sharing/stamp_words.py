"""What stands on every file, in words: which run, how sure, who said so, who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rrm.export.formats import Circle
from rrm.export.published import Stamp
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import SharingRules


@dataclass(frozen=True, slots=True)
class StampWords:
    """The marks of a file, a sentence each. state: draft, or who approved it and when."""

    run: Message
    data: Message
    confidence: Message
    state: Message
    circle: Message

    @property
    def lines(self) -> tuple[Message, ...]:
        """All of them, what limits the use of the file first."""
        return (self.state, self.circle, self.run, self.data, self.confidence)


def stamp_words(stamp: Stamp, circle: Circle, rules: SharingRules | None) -> StampWords:
    """The marks of a run's file.

    rules: those of the pack, which name the roles that approve; a role that they don't name stands
    for itself.
    """
    return StampWords(
        run=msg(
            "Run {run}, rules {pack}, engine {engine}",
            run=stamp.run_id,
            pack=stamp.pack,
            engine=stamp.engine,
        ),
        data=msg("Planned on what was known on {day}", day=day_with_year(stamp.time_of_data)),
        confidence=_confidence(stamp),
        state=_state(stamp, rules),
        circle=circle_in_words(circle),
    )


def circle_in_words(circle: Circle) -> Message:
    """Who may see a file."""
    if circle is Circle.RESTRICTED:
        return msg("Restricted: it tells where help will be on which day")
    return msg("May be passed on: no exact places, no days, no small counts")


def day_with_year(day: date) -> Message:
    """A calendar day with its year."""
    return msg("{day} {year}", day=day, year=str(day.year))


def _confidence(stamp: Stamp) -> Message:
    if not stamp.confidence:
        return msg("Confidence in the data: not told, as one grade is of few people")
    return msg(
        "Confidence in the data, people by grade: {grades}",
        grades=tuple(
            msg("{grade}\N{NO-BREAK SPACE}{people}", grade=one.grade, people=one.people)
            for one in stamp.confidence
        ),
    )


def _state(stamp: Stamp, rules: SharingRules | None) -> Message:
    approval = stamp.approval
    if not stamp.is_accepted:
        return msg("Rejected by the independent check: not to be carried out")
    if approval is None:
        return msg("Draft: nobody has approved it yet")
    roles = rules.roles if rules is not None else {}
    return msg(
        "Approved by the {role} on {day}, entry {digest}",
        role=Text.of(roles.get(approval.role, approval.role)),
        day=day_with_year(approval.on),
        digest=approval.digest[:8],
    )
