"""Laws of what belongs together: storage and chlorine with water, groups, variants and parts.

Whatever runs short, simple rules keep them, and the optimiser is never worse than a rule that
serves only by what they allow.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rrm.allocation.constraints import all_constraints
from rrm.allocation.policies import Policy, policy_plan
from rrm.allocation.programme import Case, programme
from rrm.allocation.variants import with_variants
from rrm.entitlements.storage import storage_demands
from rrm.model.rule_pack import GoesWith, GroupParity, Variant
from rrm.model.scenario import Stock
from tests.allocation.along_worlds import CHLORINE, HTH, STORAGE, TANK
from tests.allocation.tight_worlds import case_of, is_broken
from tests.allocation.variant_worlds import goods
from tests.properties.test_allocation_policies import worlds

ACTIVE = [policy for policy in Policy if policy != Policy.NOTHING]
LAX = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def cases(draw) -> Case:
    """A tight world with all of it, or some."""
    case = case_of(draw(worlds()))
    light = Variant(
        item="light", counts=draw(st.sampled_from([0.5, 0.6, 2.0])),
        one_for_one=draw(st.booleans()), source="x",
    )  # fmt: skip
    partial = Variant(item="partial", counts=0.8, source="x")
    variants = draw(st.sampled_from([(), (light,), (light, partial), (partial, light)]))
    storage = draw(st.sampled_from([None, STORAGE]))
    chlorine = draw(st.sampled_from([None, CHLORINE]))
    catalogue = {
        **case.pack.catalogue, "tank": TANK, "hth": HTH, "light": goods(unit_value=30),
        "partial": goods(made_of={"net": 2, "pot": 1}), "net": goods(kg=1), "pot": goods(kg=5),
    }  # fmt: skip
    kit = catalogue["kit"].model_copy(update={"variants": variants})
    water = catalogue["water"].model_copy(
        update={"goes_with": GoesWith(storage=storage, chlorine=chlorine)}
    )
    parity = draw(
        st.none()
        | st.builds(
            GroupParity, at_most=st.sampled_from([0.0, 0.3]), over=st.sampled_from(["site", "plan"]),
            source=st.just("x"),
        )
    )  # fmt: skip
    rules = case.pack.entitlements.model_copy(update={"group_parity": parity})
    pack = case.pack.model_copy(
        update={"catalogue": {**catalogue, "kit": kit, "water": water}, "entitlements": rules}
    )
    has = draw(st.sampled_from([None, 0.0, 1.5]))
    sites = tuple(site.model_copy(update={"storage_m3": has}) for site in case.scenario.sites)
    more = tuple(
        Stock(depot_id=depot, item=item, quantity=draw(st.sampled_from([0, 1, 5])))
        for depot in "DE"
        for item in ("tank", "light", "partial", "net", "pot")
    )
    hth = Stock(depot_id="D", item="hth", quantity=draw(st.sampled_from([0.0, 0.004, 1.0])))
    scenario = case.scenario.model_copy(
        update={"sites": sites, "stock": (*case.scenario.stock, *more, hth)}
    )
    due = (*case.demands, *storage_demands(scenario, pack, case.demands))
    return replace(case, scenario=scenario, pack=pack, demands=with_variants(pack, due))


@settings(LAX, max_examples=80)
@given(cases())
def test_every_policy_keeps_what_belongs_together(case):
    p = programme(case)
    constraints = list(all_constraints(p))
    for policy in ACTIVE:
        values = policy_plan(p, policy)
        if values is not None:
            broken = [str(one) for one in constraints if is_broken(one, values)]
            assert not broken, policy
