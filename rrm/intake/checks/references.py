"""Names that must exist elsewhere: sites, depots, nodes, items, classes, shocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rrm.intake.checks.draft import Draft
from rrm.intake.table import Placed
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import (
    Alert,
    Assistance,
    CashAgent,
    Closure,
    Depot,
    Location,
    Lock,
    Market,
    Pipeline,
    Route,
    Site,
    Stock,
    Team,
    Vehicle,
    WaterSource,
)

_TO_NODES: tuple[type[Frozen], ...] = (Site, Depot, WaterSource, CashAgent, Market)
_TO_DEPOTS: tuple[type[Frozen], ...] = (Stock, Pipeline, Vehicle, Team)
_TO_SITES: tuple[type[Frozen], ...] = (Alert, Assistance, Lock)


def unknown_names(draft: Draft) -> Iterator[Problem]:
    """An error for each cell that names what no table and no rule defines."""
    yield from _between_tables(draft)
    yield from _roads(draft)
    yield from _closed_links(draft)
    yield from _groups_helped(draft)
    if draft.pack is not None:
        yield from _from_the_pack(draft, draft.pack)
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


def _from_the_pack(draft: Draft, pack: RulePack) -> Iterator[Problem]:
    for model in (Stock, Pipeline, Lock):
        yield from _column(draft, model, "item", pack.catalogue, msg("item"))
    classes = pack.access.classes
    yield from _column(draft, Vehicle, "vehicle_class", classes, msg("vehicle class"))
    for closure in draft.rows(Closure):
        for name in closure.value.classes:
            yield from _unless_known(name, classes, closure.at("classes"), msg("vehicle class"))
    yield from _column(draft, Alert, "shock", pack.triggers.profiles, msg("shock profile"))
    entitlements = pack.entitlements.entitlements
    yield from _column(draft, Assistance, "entitlement", entitlements, msg("entitlement"))
    surfaces = {surface for one in classes.values() for surface in one.speeds_kmh}
    yield from _column(draft, Route, "surface", surfaces, msg("surface"))


def _column(
    draft: Draft, model: type[Frozen], column: str, known: Iterable[str], kind: Message
) -> Iterator[Problem]:
    names = set(known)
    for row in draft.rows(model):
        yield from _unless_known(str(getattr(row.value, column)), names, row.at(column), kind)


def _unless_known(
    name: str, known: Iterable[str], place: Place, kind: Message
) -> Iterator[Problem]:
    if name not in known:
        yield Problem(
            "RRM-I031",
            place,
            msg('unknown {kind} "{name}"', kind=kind, name=quoted(name)),
            msg("the name of a {kind} that is defined is needed", kind=kind),
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
    links = {
        frozenset(pair)
        for pair in zip(
            draft.ids_in_rows(Route, "from"), draft.ids_in_rows(Route, "to"), strict=True
        )
    }
    for closure in draft.rows(Closure):
        ends = (closure.value.from_node, closure.value.to_node)
        if frozenset(ends) not in links:
            neighbours = [
                other for node in ends for link in links if node in link for other in link - {node}
            ]
            yield _no_such_link(closure, neighbours)


def _no_such_link(closure: Placed[Closure], neighbours: list[str]) -> Problem:
    remedy = msg("Add the route, or correct the names.")
    if neighbours:
        remedy = msg(
            "Correct one of the two; routes lead from them to: {names}.",
            names=listed(sorted(set(neighbours))),
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
    pairs = dict.fromkeys(
        zip(draft.ids_in_rows(Site, "site_id"), draft.ids_in_rows(Site, "group"), strict=True)
    )
    sites = draft.ids(Site, "site_id")
    for row in draft.rows(Assistance):
        site_id, group = row.value.site_id, row.value.group.value
        if site_id in sites and (site_id, group) not in pairs:
            groups = sorted(other for site, other in pairs if site == site_id)
            yield Problem(
                "RRM-I031",
                row.at("group"),
                msg('there is no group "{group}" at {site}', group=group, site=quoted(site_id)),
                msg("groups of that site are: {names}", names=", ".join(groups)),
                did_you_mean(group, groups),
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
