"""Real runs of the tiny scenario, made once for each change."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rrm import journey
from rrm.comparison import RunFacts
from rrm.store import read_run, run_facts
from tests.builders import PACK_FILES, TABLES, row, tiny_scenario

STOCK = [row("stock", quantity=20), *TABLES["stock"][1:]]
CLOSED = [
    *TABLES["closures"],
    row("closures", **{"from": "town", "to": "north", "start": "2022-04-18", "end": "2022-04-20",
                       "classes": "", "reason": "bridge down"}),
]  # fmt: skip
RULE = {"wash": PACK_FILES["wash.yaml"].replace("3: below 15", "3: below 9")}
FEWER_SITES = TABLES["sites"][:1]

CHANGES = {
    "base": {},
    "again": {},
    "stock": {"stock": STOCK},
    "closed": {"closures": CLOSED},
    "rule": {"pack": RULE},
    "one_site": {
        "sites": FEWER_SITES,
        "assessment": [one for one in TABLES["assessment"] if one["site_id"] == "A"],
        "settings": {"id": "one-site"},
    },
    "locked": {
        "locks": [{"site_id": "A", "item": "nfi_kit", "at_least": 90, "reason": "promised"}],
    },
}  # fmt: skip


_HOME = TemporaryDirectory(prefix="rrm-compared-")
"""Gone when the tests end."""


@cache
def folder(name: str) -> Path:
    """The run folder of the tiny scenario with that change."""
    home = Path(_HOME.name) / name
    written = tiny_scenario(home / name, **CHANGES[name])
    return journey.run_scenario(journey.load(written), home / "runs")[1]


@cache
def facts(name: str) -> RunFacts:
    """The same, typed."""
    return run_facts(read_run(folder(name)))
