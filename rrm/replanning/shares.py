"""The hosts' share, of which a part was given before day N."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rrm.model.plan import Plan
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Group
from rrm.replanning.demands_left import Brought

_DIGITS = 1e6


def pack_from(pack: RulePack, came: tuple[Brought, ...], in_force: Plan) -> RulePack:
    """The pack with the hosts' share that is left to be kept from day N on.

    With V and H the value brought to all and to hosts before, v what the plan in force still
    brings: (s (V + v) - H) / v, from 0 to the pack's own share s. So the plan in force may go on
    as it is, and with its value the whole response keeps the share. Rounded down, as it is a
    quotient of what a plan must reach exactly.
    """
    rules = pack.entitlements
    given = _value(pack, ((one.key, one.quantity) for one in came))
    if rules.minimum_host_share == 0 or given == 0:
        return pack
    hosts = _value(
        pack, ((one.key, one.quantity) for one in came if one.key[1] == Group.HOST.value)
    )
    to_come = _value(pack, _brings(in_force))
    owed = rules.minimum_host_share * (given + to_come) - hosts
    share = owed / to_come if to_come > 0 else (0.0 if owed <= 0 else rules.minimum_host_share)
    least = math.floor(max(0.0, min(share, rules.minimum_host_share)) * _DIGITS) / _DIGITS
    changed = rules.model_copy(update={"minimum_host_share": least})
    return pack.model_copy(update={"entitlements": changed})


def _brings(plan: Plan) -> Iterable[tuple[tuple[str, str, str], float]]:
    for row in plan.deliveries:
        yield (row.site_id, row.group, row.for_item), row.counted
    for paid in plan.payments:
        yield (paid.site_id, paid.group, paid.item), float(paid.households)


def _value(pack: RulePack, brought: Iterable[tuple[tuple[str, str, str], float]]) -> float:
    """What it is worth, as the hosts' share counts it: by the catalogue's value of what is due."""
    return sum(pack.catalogue[key[2]].unit_value * quantity for key, quantity in brought)
