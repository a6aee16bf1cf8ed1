"""Two packs side by side: which rules differ, and whose scores move because of which rule."""

from rrm.scoring.pack_difference.carried_answers import carried_answers, not_asked
from rrm.scoring.pack_difference.changes import KeyChange, Kind, RuleChange, pack_changes
from rrm.scoring.pack_difference.moved_scores import (
    Cause,
    MovedScore,
    ScoreDifference,
    Standing,
    Total,
    score_difference,
)

__all__ = [
    "Cause",
    "KeyChange",
    "Kind",
    "MovedScore",
    "RuleChange",
    "ScoreDifference",
    "Standing",
    "Total",
    "carried_answers",
    "not_asked",
    "pack_changes",
    "score_difference",
]
