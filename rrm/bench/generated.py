"""A made-up scenario, written as a folder: needs first, then means that fall short of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rrm.bench.answers import assessment
from rrm.bench.closings import draw_closures
from rrm.bench.due import by_vehicles_of, what_is_due
from rrm.bench.land import Land, draw_land
from rrm.bench.means import currency_of, draw_means
from rrm.bench.measured import Hardness, hardness
from rrm.bench.nearby import table_nearby
from rrm.bench.people import Plight, draw_alerts, draw_plights, draw_sites
from rrm.bench.shape import Shape
from rrm.bench.sizing import sized, with_budget
from rrm.bench.tables import table_of, text_of
from rrm.bench.words import readme, settings_text
from rrm.intake import load_pack, refuse_unless_empty
from rrm.journey import load
from rrm.model.language import Message, msg
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Budget, Scenario, Settings

TABLES = (
    "sites", "alerts", "depots", "stock", "pipeline", "vehicles", "teams", "water_sources",
    "cash_agents", "markets", "locations", "routes", "closures",
)  # fmt: skip

Progress = Callable[[Message], None]
"""Told what is under way, before each step."""


def _silent(_: Message) -> None:
    """No progress is shown."""


@dataclass(frozen=True, slots=True)
class Generated:
    """A scenario written: its files, and how hard it turned out to be."""

    files: tuple[Path, ...]
    hardness: Hardness


def generate(folder: Path, shape: Shape, progress: Progress = _silent) -> Generated:
    """Writes a made-up scenario into a new or empty folder, whole or not at all.

    Sites, roads, closures and interviews are drawn from the seed; the engine scores and entitles
    them; stocks, fleets, yields, money and budget are then sized to the shares that the shape
    states. The same shape, engine and rule pack give the same files, byte by byte.
    Raises BadInput where the folder holds anything, or there is no such pack.
    """
    refuse_unless_empty(folder)
    pack, _ = load_pack(shape.rules, folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside the folder, so that the rule pack is found where the scenario will find it.
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        draft = Path(beside)
        progress(msg("Drawing sites, roads and interviews"))
        land = draw_land(shape)
        plights = draw_plights(shape, land)
        drawn = _draw(shape, pack, land, plights)
        _write(draft, shape, drawn)
        _text(draft / "assessment.csv", text_of(*assessment(shape, drawn.sites, plights)))
        progress(msg("Scoring needs and counting what is due"))
        loaded = load(draft, with_network=False)
        due = what_is_due(loaded, table_nearby(loaded.scenario, pack, land))
        progress(msg("Sizing stocks, fleets and money"))
        made = sized(shape, loaded.scenario, pack, due)
        due = by_vehicles_of(made, pack, due)
        made = with_budget(shape, made, pack, due)
        measured = hardness(made, pack, due)
        _write(draft, shape, made)
        _text(draft / "README.md", readme(shape, measured))
        return Generated(_published(draft, folder), measured)


def _draw(shape: Shape, pack: RulePack, land: Land, plights: dict[str, Plight]) -> Scenario:
    """Everything that is drawn; of means, where they are and not how much."""
    means = draw_means(shape, land, pack)
    return Scenario(
        settings=Settings(
            id=shape.id,
            title={"en": "Made up"},
            country="XXX",
            start=shape.start,
            horizon_days=shape.days,
            rules=shape.rules,
            budget=Budget(amount=0.0, currency=currency_of(pack)),
        ),
        sites=draw_sites(shape, land),
        alerts=draw_alerts(shape, land, plights),
        depots=means.depots,
        vehicles=means.vehicles,
        teams=means.teams,
        water_sources=means.water_sources,
        cash_agents=means.cash_agents,
        markets=means.markets,
        locations=land.locations,
        routes=land.routes,
        closures=draw_closures(shape, land),
    )


def _write(draft: Path, shape: Shape, scenario: Scenario) -> None:
    for name in TABLES:
        rows = getattr(scenario, name)
        if rows:
            _text(draft / f"{name}.csv", table_of(rows))
    _text(draft / "scenario.yaml", settings_text(shape, scenario))


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _published(draft: Path, folder: Path) -> tuple[Path, ...]:
    """The files, moved to where they were asked for."""
    folder.mkdir(exist_ok=True)
    names = sorted(path.name for path in draft.iterdir())
    return tuple(Path(shutil.move(draft / name, folder / name)) for name in names)
