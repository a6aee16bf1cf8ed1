"""The whole scenario as one: people in need by sector and overall, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.cli.layout import WIDTH, columns, left, right, wrapped
from rrm.cli.paint import by_severity
from rrm.cli.plain import plain
from rrm.model.language import Text, format_number, msg
from rrm.model.needs import OVERALL, WHOLE_SCENARIO, Needs, NeedScore
from rrm.model.run import Loaded

_NO_SUM = msg(
    "Overall is not the sum of the sectors: who is in need in several of them counts once."
)


def whole_sentence(loaded: Loaded, needs: Needs, language: str) -> Iterator[str]:
    """People in need in the whole scenario as a sentence, overall first; none without a score."""
    whole = _whole(needs)
    overall = whole.get(OVERALL)
    if overall is None:
        return
    told = msg(
        "In need in the whole scenario: {in_need} of {people} people. By sector: {sectors}.",
        in_need=overall.people_in_need,
        people=overall.people,
        sectors=" · ".join(
            f"{_label(loaded, sector, language)} {_number(whole[sector].people_in_need, language)}"
            for sector in whole
            if sector != OVERALL
        ),
    )
    yield from wrapped(told.text(language))
    yield from wrapped(_NO_SUM.text(language))


def whole_table(
    loaded: Loaded, needs: Needs, language: str, coloured: bool = False
) -> Iterator[str]:
    """The same as a line a sector, with severity and confidence; none without a score."""
    whole = _whole(needs)
    if OVERALL not in whole:
        return
    people = whole[OVERALL].people
    title = msg("Whole scenario, {people} people", people=people).text(language)
    headings = tuple(
        one.text(language) for one in (msg("Severity"), msg("In need"), msg("Confidence"))
    )
    cells = {name: _cells(score, language) for name, score in whole.items()}
    widths = [max(columns(row[at]) for row in (headings, *cells.values())) for at in range(3)]
    labels = {name: _label(loaded, name, language) for name in whole}
    room = WIDTH - sum(widths) - len(widths)
    name_width = min(room, max(columns(one) for one in (title, *labels.values())))
    yield _line(left(title, name_width), headings, widths)
    for name, score in whole.items():
        line = _line(left(labels[name], name_width), cells[name], widths)
        at, end = name_width + 1, name_width + 1 + widths[0]
        yield line[:at] + by_severity(line[at:end], score.severity, coloured) + line[end:]
    yield from wrapped(_NO_SUM.text(language), indent=3)
    yield from wrapped(msg("Confidence is that of the least known group.").text(language), indent=3)


def _whole(needs: Needs) -> dict[str, NeedScore]:
    """The whole scenario's scores by sector, in the order of scoring: overall first."""
    return {one.sector: one for one in needs.together if one.site_id == WHOLE_SCENARIO}


def _label(loaded: Loaded, sector: str, language: str) -> str:
    if sector == OVERALL:
        return msg("Overall").text(language)
    return plain(Text.of(loaded.pack.sectors[sector].label).text(language))


def _cells(score: NeedScore, language: str) -> tuple[str, ...]:
    return (str(score.severity), _number(score.people_in_need, language), score.confidence)


def _number(people: int, language: str) -> str:
    return format_number(people, language)


def _line(name: str, values: tuple[str, ...], widths: list[int]) -> str:
    cells = [right(value, width) for value, width in zip(values, widths, strict=True)]
    return " ".join((name, *cells))
