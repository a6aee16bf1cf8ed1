"""The rule language; assessments become severities, need scores and traces.

`compile_pack` checks every rule of a pack, `rule_faults` those of one that is not whole;
`score_sites` scores a scenario's assessment; `decide_alerts` says what each alert calls for,
`respond_by` by when help is promised; `run_cases` runs a pack's worked cases, and `pack_doubts`
says what is odd about its rules; `pack_changes` and `score_difference` set two packs side by
side, `line_in_words` says one severity line.
"""

from rrm.scoring.alert_clauses import respond_by
from rrm.scoring.alert_decisions import decide_alerts
from rrm.scoring.case_coverage import CaseCoverage, case_coverage
from rrm.scoring.cases import CaseResult, CasesReport, Found, RuleLine, run_cases
from rrm.scoring.compiled_pack import (
    CompiledIndicator,
    CompiledPack,
    compile_pack,
    rule_faults,
)
from rrm.scoring.lint import LintReport, by_place, lint_pack, pack_doubts
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
    "CaseCoverage",
    "CaseResult",
    "CasesReport",
    "Cause",
    "CompiledIndicator",
    "CompiledPack",
    "Found",
    "KeyChange",
    "Kind",
    "LintReport",
    "MovedScore",
    "RuleChange",
    "RuleLine",
    "ScoreDifference",
    "Standing",
    "by_place",
    "case_coverage",
    "compile_pack",
    "decide_alerts",
    "label_of_name",
    "line_in_words",
    "lint_pack",
    "names_used",
    "pack_changes",
    "pack_doubts",
    "respond_by",
    "rule_faults",
    "run_cases",
    "score_difference",
    "score_sites",
]
