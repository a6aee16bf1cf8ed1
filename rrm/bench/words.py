"""The words of a made-up scenario: its settings, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from string import Template

from rrm.bench.measured import Hardness
from rrm.bench.shape import Shape
from rrm.model.scenario import Scenario

_TEMPLATES = Path(__file__).parent / "folder"


def settings_text(shape: Shape, scenario: Scenario) -> str:
    """scenario.yaml."""
    budget = scenario.settings.budget
    return _template("scenario.yaml").substitute(
        _shape_words(shape),
        budget=round(budget.amount) if budget else 0,
        currency=budget.currency if budget else "",
    )


def readme(shape: Shape, measured: Hardness) -> str:
    """README.md: what was drawn and how, and how hard it turned out to be."""
    figures = "\n".join(f"| {name} | {value} |" for name, value in measured_figures(measured))
    return _template("README.md").substitute(_shape_words(shape), figures=figures)


def measured_figures(measured: Hardness) -> tuple[tuple[str, str], ...]:
    """What was measured, by name, as people write it."""
    least, median, most = measured.people
    loads = measured.loads
    classes = ((str(at), share) for at, share in enumerate(measured.severities, start=1))
    return (
        ("sites", str(measured.sites)),
        ("people at a site: fewest, median, most", f"{least:,}, {median:,}, {most:,}"),
        ("people by group", _shares(measured.groups.items())),
        ("groups at sites by overall severity", _shares(classes)),
        ("stock on day 1, of what is due", _shares(measured.stock.items())),
        ("arriving later", _shares(measured.arriving.items())),
        ("of which not sure enough to plan with", _per_cent(measured.uncertain)),
        ("water that sources yield, of all due", _per_cent(measured.water_yield)),
        ("water that tankers carry, of all due", _per_cent(measured.tankers)),
        ("water due at sites that a tanker can serve", _per_cent(measured.water_in_reach)),
        ("budget, of the cost of everything", _per_cent(measured.budget)),
        ("transfers that agents can pay, of all due", _per_cent(measured.cash)),
        ("transfers that markets take in", _per_cent(measured.markets)),
        ("vehicle-days, of those that all goods take", _per_cent(measured.fleet)),
        ("households that teams can serve, of all due goods", _per_cent(measured.teams)),
        ("sites shut off from some class for a time", _per_cent(measured.closed)),
        ("sites that no vehicle with goods ever reaches", _per_cent(measured.unreached)),
        (
            "goods due at a site, in trucks of 10 t: least, 10 %, median, 90 %, most",
            ", ".join(f"{load:.2f}" for load in loads),
        ),
    )


def _shares(shares: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{name}: {_per_cent(share)}" for name, share in shares)


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _template(name: str) -> Template:
    return Template((_TEMPLATES / name).read_text(encoding="utf-8"))


def _how(shape: Shape) -> str:
    """What one types to have the same again: a command, or Python where more was changed."""
    if shape == replace(Shape(), sites=shape.sites, seed=shape.seed, days=shape.days):
        return f"rrm bench generate --sites {shape.sites} --seed {shape.seed} --days {shape.days}"
    changed = {one.name: getattr(shape, one.name) for one in fields(shape)
               if getattr(shape, one.name) != one.default}  # fmt: skip
    parts = ", ".join(f"{name}={value!r}" for name, value in changed.items())
    return f"rrm.bench.generate(folder, Shape({parts}))"


def _shape_words(shape: Shape) -> dict[str, str]:
    return {
        "id": shape.id,
        "how": _how(shape),
        "sites": str(shape.sites),
        "seed": str(shape.seed),
        "days": str(shape.days),
        "start": shape.start.isoformat(),
        "rules": shape.rules,
        "towns": str(shape.towns),
        "depots": str(shape.depots),
        "median": f"{shape.median_people:,}",
        "least": f"{shape.least_people:,}",
        "most": f"{shape.most_people:,}",
        "spread": str(shape.spread),
        "stock": _per_cent(shape.stock),
        "arriving": _per_cent(shape.arriving),
        "water": _per_cent(shape.water),
        "money": _per_cent(shape.budget),
        "cash": _per_cent(shape.cash),
        "fleet": _per_cent(shape.fleet),
        "teams": _per_cent(shape.teams),
        "closed": _per_cent(shape.closed),
        "unassessed": _per_cent(shape.unassessed),
    }
