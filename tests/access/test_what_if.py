"""What a change does to each access, told with figures before and after."""

import pytest

from rrm.access import Change, ChangeKind, critical_links, isolating_closures, read_changes, what_if
from rrm.model.problem import BadInput
from tests.access.builders import closed, depot, link, scenario, site, vehicle
from tests.access.network_cases import PACK, needs, on

DIRECT, ROUND = link("a", "b", 60), (link("a", "c", 120), link("c", "b", 60))


def case(*routes, closures=(), **tables):
    return scenario(list(routes), list(closures), days=4, vehicles=(vehicle("pickup"),), **tables)


def answer(of, *texts, days=None):
    return what_if(of, PACK, needs(of, S=1000), read_changes(texts, of), days)


def test_a_closed_way_round_is_told_with_hours_km_and_cost_before_and_after():
    told = answer(case(DIRECT, *ROUND), "close a-b")
    (one,) = told.accesses
    assert (one.turn, one.first_day, one.last_day) == ("longer", 1, 4)
    assert (one.before.km, one.after.km) == (60, 180)
    assert (one.before.cost, one.after.cost) == (12_000, 36_000)
    assert one.hours_longer == pytest.approx(2 * 120 / 70)
    assert told.consequences.delayed.people == 1000
    assert told.consequences.hours_longer.people == pytest.approx(1000 * 120 / 70, abs=0.5)


def test_the_only_way_closed_is_lost_with_its_reason():
    told = answer(case(DIRECT), "close b-a")
    (one,) = told.accesses
    assert one.turn == "lost" and one.after.reason_code == "closed"
    assert (told.consequences.cut_off.people, told.consequences.cut_off.weighted) == (1000, 500)


def test_a_change_for_some_days_leaves_the_others_as_they_are():
    told = answer(case(DIRECT), "close a-b", days=(2, 3))
    assert [(it.first_day, it.last_day) for it in told.accesses] == [(2, 3)]
    (effect,) = told.consequences.effects
    assert (effect.days_before, effect.days_after, effect.is_cut_off) == (2, 0, True)


def test_opening_lifts_what_is_reported_closed_and_only_on_those_days():
    shut = case(DIRECT, closures=[closed("b", "a")])
    (one,) = answer(shut, "open a-b").accesses
    assert (one.turn, one.first_day, one.last_day) == ("new", 1, 4)
    some = answer(shut, "open a-b", days=(2, 3))
    assert [(it.turn, it.first_day, it.last_day) for it in some.accesses] == [("new", 2, 3)]
    assert some.consequences.reached_anew.people == 1000


def test_opening_what_is_not_closed_is_doubtful():
    shut = case(DIRECT, closures=[closed("a", "b", end=on(1))])
    assert not answer(shut, "open a-b").doubts
    (doubt,) = answer(shut, "open a-b", days=(2, 3)).doubts
    assert doubt.code == "RRM-A037" and not doubt.is_error


def test_opening_leaves_load_limits_and_seasons():
    weak = link("a", "b", 60, max_payload_t=1)
    assert not answer(case(weak, closures=[closed("a", "b")]), "open a-b").accesses


def test_a_lost_place_takes_all_its_links_along():
    told = answer(case(*ROUND), "lose c")
    assert [it.turn for it in told.accesses] == ["lost"]


def test_changes_are_made_one_after_the_other():
    assert not answer(case(DIRECT), "close a-b", "open a-b").accesses
    assert answer(case(DIRECT), "open a-b", "close a-b").accesses


def test_a_riskier_way_of_the_same_hours_is_different():
    by_c = (link("a", "c", 30, risk=0.1), link("c", "b", 30))
    told = answer(case(DIRECT, *by_c), "close a-b")
    (one,) = told.accesses
    assert one.turn == "different" and one.after.risk == pytest.approx(0.1)
    assert not told.consequences.effects


def test_warehouses_are_told_but_are_no_sites():
    two = case(DIRECT, link("a", "d", 5), depots=(depot("D", "a"), depot("E", "d")))
    told = answer(two, "close a-d")
    assert [it.before.destination for it in told.accesses] == ["E"]
    assert not told.consequences.effects


def test_days_outside_the_horizon_are_refused():
    of = case(DIRECT)
    for ask in (
        lambda days: what_if(of, PACK, needs(of), [Change(ChangeKind.LOSE, ("b",))], days),
        lambda days: critical_links(of, PACK, needs(of), days),
        lambda days: isolating_closures(of, PACK, ["S"], days),
    ):
        with pytest.raises(BadInput, match="RRM-A038"):
            ask((3, 5))


def test_a_loss_that_leaves_only_another_vehicle_counts_the_class():
    strong, weak = link("a", "b", 60), link("a", "b", 60, surface="track")
    by_boat = link("b", "a", 10, mode="river", surface="river")
    of = case(strong, weak, link("a", "c", 10), link("c", "b", 60, max_payload_t=3))
    of = of.model_copy(update={"vehicles": (vehicle("pickup"), vehicle("truck"))})
    (first, *_) = critical_links(of, PACK, needs(of))
    (effect,) = first.loss.effects
    assert first.link.ends == ("a", "b") and effect.classes_lost == ("truck",)
    assert by_boat.mode == "river"


def test_a_site_beside_the_depot_is_never_isolated_and_one_out_of_reach_needs_nothing():
    of = case(
        DIRECT, nodes=["z"], sites=(site("NEAR", "a"), site("S", "b"), site("FAR", "z"))
    )  # fmt: skip
    found = isolating_closures(of, PACK, ["FAR", "NEAR", "S"])
    assert [it.ends for it in found.links] == [("a", "b")]
    assert (found.never_isolated, found.out_of_reach) == (("NEAR",), ("FAR",))
    assert list(found.alone) == ["S"]


def test_a_network_with_no_vehicle_or_no_link_has_nothing_critical():
    for of in (case(), case(DIRECT).model_copy(update={"vehicles": ()})):
        assert critical_links(of, PACK, needs(of)) == ()
        assert isolating_closures(of, PACK, ["S"]).out_of_reach == ("S",)
        assert answer(of, "lose b").accesses == ()


def test_of_equally_small_sets_the_links_that_most_people_depend_on_are_taken():
    chain = [link("a", "b", 10), link("b", "c", 10), link("b", "d", 10)]
    of = case(*chain, sites=(site("C", "c"), site("E", "d")))
    assert [it.ends for it in isolating_closures(of, PACK, ["C", "E"]).links] == [("a", "b")]
    assert [it.ends for it in isolating_closures(of, PACK, ["C"]).links] == [("a", "b")]
