"""Rules say how they are worked out in one way: by `value`, or by a decision `table`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rrm.intake.source_tree import REMOVE, Path, Tree, mapping_at
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import Indicator, Measure, Sector

Where = Callable[[Path], Place]
RULES = ("measures", "indicators")
_WAYS = ("value", "table")


def one_way_each(sector: Sector, where: Where) -> Iterator[Problem]:
    """Rules of a sector that say it in no way or in both, and indicators without classes.

    where: the place of a path within the sector's file.
    """
    rules: dict[tuple[str, str], Measure | Indicator] = {
        **{(RULES[0], name): rule for name, rule in sector.measures.items()},
        **{(RULES[1], name): rule for name, rule in sector.indicators.items()},
    }
    for path, rule in rules.items():
        if rule.table is not None and rule.value:
            yield Problem(
                "RRM-R118",
                where((*path, "table")),
                msg("`value` and `table` stand side by side"),
                msg("a rule is worked out in one way"),
                msg("Remove one of the two."),
            )
        if rule.table is None and not rule.value:
            yield _missing("value", where(path))
        if isinstance(rule, Indicator) and rule.table is None and not rule.severity:
            yield _missing("severity", where(path))


def _missing(key: str, place: Place) -> Problem:
    return Problem(
        "RRM-I012",
        place,
        msg('"{key}" is missing', key=key),
        msg("a rule has a `value` with `severity` lines, or a `table`")
        if key == "severity"
        else msg("a rule has a `value`, or a `table`"),
        msg('Add "{key}".', key=key),
    )


def with_tables_whole(parent: Tree, child: Tree) -> Tree:
    """What a pack inherits, without what its own rules say in another way.

    A table is replaced as a whole, as half of one and half of another mean nothing. A `value` in
    the place of a table, or a table in the place of a value, takes its lines along: they judged
    other numbers.
    """
    if not isinstance(parent, dict) or not isinstance(child, dict):
        return parent
    sectors = {
        name: _sector(sector, mapping_at(child, "sectors", name))
        for name, sector in mapping_at(parent, "sectors").items()
    }
    return {**parent, "sectors": sectors} if sectors else parent


def _sector(parent: Tree, child: dict[str, Tree]) -> Tree:
    if not isinstance(parent, dict) or not any(kind in child for kind in RULES):
        return parent
    kept = dict(parent)
    for kind in RULES:
        inherited, own = mapping_at(parent, kind), mapping_at(child, kind)
        if own and inherited:
            kept[kind] = {
                name: _rule(rule, mapping_at(own, name)) for name, rule in inherited.items()
            }
    return kept


def _rule(parent: Tree, child: dict[str, Tree]) -> Tree:
    said = [way for way in _WAYS if way in child and isinstance(parent, dict)]
    if len(said) != 1 or not isinstance(parent, dict):
        return parent
    way = said[0]
    other = _WAYS[1 - _WAYS.index(way)]
    gone = {other, "severity"} if other in parent else set()
    gone |= {"table"} & {way}
    return {key: one for key, one in parent.items() if key not in gone or child.get(key) == REMOVE}
