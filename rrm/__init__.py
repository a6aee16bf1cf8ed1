"""The RRM engine: from a rapid assessment to a checked distribution plan.

    loaded = rrm.load_scenario("scenarios/menaka-2022")    # files become frozen values
    needs = rrm.score(loaded)                              # who needs what, and why
    checked = rrm.plan(loaded)                             # what leaves when, and a verdict on it
    rrm.export(checked, "out")                             # the report and the workbook
    checked, folder = rrm.run_scenario(loaded, "runs")     # or all at once, as a run folder
    rrm.verify(folder)                                     # the verdict, read off its files anew

`import rrm` loads nothing heavy: each name loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rrm.export.files import export
    from rrm.journey import load as load_scenario
    from rrm.journey import plan, run_scenario, score
    from rrm.model.problem import BadInput
    from rrm.model.run import Options
    from rrm.store import find_run, read_run
    from rrm.verification import verify

    __version__: str

__all__ = [
    "BadInput",
    "Options",
    "export",
    "find_run",
    "load_scenario",
    "plan",
    "read_run",
    "run_scenario",
    "score",
    "verify",
]

_HOMES = {
    "BadInput": ("rrm.model.problem", "BadInput"),
    "Options": ("rrm.model.run", "Options"),
    "find_run": ("rrm.store", "find_run"),
    "load_scenario": ("rrm.journey", "load"),
    "plan": ("rrm.journey", "plan"),
    "read_run": ("rrm.store", "read_run"),
    "run_scenario": ("rrm.journey", "run_scenario"),
    "score": ("rrm.journey", "score"),
    "verify": ("rrm.verification", "verify"),
}


def __getattr__(name: str) -> object:
    if name == "export":
        # The package of that name may itself be called; see its module.
        return import_module("rrm.export")
    if name == "__version__":
        return _version()
    if name not in _HOMES:
        raise AttributeError(f"module 'rrm' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rrm-engine")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
