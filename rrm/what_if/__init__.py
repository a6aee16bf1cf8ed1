"""Questions that are answered by planning again: what if, why not, what would help.

Standing is a case as it stands, to be changed and planned again; Outcome what a plan of it brings.
force tells what bringing all that a site misses would cost the others, structural_reasons what
stands in its way whatever they give up; would_help what one more of each means would buy;
explain_conflict which locks and floors can't all be kept, and the least that must be given up;
trade_off what raising the worst-off site costs the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand

if TYPE_CHECKING:
    from rrm.what_if.additions import UNITS, Addition, AdditionKind, usual_amount
    from rrm.what_if.conflict import (
        Change,
        Collision,
        ConflictAnswer,
        Relaxation,
        explain_conflict,
        relaxed,
    )
    from rrm.what_if.conflict_claims import Claim
    from rrm.what_if.forced import Forced, force, locked, missed_items
    from rrm.what_if.gains import TierGain, first_told, tier_gains
    from rrm.what_if.more_means import TRIES, Tried, WouldHelp, would_help
    from rrm.what_if.most import Most, most_to
    from rrm.what_if.moved import Moved, SiteMoved, gainers, later, losers, sooner
    from rrm.what_if.outcome import Outcome, Planner
    from rrm.what_if.standing import Standing
    from rrm.what_if.structural import Structural, structural_reasons
    from rrm.what_if.tradeoff import (
        LEAST_POINTS,
        POINTS,
        Aim,
        Dropped,
        Point,
        TradeOff,
        Why,
        trade_off,
    )
    from rrm.what_if.tradeoff_words import left_out_words, made_for_words, trade_off_words

__all__ = [
    "LEAST_POINTS",
    "POINTS",
    "TRIES",
    "UNITS",
    "Addition",
    "AdditionKind",
    "Aim",
    "Change",
    "Claim",
    "Collision",
    "ConflictAnswer",
    "Dropped",
    "Forced",
    "Most",
    "Moved",
    "Outcome",
    "Planner",
    "Point",
    "Relaxation",
    "SiteMoved",
    "Standing",
    "Structural",
    "TierGain",
    "TradeOff",
    "Tried",
    "Why",
    "WouldHelp",
    "explain_conflict",
    "first_told",
    "force",
    "gainers",
    "later",
    "left_out_words",
    "locked",
    "losers",
    "made_for_words",
    "missed_items",
    "most_to",
    "relaxed",
    "sooner",
    "structural_reasons",
    "tier_gains",
    "trade_off",
    "trade_off_words",
    "usual_amount",
    "would_help",
]

# A site's story asks only what stands in its way, which waits for no solver.
__getattr__ = names_on_demand(
    __name__,
    {
        "Addition": "additions",
        "AdditionKind": "additions",
        "Aim": "tradeoff",
        "Change": "conflict",
        "Claim": "conflict_claims",
        "Collision": "conflict",
        "ConflictAnswer": "conflict",
        "Dropped": "tradeoff",
        "Forced": "forced",
        "LEAST_POINTS": "tradeoff",
        "Most": "most",
        "Moved": "moved",
        "Outcome": "outcome",
        "POINTS": "tradeoff",
        "Planner": "outcome",
        "Point": "tradeoff",
        "Relaxation": "conflict",
        "SiteMoved": "moved",
        "Standing": "standing",
        "Structural": "structural",
        "TRIES": "more_means",
        "TierGain": "gains",
        "TradeOff": "tradeoff",
        "Tried": "more_means",
        "UNITS": "additions",
        "Why": "tradeoff",
        "WouldHelp": "more_means",
        "explain_conflict": "conflict",
        "first_told": "gains",
        "force": "forced",
        "gainers": "moved",
        "later": "moved",
        "left_out_words": "tradeoff_words",
        "locked": "forced",
        "losers": "moved",
        "made_for_words": "tradeoff_words",
        "missed_items": "forced",
        "most_to": "most",
        "relaxed": "conflict",
        "sooner": "moved",
        "structural_reasons": "structural",
        "tier_gains": "gains",
        "trade_off": "tradeoff",
        "trade_off_words": "tradeoff_words",
        "usual_amount": "additions",
        "would_help": "more_means",
    },
)
