"""A scenario with all that belongs together, from its files to an accepted plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm import journey
from rrm.allocation.policies import Policy
from rrm.model.run import Options, Run
from rrm.model.verdict import Verdict
from rrm.store import draft_run
from rrm.verification import verify
from tests.allocation.runs_by_rule import run_by
from tests.builders import PACK_FILES, TABLES, tiny_scenario

GOES_WITH = """\
    goes_with:
      storage: {item: tank, source: book}
      chlorine: {item: hth, dose_mg_per_l: 2.6, active_share: 0.65, source: book}
"""
VARIANTS = """\
    variants:
      - {item: light_kit, counts: 0.6, source: book}
      - {item: bare_kit, counts: 0.4, source: book}
"""
MORE_ITEMS = """\
  tank: {label: {en: Tank, fr: Bâche}, kind: goods, unit: tank, kg: 60, m3: 0.4, holds_m3: 2, source: book}
  hth: {label: {en: HTH, fr: HTH}, kind: goods, unit: kg, whole: no, kg: 1, m3: 0.001, source: book}
  light_kit:
    label: {en: Light kit, fr: Kit léger}
    kind: goods
    unit: kit
    kg: 12
    m3: 0.05
    unit_value: 25000
    currency: XOF
    source: book
  bare_kit:
    label: {en: Kit of tarpaulins, fr: Kit de bâches}
    kind: goods
    unit: kit
    kg: 9
    m3: 0.04
    unit_value: 24000
    currency: XOF
    made_of: {tarpaulin: 2}
    source: book
"""
PARITY = "group_parity: {at_most: 0.8, over: plan, source: book}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five cubic metres a day are due at A, which has room for one; kits run out."""
    catalogue = PACK_FILES["catalogue.yaml"] + MORE_ITEMS
    catalogue = catalogue.replace("    kind: water\n", "    kind: water\n" + GOES_WITH)
    catalogue = catalogue.replace(
        "    unit: kit\n    kg: 25\n", "    unit: kit\n    kg: 25\n" + VARIANTS
    )
    entitlements = PACK_FILES["entitlements.yaml"].replace(
        "minimum_host_share", PARITY + "minimum_host_share"
    )
    held = [("tank", 3), ("hth", 0.2), ("light_kit", 6), ("nfi_kit", 20), ("tarpaulin", 100)]
    return tiny_scenario(
        tmp_path / "tiny",
        pack={"catalogue": catalogue, "entitlements": entitlements},
        sites=[{**site, "storage_m3": 1} for site in TABLES["sites"]],
        water_sources=[{**TABLES["water_sources"][0], "chlorinated": "no"}],
        stock=[{"depot_id": "D1", "item": item, "quantity": n} for item, n in held],
        pipeline=[],
    )  # fmt: skip


def verdict_on(run: Run, root: Path) -> Verdict:
    with draft_run(run, root) as draft:
        draft.write_tables()
        return verify(draft.folder, run.plan.tiers)


def looked_at(verdict: Verdict) -> set[str]:
    return {check.name for check in verdict.checks if check.count > 0}


def broken(verdict: Verdict) -> list[str]:
    return [
        f"{check.name}: {check.first_offender.text()}"
        for check in verdict.checks
        if check.first_offender is not None
    ]


def test_the_plan_keeps_it_all_and_is_accepted(folder: Path, tmp_path: Path):
    run = journey.make_run(journey.load(folder), Options())
    verdict = verdict_on(run, tmp_path / "runs")
    assert broken(verdict) == []
    assert looked_at(verdict) >= {"water_is_held", "chlorine_suffices", "groups_alike"}
    given = {row.item for row in run.plan.deliveries}
    assert given >= {"water", "tank", "nfi_kit", "light_kit", "bare_kit"}
    assert all(row.reason.text("fr") and row.what_would_help.text() for row in run.plan.unmet)


@pytest.mark.parametrize("policy", list(Policy))
def test_simple_rules_keep_it_all_and_are_accepted(folder: Path, tmp_path: Path, policy: Policy):
    verdict = verdict_on(run_by(folder, policy), tmp_path / "runs")
    assert broken(verdict) == []
