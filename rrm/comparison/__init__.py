"""Runs side by side: what differs in what they were made from, and in what came out.

`compare_runs` sets runs against the first of them; `RunFacts` is a run as it reads it, and a room
that holds run folders makes it. `story` tells a comparison in sentences and tables, for a terminal
or a page alike.
"""

from rrm.comparison.change import NOTICED, Change
from rrm.comparison.compare import LETTERS, Comparison, Difference, compare_runs
from rrm.comparison.coverage import Coverage, ItemChange
from rrm.comparison.facts import MadeBy, RunFacts
from rrm.comparison.made_from import FileChange, MadeFrom, PackChange
from rrm.comparison.means import Spent, UseChange, spending, vehicle_use
from rrm.comparison.names import Names
from rrm.comparison.needs import NeedChange, ScoreChange
from rrm.comparison.parts import Chapter, Grid, Part, Sentence, Story
from rrm.comparison.priorities import Standing, TierChange, deciding
from rrm.comparison.sites import ServedChange, SiteChange
from rrm.comparison.table_rows import CellChange, RowChange
from rrm.comparison.telling import story
from rrm.comparison.unmet import UnmetChange

__all__ = [
    "LETTERS",
    "NOTICED",
    "CellChange",
    "Change",
    "Chapter",
    "Comparison",
    "Coverage",
    "Difference",
    "FileChange",
    "Grid",
    "ItemChange",
    "MadeBy",
    "MadeFrom",
    "Names",
    "NeedChange",
    "PackChange",
    "Part",
    "RowChange",
    "RunFacts",
    "ScoreChange",
    "Sentence",
    "ServedChange",
    "SiteChange",
    "Spent",
    "Standing",
    "Story",
    "TierChange",
    "UnmetChange",
    "UseChange",
    "compare_runs",
    "deciding",
    "spending",
    "story",
    "vehicle_use",
]
