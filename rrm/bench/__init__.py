"""Made-up scenarios of any size, hard on purpose, on which plans are measured.

`generate` writes one as a scenario folder; `Shape` says what it is like, `hardness` what it turned
out to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand

if TYPE_CHECKING:
    from rrm.bench.generated import Generated, generate
    from rrm.bench.measured import Hardness, hardness
    from rrm.bench.shape import Shape

__all__ = ["Generated", "Hardness", "Shape", "generate", "hardness"]

__getattr__ = names_on_demand(
    __name__,
    {
        "Generated": "generated",
        "Hardness": "measured",
        "Shape": "shape",
        "generate": "generated",
        "hardness": "measured",
    },
)
