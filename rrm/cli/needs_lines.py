"""Needs as a table for the terminal: groups or whole sites by rank, severity by sector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rrm.cli.layout import WIDTH, columns, cut, left, right, wrapped
from rrm.cli.paint import by_severity
from rrm.cli.plain import plain
from rrm.model.language import Message, Text, format_number, msg
from rrm.model.needs import ALL_GROUPS, OVERALL, WHOLE_SCENARIO, Needs, NeedScore
from rrm.model.run import Loaded
from rrm.model.scenario import Group

CODE = 3
"""Letters of a sector's code."""
SHORTEST_NAME = 22
"""Columns that a site and its group need to be known by."""

GROUPS_IN_SHORT: dict[str, Message] = {
    Group.IDP: msg("IDPs"),
    Group.REFUGEE: msg("refugees"),
    Group.RETURNEE: msg("returnees"),
    Group.HOST: msg("hosts"),
}


@dataclass(frozen=True, slots=True)
class _Table:
    """What the rows share: the sectors shown, and how wide the columns are."""

    sectors: tuple[str, ...]
    rank: int
    name: int
    in_need: int
    between: int
    on_two_lines: bool

    @property
    def numbers(self) -> int:
        """Columns of everything right of the name."""
        return _numbers(len(self.sectors), self.in_need, self.between)


def needs_lines(
    loaded: Loaded,
    needs: Needs,
    language: str,
    coloured: bool = False,
    most: int | None = None,
) -> Iterator[str]:
    """A line a site and group, worst first: severities, people in need, confidence, rank.

    A pack with so many sectors that names would be cut beyond recognition gets two lines a row.
    most: rows at most; the last line then says how many there are more.
    """
    yield from _lines(loaded, needs.scores, language, coloured, most)


def together_lines(
    loaded: Loaded, needs: Needs, language: str, coloured: bool = False
) -> Iterator[str]:
    """A line a site with all its population groups as one, worst first."""
    sites = [one for one in needs.together if one.site_id != WHOLE_SCENARIO]
    yield from _lines(loaded, sites, language, coloured, None)


def _lines(
    loaded: Loaded,
    scores: Sequence[NeedScore],
    language: str,
    coloured: bool,
    most: int | None,
) -> Iterator[str]:
    ranked = sorted((one for one in scores if one.sector == OVERALL), key=lambda s: s.rank)
    if not ranked:
        yield msg("No site was scored.").text(language)
        return
    shown = ranked if most is None else ranked[:most]
    scored = {one.sector for one in scores}
    sectors = tuple(sector for sector in loaded.pack.sectors if sector in scored)
    table = _table(loaded, sectors, shown, language)
    title = msg("Site") if shown[0].group == ALL_GROUPS else msg("Site, group")
    yield _header(loaded, title, table, language)
    by_key = {(one.site_id, one.group, one.sector): one for one in scores}
    for score in shown:
        marks = [by_key.get((score.site_id, score.group, sector)) for sector in table.sectors]
        name = site_and_group(loaded, score.site_id, score.group, language, table.name)
        yield from _row(name, marks, score, table, language, coloured)
    if len(shown) < len(ranked):
        yield msg("… and {n} more, in needs.csv.", n=len(ranked) - len(shown)).text(language)
    yield from _legend(loaded, table, language)


def site_and_group(loaded: Loaded, site_id: str, group: str, language: str, width: int) -> str:
    """A site and its group in at most `width` columns; the site gives way.

    A site with all its groups as one is called by its name alone.
    """
    if group == ALL_GROUPS:
        return cut(loaded.scenario.site_name(site_id), width)
    words = GROUPS_IN_SHORT.get(group, Message("{group}", (("group", group),))).text(language)
    name = plain(loaded.scenario.site_name(site_id))
    return cut(name, max(4, width - columns(words) - 2)) + ", " + words


def sector_codes(loaded: Loaded, sectors: Sequence[str], language: str) -> tuple[str, ...]:
    """Three letters for each sector, no two alike: the first of its name, else a later one."""
    codes: list[str] = []
    for sector in sectors:
        name = plain(Text.of(loaded.pack.sectors[sector].label).text(language)).strip()
        letters = [sign for sign in name if sign.isalnum()] or ["?"]
        tries = ["".join(letters[:CODE])]
        tries += ["".join([*letters[: CODE - 1], late]) for late in letters[CODE:]]
        tries += ["".join([*letters[: CODE - 1], str(n)]) for n in range(2, 1000)]
        codes.append(next(code for code in tries if code not in codes))
    return tuple(codes)


def _table(
    loaded: Loaded, sectors: tuple[str, ...], shown: Sequence[NeedScore], language: str
) -> _Table:
    rank = max(len(str(shown[-1].rank)), 2)
    between = max(5, *(len(_between(score)) for score in shown))
    in_need = max(7, *(columns(_in_need(score, language)) for score in shown))
    room = WIDTH - rank - 1 - _numbers(len(sectors), in_need, between)
    names = [
        columns(site_and_group(loaded, score.site_id, score.group, language, WIDTH))
        for score in shown
    ]
    if room >= min(SHORTEST_NAME, max(names)):
        return _Table(sectors, rank, min(room, max(names)), in_need, between, False)
    fitting = (WIDTH - _numbers(0, in_need, between)) // (CODE + 1)
    return _Table(sectors[:fitting], rank, WIDTH - rank - 1, in_need, between, True)


def _numbers(sectors: int, in_need: int, between: int) -> int:
    return sectors * (CODE + 1) + 5 + (1 + in_need) + 3 + (1 + between)


def _header(loaded: Loaded, about: Message, table: _Table, language: str) -> str:
    title = left(about.text(language), table.name)
    codes = sector_codes(loaded, table.sectors, language)
    numbers = (
        "".join(f" {right(code, CODE)}" for code in codes)
        + f" {right(msg('All').text(language), 4)}"
        + f" {right(msg('Need').text(language), table.in_need)}"
        + f" {right(msg('C').text(language), 2)}"
        + f" {right(msg('Rank').text(language), table.between)}"
    )
    if table.on_two_lines:
        return numbers.rjust(WIDTH)
    return f"{' ' * table.rank} {title}{numbers}"


def _row(
    name: str,
    marks: list[NeedScore | None],
    score: NeedScore,
    table: _Table,
    language: str,
    coloured: bool,
) -> Iterator[str]:
    numbers = (
        "".join(f" {_severity(mark, CODE, coloured)}" for mark in marks)
        + f" {_severity(score, 4, coloured)}"
        + f" {right(_in_need(score, language), table.in_need)}"
        + f" {right(score.confidence, 2)}"
        + f" {right(_between(score), table.between)}"
    )
    if table.on_two_lines:
        yield f"{score.rank:>{table.rank}} {name}"
        yield " " * (WIDTH - table.numbers) + numbers
    else:
        yield f"{score.rank:>{table.rank}} {left(name, table.name)}{numbers}"


def _severity(score: NeedScore | None, width: int, coloured: bool) -> str:
    if score is None:
        return right("·", width)
    return by_severity(right(str(score.severity), width), score.severity, coloured)


def _in_need(score: NeedScore, language: str) -> str:
    return format_number(score.people_in_need, language)


def _between(score: NeedScore) -> str:
    return f"{score.rank_low}-{score.rank_high}"


def _legend(loaded: Loaded, table: _Table, language: str) -> Iterator[str]:
    codes = sector_codes(loaded, table.sectors, language)
    labels = [Text.of(loaded.pack.sectors[sector].label) for sector in table.sectors]
    named = " · ".join(
        f"{code} {label.text(language)}" for code, label in zip(codes, labels, strict=True)
    )
    legend = msg(
        "Severity 1 to 5 by sector ({sectors}) and of all together; people in need; C: how sure,"
        " from A to D; the rank's likely range.",
        sectors=named,
    )
    yield from wrapped(legend.text(language), indent=3)
