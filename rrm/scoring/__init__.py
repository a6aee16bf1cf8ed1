"""The rule language; assessments become severities, need scores and traces.

`compile_pack` checks every rule of a pack; `score_sites` scores a scenario's assessment.
"""

from rrm.scoring.compiled_pack import CompiledPack, compile_pack
from rrm.scoring.score_sites import score_sites

__all__ = ["CompiledPack", "compile_pack", "score_sites"]
