"""The page of a scenario's access."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from rrm.access import CaughtAway, Departures, open_links, suits
from rrm.export.access_page.views import Best, Choice, Spell, best_by_site, spells
from rrm.export.map import LinkOnMap, LinkState, MapDrawing, SiteOnMap, Size, draw_map
from rrm.export.markup import environment
from rrm.export.page_policy import page_policy
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.access import Access
from rrm.model.language import LANGUAGES, Message, Text, msg
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario, Site

MOST_ROWS = 4_000
_WIDE = Size(width=1000, font=14, ratio=(0.42, 0.72), reach=3.0)
_NARROW = Size(width=400, font=12, ratio=(0.8, 1.4), reach=0.8)
_LETTERS = {LinkState.OPEN: "o", LinkState.SOME: "s", LinkState.CLOSED: "c"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table with what it is chosen by."""

    vehicle_class: str
    first_day: int
    last_day: int
    is_open: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """A map in one size. links, sites: what each shows in every view, in the map's order."""

    drawing: MapDrawing
    links: tuple[str, ...]
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccessPage:
    """All that the page shows. Views are numbered: spell after spell, in each the choices."""

    title: Message
    kicker: Message
    intro: tuple[Message, ...]
    spells: tuple[Spell, ...]
    choices: tuple[Choice, ...]
    spell_title: Message
    choice_title: Message
    map_title: Message
    map_caption: Message
    legend: Mapping[str, Message]
    looks: tuple[str, ...]
    maps: tuple[MapView, ...]
    table_title: Message
    table_note: Message
    columns: Table
    rows: tuple[Row, ...]
    closed_title: Message
    goods: tuple[str, ...]


def access_page(
    scenario: Scenario,
    pack: RulePack,
    rows: Sequence[Access],
    names: Mapping[str, str],
    language: str,
    departures: Departures | None = None,
) -> bytes:
    """The access of a scenario as HTML: UTF-8, every language inside, no outside reference.

    rows: of the access table, neighbouring equal periods as one. names: what people call
    origins, places and nodes. language: what the page opens in. departures: of the rows, those
    that would be caught away.
    """
    style = _resource("report.css") + _resource("access_page.css")
    script = _resource("report.js") + _resource("access_page.js")
    page = _page(scenario, pack, rows, names, departures or Departures())
    html = (
        environment(language)
        .get_template("access_page.html")
        .render(
            page=page,
            style=Markup(style),
            script=Markup(script),
            policy=page_policy(style, script),
            languages=LANGUAGES,
        )
    )
    return html.encode("utf-8")


def _page(
    scenario: Scenario,
    pack: RulePack,
    rows: Sequence[Access],
    names: Mapping[str, str],
    departures: Departures,
) -> AccessPage:
    days = scenario.settings.horizon_days
    shown = tuple(row for row in rows if row.destination in set(scenario.site_ids))
    cut = spells(shown, days, departures)
    choices = _choices(scenario, pack)
    start = scenario.settings.start
    maps = _maps(scenario, pack, shown, cut, choices, departures)
    said: list[Message] = []
    if len(shown) > MOST_ROWS:
        said.append(
            msg(
                "The table shows the first {n} of {all} rows; the CSV has all.",
                n=MOST_ROWS,
                all=len(shown),
            )
        )
    return AccessPage(
        title=msg("Access: {title}", title=Text.of(scenario.settings.title)),
        kicker=msg("Who can be reached, by what, on which day"),
        intro=(
            msg(
                "{start} is day 1; {n} days are looked at.",
                start=start,
                n=days,
            ),
            *said,
        ),
        spells=cut,
        choices=choices,
        spell_title=msg("Days"),
        choice_title=msg("Vehicle"),
        map_title=msg("Map"),
        map_caption=msg(
            "Circles are sites: the number is the hours that the fastest vehicle drives to get "
            "there, a cross says that none does. Lines join places and are not drawn as the road "
            "runs."
        ),
        legend={
            "reached": msg("Reached"),
            "doubtful": msg("Reached, though a report says that the way may be closed"),
            "caught": msg("Open, but who leaves then would be caught away (!)"),
            "cut": msg("Not reached"),
            "depot": msg("Warehouse"),
            "open": msg("Open to all vehicles chosen"),
            "some": msg("Open to some of them"),
            "closed": msg("Closed"),
        },
        looks=_looks(maps),
        maps=maps,
        table_title=msg("Ways"),
        table_note=msg(
            "Open means open on the day of departure. Cost is of the trip out and home, hire of "
            "the vehicle not counted."
        ),
        columns=Table(_COLUMNS, ()),
        rows=tuple(_row(row, names, pack, departures) for row in shown[:MOST_ROWS]),
        closed_title=msg("No such vehicle goes to a site on these days."),
        goods=tuple(sorted(_carrying_goods(pack))),
    )


def _looks(maps: tuple[MapView, ...]) -> tuple[str, ...]:
    """What circles look like; being caught away is explained where it is shown."""
    is_any_caught = any("!" in marks for view in maps for marks in view.sites)
    return ("reached", "doubtful", *(("caught",) if is_any_caught else ()), "cut")


def _carrying_goods(pack: RulePack) -> set[str]:
    return {code for code, rules in pack.access.classes.items() if rules.carries == "goods"}


_COLUMNS = (
    Column(msg("Site")),
    Column(msg("From")),
    Column(msg("Vehicle")),
    Column(msg("Days"), is_short=True),
    Column(msg("Hours"), is_number=True),
    Column(msg("km"), is_number=True),
    Column(msg("Cost of a trip"), is_number=True),
    Column(msg("Risk"), is_number=True),
    Column(msg("Way, or why there is none")),
)


def _choices(scenario: Scenario, pack: RulePack) -> tuple[Choice, ...]:
    classes = dict.fromkeys(vehicle.vehicle_class for vehicle in scenario.vehicles)
    return (
        Choice("", msg("all that carry goods")),
        *(
            Choice(code, Text.of(pack.access.classes[code].label))
            for code in classes
            if code in pack.access.classes
        ),
    )


def _row(row: Access, names: Mapping[str, str], pack: RulePack, departures: Departures) -> Row:
    head = (
        Name(names.get(row.destination, row.destination)),
        Name(names.get(row.origin, row.origin)),
        Text.of(pack.access.classes[row.vehicle_class].label),
        _days(row.period_start, row.period_end),
    )
    figures: tuple[Cell, ...] = ("", "", "", "", row.reason)
    if row.open:
        figures = (
            round_half_up(row.hours, 1),
            round_half_up(row.km, 0),
            round_half_up(row.cost, 0),
            msg("{risk} %", risk=round_half_up(row.risk * 100, 1)),
            _way(row, names, departures),
        )
    return Row(row.vehicle_class, row.period_start, row.period_end, row.open, (*head, *figures))


def _days(first: int, last: int) -> Message:
    if first == last:
        return msg("{day}", day=first)
    return msg("{first}-{last}", first=first, last=last)


def _way(row: Access, names: Mapping[str, str], departures: Departures) -> Message:
    """The places in the order travelled, and what the way depends on: a convoy, a report, days
    on which nobody should leave by it.
    """
    path = " > ".join(names.get(node, node) for node in row.path)
    way = msg("{path}, with an escort", path=path) if row.escorted else msg("{path}", path=path)
    notes = (() if row.reason is None else (row.reason,)) + tuple(
        _not_then(one) for one in departures.caught_by(row)
    )
    for note in notes:
        way = msg("{way}. {reason}", way=way, reason=note)
    return way


def _not_then(caught: CaughtAway) -> Message:
    if caught.first_day == caught.last_day:
        days = msg("day {day}", day=caught.first_day)
    else:
        days = msg("days {first}-{last}", first=caught.first_day, last=caught.last_day)
    return msg(
        "Not on {days}: who leaves then would be caught away by {because}",
        days=days,
        because=caught.because,
    )


def _maps(
    scenario: Scenario,
    pack: RulePack,
    rows: Sequence[Access],
    cut: tuple[Spell, ...],
    choices: tuple[Choice, ...],
    departures: Departures,
) -> tuple[MapView, ...]:
    if not scenario.sites:
        return ()
    sites = _sites(scenario)
    goods = _carrying_goods(pack)
    states = _link_states(scenario, pack, cut, choices, goods)
    links = [
        LinkOnMap(route.from_node, route.to_node, route.mode, state)
        for route, state in zip(scenario.routes, states[0], strict=True)
    ]
    best = [
        best_by_site(rows, [site.site_id for site in sites], spell, choice.code, goods, departures)
        for spell in cut
        for choice in choices
    ]
    depots = [(depot.name, (depot.lon, depot.lat)) for depot in scenario.depots]
    nodes = {place.node_id: (place.lon, place.lat) for place in scenario.locations}
    drawings = (draw_map(sites, depots, links, nodes, size) for size in (_WIDE, _NARROW))
    return tuple(
        MapView(
            drawing,
            tuple(
                "".join(_LETTERS[state[link.position]] for state in states)
                for link in drawing.links
            ),
            tuple("|".join(_mark(view[site.site_id]) for view in best) for site in sites),
        )
        for drawing in drawings
    )


def _sites(scenario: Scenario) -> list[SiteOnMap]:
    first: dict[str, Site] = {}
    people: dict[str, int] = {}
    for site in scenario.sites:
        first.setdefault(site.site_id, site)
        people[site.site_id] = people.get(site.site_id, 0) + site.people
    return [
        SiteOnMap(code, site.name, (site.lon, site.lat), 0, people[code])
        for code, site in first.items()
    ]


def _link_states(
    scenario: Scenario,
    pack: RulePack,
    cut: tuple[Spell, ...],
    choices: tuple[Choice, ...],
    goods: set[str],
) -> list[list[LinkState]]:
    """By view, the state of every link of the routes table."""
    travelling = {
        choice.code: suits(scenario, pack.access, choice.code) for choice in choices if choice.code
    }
    found: list[list[LinkState]] = []
    for spell in cut:
        passing = open_links(scenario, pack.access, spell.first_day)
        for choice in choices:
            classes = [choice.code] if choice.code else [c for c in travelling if c in goods]
            found.append(
                [
                    _state([bool(passing[c][at]) for c in classes if travelling[c][at]])
                    for at in range(len(scenario.routes))
                ]
            )
    return found


def _state(passes: list[bool]) -> LinkState:
    if not any(passes):
        return LinkState.CLOSED
    return LinkState.OPEN if all(passes) else LinkState.SOME


def _mark(best: Best | None) -> str:
    """What a site's circle says: hours, with an exclamation mark where who leaves would be caught
    away, with a question mark where the way is in doubt.

    0 where the vehicle is there already.
    """
    if best is None:
        return "x"
    row = best.row
    hours = int(round_half_up(row.hours, 0))
    said = "<1" if hours == 0 and row.hours > 0 else str(hours)
    if best.is_caught:
        return f"{said}!"
    return f"{said}?" if row.doubt > 0 else said


def _resource(name: str) -> str:
    return files("rrm.export").joinpath("templates", name).read_text(encoding="utf-8")
