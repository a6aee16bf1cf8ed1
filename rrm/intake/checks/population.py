"""Numbers of people that don't look right."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.intake.checks.draft import Draft
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.scenario import Assistance, Site


def doubtful_people(draft: Draft) -> Iterator[Problem]:
    """Warnings: fewer people than households, none in them, more helped than live there."""
    households: dict[tuple[str, str], int] = {}
    for site in draft.rows(Site):
        value = site.value
        households[value.site_id, value.group.value] = value.households
        if value.people < value.households:
            yield _doubt(
                site.at("people"),
                msg(
                    "{people} people in {households} households",
                    people=value.people,
                    households=value.households,
                ),
                msg("a household has at least one person"),
            )
        elif value.people > 0 and value.households == 0:
            yield _doubt(
                site.at("households"),
                msg("{people} people in no household", people=value.people),
                msg("people live in households"),
            )
    for helped in draft.rows(Assistance):
        living = households.get((helped.value.site_id, helped.value.group.value))
        if living is not None and helped.value.households > living:
            yield _doubt(
                helped.at("households"),
                msg("{n} households were helped", n=helped.value.households),
                msg("{n} households of that group live there", n=living),
            )


def _doubt(place: Place, found: Message, allowed: Message) -> Problem:
    return Problem(
        "RRM-I034",
        place,
        found,
        allowed,
        msg("The figures are kept as they are; check them."),
        is_error=False,
    )
