"""How severity is made: from answers to classes, from households to an area, to people in need."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.pack_document.blocks import (
    Block,
    Card,
    Column,
    Grade,
    Heading,
    Items,
    Line,
    Paragraph,
    Section,
    Strong,
    Table,
    cell,
)
from rrm.export.pack_document.subject import Subject
from rrm.export.pack_document.words import other_settings, where_from
from rrm.export.quantity import percent
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rule_pack import Assume, GradeBounds, Indicator, MissingPolicy, Status

_TOLD = ("labels", "area_share", "in_need_from", "sector", "overall", "confidence", "resampling")


def severity_chapter(subject: Subject) -> Section:
    """The chapter, in sentences made of the pack's own figures."""
    rules = subject.pack.severity
    return Section(
        "severity",
        msg("How severity is made"),
        (
            _classes(subject),
            Items(tuple(_steps(subject)), is_numbered=True),
            *(Paragraph(line) for line in other_settings(rules, _TOLD)),
            Heading(3, (msg("What a missing answer counts as"),)),
            Items(tuple(_missing(subject))),
            *_other_policies_told(subject),
            Heading(3, (msg("How far a score is to be trusted"),)),
            _grades(subject),
            Paragraph((_below_the_grades(),)),
            Card(
                (
                    Heading(4, (msg("Where these rules are from"),)),
                    *(Paragraph(line) for line in where_from(subject, rules, ("severity",))),
                ),
                "proposed" if rules.status is Status.PROPOSED else "",
            ),
        ),
    )


def _classes(subject: Subject) -> Block:
    rules = subject.pack.severity
    rows = tuple(
        (
            cell(Grade(level, subject.severity(level))),
            cell(msg("in need")) if level >= rules.in_need_from else cell(),
        )
        for level in sorted(rules.labels, reverse=True)
    )
    columns = (Column(msg("Class"), is_short=True), Column(msg("Need")))
    return Table(columns, rows, "lines")


def _steps(subject: Subject) -> Iterator[Line]:
    rules = subject.pack.severity
    yield (
        Strong(msg("Indicator.")),
        " ",
        msg(
            "Each indicator gives a household a class, by lines that are read from the top: the"
            " first that holds decides."
        ),
    )
    yield Strong(msg("Sector.")), " ", _sector_method(subject)
    yield (
        Strong(msg("Site and group.")),
        " ",
        msg(
            "A site and population group takes the highest class that at least {share} of its"
            " households reach or pass, counted with their sampling weights. Groups at one site"
            " are kept apart.",
            share=percent(rules.area_share),
        ),
    )
    yield Strong(msg("Overall.")), " ", *_overall_method(subject)
    yield (
        Strong(msg("People in need.")),
        " ",
        msg(
            "In a sector they are the share of households in class {level} or worse, times the"
            " people of the group. Overall they are those whose household is in class {level} or"
            " worse in any sector, and at least as many as in the sector with most: they are"
            " never added up over sectors.",
            level=rules.in_need_from,
        ),
    )
    yield (
        Strong(msg("Rank.")),
        " ",
        msg(
            "Sites are ranked by a score from 0 to 100 without steps between the classes. The"
            " range of a rank is found by drawing the households anew {draws} times: it holds"
            " what lies between {low} and {high} of the draws.",
            draws=rules.resampling.draws,
            low=percent(rules.resampling.low),
            high=percent(rules.resampling.high),
        ),
    )


def _sector_method(subject: Subject) -> Message:
    method = subject.pack.severity.sector
    rounding = _ROUNDING.get(str(method.rounding), str(method.rounding))
    match str(method.method):
        case "worst_critical":
            return msg(
                "In a sector a household has the class of its worst critical indicator. The"
                " other indicators can raise it to class {cap} at most.",
                cap=method.non_critical_cap,
            )
        case "mean_of_worst_half":
            return msg(
                "In a sector a household has the mean of the worse half of its indicators,"
                " {rounding}.",
                rounding=rounding,
            )
        case "mean":
            return msg(
                "In a sector a household has the mean of its indicators, {rounding}.",
                rounding=rounding,
            )
        case other:
            return msg('Indicators are combined by the method "{method}".', method=other)


_ROUNDING: dict[str, Message] = {
    "half_up": msg("rounded half up"),
    "up": msg("rounded up"),
    "down": msg("rounded down"),
}
_OVERALL: dict[str, Message] = {
    "max": msg("Overall a household, site and group has the class of its worst sector."),
    "mean": msg("Overall the class is the mean of the sectors, rounded half up."),
    "weighted": msg("Overall the class is the weighted mean of the sectors, rounded half up."),
    "geometric": msg("Overall the class is the geometric mean of the sectors, rounded half up."),
    "share": msg(
        "Overall a household has the class of its worst sector, and the site and group again the"
        " highest class that enough households reach or pass."
    ),
    "jiaf": msg(
        "Overall a household has the class of its worst critical indicator of all sectors, or the"
        " mean of the worse half of all its indicators where that is worse; the site and group"
        " again the highest class that enough households reach or pass."
    ),
}


def _overall_method(subject: Subject) -> Line:
    method = subject.pack.severity.overall
    name = str(method.method)
    said = _OVERALL.get(name) or msg('Sectors are combined by the method "{name}".', name=name)
    if not method.weights:
        return (said,)
    weights = tuple(
        msg("{sector} {weight}", sector=subject.sector(sector), weight=weight)
        for sector, weight in method.weights.items()
    )
    return said, " ", msg("Weights: {weights}.", weights=weights)


def _missing(subject: Subject) -> Iterator[Line]:
    yield (
        msg(
            "What was not answered is neither zero nor no. An indicator that can't be known is"
            " left out of a household's class, and of the shares of a site; a household of which"
            " no critical indicator is known has no class in that sector."
        ),
    )
    yield (
        msg(
            "Beside each class stand the lowest and the highest that it could be, were all that"
            " is unknown as good, or as bad, as can be."
        ),
    )
    yield (
        msg(
            "A sector that nobody assessed at a site is taken from the profile of the alert's"
            " shock, until somebody has been there."
        ),
    )


def _other_policies_told(subject: Subject) -> Iterator[Block]:
    """Each rule for a missing answer other than leaving it out, with the indicators below it."""
    for policy, labels in _other_policies(subject).items():
        yield Paragraph((msg("{heading}:", heading=missing_in_words(policy)),))
        yield Items(tuple((label,) for label in labels))


def _other_policies(subject: Subject) -> dict[MissingPolicy | Assume, tuple[Text, ...]]:
    """Indicators by what a missing answer counts as, where that is not `unknown`."""
    found: dict[MissingPolicy | Assume, tuple[Text, ...]] = {}
    for sector in subject.pack.sectors.values():
        for indicator in sector.indicators.values():
            if indicator.missing != MissingPolicy.UNKNOWN:
                label = Text.of(indicator.label)
                found[indicator.missing] = (*found.get(indicator.missing, ()), label)
    return found


def missing_in_words(policy: Indicator | MissingPolicy | Assume) -> Message:
    """What an unanswered indicator counts as."""
    if isinstance(policy, Assume):
        return msg("not answered counts as class {level}", level=policy.assume)
    if policy == MissingPolicy.WORST:
        return msg("not answered counts as class {level}", level=5)
    return msg("not answered: unknown, it does not count")


def _grades(subject: Subject) -> Block:
    columns = (
        Column(msg("Grade"), is_short=True),
        Column(msg("Critical questions answered, at least"), is_number=True),
        Column(msg("Households asked, at least"), is_number=True),
        Column(msg("Age of the answers, at most"), is_number=True),
        Column(msg("Asked")),
    )
    rows = tuple(_grade(name, bounds) for name, bounds in subject.pack.severity.confidence.items())
    return Table(columns, rows)


def _grade(name: str, bounds: GradeBounds) -> tuple[tuple[Line, ...], ...]:
    days = msg_plural("{n} day", "{n} days", n=bounds.age_days)
    asked = msg("mostly households") if bounds.household_interviews else msg("anybody")
    return (
        cell(Strong(name)),
        cell(percent(bounds.answered_share)),
        cell(bounds.households),
        cell(days),
        cell(asked),
    )


def _below_the_grades() -> Message:
    return msg(
        "What meets none of these is graded D, as is what only an alert speaks of. A poor grade"
        " never lowers a need."
    )
