"""The tight worlds, with storage and chlorine that go along with water."""

from __future__ import annotations

from dataclasses import replace

from rrm.allocation.lanes import open_lanes
from rrm.allocation.policies import Policy, policy_choice
from rrm.allocation.programme import Case
from rrm.entitlements.storage import storage_demands
from rrm.model.rule_pack import Chlorine, GoesWith, Item, Storage
from rrm.model.scenario import Stock
from tests.allocation.tight_worlds import Tight, case_of

WORDS = {"en": "word", "fr": "mot"}
TANK = Item(label=WORDS, kind="goods", unit="tank", kg=10, m3=0.1, holds_m3=2, source="x")
HTH = Item(label=WORDS, kind="goods", unit="kg", whole=False, kg=1, m3=0.001, source="x")
STORAGE = Storage(item="tank", source="x")
CHLORINE = Chlorine(item="hth", dose_mg_per_l=1, active_share=0.5, source="x")
"""Half a kilogram of the product makes a litre of it: 0.002 kg a cubic metre."""


def along(
    world: Tight,
    has_m3: float | None = 0.0,
    storage: Storage | None = STORAGE,
    chlorine: Chlorine | None = None,
    chlorinated: bool | None = None,
) -> Case:
    """A world in which water needs storage, chlorine, or both.

    has_m3: what every place has already; None where nobody said. Stock of tanks and of chlorine
    is the world's.
    """
    case = case_of(world)
    water = case.pack.catalogue["water"].model_copy(
        update={"goes_with": GoesWith(storage=storage, chlorine=chlorine)}
    )
    catalogue = {**case.pack.catalogue, "water": water, "tank": TANK, "hth": HTH}
    pack = case.pack.model_copy(update={"catalogue": catalogue})
    sites = tuple(s.model_copy(update={"storage_m3": has_m3}) for s in case.scenario.sites)
    sources = tuple(
        s.model_copy(update={"chlorinated": chlorinated}) for s in case.scenario.water_sources
    )
    scenario = case.scenario.model_copy(update={"sites": sites, "water_sources": sources})
    tanks = tuple(storage_demands(scenario, pack, case.demands))
    return replace(case, scenario=scenario, pack=pack, demands=(*case.demands, *tanks))


def brought(case: Case, policy: Policy = Policy.SEVERITY_GREEDY) -> dict[tuple[str, int], float]:
    """What a policy brings, by (item, day of arrival), all sites together."""
    lanes = open_lanes(case.scenario, case.pack, case.access)
    choice = policy_choice(case, lanes, policy)
    assert choice is not None
    found: dict[tuple[str, int], float] = {}
    for at, trips in choice.loads.items():
        for load in trips:
            for j, quantity in load.items():
                key = (case.demands[j].item, lanes[at].arrival_day)
                found[key] = found.get(key, 0.0) + quantity
    return found


def with_stock(case: Case, **units: float) -> Case:
    """The case with so many units of items in depot D, beside what it has."""
    more = tuple(Stock(depot_id="D", item=item, quantity=q) for item, q in units.items())
    scenario = case.scenario.model_copy(update={"stock": (*case.scenario.stock, *more)})
    return replace(case, scenario=scenario)
