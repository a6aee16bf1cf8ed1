"""The rule language; assessments become severities, need scores and traces.

`compile_pack` checks every rule of a pack; `score_sites` scores a scenario's assessment;
`run_cases` runs a pack's worked cases, and `pack_doubts` says what is odd about its rules.
"""

from rrm.scoring.cases import CaseResult, CasesReport, Found, RuleLine, run_cases
from rrm.scoring.compiled_pack import CompiledPack, compile_pack
from rrm.scoring.lint import pack_doubts
from rrm.scoring.score_sites import score_sites

__all__ = [
    "CaseResult",
    "CasesReport",
    "CompiledPack",
    "Found",
    "RuleLine",
    "compile_pack",
    "pack_doubts",
    "run_cases",
    "score_sites",
]
