from __future__ import annotations

from datetime import date

import pytest

from rrm.intake.csv_records import csv_records
from rrm.intake.hxl_tags import TAGS, column_of_tag
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_tables import TABLES
from rrm.intake.table import TableRows, read_table
from rrm.model.problem import BadInput, Problem
from rrm.model.scenario import Certainty, Route

SITES = "site_id,name,lat,lon,households,people,group,node\n"
A = "A,Site A,15.3,0.1,60,360,idp,north\n"


def read(content: str | bytes, table: str = "sites") -> tuple[TableRows, tuple[Problem, ...]]:
    data = content.encode("utf-8") if isinstance(content, str) else content
    problems = ProblemList()
    try:
        rows = read_table(
            TABLES[table], csv_records(data, f"{table}.csv"), f"{table}.csv", problems
        )
    except BadInput as bad:
        return TableRows(), (*problems.all(), *bad.problems)
    return rows, problems.all()


def good(content: str | bytes, table: str = "sites") -> list:
    rows, problems = read(content, table)
    assert problems == ()
    return [row.value for row in rows.rows]


def test_a_plain_table_is_read():
    (site,) = good(SITES + A)
    assert (site.site_id, site.lat, site.people, site.group) == ("A", 15.3, 360, "idp")


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + SITES + A,
        (SITES + A).replace(",", ";"),
        (SITES + A).replace(",", "\t"),
        (SITES + A).replace("\n", "\r\n"),
        "\n\n" + SITES + "\n\n" + A + "\n",
        SITES.replace("\n", ",,\n") + A.replace("\n", ",,\n"),
        SITES + A.replace("\n", ",,\n"),
        SITES.replace("site_id", "Site ID").replace("people", " People ") + A,
        SITES.replace("site_id", "#site_id") + A,
        SITES + A + ",,,,,,,\n",
        SITES + "A, Site A ,15.3,0.1,60,360, idp ,north\n",
    ],
    ids=["byte-order mark", "semicolons", "tabs", "windows line ends", "blank lines", "empty columns",
         "longer rows of blanks", "spelling of names", "comment sign", "a row of blanks", "spaces"],
)  # fmt: skip
def test_spreadsheets_write_the_same_table_in_many_ways(content):
    assert good(content) == good(SITES + A)


def test_a_quoted_cell_may_hold_separators_and_line_ends():
    rows, problems = read(
        SITES + '"A","Site ""A"",\nnorth",15.3,0.1,60,360,idp,north\n' + A.replace("A,", "B,", 1)
    )
    assert problems == ()
    assert [(row.value.name, row.place.row) for row in rows.rows] == [
        ('Site "A",\nnorth', 2),
        ("Site A", 3),
    ]


def test_rows_keep_the_number_that_a_spreadsheet_shows():
    rows, _ = read("\n" + SITES + "\n\n" + A)
    assert rows.rows[0].place.row == 5
    assert rows.rows[0].at("lat").column == "lat"


def test_an_empty_cell_takes_the_default():
    (vehicle,) = good(
        "vehicle_class,depot_id,count,payload_kg,volume_m3,hours_per_day,cost_per_km,hire_cost_per_day,from_day,to_day\n"
        "truck,D,1,10000,28,10,700,,,\n",
        "vehicles",
    )
    assert (vehicle.hire_cost_per_day, vehicle.from_day, vehicle.to_day) == (0.0, 1, None)


def test_from_and_to_are_columns_and_yes_may_be_oui():
    (route,) = good("from,to,km,surface,bidirectional\na,b,10,tar,non\n", "routes")
    assert route == Route.model_validate(
        {"from": "a", "to": "b", "km": 10, "surface": "tar", "bidirectional": False}
    )


@pytest.mark.parametrize("cell", ["truck;tanker", "truck tanker", "truck|tanker", "truck ; tanker"])
def test_several_classes_stand_in_one_cell(cell):
    (closure,) = good(
        f"from,to,start,classes,certainty\na,b,2022-04-18,{cell},probable\n", "closures"
    )
    assert closure.classes == ("truck", "tanker")
    assert (closure.start, closure.certainty) == (date(2022, 4, 18), Certainty.PROBABLE)


TAGGED = (
    "#loc+code,#loc+name,#geo+lat,#geo+lon,#affected+hh,#affected+ind,#affected+type,#loc+node\n"
)


def test_hxl_tags_alone_are_a_header():
    assert good(TAGGED + A) == good(SITES + A)


def test_hxl_tags_below_the_names_are_no_row_of_data():
    rows, problems = read(SITES + TAGGED + A)
    assert problems == ()
    assert [row.place.row for row in rows.rows] == [3]


def test_hxl_tags_name_columns_whose_own_name_is_not_known():
    french = "Code,Nom du site,Latitude,Longitude,Ménages,Personnes,Groupe,Nœud\n"
    assert good(french + TAGGED.replace("#affected+hh", "#AFFECTED +hh") + A) == good(SITES + A)


def test_the_order_of_a_tags_attributes_does_not_count():
    assert column_of_tag("#loc+code+depot", TABLES["stock"].columns) == "depot_id"


def test_a_tag_stands_for_one_column_of_a_table():
    for spec in TABLES.values():
        taken = [tag for column in spec.columns for tag in TAGS.get(column, ())[:1]]
        assert len(taken) == len(set(taken)), spec.name
        for column in spec.columns:
            if column in TAGS:
                assert column_of_tag(TAGS[column][0], spec.columns) == column, spec.name


MALFORMED = [
    ("an unknown column", "sites", SITES.replace("people", "poeple") + A, [("RRM-I021", 1, "poeple"), ("RRM-I022", 1, "people")]),
    ("a missing column", "stock", "depot_id,item\nD,kit\n", [("RRM-I022", 1, "quantity")]),
    ("a column twice", "stock", "depot_id,item,quantity,item\nD,kit,1,kit\n", [("RRM-I023", 1, "item")]),
    ("a column without a name", "stock", "depot_id,item,,quantity\nD,kit,x,1\n", [("RRM-I021", 1, "")]),
    ("a row with too many cells", "stock", "depot_id,item,quantity\nD,kit,1,2\n", [("RRM-I024", 2, None)]),
    ("a row with too few cells", "stock", "depot_id,item,quantity\n\nD,kit\n", [("RRM-I024", 3, None), ("RRM-I012", 3, "quantity")]),
    ("an empty file", "stock", "", [("RRM-I020", None, None)]),
    ("a blank file", "stock", "\n\n,,\n", [("RRM-I020", None, None)]),
    ("an unknown tag", "stock", "#loc+code,#item+code,#item+qantity\nD,kit,1\n", [("RRM-I021", 1, "#item+qantity"), ("RRM-I022", 1, "quantity")]),
    ("a negative quantity", "stock", "depot_id,item,quantity\nD,kit,-5\n", [("RRM-I015", 2, "quantity")]),
    ("a number with a unit", "stock", "depot_id,item,quantity\nD,kit,20 l\n", [("RRM-I014", 2, "quantity")]),
    ("a number with a comma", "stock", 'depot_id,item,quantity\nD,kit,"1,234"\n', [("RRM-I014", 2, "quantity")]),
    ("no number", "stock", "depot_id,item,quantity\nD,kit,nan\n", [("RRM-I014", 2, "quantity")]),
    ("an empty cell", "stock", "depot_id,item,quantity\nD,,1\n", [("RRM-I012", 2, "item")]),
    ("a day first", "pipeline", "depot_id,item,quantity,arrives_on\nD,kit,1,18/04/2022\n", [("RRM-I017", 2, "arrives_on")]),
    ("a misspelt word", "pipeline", "depot_id,item,quantity,arrives_on,certainty\nD,kit,1,2022-04-18,certan\n", [("RRM-I018", 2, "certainty")]),
    ("an id that is a formula", "stock", 'depot_id,item,quantity\n"=cmd|x",kit,1\n', [("RRM-I013", 2, "depot_id")]),
    ("the same row twice", "stock", "depot_id,item,quantity\nD,kit,1\nD,kit,2\n", [("RRM-I032", 3, "depot_id")]),
    ("latin-1", "stock", "depot_id,item,quantity\nD,kit,é\n".encode("latin-1"), [("RRM-I003", 2, None)]),
    ("utf-16", "stock", "depot_id,item,quantity\nD,kit,1\n".encode("utf-16"), [("RRM-I003", 1, None)]),
    ("a zero byte", "stock", b"depot_id,item,quantity\nD,kit,\x001\n", [("RRM-I003", 2, None)]),
    ("a terminal escape", "stock", b"depot_id,item,quantity\nD,\x1b[2Jkit,1\n", [("RRM-I003", 2, None)]),
    ("a control character of latin-1", "stock", "depot_id,item,quantity\nD,\x9bkit,1\n", [("RRM-I003", 2, None)]),
    ("an open quotation mark", "stock", 'depot_id,item,quantity\nD,kit,1\nD,"kit,1\n', [("RRM-I027", 3, None)]),
    ("text after a quotation", "stock", 'depot_id,item,quantity\nD,"kit"s,1\n', [("RRM-I027", 2, None)]),
    ("an endless cell", "stock", "depot_id,item,quantity\nD," + "k" * 10_001 + ",1\n", [("RRM-I026", 2, 2)]),
    ("an endless quotation", "stock", 'depot_id,item,quantity\nD,"' + "k\n" * 100_000, [("RRM-I027", 2, None)]),
    ("endless columns", "stock", "depot_id,item,quantity" + ",a" * 6_000 + "\n", [("RRM-I025", 1, None)]),
    ("an odd word for remove", "stock", "depot_id,item,quantity,remove\nD,kit,1,perhaps\n", [("RRM-I018", 2, "remove")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "content", "expected"), [m[1:] for m in MALFORMED], ids=[m[0] for m in MALFORMED]
)
def test_a_malformed_table_is_told_with_file_row_and_column(table, content, expected):
    _, problems = read(content, table)
    assert [
        (p.code, p.place.row if p.place.row is not None else p.place.line, p.place.column)
        for p in problems
    ] == expected
    assert {p.place.file for p in problems} == {f"{table}.csv"}


def test_all_faults_of_a_table_come_at_once():
    bad = "A!,Site A,95,0.1,60,,idp,north\nB,Site B,15.3,0.1,many,360,idb,north\n"
    _, problems = read(SITES.replace("\n", ",colour\n") + bad.replace("\n", ",red\n"))
    assert [(p.code, p.place.row, p.place.column) for p in problems] == [
        ("RRM-I021", 1, "colour"),
        ("RRM-I013", 2, "site_id"),
        ("RRM-I015", 2, "lat"),
        ("RRM-I012", 2, "people"),
        ("RRM-I014", 3, "households"),
        ("RRM-I018", 3, "group"),
    ]


def test_a_message_says_what_where_found_allowed_and_do():
    _, problems = read("depot_id,item,quantity\nD,kit,20 l\n", "stock")
    assert problems[0].text() == (
        'RRM-I014 stock.csv row 2, quantity: found "20 l"; '
        "a number from 0 to 1,000,000,000,000 is needed. Write 20."
    )


def test_a_missing_column_is_told_once_not_row_by_row():
    _, problems = read("depot_id,item\n" + "D,kit\n" * 50, "stock")
    assert [p.code for p in problems].count("RRM-I012") == 0


def test_of_a_fault_in_every_row_twenty_are_told_and_the_rest_counted():
    _, problems = read(
        "depot_id,item,quantity\n" + "".join(f"D{n},kit,x\n" for n in range(5_000)), "stock"
    )
    assert len(problems) == 21
    assert problems[-1].found.text() == "the same 980 times more, up to here"
    assert (problems[-1].place.row, problems[-1].place.column) == (1_001, "quantity")


def test_more_than_a_million_rows_are_refused():
    with pytest.raises(BadInput) as caught:
        for _ in csv_records(b"a\n" * 1_000_002, "stock.csv"):
            pass
    assert [p.code for p in caught.value.problems] == ["RRM-I025"]


def test_what_a_terminal_obeys_is_not_quoted():
    _, problems = read("depot_id,item,quantity\nD,kit," + "x\u2028y\u200b" * 50 + "\n", "stock")
    assert problems[0].found.text() == 'found "' + ("x y " * 15) + '…"'


def test_a_row_that_removes_needs_only_its_key():
    rows, problems = read("depot_id,item,quantity,remove\nD,kit,,yes\nD,tarpaulin,3,no\n", "stock")
    assert problems == ()
    assert [(one.key, one.place.row) for one in rows.removals] == [(("D", "kit", ""), 2)]
    assert [row.value.item for row in rows.rows] == ["tarpaulin"]
