"""Clocks and actors of a pack's triggers that don't hold together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rrm.intake.source_tree import Path
from rrm.model.alert_decision import Decision
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import TriggerRules

Where = Callable[[Path], Place]


def trigger_problems(triggers: TriggerRules, where: Where) -> Iterator[Problem]:
    """Colours out of order, an assessment due after the help it is for, decisions without actor."""
    colours, assess = triggers.clock, triggers.assess
    if colours is not None and colours.amber_from > colours.red_from:
        yield Problem(
            "RRM-R140",
            where(("triggers", "clock", "amber_from")),
            msg(
                "amber from {amber}, red from {red}",
                amber=colours.amber_from,
                red=colours.red_from,
            ),
            msg("a clock turns amber before it turns red"),
            msg("Correct one of the two."),
        )
    if assess is not None and assess.within_days > triggers.respond_within_days:
        yield Problem(
            "RRM-R141",
            where(("triggers", "assess", "within_days")),
            msg("an assessment within {days} days", days=assess.within_days),
            msg("first help is due within {days} days", days=triggers.respond_within_days),
            msg("Let the assessment come first, or give the response more time."),
            is_error=False,
        )
    lacking = [decision.value for decision in Decision if decision not in triggers.who]
    if triggers.who and lacking:
        yield Problem(
            "RRM-R142",
            where(("triggers", "who")),
            msg("nobody is named for: {decisions}", decisions=", ".join(lacking)),
            msg("each decision about an alert has somebody who acts"),
            msg("Say who acts."),
            is_error=False,
        )
