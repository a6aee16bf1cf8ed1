"""Run folders: written whole or not at all, and read back.

`draft_run` opens a folder that is published in one step; `find_run` says which folder a person
means, and `read_run` reads it. `access_csv` is one table by itself.
"""

from rrm.store.find import find_run
from rrm.store.reading import StoredRun, read_run
from rrm.store.run_folder import DraftRun, draft_run
from rrm.store.tables import access_csv

__all__ = ["DraftRun", "StoredRun", "access_csv", "draft_run", "find_run", "read_run"]
