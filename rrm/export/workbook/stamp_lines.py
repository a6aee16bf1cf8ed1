"""The stamp in words: what tells this plan from others, and how far it may be used."""

from __future__ import annotations

from datetime import date

from rrm.export.published import PublishedPlan, Stamp
from rrm.export.workbook.sheet_writer import PageEdges
from rrm.model.language import Message, Text, msg


def page_edges(plan: PublishedPlan) -> PageEdges:
    """What stands at the top and foot of every page."""
    settings = plan.facts.scenario.settings
    return PageEdges(
        title=Text.of(settings.title or settings.id),
        standing=msg("Restricted · {standing}", standing=_standing_in_short(plan)),
        made_from=_made_from(plan.stamp) if plan.stamp else (),
    )


def standing(plan: PublishedPlan) -> Message:
    """Whether anybody has approved the plan, and who."""
    stamp = plan.stamp
    if stamp is None or stamp.approval is None:
        return msg("Draft: to be approved by the coordinator before anything leaves.")
    return msg(
        "Approved by: {role}, {date} (entry {digest} of the log)",
        role=role_in_words(plan, stamp.approval.role),
        date=with_year(stamp.approval.on),
        digest=stamp.approval.digest[:8],
    )


def people_by_grade(stamp: Stamp) -> Message:
    """How many people live in groups whose data have each grade of confidence."""
    return msg(
        "{grades}",
        grades=tuple(
            msg("{grade}: {count}", grade=one.grade, count=one.people) for one in stamp.confidence
        ),
    )


def role_in_words(plan: PublishedPlan, role: str) -> Text:
    """A role of the pack's sharing rules; a code that nobody named stands for itself."""
    sharing = plan.facts.pack.sharing
    return Text.of(sharing.roles.get(role, role) if sharing else role)


def with_year(day: date) -> Message:
    """A day with its year: 18 Apr 2022."""
    return msg("{date} {year}", date=day, year=str(day.year))


def _standing_in_short(plan: PublishedPlan) -> Message:
    approval = plan.stamp.approval if plan.stamp else None
    if approval is None:
        return msg("Draft")
    return msg(
        "Approved: {role}, {date}",
        role=role_in_words(plan, approval.role),
        date=with_year(approval.on),
    )


def _made_from(stamp: Stamp) -> tuple[Message, ...]:
    return (
        msg(
            "Run {run}, on what was known on {date}",
            run=stamp.run_id,
            date=with_year(stamp.time_of_data),
        ),
        msg("People by confidence of their data: {grades}", grades=people_by_grade(stamp)),
    )
