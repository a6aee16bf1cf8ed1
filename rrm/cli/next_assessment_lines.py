"""Whose assessment could change most what is asked of the plan, for a terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rrm.cli.figures import money
from rrm.cli.layout import WIDTH, columns, left, right, wrapped
from rrm.cli.needs_lines import site_and_group
from rrm.cli.replanned import Elsewhere, Replanned
from rrm.entitlements import AssessmentEffect
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, format_number, msg, msg_plural
from rrm.model.rounding import whole
from rrm.model.run import Loaded

SHOWN = 10
SECTORS_NAMED = 1


def next_assessment_lines(
    loaded: Loaded,
    effects: Sequence[AssessmentEffect],
    language: str,
    tell_all: bool = False,
    is_replanned: bool = False,
) -> Iterator[str]:
    """The site to assess first, and two lines for each group whose scores are unsure."""
    moving = [one for one in effects if one.change > 0]
    if not moving:
        yield from wrapped(_NOTHING_UNSURE.text(language))
        return
    yield from wrapped(_first(loaded, moving[0]).text(language))
    yield ""
    yield from wrapped(_FIGURES.text(language))
    yield ""
    shown = moving if tell_all else moving[:SHOWN]
    yield from _table(loaded, shown, language)
    yield from _left_out(len(moving) - len(shown), len(effects) - len(moving), language)
    yield ""
    yield from wrapped(_SCREENING.text(language))
    if not is_replanned:
        yield from wrapped(_HOW_TO_REPLAN.text(language))


def next_assessment_json(
    effects: Sequence[AssessmentEffect], replanned: Sequence[Replanned] = ()
) -> dict[str, object]:
    """The same as data."""
    return {
        "assessments": [_effect_json(one) for one in effects],
        "replanned": [_replanned_json(one) for one in replanned],
    }


def replanned_lines(loaded: Loaded, replanned: Sequence[Replanned], language: str) -> Iterator[str]:
    """What a plan made anew with the best and the worst severities brings to the other sites."""
    for one in replanned:
        yield ""
        title = msg(
            "{site} ({group}), planned anew:",
            site=loaded.scenario.site_name(one.site_id),
            group=group_label(one.group),
        )
        yield from wrapped(title.text(language))
        for bound, elsewhere in (
            (msg("at the least severity"), one.at_least),
            (msg("at the most severity"), one.at_most),
        ):
            line = msg("{bound}: {what}", bound=bound, what=_elsewhere(loaded, elsewhere))
            yield from wrapped(line.text(language), indent=2, hanging=2)


_NOTHING_UNSURE = msg("Every group's scores are sure enough: no assessment would change the plan.")
_FIGURES = msg(
    "Weighted need (people, weighted by severity and item) that the plan is asked for: as scored"
    " now, at least and at most. C: confidence, A to D. Below: what is not known, what the things"
    " asked for are worth, and what one visit takes."
)
_SCREENING = msg(
    "A screening: what each group would be due is counted anew with the best and with the worst"
    " severities that are plausible. Whether it could be brought is not asked."
)
_HOW_TO_REPLAN = msg("No plan is made anew: --replan 3 does that for the first three.")


def _first(loaded: Loaded, effect: AssessmentEffect) -> Message:
    return msg(
        "Assess first: {site} ({group}). What is asked of the plan there could lie anywhere"
        " between {share_low} % and {share_high} % of what it is now.",
        site=loaded.scenario.site_name(effect.site_id),
        group=group_label(effect.group),
        share_low=_percent(effect.least.weight, effect.now.weight),
        share_high=_percent(effect.most.weight, effect.now.weight),
    )


def _percent(weight: float, now: float) -> int:
    return whole(100 * weight / now) if now > 0 else 0


def _table(loaded: Loaded, shown: Sequence[AssessmentEffect], language: str) -> Iterator[str]:
    titles = (msg("Site, group"), msg("C"), msg("now"), msg("least"), msg("most"))
    header = ("", *(title.text(language) for title in titles))
    rows = [_cells(loaded, one, language) for one in shown]
    widths = [max(columns(row[at]) for row in (header, *rows)) for at in range(len(header))]
    widths[1] = min(widths[1], WIDTH - sum(widths) + widths[1] - 2 * len(widths) + 2)
    yield _line(header, widths)
    for one, row in zip(shown, rows, strict=True):
        yield _line(row, widths)
        yield from wrapped(_why(loaded, one).text(language), indent=widths[0] + 4, hanging=2)


def _cells(loaded: Loaded, one: AssessmentEffect, language: str) -> tuple[str, ...]:
    return (
        str(one.rank),
        site_and_group(loaded, one.site_id, one.group, language, 40),
        one.grade,
        *(format_number(asked.weight, language, 0) for asked in (one.now, one.least, one.most)),
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    rank, name, *others = (
        left(cell, width) if at == 1 else right(cell, width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((rank, name, *others)).rstrip()


def _why(loaded: Loaded, one: AssessmentEffect) -> Message:
    """Why a group is unsure, in what, what it asks for, and what a visit takes and adds."""
    sectors = tuple(
        Text.of(loaded.pack.sectors[name].label) for name in one.sectors[:SECTORS_NAMED]
    )
    said = msg(
        "{why}; most by {sectors}; what is asked for: worth {value}, for {households}",
        why=one.why,
        sectors=sectors,
        value=_worth(loaded, one),
        households=_households(one),
    )
    takes = msg_plural("{n} interview", "{n} interviews", n=one.interviews)
    if one.team_days is not None:
        days = msg_plural("{n} day of a team", "{n} days of a team", n=one.team_days)
        takes = msg("{takes}, {days}", takes=takes, days=days)
    if one.short_of_grade is None:
        return msg("{said}; a visit: {takes}", said=said, takes=takes)
    return msg_plural(
        "{said}; {n} more interview would make it grade B; to ask anew what was left unanswered,"
        " a visit: {takes}",
        "{said}; {n} more interviews would make it grade B; to ask anew what was left unanswered,"
        " a visit: {takes}",
        n=one.short_of_grade,
        said=said,
        takes=takes,
    )


def _worth(loaded: Loaded, one: AssessmentEffect) -> Message:
    budget = loaded.scenario.settings.budget
    currency = budget.currency if budget is not None else ""
    low, high = money(one.least.value, currency), money(one.most.value, currency)
    return low if one.least.value == one.most.value else msg("{low} to {high}", low=low, high=high)


def _households(one: AssessmentEffect) -> Message:
    low, high = one.least.households, one.most.households
    if low == high:
        return msg_plural("{n} household", "{n} households", n=high)
    return msg_plural("{low} to {n} household", "{low} to {n} households", n=high, low=low)


def _left_out(unshown: int, unmoved: int, language: str) -> Iterator[str]:
    if unshown > 0:
        yield from wrapped(
            msg_plural("… and {n} more; --all shows it", "… and {n} more; --all shows them",
                       n=unshown).text(language)
        )  # fmt: skip
    if unmoved > 0:
        unmoved_ones = msg_plural(
            "{n} more group is unsure, but is due the same at best and at worst.",
            "{n} more groups are unsure, but are due the same at best and at worst.",
            n=unmoved,
        )
        yield from wrapped(unmoved_ones.text(language))


def _elsewhere(loaded: Loaded, change: Elsewhere) -> Message:
    if not change.by_item:
        return msg("nothing changes at the other sites")
    things = tuple(
        msg(
            "{item} +{more} -{less}",
            item=Text.of(loaded.pack.catalogue[item].label),
            more=whole(more),
            less=whole(less),
        )
        for item, more, less in change.by_item
    )
    return msg(
        "at the other sites {more} households get more and {less} less ({things})",
        more=change.households_more,
        less=change.households_less,
        things=things,
    )


def _effect_json(one: AssessmentEffect) -> dict[str, object]:
    return {
        "rank": one.rank,
        "site_id": one.site_id,
        "group": one.group,
        "confidence": one.grade,
        "why": {"en": one.why.text("en"), "fr": one.why.text("fr")},
        "sectors": list(one.sectors),
        **{
            name: {
                "weighted_need": asked.weight,
                "value": asked.value,
                "households": asked.households,
            }
            for name, asked in (("now", one.now), ("least", one.least), ("most", one.most))
        },
        "change": one.change,
        "interviews": one.interviews,
        "short_of_grade": one.short_of_grade,
        "team_days": one.team_days,
    }


def _replanned_json(one: Replanned) -> dict[str, object]:
    return {
        "site_id": one.site_id,
        "group": one.group,
        **{
            name: {
                "households_more": change.households_more,
                "households_less": change.households_less,
                "items": [
                    {"item": item, "more": more, "less": less}
                    for item, more, less in change.by_item
                ],
            }
            for name, change in (("least", one.at_least), ("most", one.at_most))
        },
    }
