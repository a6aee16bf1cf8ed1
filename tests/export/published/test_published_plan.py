"""What the lines of a published plan say, on the small run that can be followed by hand."""

import itertools
from dataclasses import replace
from datetime import date, datetime

import pytest

from rrm.export import PublishedPlan, published_plan, stamp_of
from rrm.model.approval import Approval
from rrm.model.demand import Referral
from rrm.model.language import msg
from rrm.model.receipt import PaymentReceipt, Receipt, Receipts
from rrm.model.rule_pack import ReferralRule, SharingRules
from rrm.model.run import CheckedRun, Replans
from rrm.model.verdict import Verdict
from rrm.model.waybill import waybills_of
from tests.verification.small_run import small_run

RUN = "20220418T080000Z-0efb5d16"


def published(run=None, receipts=None, stamped=True) -> PublishedPlan:
    checked = CheckedRun(run or small_run(), Verdict(()))
    stamp = stamp_of(checked, RUN, "1.2.3", receipts=receipts) if stamped else None
    return published_plan(checked, stamp, receipts)


def with_plan(**changes):
    run = small_run()
    return replace(run, plan=replace(run.plan, **changes))


def with_pack(**changes):
    run = small_run()
    pack = run.loaded.pack.model_copy(update=changes)
    return replace(run, loaded=replace(run.loaded, pack=pack))


def test_the_same_run_gives_the_same_plan():
    assert published() == published()
    assert repr(published()) == repr(published())


def test_sheets_are_the_waybills_that_receipts_are_checked_against():
    issued = waybills_of(RUN, small_run().plan).waybills
    assert [sheet.number for sheet in published().waybills] == [one.number for one in issued]
    for sheet, one in zip(published().waybills, issued, strict=True):
        assert [(line.item, line.group, line.quantity) for line in sheet.lines] == [
            (line.item, line.group, line.loaded) for line in one.lines
        ]


def test_without_a_stamp_nothing_has_a_number():
    plan = published(stamped=False)
    assert {sheet.number for sheet in plan.waybills} == {""}
    assert {trip.waybills for trip in plan.trips} == {()}
    assert {one.waybills for one in plan.distributions} == {()}
    assert plan.totals == published().totals


def test_a_tanker_s_first_stop_is_where_it_fills():
    tanker = next(sheet for sheet in published().waybills if sheet.trip_id == "T06")
    assert (tanker.origin, tanker.place, tanker.stop, tanker.stops) == ("W1", "A", 2, 2)
    assert (tanker.is_water, tanker.is_transfer) == (True, False)
    assert tanker.leaves == datetime(2022, 4, 18, 6)


def test_what_is_moved_to_a_depot_is_for_no_group():
    moved = next(sheet for sheet in published().waybills if sheet.is_transfer)
    assert (moved.origin, moved.place, moved.lines[0].group) == ("D2", "D1", "")


def test_stock_is_handed_on_from_line_to_line():
    kits = [line for line in published().stock if (line.depot_id, line.item) == ("D1", "nfi_kit")]
    assert [line.day.day for line in kits] == sorted(line.day.day for line in kits)
    for before, after in itertools.pairwise(kits):
        assert after.opening == before.closing
    assert kits[-1].closing == 0


def test_a_kit_that_is_lacking_is_put_together_of_its_parts():
    run = small_run()
    catalogue = run.loaded.pack.catalogue
    kit = catalogue["nfi_kit"].model_copy(update={"made_of": {"tarpaulin": 2.0}})
    scenario = run.loaded.scenario.model_copy(
        update={"stock": tuple(
            one.model_copy(update={"quantity": 500.0 if one.item == "tarpaulin" else 0.0})
            for one in run.loaded.scenario.stock
        ), "pipeline": ()}
    )  # fmt: skip
    pack = run.loaded.pack.model_copy(update={"catalogue": {**catalogue, "nfi_kit": kit}})
    run = replace(run, loaded=replace(run.loaded, scenario=scenario, pack=pack),
                  plan=replace(run.plan, transfers=()))  # fmt: skip
    stock = published(run).stock
    kits = [line for line in stock if line.item == "nfi_kit"]
    parts = [line for line in stock if line.item == "tarpaulin"]
    assert sum(line.assembled for line in kits) == 95
    assert sum(line.assembled for line in parts) == -190
    assert {line.closing for line in kits} == {0.0}
    assert parts[-1].closing == 500 - 190 - 20


def test_days_of_a_need_add_up_to_the_households_reached():
    plan = published()
    kits = [one for one in plan.distributions if (one.site_id, one.item) == ("A", "nfi_kit")]
    assert [one.households for one in kits] == [45, 10]
    site = next(site for site in plan.sites if site.site_id == "A")
    assert (site.households_reached, site.coverage) == (55, 55 / 60)
    assert site.first_help == date(2022, 4, 18)


def test_a_variant_is_handed_over_as_itself_and_counts_for_what_is_due():
    first, *others = small_run().plan.deliveries
    two_sheets = replace(first, item="tarpaulin", unit="piece", quantity=90.0, meets="nfi_kit", counts_as=45.0)  # fmt: skip
    plan = published(with_plan(deliveries=(two_sheets, *others)))
    kits, sheets = plan.totals.item("nfi_kit"), plan.totals.item("tarpaulin")
    assert (kits.delivered, kits.handed_over) == (95.0, 50.0)
    assert (sheets.delivered, sheets.handed_over) == (20.0, 110.0)
    load = next(line for line in plan.waybills[0].lines if line.item == "tarpaulin")
    assert (load.quantity, load.meets) == (110.0, ("nfi_kit",))


def test_needed_is_delivered_and_unmet_where_nothing_is_brought_too_much():
    for need in published().needs:
        assert round(need.needed - need.delivered, 3) == need.unmet


def test_reasons_stand_beside_the_very_figure_of_the_need():
    plan = published()
    needs = {(need.site_id, need.group, need.item): need.unmet for need in plan.needs}
    assert {(row.site_id, row.group, row.item): row.quantity for row in plan.unmet} == {
        key: unmet for key, unmet in needs.items() if unmet
    }


def test_water_stands_beside_what_its_day_needs():
    first = published().water[0]
    assert (first.source_id, first.trip_id, first.m3) == ("W1", "T06", 4.0)
    assert (first.survival_m3, first.full_m3) == (2.7, 5.4)


def test_a_case_tells_what_was_planned_and_what_receipts_say_of_it():
    number = next(s.number for s in published().waybills if s.trip_id == "T01")
    back = Receipts(
        (Receipt(number, "nfi_kit", "idp", 40.0, 5.0, 0.0, 0.0, date(2022, 4, 19)),),
        (PaymentReceipt(2, "B", "host", "cash_transfer", "C1", 19, date(2022, 4, 20)),),
    )
    plan = published(receipts=back)
    kits = next(one for one in plan.referrals[0].relief if one.item == "nfi_kit")
    assert (kits.planned, kits.received, kits.until) == (55.0, 40.0, date(2022, 4, 19))
    sheets = next(one for one in plan.referrals[0].relief if one.item == "tarpaulin")
    assert (sheets.received, sheets.until) == (None, None)
    assert plan.stamp.received_until == date(2022, 4, 20)


def test_the_stamp_is_a_draft_until_somebody_approves():
    checked = CheckedRun(small_run(), Verdict(()))
    assert stamp_of(checked, RUN, "1").is_draft
    approval = Approval("coordinator", date(2022, 4, 18), "ab" * 32, 1, "cd" * 32)
    assert not stamp_of(checked, RUN, "1", approval).is_draft


def test_data_of_a_plan_made_again_are_of_the_day_it_was_made():
    run = small_run(replans=Replans("20220418T080000Z-aaaaaaaa", 4, small_run().loaded.scenario))
    stamp = stamp_of(CheckedRun(run, Verdict(())), RUN, "1")
    assert stamp.time_of_data == date(2022, 4, 21)
    assert (stamp.takes_over.run_id, stamp.takes_over.from_day) == ("20220418T080000Z-aaaaaaaa", 4)


def test_people_stand_under_every_grade_of_confidence():
    grades = published().stamp.confidence
    assert [(one.grade, one.people) for one in grades] == [("A", 0), ("B", 600), ("C", 0), ("D", 0)]


PROTECTED = SharingRules(source="book", minimum_cell=5, protected_sectors=("protection",))


def protection_case(site: str, group: str, caseload: int) -> Referral:
    return Referral(site, group, "protection", caseload, "people", 7,
                    msg("severity {n} after an attack", n=4), date(2022, 4, 25))  # fmt: skip


def with_protection(*cases: Referral):
    rule = ReferralRule(
        source="book", programme="protection", label={"en": "Protection"}, sector="protection",
        from_severity=3, urgency_days=7, reason={"en": "Cases to be looked after"},
    )  # fmt: skip
    run = with_pack(sharing=PROTECTED, referrals={"protection": rule})
    return replace(run, entitled=replace(run.entitled, referrals=cases))


def test_of_protection_only_counts_of_the_minimum_and_above_are_told():
    plan = published(
        with_protection(protection_case("A", "idp", 3), protection_case("B", "host", 40))
    )
    told = {case.site_id: case for case in plan.referrals}
    assert told["A"].caseload.text("en") == "<\N{NO-BREAK SPACE}5"
    assert told["B"].caseload.text("en") == "–"
    assert {case.reason.text("en") for case in plan.referrals} == {"Cases to be looked after"}
    assert {case.evidence for case in plan.referrals} == {None}
    assert all("attack" not in repr(case) for case in plan.referrals)


def test_large_counts_of_protection_are_told():
    plan = published(
        with_protection(protection_case("A", "idp", 30), protection_case("B", "host", 40))
    )
    assert [case.caseload.count for case in plan.referrals] == [40, 30]
    assert plan.totals.referrals[0].caseload.count == 70


@pytest.mark.parametrize("times", ["tomorrow", ""])
def test_a_trip_without_times_is_refused(times):
    first, *others = small_run().plan.trips
    with pytest.raises(ValueError, match="Invalid isoformat"):
        published(with_plan(trips=(replace(first, depart=times), *others)))
