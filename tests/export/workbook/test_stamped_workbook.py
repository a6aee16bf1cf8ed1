"""The workbook that leaves the building: what it says agrees with the published plan."""

import dataclasses
import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from rrm.export import plan_workbook, published_plan
from rrm.export.small_cells import Shown
from rrm.export.workbook import plan_xlsx
from rrm.export.workbook.sheet_writer import is_right_to_left
from rrm.model.approval import Approval
from rrm.model.rule_pack import SharingRules
from rrm.model.run import CheckedRun
from tests.export.menaka import a_run, a_verdict
from tests.export.workbook.stamped import RUN, column, opened, stamped

APPROVAL = Approval("coordinator", date(2022, 4, 19), "ab" * 32, 1, "cd" * 32)


@pytest.fixture(scope="module")
def plan():
    return stamped()


@pytest.fixture(scope="module")
def book(plan):
    return opened(plan)


@pytest.fixture(scope="module")
def formulas(plan):
    return opened(plan, values=False)


def summary(book) -> dict[str, object]:
    """Labels of the first sheet with the value that stands beside each."""
    found = {}
    for row in book.worksheets[0].iter_rows(values_only=True):
        found.setdefault(row[0], row[1])
        found.setdefault(row[3], row[5])
    return found


def test_every_page_says_of_what_run_it_is_on_what_data_and_that_it_is_a_draft(book):
    for sheet in book.worksheets:
        head, foot = sheet.oddHeader.right.text, sheet.oddFooter.left.text
        assert head.endswith("Restricted · Draft · &A"), sheet.title
        assert f"Run {RUN}, on what was known on 18\u00a0Apr 2022" in foot
        assert "A: 8,700, B: 18,563, C: 6,170, D: 5,690" in foot


def test_what_is_approved_says_by_which_role_and_no_longer_draft():
    book = opened(stamped(approval=APPROVAL))
    assert summary(book)["Standing"].startswith("Approved by: coordinator, 19\u00a0Apr 2022")
    for sheet in book.worksheets:
        assert "Draft" not in sheet.oddHeader.right.text
        assert "Approved: coordinator" in sheet.oddHeader.right.text


def test_no_edge_of_a_page_is_longer_than_a_spreadsheet_takes():
    pack = a_run().loaded.pack
    sharing = SharingRules(minimum_cell=5, roles={"coordinator": {"en": "W&" * 150}}, source="x")
    run = a_run(title={"en": "&P&&" * 100, "fr": "&"})
    loaded = dataclasses.replace(run.loaded, pack=pack.model_copy(update={"sharing": sharing}))
    book = opened(stamped(dataclasses.replace(run, loaded=loaded), APPROVAL), values=False)
    for sheet in book.worksheets:
        assert sheet.oddFooter.right.text.endswith("&P / &N")
        assert sheet.oddHeader.right.text.endswith("&A")
        # As openpyxl takes it apart, fonts apart from words.
        assert len(sheet.oddHeader.left.text) + len(sheet.oddHeader.right.text) < 255


def test_totals_of_sheets_are_those_of_the_plan(plan, book):
    totals = plan.totals
    last = {
        ("Needs", "Households"): totals.households,
        ("Needs", "People"): totals.people,
        ("Needs", "In need"): totals.people_in_need,
        ("Needs", "Households reached"): totals.households_reached,
        ("By vehicle", "Distance driven, km"): totals.km,
        ("By vehicle", "Weight, kg"): totals.kg,
        ("By vehicle", "Volume, m³"): totals.m3,
        ("Fleet", "Trips"): totals.trips,
        ("Fleet", "Weight, kg"): totals.kg,
        ("Trips (loading)", "Weight, kg"): totals.kg,
        ("Trips (loading)", "Volume, m³"): totals.m3,
        ("Days in short", "Trips"): totals.trips,
        ("Days in short", "Waybills"): totals.waybills,
        ("Days in short", "Distributions"): totals.distributions,
        ("Days in short", "Weight, kg"): totals.kg,
        ("Water schedule", "Brings, m³"): totals.water_m3,
        ("Cash", "Households"): totals.money[0].households,
        ("Cash", "Paid out"): totals.money[0].paid,
        ("Cash", "Agent's fee"): totals.money[0].fees,
    }
    for (sheet, heading), value in last.items():
        assert column(book[sheet], heading)[-1] == value, (sheet, heading)


def test_the_summary_says_the_plan_s_totals(plan, book):
    said, totals = summary(book), plan.totals
    assert said["Households"] == totals.households
    assert said["Water by tanker, m³"] == totals.water_m3
    assert said["Trips"] == totals.trips
    assert said["Waybills"] == totals.waybills
    assert said["Distance driven, km"] == totals.km
    assert said["Weight, kg"] == totals.kg
    assert said["Cost of transport, XOF"] == totals.money[0].cost
    assert said["Paid out, XOF"] == totals.money[0].paid
    rows = {row[0]: row[2:5] for row in book.worksheets[0].iter_rows(values_only=True)}
    for total in totals.items:
        name = plan.names.item(total.item).text("en")
        assert rows[name] == (total.needed, total.delivered, total.unmet)


def test_what_is_left_of_stock_is_a_formula_over_its_row(plan, book, formulas):
    assert column(book["Stock"], "Left") == [line.closing for line in plan.stock]
    left = column(formulas["Stock"], "Left")
    assert left[0] == "=ROUND(E2+F2+G2+H2-I2-J2,3)"


def test_each_trip_and_each_waybill_stands_on_the_loading_list(plan, book):
    loading = book["Trips (loading)"]
    assert set(column(loading, "Trip")[:-1]) == {trip.trip_id for trip in plan.trips}
    numbers = [number for number in column(loading, "Number") if number]
    assert list(dict.fromkeys(numbers)) == [sheet.number for sheet in plan.waybills]


def test_trips_stand_by_depot_and_vehicle(plan, book):
    pairs = list(
        zip(column(book["By vehicle"], "Warehouse"), column(book["By vehicle"], "Vehicle"),
            strict=True)
    )[:-1]  # fmt: skip
    assert len(list(dict.fromkeys(pairs))) == len(plan.totals.vehicles)
    runs = [pair for at, pair in enumerate(pairs) if at == 0 or pairs[at - 1] != pair]
    assert len(runs) == len(set(runs))


def test_payments_stand_by_agent_and_water_by_source_and_tanker(book):
    agents = column(book["Cash"], "Agent's id")[:-1]
    assert agents == sorted(agents)
    cells = zip(*(column(book["Water schedule"], one)[:-1] for one in ("Fills at", "Tanker", "Day")),
                strict=True)  # fmt: skip
    assert (keys := list(cells)) == sorted(keys)


def test_two_fleets_of_one_name_are_one_row(plan):
    names = dataclasses.replace(
        plan.names, vehicle_classes=dict.fromkeys(plan.names.vehicle_classes, "=1+1"),
    )  # fmt: skip
    fleet = opened(dataclasses.replace(plan, names=names))["Fleet"]
    assert column(fleet, "Trips")[-1] == plan.totals.trips
    assert len(column(fleet, "Trips")) == 1 + len({one.depot_id for one in plan.totals.vehicles})


def test_of_protection_a_count_is_told_and_no_severity(plan):
    few = Shown(None, "small", 5)
    first, *others = plan.sites
    wash, *rest = first.sectors
    protected = dataclasses.replace(wash, severity=None, people_in_need=few)
    sites = [dataclasses.replace(first, sectors=(protected, *rest))]
    for site in others:
        wash, *rest = site.sectors
        told = dataclasses.replace(wash, severity=None)
        sites.append(dataclasses.replace(site, sectors=(told, *rest)))
    book = opened(dataclasses.replace(plan, sites=tuple(sites)))
    cells = column(book["Needs"], "WASH, people in need")
    assert cells[0] == "<\u00a05"
    assert cells[1] == others[0].sectors[0].people_in_need.count
    assert "WASH" not in column(book["Needs together"], "Sector")


def test_a_caseload_that_is_hidden_is_shown_as_such(plan):
    first, *others = plan.referrals
    hidden = dataclasses.replace(first, caseload=Shown(None, "with another", 5))
    book = opened(dataclasses.replace(plan, referrals=(hidden, *others)))
    assert column(book["Referrals"], "Caseload")[0] == "–"


def test_headings_carry_notes(formulas):
    notes = [cell.comment.text for sheet in formulas.worksheets[1:] for cell in sheet[1]
             if cell.comment]  # fmt: skip
    assert len(notes) > 40
    assert all(re.fullmatch(r"[A-Z].+\.", note, re.DOTALL) for note in notes)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sheet_can_be_filtered_scrolled_and_printed_legibly_on_a4(plan, language):
    book = opened(plan, language, values=False)
    assert len({sheet.title for sheet in book.worksheets}) == 21
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        characters = sum(d.width for d in sheet.column_dimensions.values())
        assert 10 * min(1, 1045 / (7 * characters)) >= 7, sheet.title
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes and sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_the_copy_in_the_run_folder_has_no_numbers_and_says_draft():
    copy = opened(dataclasses.replace(stamped(), stamp=None))
    assert not {"Waybills", "Payments"} & set(copy.sheetnames)
    for sheet in copy.worksheets:
        assert sheet.oddHeader.right.text.endswith("Restricted · Draft · &A")
    assert RUN not in str([list(sheet.values) for sheet in copy.worksheets])


def test_the_copy_in_the_run_folder_is_written_by_the_same_hand():
    checked = CheckedRun(a_run(language="fr"), a_verdict())
    copy = plan_workbook(checked.run, checked.verdict)
    assert copy == plan_xlsx(published_plan(checked), ("fr",))


def test_the_file_s_dates_are_the_plan_s_and_its_subject_is_the_run(book):
    assert book.properties.created == datetime(2022, 4, 18)
    assert book.properties.subject == RUN


def test_the_same_plan_gives_the_same_bytes_on_every_computer(plan):
    program = (
        "from hashlib import sha256; from rrm.export.workbook import plan_xlsx;"
        "from tests.export.workbook.stamped import stamped;"
        "print(sha256(plan_xlsx(stamped(), ('fr',))).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path.cwd())},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(told) == 1
    assert plan_xlsx(plan, ("fr",)) == plan_xlsx(plan, ("fr",))


def test_a_language_written_from_the_right_is_known_as_such():
    assert is_right_to_left("ar")
    assert not is_right_to_left("fr")


def test_what_receipts_tell_stands_with_the_relief(plan):
    case = next(case for case in plan.referrals if case.relief)
    told = dataclasses.replace(case.relief[0], received=3.0, until=date(2022, 4, 20))
    changed = dataclasses.replace(case, relief=(told,))
    cells = column(
        opened(dataclasses.replace(plan, referrals=(changed,)))["Referrals"], "Relief in this plan"
    )
    assert cells[0].endswith("3 received until 20\u00a0Apr")


def test_a_summary_with_many_items_runs_over_to_a_second_page(plan, formulas):
    assert formulas.worksheets[0].page_setup.fitToHeight is None
    kit = plan.totals.item("nfi_kit")
    many = tuple(dataclasses.replace(kit, item=f"kit_{number}") for number in range(40))
    totals = dataclasses.replace(plan.totals, items=many)
    book = opened(dataclasses.replace(plan, totals=totals), values=False)
    assert int(book.worksheets[0].page_setup.fitToHeight) == 0


def test_a_run_without_a_plan_has_its_workbook_without_a_formula_that_fails():
    nothing = dataclasses.replace(
        a_run().plan, status="infeasible", deliveries=(), transfers=(), trips=(), payments=(),
        unmet=(),
    )  # fmt: skip
    book = opened(stamped(plan=nothing))
    assert column(book["Fleet"], "Trips") == []
    assert summary(book)["Trips"] == 0
