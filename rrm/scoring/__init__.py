"""The rule language; assessments become severities, need scores and traces.

`compile_pack` checks every rule of a pack; `score_sites` scores a scenario's assessment;
`decide_alerts` says what each alert calls for, `respond_by` by when help is promised; `run_cases`
runs a pack's worked cases, and `pack_doubts` says what is odd about its rules; `pack_changes`
and `score_difference` set two packs side by side, `line_in_words` says one severity line.
"""

from rrm.scoring.alert_clauses import respond_by
from rrm.scoring.alert_decisions import decide_alerts
from rrm.scoring.cases import CaseResult, CasesReport, Found, RuleLine, run_cases
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack, compile_pack
from rrm.scoring.lint import pack_doubts
from rrm.scoring.pack_difference import (
    Cause,
    KeyChange,
    Kind,
    MovedScore,
    RuleChange,
    ScoreDifference,
    Standing,
    pack_changes,
    score_difference,
)
from rrm.scoring.rule_words import label_of_name, line_in_words, names_used
from rrm.scoring.score_sites import score_sites

__all__ = [
    "CaseResult",
    "CasesReport",
    "Cause",
    "CompiledIndicator",
    "CompiledPack",
    "Found",
    "KeyChange",
    "Kind",
    "MovedScore",
    "RuleChange",
    "RuleLine",
    "ScoreDifference",
    "Standing",
    "compile_pack",
    "decide_alerts",
    "label_of_name",
    "line_in_words",
    "names_used",
    "pack_changes",
    "pack_doubts",
    "respond_by",
    "run_cases",
    "score_difference",
    "score_sites",
]
