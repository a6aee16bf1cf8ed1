"""Faults against the floor below which no site may be left."""

from __future__ import annotations

from pathlib import Path

from tests.verification.planting import Folder, NothingToBreak, fault


@fault("floor_kept")
def floor_above_what_a_site_gets(path: Path) -> str:
    """The coordinator asks for all of what can reach every site."""
    folder = Folder(path)
    if not folder.rows("unmet"):
        raise NothingToBreak("unmet need")
    _ask_for(folder, 1.0)
    return "100 % is the floor"


@fault("floor_kept")
def one_site_left_out(path: Path) -> str:
    """What a site was to get stays away: nothing comes to it, and somewhere else there is help."""
    folder = Folder(path)
    brought = folder.rows("deliveries") + folder.rows("cash")
    sites = {row["site_id"] for row in brought}
    if len(sites) < 2:
        raise NothingToBreak("two sites that get help")
    site = brought[0]["site_id"]
    for table in ("deliveries", "cash"):
        rows = folder.rows(table)
        folder.write(table, [row for row in rows if row["site_id"] != site])
    _ask_for(folder, 0.01)
    return site


def _ask_for(folder: Folder, share: float) -> None:
    inputs = folder.inputs
    inputs["scenario"]["settings"]["least_share"] = share
    folder.write_inputs(inputs)
