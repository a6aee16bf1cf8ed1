"""The rule language; assessments become severities, need scores and traces.

`compile_pack` checks every rule of a pack, `rule_faults` those of one that is not whole;
`score_sites` scores a scenario's assessment; `decide_alerts` says what each alert calls for,
`respond_by` by when help is promised; `run_cases` runs a pack's worked cases, and `pack_doubts`
says what is odd about its rules; `pack_changes` and `score_difference` set two packs side by
side, `line_in_words` says one severity line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand

if TYPE_CHECKING:
    from rrm.scoring.alert_clauses import respond_by
    from rrm.scoring.alert_decisions import decide_alerts
    from rrm.scoring.cases import CaseResult, CasesReport, Found, RuleLine, run_cases
    from rrm.scoring.compiled_pack import (
        CompiledIndicator,
        CompiledMeasure,
        CompiledPack,
        compile_pack,
        rule_faults,
    )
    from rrm.scoring.compiled_table import Axis
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
    from rrm.scoring.rules_spoken_of import CaseCoverage, case_coverage
    from rrm.scoring.site_scores import score_sites
    from rrm.scoring.table_words import axis_in_words, head_in_words

__all__ = [
    "Axis",
    "CaseCoverage",
    "CaseResult",
    "CasesReport",
    "Cause",
    "CompiledIndicator",
    "CompiledMeasure",
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
    "axis_in_words",
    "by_place",
    "case_coverage",
    "compile_pack",
    "decide_alerts",
    "head_in_words",
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

__getattr__ = names_on_demand(
    __name__,
    {
        "Axis": "compiled_table",
        "CaseCoverage": "rules_spoken_of",
        "CaseResult": "cases",
        "CasesReport": "cases",
        "Cause": "pack_difference",
        "CompiledIndicator": "compiled_pack",
        "CompiledMeasure": "compiled_pack",
        "CompiledPack": "compiled_pack",
        "Found": "cases",
        "KeyChange": "pack_difference",
        "Kind": "pack_difference",
        "LintReport": "lint",
        "MovedScore": "pack_difference",
        "RuleChange": "pack_difference",
        "RuleLine": "cases",
        "ScoreDifference": "pack_difference",
        "Standing": "pack_difference",
        "axis_in_words": "table_words",
        "by_place": "lint",
        "case_coverage": "rules_spoken_of",
        "compile_pack": "compiled_pack",
        "decide_alerts": "alert_decisions",
        "head_in_words": "table_words",
        "label_of_name": "rule_words",
        "line_in_words": "rule_words",
        "lint_pack": "lint",
        "names_used": "rule_words",
        "pack_changes": "pack_difference",
        "pack_doubts": "lint",
        "respond_by": "alert_clauses",
        "rule_faults": "compiled_pack",
        "run_cases": "cases",
        "score_difference": "pack_difference",
        "score_sites": "site_scores",
    },
)
