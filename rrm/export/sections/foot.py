"""The foot: from which inputs, rules and engine this report was made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from rrm.export.facts import Facts
from rrm.export.table import Cell, Column, Table, Verbatim
from rrm.model.language import Message, msg
from rrm.model.run import Run

_HASH_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Foot:
    """What makes the report traceable; no clock, so that the same run gives the same bytes."""

    made_from: Message
    files_title: Message
    files: Table


def foot(facts: Facts) -> Foot:
    """Engine, rule packs, seed, and the checksum of every input."""
    run = facts.run
    columns = (Column(msg("File")), Column(msg("SHA-256, first characters")))
    rows: list[tuple[Cell, ...]] = [
        (file.path, Verbatim(file.sha256[:_HASH_SHOWN])) for file in run.loaded.files
    ]
    return Foot(
        made_from=msg(
            "Made by the RRM engine {version} from scenario {scenario} with the rules "
            "{lineage}; seed {seed}.",
            version=engine_version(),
            scenario=facts.scenario.settings.id,
            lineage=lineage_in_words(run),
            seed=str(run.options.seed),
        ),
        files_title=msg("Input files"),
        files=Table(columns, tuple(rows)),
    )


def engine_version() -> str:
    """The installed engine's version."""
    try:
        return version("rrm-engine")
    except PackageNotFoundError:
        return "?"


def lineage_in_words(run: Run) -> str:
    """Rule packs from the root to the one used: sphere 1.0 > sahel 1.0 > mali 1.0."""
    return " > ".join(f"{pack} {number}" for pack, number in run.loaded.pack.lineage)
