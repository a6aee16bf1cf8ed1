"""Hand-overs: what a group gets of an item at a site on a day, however it comes there.

A plan that is made again is held against the hand-overs that people were told of; trucks, depots
and trips don't matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rrm.model.plan import Delivery, Payment

HandOver = tuple[int, str, str, str]
"""Day, site, group, item: what somebody was told would come, and when."""

NOTICED = 0.01
"""Of any unit: two quantities that lie no further apart are the same hand-over. Ten litres of a
m³, as each tanker is filled to the litre; of a kit, or a household that is paid, it is any."""


def hand_overs(
    deliveries: Iterable[Delivery], payments: Iterable[Payment]
) -> dict[HandOver, float]:
    """Quantity by hand-over, in the unit of its item; of cash, households paid."""
    found: dict[HandOver, float] = defaultdict(float)
    for row in deliveries:
        found[row.day, row.site_id, row.group, row.item] += row.quantity
    for paid in payments:
        found[paid.day, paid.site_id, paid.group, paid.item] += paid.households
    return {key: quantity for key, quantity in sorted(found.items()) if quantity > 0}
