"""Tables of receipts: what is recorded of them, and what is refused."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from rrm.intake.receipts import Issued, ReceiptsRead, read_receipts
from rrm.model.problem import BadInput
from rrm.model.receipt import Receipts
from rrm.model.waybill import waybill_number, waybills_of
from rrm.store import template_csv, template_workbook
from tests.verification.small_run import small_plan
from tests.verification.small_world import small_pack, small_scenario

RUN = "20220418T080000Z-0efb5d16"
KITS, MOVED, WATER = (waybill_number(RUN, *of) for of in (("T01", 1), ("T02", 1), ("T06", 2)))
NOTHING = Receipts()
LATER = waybill_number(RUN, "T05", 1)


@dataclass
class Desk:
    """Where receipts come in."""

    folder: Path
    issued: Issued

    def read(self, text: str | bytes, recorded=NOTHING, name="r.csv", **how) -> ReceiptsRead:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_receipts(path, self.issued, recorded, **how)

    def refused(self, text: str | bytes, *args, **how) -> list[str]:
        with pytest.raises(BadInput) as caught:
            self.read(text, *args, **how)
        return [one.code for one in caught.value.problems if one.is_error]


@pytest.fixture
def desk(tmp_path):
    plan = small_plan()
    waybills = waybills_of(RUN, plan)
    return Desk(tmp_path, Issued(waybills, plan.payments, small_scenario(), small_pack()))


def row(waybill=KITS, item="nfi_kit", received="45", damaged="", lost="", returned="",
        received_on="2022-04-18", group="", head=True):  # fmt: skip
    names = "waybill,item,group,received,damaged,lost,returned,received_on\n" if head else ""
    cells = (waybill, item, group, received, damaged, lost, returned, received_on)
    return names + ",".join(cells) + "\n"


def test_a_row_says_what_became_of_a_line(desk):
    read = desk.read(row(received="40", damaged="2", lost="2", returned="1"))
    [line] = read.new.lines
    assert (line.waybill, line.item, line.group) == (KITS, "nfi_kit", "idp")
    assert (line.received, line.damaged, line.lost, line.returned) == (40, 2, 2, 1)
    assert line.received_on == date(2022, 4, 18)
    assert read.doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        f"bordereau;article;groupe;reçu;reçu le\n{KITS};nfi_kit;idp;45;18/04/2022\n",
        f"N° de bordereau;Article;Reçus;Date de réception\n{KITS};nfi_kit;45;18/04/2022\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_french_headings_semicolons_and_encodings_are_read(desk, text, encoding):
    text = text.replace("N° de bordereau", "Numéro de bordereau")
    assert desk.read(text.encode(encoding)).new == desk.read(row()).new


def test_a_decimal_comma_is_read_where_it_can_mean_nothing_else(desk):
    read = desk.read(f"waybill;received;lost;received_on\n{WATER};3,8;0,2;2022-04-18\n")
    assert (read.new.lines[0].received, read.new.lines[0].lost) == (3.8, 0.2)
    behind_nought = desk.read(f"waybill;received;received_on\n{WATER};0,916;2022-04-18\n")
    assert behind_nought.new.lines[0].received == 0.916
    assert desk.refused(f"waybill;received;received_on\n{WATER};3,800;2022-04-18\n") == ["RRM-I014"]


def test_a_day_that_can_be_read_in_two_ways_counts_where_one_lies_in_the_plan(desk):
    read = desk.read(row(waybill=LATER, received="10", received_on="04/05/2022"))
    assert read.new.lines[0].received_on == date(2022, 5, 4)
    text = row(received_on="05/05/2022").replace("05/05/2022", "06/07/2022")
    assert desk.refused(text) == ["RRM-I017"]


def test_a_filled_template_reads_back_and_an_empty_one_says_nothing(desk):
    empty = template_csv(desk.issued, Receipts(), "fr", whole=False)
    assert not desk.read(empty).new
    whole = desk.read(row(received="40", lost="5")).new
    filled = template_csv(desk.issued, whole, "en", whole=True)
    again = desk.read(filled)
    assert again.new == whole
    book = template_workbook(desk.issued, whole, "fr", whole=True)
    assert desk.read(book, name="t.xlsx").new == whole


def test_a_template_lists_each_line_and_payment_that_is_still_to_come_back(desk):
    lines = sum(len(one.lines) for one in desk.issued.waybills.waybills)
    text = template_csv(desk.issued, Receipts(), "en", whole=False)
    assert len(text.splitlines()) == 1 + lines + len(desk.issued.payments)
    text = template_csv(desk.issued, desk.read(row()).new, "en", whole=False)
    assert len(text.splitlines()) == lines + len(desk.issued.payments)


def test_templates_are_the_same_bytes_each_time_and_never_hold_a_formula(desk):
    sites = tuple(
        one.model_copy(update={"name": "=cmd|' /C calc'!A0"}) for one in desk.issued.scenario.sites
    )
    scenario = desk.issued.scenario.model_copy(update={"sites": sites})
    issued = Issued(desk.issued.waybills, desk.issued.payments, scenario, desk.issued.pack)
    book = template_workbook(issued, Receipts(), "en", whole=True)
    assert book == template_workbook(issued, Receipts(), "en", whole=True)
    from io import BytesIO

    from openpyxl import load_workbook

    cells = [cell for sheet in load_workbook(BytesIO(book)) for line in sheet for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "'=cmd" in template_csv(issued, Receipts(), "en", whole=True)


def test_a_wrong_number_is_refused_and_the_one_meant_is_named(desk):
    slip = KITS[:-1] + str((int(KITS[-1]) + 1) % 10)
    with pytest.raises(BadInput) as caught:
        desk.read(row(waybill=slip))
    [problem] = caught.value.problems
    assert problem.code == "RRM-I231"
    assert KITS in problem.text()


def test_numbers_that_lead_nowhere_are_told_apart(desk):
    others = waybill_number("another-run", "T01", 1)
    nowhere = waybill_number(RUN, "T99", 1)
    no_stop = waybill_number(RUN, "T01", 3)
    text = row(waybill="kits") + "".join(
        row(waybill=number, head=False) for number in (others, nowhere, no_stop)
    )
    assert desk.refused(text) == ["RRM-I230", "RRM-I232", "RRM-I233", "RRM-I233"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"item": "soap"}, "RRM-I234"),
        ({"item": ""}, "RRM-I234"),
        ({"group": "host"}, "RRM-I235"),
        ({"received": "46"}, "RRM-I236"),
        ({"received": "44", "lost": "2"}, "RRM-I236"),
        ({"damaged": "-1"}, "RRM-I237"),
        ({"received": "44.5"}, "RRM-I238"),
        ({"received": "many"}, "RRM-I014"),
        ({"received": "1e300"}, "RRM-I014"),
        ({"received_on": "2022-04-17"}, "RRM-I242"),
        ({"received_on": "2023-04-18"}, "RRM-I243"),
        ({"received_on": "yesterday"}, "RRM-I017"),
        ({"received_on": ""}, "RRM-I012"),
        ({"received": ""}, "RRM-I012"),
    ],
)
def test_what_cannot_be_is_refused(desk, changes, code):
    assert desk.refused(row(**changes)) == [code]


def test_all_problems_are_told_at_once(desk):
    text = row(item="soap") + row(waybill="x", head=False) + row(received="99", head=False)
    assert desk.refused(text) == ["RRM-I234", "RRM-I230", "RRM-I236"]


def test_nothing_is_received_after_today(desk):
    text = row(received_on="2022-04-20")
    assert desk.read(text, today=date(2022, 4, 20)).new
    assert desk.refused(text, today=date(2022, 4, 19)) == ["RRM-I243"]


def test_a_day_after_the_plan_is_kept_and_doubted(desk):
    read = desk.read(row(received_on="2022-05-02"))
    assert read.new
    assert [doubt.code for doubt in read.doubts] == ["RRM-I243"]


def test_a_line_that_stands_twice_is_refused(desk):
    assert desk.refused(row() + row(head=False)) == ["RRM-I239"]


def test_the_same_again_is_said_and_harmless(desk):
    before = desk.read(row()).new
    again = desk.read(row(), before)
    assert not again.new
    assert again.repeated == 1
    assert [doubt.code for doubt in again.doubts] == ["RRM-I241"]


def test_other_figures_for_a_recorded_line_need_a_correction(desk):
    before = desk.read(row()).new
    other = row(received="40", lost="5")
    assert desk.refused(other, before) == ["RRM-I240"]
    assert desk.read(other, before, corrects=True).new.lines[0].received == 40


def test_what_is_not_accounted_for_is_doubted_and_kept(desk):
    read = desk.read(row(received="40"))
    assert read.new.lines[0].accounted == 40
    assert [doubt.code for doubt in read.doubts] == ["RRM-I248"]


def test_a_load_that_is_not_the_planned_one_is_doubted(desk):
    text = f"waybill,item,loaded,received,received_on\n{KITS},nfi_kit,50,45,2022-04-18\n"
    assert [doubt.code for doubt in desk.read(text).doubts] == ["RRM-I248"]


def test_a_number_that_leads_to_another_site_than_the_row_says_is_refused(desk):
    text = f"waybill,site_id,item,received,received_on\n{KITS},B,nfi_kit,45,2022-04-18\n"
    assert desk.refused(text) == ["RRM-I249"]
    assert desk.read(text.replace(",B,", ",A,")).new


def test_names_and_signatures_are_dropped_and_never_told(desk):
    text = (
        "waybill,item,received,received_on,Nom du chauffeur,signature,remarks\n"
        f"{KITS},nfi_kit,45,2022-04-18,Canary Keita,+223 66 77 88 99,Canary was there\n"
    )
    read = desk.read(text)
    assert [doubt.code for doubt in read.doubts] == ["RRM-I247"]
    told = " ".join(doubt.text(language) for doubt in read.doubts for language in ("en", "fr"))
    assert "Canary" not in told + repr(read.new)


@pytest.mark.parametrize("cell", ["Canary Keita", "+223 66 77 88 99"])
@pytest.mark.parametrize("column", ["waybill", "item", "received", "received_on", "group"])
def test_a_name_or_number_in_the_wrong_column_is_not_repeated(desk, cell, column):
    with pytest.raises(BadInput) as caught:
        desk.read(row(**{column: cell}))
    told = " ".join(one.text() for one in caught.value.problems)
    assert cell not in told


def test_a_column_that_nearly_has_a_known_name_is_asked_about(desk):
    text = f"waybill,item,received,damagd,received_on\n{KITS},nfi_kit,40,5,2022-04-18\n"
    assert desk.refused(text) == ["RRM-I021"]


def test_a_table_of_something_else_is_refused(desk):
    assert desk.refused("site_id,households\nA,4\n") == ["RRM-I022"]


def test_a_row_of_neither_a_waybill_nor_a_payment_is_refused(desk):
    text = "waybill,item,received,received_on\n,nfi_kit,45,2022-04-18\n"
    assert desk.refused(text) == ["RRM-I244"]


PAID = "day,site_id,group,item,agent_id,households_paid,received_on\n"


def test_payments_are_told_by_day_site_group_and_agent(desk):
    [paid] = desk.read(PAID + "2,B,host,cash_transfer,C1,18,2022-04-19\n").new.payments
    assert (paid.day, paid.site_id, paid.households) == (2, "B", 18)
    assert paid.paid_on == date(2022, 4, 19)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("9,B,host,cash_transfer,C1,18,2022-04-19", "RRM-I245"),
        (",B,host,cash_transfer,C1,18,2022-04-19", "RRM-I245"),
        ("2,A,host,cash_transfer,C1,18,2022-04-19", "RRM-I245"),
        ("2,B,host,cash_transfer,C1,21,2022-04-19", "RRM-I246"),
        ("2,B,host,cash_transfer,C1,-1,2022-04-19", "RRM-I237"),
        ("2,B,host,cash_transfer,C1,1.5,2022-04-19", "RRM-I014"),
        ("2,B,host,cash_transfer,C1,18,2022-04-17", "RRM-I242"),
        ("2,B,host,cash_transfer,C1,18,", "RRM-I012"),
        ("2,B,host,cash_transfer,C1,,2022-04-19", "RRM-I012"),
    ],
)
def test_payments_that_cannot_be_are_refused(desk, line, code):
    assert desk.refused(PAID + line + "\n") == [code]


def test_a_payment_told_twice_or_otherwise_is_refused(desk):
    line = "2,B,host,cash_transfer,C1,18,2022-04-19\n"
    assert desk.refused(PAID + line + line) == ["RRM-I239"]
    before = desk.read(PAID + line).new
    assert desk.refused(PAID + line.replace("18", "17"), before) == ["RRM-I240"]
    assert desk.read(PAID + line, before).repeated == 1


def test_other_sheets_of_a_workbook_are_passed_over(desk, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["A title", None])
    book.active.append(["and", "something", "else"])
    page = book.create_sheet("receipts")
    page.append(["waybill", "item", "received", "received_on"])
    page.append([KITS, "nfi_kit", 45, date(2022, 4, 18)])
    book.save(tmp_path / "r.xlsx")
    read = read_receipts(tmp_path / "r.xlsx", desk.issued, Receipts())
    assert read.new.lines[0].received == 45
    assert [doubt.code for doubt in read.doubts] == ["RRM-I078"]


def test_a_table_of_numbers_that_lead_nowhere_is_given_up_early(desk):
    text = row(waybill="nothing") + "".join(
        row(waybill=f"{number}", head=False) for number in range(20_000)
    )
    assert set(desk.refused(text)) == {"RRM-I230"}
