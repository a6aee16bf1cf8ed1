"""Why something does not come and what would help, in words that name no place or depot."""

from __future__ import annotations

from rrm.model.language import Message, msg

_REASONS: dict[str, tuple[Message, Message]] = {
    "no_access": (
        msg("no vehicle gets there and home in time"),
        msg("access: a road opened, a passage agreed, or other vehicles"),
    ),
    "no_tanker": (msg("no tanker can work"), msg("tankers")),
    "out_of_stock": (msg("stocks run out"), msg("an order, or a loan from another organisation")),
    "expired": (msg("what is left expires before it could be used"), msg("fresh stock")),
    "too_late": (msg("it would come too late to count"), msg("an earlier start, or another actor")),
    "lost": (msg("it would come after the day on which it is lost"), msg("another actor, at once")),
    "too_risky": (msg("the ways are too risky"), msg("a safer way, agreed with all sides")),
    "no_vehicle": (msg("all vehicles are on other trips"), msg("more vehicles")),
    "no_team": (msg("all teams are busy"), msg("more teams")),
    "source_yield": (msg("water points give no more"), msg("another water point, or a repair")),
    "no_storage": (msg("nothing holds more water there"), msg("tanks or bladders")),
    "no_chlorine": (msg("there is no chlorine left for it"), msg("chlorine")),
    "no_agent": (msg("no payment agent serves the place"), msg("a payment agent, or help in kind")),
    "no_liquidity": (msg("payment agents hold no more cash"), msg("more cash with the agents")),
    "market_capacity": (msg("markets take in no more"), msg("help in kind, or more time")),
    "no_budget": (msg("the budget is spent"), msg("funds")),
    "given_in_part": (
        msg("some get a variant that counts for less"),
        msg("more of the item itself"),
    ),
    "kept_alike": (
        msg("shares of the groups are kept together"),
        msg("what the other group lacks"),
    ),
    "within_tolerance": (
        msg("given up for a later priority, or not found in the time of the search"),
        msg("a longer search"),
    ),
}

_OTHER = (msg("the plan does not bring it"), msg("a new plan"))


def reason_of(code: str) -> tuple[Message, Message]:
    """What stands in the way, and what would help, by the reason code of the plan."""
    return _REASONS.get(code, _OTHER)
