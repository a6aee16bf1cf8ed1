"""What stands at the foot of every page: who may see it, which plan, how sure, who approved."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.formats import Circle
from rrm.export.published import PublishedPlan, Stamp
from rrm.model.approval import role_words
from rrm.model.language import Message, Text, msg


def stamp_lines(
    stamp: Stamp | None, circle: Circle, role: object = ""
) -> Iterator[tuple[bool, Message]]:
    """Lines for the foot of a page, and whether each is in bold.

    role: what the one who approved is called; empty where the rule pack is not at hand.
    """
    if stamp is None:
        yield True, msg("Draft: nobody has approved this plan.")
        return
    yield True, _approval(stamp, role)
    yield False, _CIRCLES[circle]
    if stamp.takes_over is not None:
        yield (
            False,
            msg(
                "Takes over from run {run} from day {day} on.",
                run=stamp.takes_over.run_id,
                day=stamp.takes_over.from_day,
            ),
        )
    yield (
        False,
        msg(
            "{title} · run {run} · data of {day} {year} · rules {pack} · engine {engine}",
            title=stamp.title,
            run=stamp.run_id,
            day=stamp.time_of_data,
            year=str(stamp.time_of_data.year),
            pack=stamp.pack,
            engine=stamp.engine,
        ),
    )
    yield (
        False,
        msg(
            "Confidence in the data, people by grade: {grades}",
            grades=tuple(
                msg("{grade}: {people}", grade=one.grade, people=one.people)
                for one in stamp.confidence
            ),
        ),
    )


def approving_role(plan: PublishedPlan) -> Text:
    """What the one who approved a plan is called, by its rule pack; empty while it is a draft."""
    approval = plan.stamp.approval if plan.stamp else None
    if approval is None:
        return Text.of("")
    return role_words(plan.facts.pack, approval.role)


def _approval(stamp: Stamp, role: object) -> Message:
    approval = stamp.approval
    if approval is None:
        return msg("Draft: nobody has approved this plan.")
    return msg(
        "Approved by: {role}, {day} {year} ({digest})",
        role=role or approval.role,
        day=approval.on,
        year=str(approval.on.year),
        digest=approval.digest[:8],
    )


_CIRCLES = {
    Circle.RESTRICTED: msg("Restricted: for those who send, carry, hand over and receive it."),
    Circle.SHARED: msg("May be passed on: small counts are hidden."),
}
