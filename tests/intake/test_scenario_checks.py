from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_scenario
from tests.builders import PACK_FILES, TABLES, row, tiny_scenario
from tests.intake.problems import line_of, places, problems_of, warnings_of


def test_the_tiny_scenario_has_neither_faults_nor_doubts(tmp_path: Path):
    assert warnings_of(tiny_scenario(tmp_path / "tiny")) == ()


LOCK = {"site_id": "A", "item": "nfi_kit", "at_least": 5, "reason": "promised"}

UNKNOWN = [
    ("sites", row("sites", node="nroth"), "RRM-I031", "node", "north"),
    ("depots", row("depots", node="twon"), "RRM-I031", "node", "town"),
    ("alerts", row("alerts", shock="displacment"), "RRM-I031", "shock", "displacement"),
    ("assistance", row("assistance", entitlement="nfi_kits"), "RRM-I031", "entitlement", "nfi_kit"),
    ("assistance", row("assistance", group="hots"), "RRM-I018", "group", "host"),
    ("stock", row("stock", item="nfi-kit"), "RRM-I031", "item", "nfi_kit"),
    ("stock", row("stock", depot_id="D11"), "RRM-I031", "depot_id", "D1"),
    ("pipeline", row("pipeline", item="tarpolin"), "RRM-I031", "item", "tarpaulin"),
    ("vehicles", row("vehicles", vehicle_class="truck_10"), "RRM-I031", "vehicle_class", "truck_10t"),
    ("teams", row("teams", depot_id="D10"), "RRM-I031", "depot_id", "D1"),
    ("water_sources", row("water_sources", node="towm"), "RRM-I031", "node", "town"),
    ("cash_agents", row("cash_agents", node="towm"), "RRM-I031", "node", "town"),
    ("markets", row("markets", node="towm"), "RRM-I031", "node", "town"),
    ("routes", row("routes", surface="laterit"), "RRM-I031", "surface", "laterite"),
    ("closures", row("closures", classes="truck10t"), "RRM-I031", "classes", "truck_10t"),
    ("locks", {**LOCK, "item": "nfikit"}, "RRM-I031", "item", "nfi_kit"),
    ("locks", {**LOCK, "site_id": "AA"}, "RRM-I031", "site_id", "A"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "bad", "code", "column", "nearest"), UNKNOWN, ids=[f"{u[0]} {u[3]}" for u in UNKNOWN]
)
def test_a_name_that_does_not_exist_is_told_with_the_nearest_that_does(
    tmp_path, table, bad, code, column, nearest
):
    rows = [bad, *TABLES[table][1:]]
    (problem,) = problems_of(tiny_scenario(tmp_path / "tiny", **{table: rows}))
    assert (problem.code, problem.place.file) == (code, f"tiny/{table}.csv")
    assert (problem.place.row, problem.place.column) == (2, column)
    assert problem.remedy.text() == f'Did you mean "{nearest}"?'


def test_a_misspelt_rule_pack_gets_the_nearest_name(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny", {"rules": "tinny"})
    (problem,) = problems_of(folder)
    assert (problem.code, problem.place.file) == ("RRM-R101", "tiny/scenario.yaml")
    assert problem.place.line == line_of(folder / "scenario.yaml", "tinny")
    assert problem.remedy.text() == 'Did you mean "tiny"?'


@pytest.mark.parametrize("reference", ["../tiny", "tiny/../tiny", "/etc", "rules.tiny", "", "TINY"])
def test_a_rule_pack_is_named_by_its_id_alone(tmp_path: Path, reference: str):
    assert [
        p.code for p in problems_of(tiny_scenario(tmp_path / "tiny", {"rules": reference}))
    ] == ["RRM-R101"]


def test_a_depot_may_not_have_the_name_of_a_site(tmp_path: Path):
    problems = problems_of(tiny_scenario(tmp_path / "tiny", depots=[row("depots", depot_id="A")]))
    named_twice = [one for one in problems if one.code == "RRM-I046"]
    assert places(tuple(named_twice)) == [("RRM-I046", "depots.csv", 2, "depot_id")]


def test_a_road_to_nowhere_is_an_error(tmp_path: Path):
    problems = problems_of(
        tiny_scenario(tmp_path / "tiny", routes=[*TABLES["routes"], row("routes", to="nowhere")])
    )
    assert places(problems) == [("RRM-I037", "routes.csv", 4, "to")]
    assert 'there is no node "nowhere"' in problems[0].found.text()


def test_a_road_to_itself_is_an_error(tmp_path: Path):
    problems = problems_of(
        tiny_scenario(tmp_path / "tiny", routes=[*TABLES["routes"], row("routes", to="town")])
    )
    assert places(problems) == [("RRM-I037", "routes.csv", 4, "to")]


def test_closing_a_link_that_does_not_exist_is_an_error_with_the_links_that_do(tmp_path: Path):
    (problem,) = problems_of(
        tiny_scenario(tmp_path / "tiny", closures=[row("closures", **{"from": "town"})])
    )
    assert (problem.code, problem.place.row) == ("RRM-I031", 2)
    assert problem.remedy.text() == "Correct one of the two; routes lead from them to: north."


def test_a_closure_may_name_a_link_in_either_direction(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny", closures=[row("closures", **{"from": "east", "to": "north"})]
    )
    assert warnings_of(folder) == ()


def test_help_to_a_group_that_is_not_at_the_site_is_an_error(tmp_path: Path):
    problems = problems_of(
        tiny_scenario(tmp_path / "tiny", assistance=[row("assistance", group="host")])
    )
    assert places(problems) == [("RRM-I031", "assistance.csv", 2, "group")]


def test_a_faulty_row_does_not_make_its_id_unknown(tmp_path: Path):
    sites = [row("sites", lat="north"), TABLES["sites"][1]]
    assert places(problems_of(tiny_scenario(tmp_path / "tiny", sites=sites))) == [
        ("RRM-I014", "sites.csv", 2, "lat")
    ]


ORDER = [
    ("vehicles", row("vehicles", from_day=5, to_day=4), "RRM-I033", "to_day"),
    ("teams", row("teams", from_day=5, to_day=4), "RRM-I033", "to_day"),
    ("closures", row("closures", end="2022-04-23"), "RRM-I033", "end"),
    ("locks", {**LOCK, "at_most": 3}, "RRM-I033", "at_most"),
    ("locks", {**LOCK, "day": 11}, "RRM-I041", "day"),
    ("locks", {**LOCK, "at_least": None}, "RRM-I012", "at_least"),
    ("locks", {**LOCK, "at_least": 1.5}, "RRM-I040", "at_least"),
    ("stock", row("stock", quantity=1.5), "RRM-I040", "quantity"),
    ("pipeline", row("pipeline", quantity=1.5), "RRM-I040", "quantity"),
    ("cash_agents", row("cash_agents", currency="USD"), "RRM-I039", "currency"),
    ("sites", row("sites", households=-1), "RRM-I015", "households"),
    ("stock", row("stock", quantity=-1), "RRM-I015", "quantity"),
    ("vehicles", row("vehicles", hours_per_day=30), "RRM-I015", "hours_per_day"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "bad", "code", "column"), ORDER, ids=[f"{o[0]} {o[3]}" for o in ORDER]
)
def test_what_cannot_be_is_an_error(tmp_path, table, bad, code, column):
    rows = [bad, *TABLES[table][1:]]
    problems = problems_of(tiny_scenario(tmp_path / "tiny", **{table: rows}))
    assert places(problems) == [(code, f"{table}.csv", 2, column)]


DOUBTS = [
    ("sites", row("sites", people=59), "RRM-I034", "people"),
    ("sites", row("sites", households=0), "RRM-I034", "households"),
    ("sites", row("sites", lat=15.7), "RRM-I035", "lon"),
    ("depots", row("depots", lat=14.7), "RRM-I035", "lon"),
    ("assistance", row("assistance", households=61), "RRM-I034", "households"),
    ("alerts", row("alerts", reported_on="2022-03-09"), "RRM-I033", "reported_on"),
    ("alerts", row("alerts", verified_on="2022-03-10"), "RRM-I033", "verified_on"),
    ("alerts", row("alerts", reported_on="2022-04-19", verified_on="2022-04-20"), "RRM-I041", "reported_on"),
    ("assistance", row("assistance", given_on="2022-04-19"), "RRM-I041", "given_on"),
    ("pipeline", row("pipeline", arrives_on="2022-04-17"), "RRM-I041", "arrives_on"),
    ("pipeline", row("pipeline", arrives_on="2022-04-28"), "RRM-I041", "arrives_on"),
    ("vehicles", row("vehicles", from_day=11), "RRM-I041", "from_day"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "odd", "code", "column"), DOUBTS, ids=[f"{d[0]} {d[3]}" for d in DOUBTS]
)
def test_what_is_doubtful_is_a_warning_and_kept(tmp_path, table, odd, code, column):
    rows = [odd, *TABLES[table][1:]]
    if table == "sites":  # nobody was helped there, so that the doubt stands alone
        changed = tiny_scenario(tmp_path / "tiny", assistance=[], **{table: rows})
    else:
        changed = tiny_scenario(tmp_path / "tiny", **{table: rows})
    warnings = warnings_of(changed)
    assert places(warnings) == [(code, f"{table}.csv", 2, column)]
    assert not warnings[0].is_error


def far_flung(*lons: float) -> dict[str, list[dict[str, object]]]:
    """Sites and their nodes at these longitudes."""
    return {
        "sites": [row("sites", site_id=f"S{n}", lon=lon, node=f"n{n}") for n, lon in enumerate(lons)],
        "locations": [
            *TABLES["locations"],
            *(row("locations", node_id=f"n{n}", lat=15.36, lon=lon) for n, lon in enumerate(lons)),
        ],
        "alerts": [], "assistance": [], "assessment": [],
    }  # fmt: skip


def test_a_longitude_that_lost_its_sign_is_hinted_at(tmp_path: Path):
    tables = far_flung(2.4, 2.1, -2.2, 3.1)
    tables["locations"] = tables["locations"][3:]
    folder = tiny_scenario(
        tmp_path / "tiny", depots=[], stock=[], pipeline=[], vehicles=[], teams=[], routes=[], closures=[],
        water_sources=[], cash_agents=[], markets=[], **tables,
    )  # fmt: skip
    warnings = warnings_of(folder)
    assert places(warnings) == [
        ("RRM-I036", "sites.csv", 4, "lon"),
        ("RRM-I036", "locations.csv", 4, "lon"),
    ]
    assert "(2.2)" in warnings[0].remedy.text()


def test_places_on_both_sides_of_greenwich_are_no_reason_for_a_hint(tmp_path: Path):
    assert warnings_of(tiny_scenario(tmp_path / "tiny", **far_flung(0.2, -0.3, 0.4, -2.5))) == ()


def test_a_sign_lost_at_a_site_whose_node_is_right_is_hinted_at(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny", sites=[TABLES["sites"][0], row("sites", site_id="B", group="host", lon=-2.4, node="far")],
                           locations=[*TABLES["locations"], row("locations", node_id="far", lat=15.36, lon=2.4)])  # fmt: skip
    (warning,) = warnings_of(folder)
    assert warning.code == "RRM-I035"
    assert "sign of the longitude" in warning.remedy.text()


def test_groups_of_a_site_share_its_place(tmp_path: Path):
    sites = [*TABLES["sites"], row("sites", group="host", node="east")]
    assert places(problems_of(tiny_scenario(tmp_path / "tiny", sites=sites))) == [
        ("RRM-I032", "sites.csv", 4, "node"), ("RRM-I035", "sites.csv", 4, "lon"),
    ][:1]  # fmt: skip
    sites = [*TABLES["sites"], row("sites", group="host", name="Another name")]
    assert places(warnings_of(tiny_scenario(tmp_path / "tiny", sites=sites))) == [
        ("RRM-I032", "sites.csv", 4, "name")
    ]


def test_a_priority_stands_once(tmp_path: Path):
    tiers = [{"tier": "cost"}, {"tier": "equity"}, {"tier": "cost"}]
    folder = tiny_scenario(tmp_path / "tiny", {"priorities": tiers})
    (problem,) = problems_of(folder)
    assert (problem.code, problem.place.file) == ("RRM-I038", "tiny/scenario.yaml")
    assert problem.place.line == line_of(folder / "scenario.yaml", "equity") + 1


def test_a_scenario_has_at_least_one_priority(tmp_path: Path):
    assert [p.code for p in problems_of(tiny_scenario(tmp_path / "tiny", {"priorities": []}))] == [
        "RRM-I038"
    ]


def test_what_was_really_planned_speaks_of_sites_that_exist_and_days_in_order(tmp_path: Path):
    plan = {"label": {"en": "Plan"}, "from_date": "2022-04-30", "to_date": "2022-04-27", "households": 5,
            "site_ids": ["A", "Bb"], "source": "note"}  # fmt: skip
    folder = tiny_scenario(tmp_path / "tiny", {"reported_plan": [plan]})
    assert places(problems_of(folder)) == [
        ("RRM-I031", "scenario.yaml", line_of(folder / "scenario.yaml", "- Bb"), 5),
        ("RRM-I033", "scenario.yaml", line_of(folder / "scenario.yaml", "to_date"), 12),
    ]


def test_a_catalogue_in_another_currency_than_the_budget_is_an_error_for_transfers(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny", {"budget": {"amount": 1, "currency": "USD"}}, cash_agents=[]
    )
    problems = problems_of(folder)
    assert [(p.code, p.is_error) for p in problems] == [
        ("RRM-I039", False), ("RRM-I039", False), ("RRM-I039", True),
    ]  # fmt: skip


def test_without_a_graph_needs_can_still_be_scored(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny", locations=None, routes=None, closures=None)
    assert [p.code for p in warnings_of(folder)] == ["RRM-I031"]


def test_only_sites_are_needed(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny", **{name: None for name in TABLES if name not in ("sites", "locations")}
    )
    loaded = load_scenario(folder)
    assert (len(loaded.scenario.sites), len(loaded.assessment)) == (2, 0)
    assert set(loaded.assessment.columns) == {"household_size", "water_litres_per_day", "covered_area_m2", "meals_yesterday",
                                              "shelter_type", "priority_needs", "accepts_cash", "arrived_on", "remarks"}  # fmt: skip


def test_a_scenario_without_sites_is_refused(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny", sites=None, alerts=None, assistance=None, assessment=None
    )
    assert places(problems_of(folder)) == [("RRM-I020", "scenario.yaml", None, None)]


def test_a_table_with_a_misspelt_name_is_not_passed_over_in_silence(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny")
    (folder / "vehicels.csv").write_text("a,b\n")
    (folder / "notes.tsv").write_text("a\n")
    warnings = warnings_of(folder)
    assert places(warnings) == [
        ("RRM-I029", "notes.tsv", None, None),
        ("RRM-I029", "vehicels.csv", None, None),
    ]
    assert warnings[1].remedy.text() == 'If it is meant to be read, name it "vehicles".'


def test_a_wrong_scenario_gets_all_its_problems_at_once(tmp_path: Path):
    pack = {
        "catalogue": PACK_FILES["catalogue.yaml"].replace("unit_value: 12000", "unit_value: dear")
    }
    folder = tiny_scenario(
        tmp_path / "tiny",
        {"season": "dri"},
        pack=pack,
        stock=[row("stock", quantity=-5)],
        routes=[*TABLES["routes"], row("routes", to="nowhere")],
        teams="",
        markets="node,functioning\nt\xe9,open\n".encode("latin-1"),
    )
    assert places(problems_of(folder)) == [
        ("RRM-I003", "markets.csv", 2, None),
        ("RRM-I015", "stock.csv", 2, "quantity"),
        ("RRM-I020", "teams.csv", None, None),
        ("RRM-I018", "scenario.yaml", line_of(folder / "scenario.yaml", "dri"), 9),
        ("RRM-I014", "catalogue.yaml", line_of(folder / "rules/tiny/catalogue.yaml", "dear"), 17),
        ("RRM-I037", "routes.csv", 4, "to"),
    ]


def test_names_unknown_by_the_dozen_are_still_told_what_to_use(tmp_path: Path):
    nodes = [row("locations", node_id=f"n{n}", name=f"N{n}") for n in range(30)]
    roads = [row("routes", **{"from": "town", "to": f"n{n}", "surface": "mud"}) for n in range(30)]
    folder = tiny_scenario(
        tmp_path / "tiny",
        locations=[*TABLES["locations"], *nodes],
        routes=[*TABLES["routes"], *roads],
    )
    (more,) = [one for one in problems_of(folder) if "times more" in one.text()]
    assert "Use one of: laterite, " in more.text()
