"""Changes of the network that somebody wonders about: a road closed or opened, a place lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rrm.access.graph import Network, place_names
from rrm.access.named_links import named_link, named_place
from rrm.access.site_effects import Days
from rrm.access.words import link_words
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.scenario import Certainty, Closure, Scenario, Settings


class ChangeKind(StrEnum):
    """What happens to a link or a place."""

    CLOSE = "close"
    OPEN = "open"
    LOSE = "lose"


@dataclass(frozen=True, slots=True)
class Change:
    """close: all between two places is closed, for everybody. open: no closure that is reported
    between two places counts; seasons and load limits still do. lose: a place with all its links.

    nodes: the two ends of a link, or the one place.
    """

    kind: ChangeKind
    nodes: tuple[str, ...]


_VERBS = {
    "close": ChangeKind.CLOSE,
    "fermer": ChangeKind.CLOSE,
    "open": ChangeKind.OPEN,
    "ouvrir": ChangeKind.OPEN,
    "lose": ChangeKind.LOSE,
    "perdre": ChangeKind.LOSE,
}
_ECHOED = 80


def read_changes(
    texts: Iterable[str], network: Network, where: str = "--what-if"
) -> tuple[Change, ...]:
    """Changes as people write them: `close A-B`, `open A-B`, `lose A`, in English or French.

    Places are named as named_link and named_place take them.
    Raises BadInput with the problems of all texts: those of the names (RRM-A030 to RRM-A034),
    and RRM-A036 for a text that begins with none of the verbs.
    """
    found, problems = [], list[Problem]()
    for text in texts:
        try:
            found.append(_change(text, network, where))
        except BadInput as refused:
            problems.extend(refused.problems)
    if problems:
        raise BadInput(problems)
    return tuple(found)


def changed(
    scenario: Scenario, changes: Iterable[Change], days: Days | None = None
) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario with the changes made one after the other, and what is doubtful about them.

    days: of the scenario, both included, on which they hold; from first to last and beyond where
    not given. The doubts are warnings: RRM-A037 where nothing is closed that could be opened.
    """
    closures, doubts = scenario.closures, list[Problem]()
    for change in changes:
        if change.kind is ChangeKind.OPEN:
            left = tuple(_opened(closures, frozenset(change.nodes), scenario.settings, days))
            if left == closures:
                doubts.append(_nothing_closed(change, scenario))
            closures = left
        else:
            closures += tuple(_closed(change, scenario, days))
    return scenario.model_copy(update={"closures": closures}), tuple(doubts)


def _change(text: str, network: Network, where: str) -> Change:
    verb, _, rest = text.strip().partition(" ")
    kind = _VERBS.get(verb.casefold())
    if kind is None or not rest.strip():
        raise BadInput([_no_change(text, where)])
    if kind is ChangeKind.LOSE:
        return Change(kind, (named_place(rest, network.locations, where).node_id,))
    return Change(kind, named_link(rest, network, where).ends)


def _closed(change: Change, scenario: Scenario, days: Days | None) -> Iterator[Closure]:
    """A certain closure of each pair of places that the change is about."""
    ends = dict.fromkeys(
        (route.from_node, route.to_node)
        for route in scenario.routes
        if route.from_node != route.to_node
        and set(change.nodes) <= {route.from_node, route.to_node}
    )
    for start, end in ends:
        yield Closure(
            from_node=start,
            to_node=end,
            start=None if days is None else scenario.settings.date_of(days[0]),
            end=None if days is None else scenario.settings.date_of(days[1]),
            certainty=Certainty.CERTAIN,
        )


def _opened(
    closures: Iterable[Closure], pair: frozenset[str], settings: Settings, days: Days | None
) -> Iterator[Closure]:
    """The closures without those between two places, or with what of them lies outside the days."""
    for closure in closures:
        if {closure.from_node, closure.to_node} != pair:
            yield closure
        elif days is not None:
            yield from _outside(closure, settings, days)


def _outside(closure: Closure, settings: Settings, days: Days) -> Iterator[Closure]:
    first, last = (settings.date_of(day) for day in days)
    if (closure.end is not None and closure.end < first) or (
        closure.start is not None and closure.start > last
    ):
        yield closure
        return
    if closure.start is None or closure.start < first:
        yield closure.model_copy(update={"end": first - timedelta(days=1)})
    if closure.end is None or closure.end > last:
        yield closure.model_copy(update={"start": last + timedelta(days=1)})


def _nothing_closed(change: Change, scenario: Scenario) -> Problem:
    start, end = change.nodes
    link = link_words(start, end, place_names(scenario.locations))
    return Problem(
        "RRM-A037",
        Place("--what-if"),
        found=msg("no closure of {link} is reported on these days", link=link),
        allowed=msg("only what is reported closed can be opened"),
        remedy=msg("Look at closures.csv; a season or a load limit stays as it is."),
        is_error=False,
    )


def _no_change(text: str, where: str) -> Problem:
    return Problem(
        "RRM-A036",
        Place(where),
        found=msg('found "{text}", which is no change', text=text[:_ECHOED]),
        allowed=msg("a change begins with close, open or lose"),
        remedy=msg('Write "close A-B", "open A-B" or "lose A".'),
    )
