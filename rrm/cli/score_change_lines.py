"""Whose scores move between two rule packs, and because of which rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rrm.cli.layout import WIDTH, columns, heading, left, right, wrapped
from rrm.cli.needs_lines import site_and_group
from rrm.cli.rule_change_lines import PackPair
from rrm.model.language import Message, Text, format_number, msg, msg_plural
from rrm.model.needs import OVERALL
from rrm.model.run import Loaded
from rrm.scoring import Cause, MovedScore, ScoreDifference, Standing

ROWS_SHOWN = 30
_NAMES_SHOWN = 12
_GAP = 2
_ARROW = "→"
_NOTHING = "–"


def score_change_lines(
    loaded: Loaded, pair: PackPair, found: ScoreDifference, language: str, tell_all: bool
) -> Iterator[str]:
    """What moves, row by row with the numbers of the rules that do it, then the totals."""
    title = msg("Scores of {title}", title=Text.of(loaded.scenario.settings.title))
    yield from wrapped(heading(title.text(language)))
    yield from _notes(loaded, pair, found, language)
    yield from wrapped(_counted(found).text(language))
    if found.moved:
        yield ""
        yield from _rows(loaded, pair, found, language, tell_all)
    yield ""
    yield heading(msg("People in need, all sites").text(language))
    yield from _totals(pair, found, language)


def _notes(loaded: Loaded, pair: PackPair, found: ScoreDifference, language: str) -> Iterator[str]:
    """What the assessment did not ask, as it was made for the form of the scenario's own pack."""
    for compiled, names in zip((pair.old, pair.new), found.not_asked, strict=True):
        if not names:
            continue
        note = msg_plural(
            "{pack} has {n} question that this assessment, made for the form of {own}, did not"
            " ask; it counts as not answered: {names}",
            "{pack} has {n} questions that this assessment, made for the form of {own}, did not"
            " ask; they count as not answered: {names}",
            n=len(names),
            pack=compiled.pack.id,
            own=loaded.pack.id,
            names=tuple(names[:_NAMES_SHOWN]) + (("…",) if len(names) > _NAMES_SHOWN else ()),
        )
        yield from wrapped(note.text(language), hanging=2)


def _counted(found: ScoreDifference) -> Message:
    if not found.moved and not found.only_score and not found.only_confidence:
        return msg("No score moves.")
    told = msg_plural(
        "{n} of {rows} rows moves in severity, people in need or rank",
        "{n} of {rows} rows move in severity, people in need or rank",
        n=len(found.moved),
        rows=found.rows,
    )
    if found.only_score:
        told = msg("{told}; {n} in the score of 100 alone", told=told, n=found.only_score)
    if found.only_confidence:
        told = msg(
            "{told}; {n} in the grade of confidence alone", told=told, n=found.only_confidence
        )
    return msg("{told}.", told=told)


def _rows(
    loaded: Loaded, pair: PackPair, found: ScoreDifference, language: str, tell_all: bool
) -> Iterator[str]:
    by_sector = {total.sector: at for at, total in enumerate(found.totals)}
    sites = {site: at for at, site in enumerate(loaded.scenario.site_ids)}
    rows = sorted(
        found.moved,
        key=lambda row: (by_sector[row.sector], sites.get(row.site_id, len(sites)), row.group),
    )
    shown = rows if tell_all else rows[:ROWS_SHOWN]
    cells = [(row.sector, _cells(row, language)) for row in shown]
    header = tuple(
        one.text(language) for one in (msg("Severity"), msg("In need"), msg("Rank"), msg("By rule"))
    )
    widths = [max(columns(row[at]) for row in (header, *(c for _, c in cells))) for at in range(4)]
    name = WIDTH - sum(widths) - _GAP * len(widths)
    title = left(msg("Site, group").text(language), name)
    yield _line(title, header, widths)
    sector = None
    for row, (_, values) in zip(shown, cells, strict=True):
        if row.sector != sector:
            sector = row.sector
            yield from wrapped(_sector(pair, sector).text(language))
        who = site_and_group(loaded, row.site_id, row.group, language, name - 1)
        yield _line(left(f" {who}", name), values, widths)
    if len(shown) < len(found.moved):
        more = msg("… and {n} more rows; see them with --all.", n=len(found.moved) - len(shown))
        yield more.text(language)
    yield from wrapped(_legend().text(language))


def _legend() -> Message:
    return msg(
        "By rule: numbers of the list above. 1/2: each of them alone makes the move; 1, 2: each"
        " makes a part of it; 1+2: only together."
    )


def _line(name: str, values: tuple[str, ...], widths: list[int]) -> str:
    cells = [right(value, width) for value, width in zip(values[:-1], widths, strict=False)]
    return (" " * _GAP).join([name, *cells, left(values[-1], widths[-1])]).rstrip()


def _cells(row: MovedScore, language: str) -> tuple[str, str, str, str]:
    return (
        _from_to(row, "severity", language),
        _from_to(row, "people_in_need", language),
        _from_to(row, "rank", language),
        cause_in_short(row.cause),
    )


def _from_to(row: MovedScore, what: str, language: str) -> str:
    old, new = (_number(one, what, language) for one in (row.before, row.after))
    return new if old == new else f"{old} {_ARROW} {new}"


def _number(standing: Standing | None, what: str, language: str) -> str:
    return _NOTHING if standing is None else format_number(getattr(standing, what), language, 0)


def cause_in_short(cause: Cause) -> str:
    """The numbers of the changes that move a row: `1/2`, `1, 2`, `1+2`."""
    if cause.alone:
        return "/".join(str(at + 1) for at in cause.alone)
    if cause.in_part:
        return ", ".join(str(at + 1) for at in cause.in_part)
    return "+".join(str(at + 1) for at in cause.together) or _NOTHING


def _sector(pair: PackPair, sector: str) -> Message | Text:
    if sector == OVERALL:
        return msg("Overall")
    pack = pair.new.pack if sector in pair.new.pack.sectors else pair.old.pack
    return Text.of(pack.sectors[sector].label)


def _totals(pair: PackPair, found: ScoreDifference, language: str) -> Iterator[str]:
    rows = []
    for total in found.totals:
        change = (total.after or 0) - (total.before or 0)
        signed = ("+" if change > 0 else "−" if change < 0 else "") + format_number(
            abs(change), language, 0
        )
        rows.append(
            (
                _sector(pair, total.sector).text(language),
                *(
                    _NOTHING if count is None else format_number(count, language, 0)
                    for count in (total.before, total.after)
                ),
                signed,
            )
        )
    header = ("", pair.old.pack.id, pair.new.pack.id, msg("change").text(language))
    widths = [max(columns(row[at]) for row in (header, *rows)) for at in range(4)]
    widths = [*widths[:1], *(min(width, 16) for width in widths[1:])]
    name = min(widths[0], WIDTH - sum(widths[1:]) - _GAP * 3)
    for row in (header, *rows):
        cells = [right(cell, width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield (" " * _GAP).join([left(row[0], name), *cells]).rstrip()


def score_change_json(found: ScoreDifference) -> dict[str, object]:
    """The same as data; causes by the numbers of the rules."""
    return {
        "rows": found.rows,
        "moved": [
            {
                "site_id": row.site_id,
                "group": row.group,
                "sector": row.sector,
                "before": asdict(row.before) if row.before else None,
                "after": asdict(row.after) if row.after else None,
                "by": {
                    "alone": [at + 1 for at in row.cause.alone],
                    "in_part": [at + 1 for at in row.cause.in_part],
                    "together": [at + 1 for at in row.cause.together],
                },
            }
            for row in found.moved
        ],
        "score_only": found.only_score,
        "confidence_only": found.only_confidence,
        "people_in_need": [asdict(total) for total in found.totals],
        "not_asked": {"before": list(found.not_asked[0]), "after": list(found.not_asked[1])},
    }
