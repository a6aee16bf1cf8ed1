"""Names that must exist elsewhere: sites, depots, nodes, items, classes, shocks."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice

from rrm.intake.checks.draft import Draft
from rrm.intake.problem_list import SHOWN_OF_A_KIND
from rrm.intake.table import Placed
from rrm.intake.wording import NAMES_LISTED, did_you_mean, listed, quoted
from rrm.intake.written_lock import WrittenLock
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import (
    Alert,
    Assistance,
    CashAgent,
    Closure,
    Depot,
    Location,
    Market,
    Pipeline,
    Route,
    Site,
    Stock,
    Team,
    Transhipment,
    Vehicle,
    WaterSource,
)

_TO_NODES: tuple[type[Frozen], ...] = (Site, Depot, WaterSource, CashAgent, Market, Transhipment)
_TO_DEPOTS: tuple[type[Frozen], ...] = (Stock, Pipeline, Vehicle, Team)
_TO_SITES: tuple[type[Frozen], ...] = (Alert, Assistance, WrittenLock)
_NEIGHBOURS_NAMED = 12


def unknown_names(draft: Draft) -> Iterator[Problem]:
    """An error for each cell that names what no table and no rule defines."""
    yield from _between_tables(draft)
    yield from _one_name_for_two(draft)
    yield from _roads(draft)
    yield from _closed_links(draft)
    yield from _groups_helped(draft)
    yield from _from_the_pack(draft)
    if draft.settings is not None:
        sites = draft.ids(Site, "site_id")
        for number, plan in enumerate(draft.settings.reported_plan):
            for position, site_id in enumerate(plan.site_ids):
                place = draft.setting("reported_plan", number, "site_ids", position)
                yield from _unless_known(site_id, sites, place, msg("site"))


def _between_tables(draft: Draft) -> Iterator[Problem]:
    nodes = draft.ids(Location, "node_id")
    if nodes:
        for model in _TO_NODES:
            yield from _column(draft, model, "node", nodes, msg("node"))
    else:
        yield _no_graph(draft)
    depots = draft.ids(Depot, "depot_id")
    for model in _TO_DEPOTS:
        yield from _column(draft, model, "depot_id", depots, msg("depot"))
    sites = draft.ids(Site, "site_id")
    for model in _TO_SITES:
        yield from _column(draft, model, "site_id", sites, msg("site"))


def _one_name_for_two(draft: Draft) -> Iterator[Problem]:
    """Trips name sites, depots and water sources alike: an id must say which is meant."""
    taken: dict[str, Message] = {}
    kinds = (
        (Site, "site_id", msg("site")),
        (Depot, "depot_id", msg("depot")),
        (WaterSource, "source_id", msg("water source")),
    )
    for model, column, kind in kinds:
        for row in draft.rows(model):
            name = str(getattr(row.value, column))
            if name in taken:
                yield Problem(
                    "RRM-I046",
                    row.at(column),
                    msg('found "{name}", which names a {other} too', name=name, other=taken[name]),
                    msg("sites, depots and water sources need ids of their own"),
                    msg("Rename one of them, as in depot-{name}.", name=name),
                )
        taken.update(dict.fromkeys(draft.ids(model, column), kind))


def _from_the_pack(draft: Draft) -> Iterator[Problem]:
    rules = draft.rules
    if rules.catalogue is not None:
        for model in (Stock, Pipeline, WrittenLock):
            yield from _column(draft, model, "item", rules.catalogue.items, msg("item"))
    if rules.access is not None:
        yield from _vehicle_classes(draft, rules.access)
    if rules.triggers is not None:
        yield from _column(draft, Alert, "shock", rules.triggers.profiles, msg("shock profile"))
    if rules.entitlements is not None:
        known = rules.entitlements.entitlements
        yield from _column(draft, Assistance, "entitlement", known, msg("entitlement"))


def _vehicle_classes(draft: Draft, access: AccessRules) -> Iterator[Problem]:
    classes = access.classes
    yield from _column(draft, Vehicle, "vehicle_class", classes, msg("vehicle class"))
    for closure in draft.rows(Closure):
        for name in closure.value.classes:
            yield from _unless_known(name, classes, closure.at("classes"), msg("vehicle class"))
    surfaces = [surface for one in classes.values() for surface in one.speeds_kmh]
    yield from _column(draft, Route, "surface", surfaces, msg("surface"))


def _column(
    draft: Draft, model: type[Frozen], column: str, known: Iterable[str], kind: Message
) -> Iterator[Problem]:
    names = dict.fromkeys(known)
    few = dict.fromkeys(heapq.nsmallest(NAMES_LISTED + 1, names))
    told = 0
    for row in draft.rows(model):
        name = str(getattr(row.value, column))
        if name not in names:
            told += 1
            # Beyond these a problem is only counted, and the nearest name not worth the search.
            proposals = names if told <= SHOWN_OF_A_KIND else few
            yield from _unless_known(name, proposals, row.at(column), kind)


def _unless_known(
    name: str, known: Iterable[str], place: Place, kind: Message
) -> Iterator[Problem]:
    if name not in known:
        yield Problem(
            "RRM-I031",
            place,
            msg('unknown {kind} "{name}"', kind=kind, name=quoted(name)),
            msg("a name that is defined is needed ({kind})", kind=kind),
            did_you_mean(name, known),
        )


def _roads(draft: Draft) -> Iterator[Problem]:
    nodes = draft.ids(Location, "node_id")
    for route in draft.rows(Route):
        ends = (("from", route.value.from_node), ("to", route.value.to_node))
        for column, node in ends:
            if node not in nodes:
                yield Problem(
                    "RRM-I037",
                    route.at(column),
                    msg('a road to nowhere: there is no node "{name}"', name=quoted(node)),
                    msg("a route joins two nodes of the table locations"),
                    did_you_mean(node, nodes),
                )
        if route.value.from_node == route.value.to_node:
            yield Problem(
                "RRM-I037",
                route.at("to"),
                msg('a road from "{name}" to itself', name=quoted(route.value.to_node)),
                msg("a route joins two nodes"),
                msg("Correct one of the two, or remove the row."),
            )


def _closed_links(draft: Draft) -> Iterator[Problem]:
    neighbours: dict[str, dict[str, None]] = {}
    ends = (draft.ids_in_rows(Route, "from"), draft.ids_in_rows(Route, "to"))
    for one, other in zip(*ends, strict=True):
        neighbours.setdefault(one, {})[other] = None
        neighbours.setdefault(other, {})[one] = None
    for closure in draft.rows(Closure):
        start, end = closure.value.from_node, closure.value.to_node
        if end not in neighbours.get(start, {}):
            reached = {**neighbours.get(start, {}), **neighbours.get(end, {})}
            yield _no_such_link(closure, list(islice(reached, _NEIGHBOURS_NAMED)))


def _no_such_link(closure: Placed[Closure], neighbours: list[str]) -> Problem:
    remedy = msg("Add the route, or correct the names.")
    if neighbours:
        remedy = msg(
            "Correct one of the two; routes lead from them to: {names}.",
            names=listed(sorted(neighbours)),
        )
    return Problem(
        "RRM-I031",
        closure.at("to"),
        msg(
            'no route joins "{one}" and "{other}"',
            one=quoted(closure.value.from_node),
            other=quoted(closure.value.to_node),
        ),
        msg("a closure closes a link of the table routes"),
        remedy,
    )


def _groups_helped(draft: Draft) -> Iterator[Problem]:
    groups: dict[str, dict[str, None]] = {}
    pairs = (draft.ids_in_rows(Site, "site_id"), draft.ids_in_rows(Site, "group"))
    for site_id, group in zip(*pairs, strict=True):
        groups.setdefault(site_id, {})[group] = None
    for row in draft.rows(Assistance):
        site_id, group = row.value.site_id, row.value.group.value
        if site_id in groups and group not in groups[site_id]:
            known = sorted(groups[site_id])
            yield Problem(
                "RRM-I031",
                row.at("group"),
                msg('there is no group "{group}" at {site}', group=group, site=quoted(site_id)),
                msg("groups of that site are: {names}", names=listed(known)),
                did_you_mean(group, known),
            )


def _no_graph(draft: Draft) -> Problem:
    return Problem(
        "RRM-I031",
        Place(draft.resolved.shown),
        msg("there is no table of locations"),
        msg("nodes and routes are needed to reach anybody"),
        msg("Add locations and routes; needs can be scored without them."),
        is_error=False,
    )
