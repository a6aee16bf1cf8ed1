from rrm.export.arrivals import entitlement_lines, households_reached, households_reached_by_kind
from rrm.export.closed_places import closed_periods
from rrm.export.names import Names
from rrm.export.water_days import water_windows
from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.plan import Delivery, Payment, Plan
from rrm.model.rule_pack import ItemKind
from tests.export.menaka import a_run


def demand(item: str, quantity: float, households: int = 100, **changes) -> Demand:
    about = {
        "site_id": "inekar", "group": "idp", "entitlement": item, "unit": "kit",
        "survival_quantity": 0.0, "from_day": 1, "due_day": 10, "weight": 1.0,
        "people": households * 6, "reason": msg("need"),
    }  # fmt: skip
    return Demand(
        **{**about, **changes, "item": item, "quantity": quantity, "households": households}
    )


def brought(day: int, item: str, quantity: float) -> Delivery:
    return Delivery(day, "inekar", "idp", item, "kit", quantity, "d", "truck_6x6", f"T{day}", "")


def lines_of(demands, deliveries=(), payments=()):
    plan = Plan("optimal", 0, 0, (), tuple(deliveries), (), (), tuple(payments), ())
    run = a_run(plan=plan)
    run = type(run)(**{**{f: getattr(run, f) for f in run.__slots__},
                       "entitled": type(run.entitled)(tuple(demands), (), ())})  # fmt: skip
    return entitlement_lines(run, Names.of(run))


SITES = frozenset({"inekar"})


def test_households_that_get_kits_and_cash_count_once():
    lines = lines_of(
        [demand("nfi_kit", 100), demand("cash", 100)],
        [brought(2, "nfi_kit", 60)],
        [Payment(3, "inekar", "idp", "cash", "a", 40, 1.0, "XOF", 0.0)],
    )
    assert households_reached(lines, 10, SITES) == 60


def test_households_with_two_kits_each_are_reached_when_both_have_come():
    lines = lines_of(
        [demand("nfi_kit", 200)], [brought(2, "nfi_kit", 99), brought(4, "nfi_kit", 1)]
    )
    assert households_reached(lines, 3, SITES) == 49
    assert households_reached(lines, 4, SITES) == 50


def test_water_alone_reaches_no_household_with_kits_or_cash():
    lines = lines_of([demand("water", 5.0)], [brought(1, "water", 50)])
    assert households_reached(lines, 10, SITES) == 0
    assert households_reached_by_kind(lines, ItemKind.WATER) == 100


def test_what_comes_after_a_day_or_elsewhere_does_not_count():
    lines = lines_of([demand("nfi_kit", 100)], [brought(5, "nfi_kit", 100)])
    assert households_reached(lines, 4, SITES) == 0
    assert households_reached(lines, 5, frozenset({"menaka"})) == 0


def test_a_day_just_short_of_the_survival_line_is_not_at_it():
    water = demand("water", 10.0, survival_quantity=5.0, due_day=3)
    (window,) = water_windows(
        lines_of([water], [brought(1, "water", 5.0), brought(2, "water", 4.9)])
    )
    assert [day.reaches_survival for day in window.days] == [True, False, False]
    assert window.person_days_at_survival == 600
    assert window.person_days == 1800


def test_a_site_is_closed_until_the_day_before_it_opens_and_to_what_cannot_come():
    periods = {(p.site_id, p.carries): p for p in closed_periods(a_run())}
    ibogolitene = periods["ibogolitene", "both"]
    assert (ibogolitene.from_day, ibogolitene.to_day, ibogolitene.lasts) == (1, 7, False)
    assert periods["in-delimane", "both"].lasts
    assert ("zambouritene", "water") in periods and ("zambouritene", "goods") not in periods
    assert not any(site == "menaka" for site, _ in periods)
