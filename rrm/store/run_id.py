"""What a run is called: the time it was made, and a mark of what it was made from."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from rrm.model.run import Run

RUN_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}(-[0-9]{1,6})?")
"""20220418T081500Z-1a2b3c4d; a second run of the same second and inputs ends in -2."""


def run_id(run: Run, started_at: datetime) -> str:
    """Second of the start in UTC, and 8 hex digits over input hashes, options and engine."""
    made_from = {
        "inputs": sorted((file.path, file.sha256) for file in run.loaded.files),
        "options": [run.options.seed, run.options.gap, run.options.time_limit],
        "priorities": [(one.tier.value, one.tolerance) for one in run.options.priorities],
        "language": run.options.language,
        "engine": engine_version(),
    }
    digest = hashlib.sha256(json.dumps(made_from).encode("utf-8")).hexdigest()
    return f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{digest[:8]}"


def is_run_id(name: str) -> bool:
    """Whether a name could be a run's."""
    return RUN_ID.fullmatch(name) is not None


def engine_version() -> str:
    """The version of the engine that runs, 0 where it is not installed."""
    try:
        return version("rrm-engine")
    except PackageNotFoundError:
        return "0"
