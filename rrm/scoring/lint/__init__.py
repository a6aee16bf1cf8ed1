"""What is odd about the rules of a pack that compiles: lines that no answers reach, severities that
go up and down, branches and questions that nobody uses, figures that nobody vouches for.

`lint_pack` looks at every case of each rule, as the engine computes it; `pack_doubts` gives the
doubts alone.
"""

from rrm.scoring.lint.report import LintReport, NotProven, by_place, lint_pack, pack_doubts

__all__ = ["LintReport", "NotProven", "by_place", "lint_pack", "pack_doubts"]
