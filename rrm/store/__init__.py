"""Run folders: written whole or not at all, and read back.

`draft_run` opens a folder that is published in one step; `find_run` says which folder a person
means, and `read_run` reads it. `access_csv` is one table by itself. `run_facts` makes a run read
back fit to be set beside others, and `comparison_csv` writes what differs as a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand
from rrm.store.find import find_run
from rrm.store.reading import StoredRun, read_run
from rrm.store.run_folder import DraftRun, draft_run
from rrm.store.tables import access_csv

if TYPE_CHECKING:
    from rrm.store.comparison_table import comparison_csv
    from rrm.store.typed_run import run_facts

__all__ = [
    "DraftRun",
    "StoredRun",
    "access_csv",
    "comparison_csv",
    "draft_run",
    "find_run",
    "read_run",
    "run_facts",
]

# A run is written and read without what only a comparison needs.
__getattr__ = names_on_demand(
    __name__, {"comparison_csv": "comparison_table", "run_facts": "typed_run"}
)
