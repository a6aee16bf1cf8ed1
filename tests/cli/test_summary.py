import dataclasses
import re
import unicodedata
from pathlib import Path

import pytest

import rrm
from rrm.cli.layout import columns
from rrm.cli.summary import summary_lines
from rrm.cli.unmet_lines import _with_count
from rrm.model.language import msg
from rrm.model.plan import TierResult, Unmet
from rrm.model.verdict import Check, Verdict
from tests.builders import TABLES, row, tiny_scenario
from tests.cli.long_language import speak_it

LONG = "Lieu-au-nom-interminable " * 12
HOSTILE = "=cmd|' /C calc'!A0 <script>\N{RIGHT-TO-LEFT OVERRIDE}\N{RIGHT-TO-LEFT MARK}"


@pytest.fixture
def folder():
    return Path("runs/tiny/20220418T081500Z-1a2b3c4d")


def with_names(tmp_path, name):
    sites = [{**site, "name": name[:300]} for site in TABLES["sites"]]
    return rrm.plan(rrm.load_scenario(tiny_scenario(tmp_path / "named", sites=sites)))


def section(lines, title):
    """The lines of a section, without its heading."""
    at = lines.index(title)
    end = lines.index("", at) if "" in lines[at:] else len(lines)
    return lines[at + 1 : end]


def with_plan(checked, **changes):
    run = checked.run
    return dataclasses.replace(
        checked, run=dataclasses.replace(run, plan=dataclasses.replace(run.plan, **changes))
    )


def test_it_answers_in_the_order_of_the_questions(checked, folder):
    lines = list(summary_lines(checked, folder, "en"))
    headings = [line for line in lines if line and line == line.upper() and line[0].isalpha()]
    assert headings == [
        "NEEDS, WORST FIRST", "ALERTS, MOST URGENT FIRST", "DELIVERED BY THE END OF", "NOT MET, AND WHY", "THE PLAN",
        "FILES", "GO ON WITH",
    ]  # fmt: skip


def test_sites_stand_by_rank_with_their_severities(checked, folder):
    needs = section(list(summary_lines(checked, folder, "en")), "NEEDS, WORST FIRST")
    assert re.match(r" 1 Example site A, IDPs +\d +\d +\d +\d +360 +[A-D] +1-\d", needs[1])
    assert re.match(r" 2 Example site B, hosts", needs[2])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "name", [LONG, HOSTILE, "水" * 100, "É"], ids=["long", "hostile", "wide", "short"]
)
def test_nothing_is_wider_than_the_terminal(name, language, tmp_path, folder):
    lines = list(summary_lines(with_names(tmp_path, name), folder, language))
    assert max(columns(line) for line in lines) <= 80


def test_a_language_with_long_words_fits_too(monkeypatch, tmp_path, folder):
    checked = with_names(tmp_path, LONG)
    speak_it(monkeypatch)
    lines = list(summary_lines(checked, folder, "fr"))
    assert max(columns(line) for line in lines) <= 80
    assert any("é" * 3 in line for line in lines)


def test_a_name_cannot_command_the_terminal(checked, folder):
    scenario = checked.run.loaded.scenario
    named = tuple(site.model_copy(update={"name": f"\x1b[2J{HOSTILE}"}) for site in scenario.sites)
    loaded = dataclasses.replace(
        checked.run.loaded, scenario=scenario.model_copy(update={"sites": named})
    )
    run = dataclasses.replace(checked.run, loaded=loaded)
    text = "".join(summary_lines(dataclasses.replace(checked, run=run), folder, "en"))
    assert [sign for sign in text if unicodedata.category(sign).startswith("C")] == []


def test_colours_only_mark_what_is_said_anyway(checked, folder):
    plain = "\n".join(summary_lines(checked, folder, "en"))
    coloured = "\n".join(summary_lines(checked, folder, "en", coloured=True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_what_is_delivered_stands_against_what_people_are_entitled_to(checked, folder):
    lines = section(list(summary_lines(checked, folder, "en")), "DELIVERED BY THE END OF")
    assert lines[0].split() == ["day", "3", "day", "7", "day", "10", "entitled", "share"]
    water = next(line for line in lines if line.startswith("Water"))
    wanted = sum(d.quantity * 10 for d in checked.run.entitled.demands if d.item == "water")
    assert water.split()[-3].replace(",", "") == f"{wanted:.0f}"


def unmet(**changes):
    values = {
        "site_id": "A", "group": "idp", "item": "nfi_kit", "unit": "kit", "quantity": 10.0,
        "households": 10, "people": 60, "reason_code": "no_access", "reason": msg("the road is cut"),
        "what_would_help": msg("a bridge"),
    }  # fmt: skip
    return Unmet(**{**values, **changes})


def told_unmet(checked, folder, *rows):
    lines = list(summary_lines(with_plan(checked, unmet=rows), folder, "en"))
    return section(lines, "NOT MET, AND WHY")


def test_the_same_reason_is_given_once_a_site(checked, folder):
    lines = told_unmet(checked, folder, unmet(), unmet(item="tarpaulin", quantity=20.0))
    assert lines == [
        "Example site A, 60 people (IDPs): 10 × Household kit, 20 × Tarpaulin",
        "    the road is cut",
    ]


def test_people_of_two_groups_are_added_up(checked, folder):
    lines = told_unmet(checked, folder, unmet(), unmet(group="host", people=40))
    assert lines[0] == "Example site A, 100 people (IDPs, hosts): 20 × Household kit"


def test_a_reason_that_names_the_item_names_all_of_them(checked, folder):
    def gone(item):
        return msg("nothing left of {item}", item=item)

    lines = told_unmet(
        checked, folder, unmet(reason=gone("kits")), unmet(item="tarpaulin", reason=gone("sheets"))
    )
    assert lines[1] == "    nothing left of kits, sheets"


def test_each_line_of_what_is_not_met_is_short(checked, folder):
    endless = msg("because of this and that and so on " * 30)
    lines = told_unmet(checked, folder, unmet(reason=endless))
    assert len(lines) == 1 + 3
    assert lines[-1].endswith("…")


def test_the_eight_that_most_people_miss_are_shown(checked, folder):
    rows = [
        unmet(people=100 + n, quantity=float(n), reason=msg("reason {n}", n=n)) for n in range(12)
    ]
    lines = told_unmet(checked, folder, *rows)
    assert lines[0].startswith("Example site A, 111 people")
    assert sum(line.startswith("Example site A") for line in lines) == 8
    assert lines[-1].startswith("… and 4 more")


def plan_section(checked, folder):
    return "\n".join(section(list(summary_lines(checked, folder, "en")), "THE PLAN"))


def tier(name, value, bound, unit, gap=0.0):
    return TierResult(name, value, value, bound, gap, 0.0, unit)


def test_priorities_are_told_in_their_own_units(checked, folder):
    tiers = (
        tier("survival_water", 162.6, 162.6, "m3"),
        tier("needs_met", 97.0, 100.0, "weighted people", gap=0.03),
        tier("equity", 0.36, 0.48, "share"),
        tier("cost", 42_881_995.14, 33_000_000.0, "XOF"),
    )
    told = plan_section(with_plan(checked, status="feasible", tiers=tiers), folder)
    assert "163 m³ short over 10 days (proven to be the least)" in told
    assert "at least 97 % of the most that any plan could meet (gap 3 %" in told.replace(
        "\n    ", " "
    )
    assert "gets 36 % of what could reach it" in told
    assert (
        "42.9 million XOF (no plan with one site a trip that does as much costs less than 33 million XOF)"
        in (told.replace("\n    ", " "))
    )
    assert "weighted people" not in told


def test_no_bound_on_cost_is_not_told_as_one(checked, folder):
    told = plan_section(with_plan(checked, tiers=(tier("cost", 9_000.0, 0.0, "XOF"),)), folder)
    assert "9,000 XOF (how much less it could be is not known)" in told


def test_what_is_left_out_for_later_priorities_is_told_to_the_end(checked, folder):
    reason = msg(
        "One more could be brought: it was left out within the {share} % of need met that"
        " later priorities (the worst-off site, cost) may give up, or within the plan's gap",
        share=0.5,
    )
    told = " ".join(line.strip() for line in told_unmet(checked, folder, unmet(reason=reason)))
    assert told.endswith("may give up, or within the plan's gap")


def test_a_share_is_never_rounded_up_to_everything(checked, folder):
    tiers = (tier("needs_met", 99.99, 100.0, "weighted people", gap=0.0001),)
    assert "at least 99.9 %" in plan_section(with_plan(checked, tiers=tiers), folder)


def test_a_rejected_plan_says_so_and_why(checked, folder):
    check = Check("stock", msg("Stocks suffice"), 10, 2, msg("depot D1 on day 3"))
    rejected = dataclasses.replace(checked, verdict=Verdict((check,)))
    told = plan_section(rejected, folder)
    assert "REJECTED" in told
    assert "Stocks suffice: 2 offences, the first: depot D1 on day 3" in told


def test_many_sites_are_cut_to_a_screen(tmp_path, folder):
    sites = [row("sites", site_id=f"S{n}", name=f"Site {n}") for n in range(40)]
    scenario = tiny_scenario(tmp_path / "many", sites=sites, assistance=[], assessment=None,
                             alerts=[row("alerts", site_id=f"S{n}", alert_id=f"a{n}") for n in range(40)])  # fmt: skip
    loaded = rrm.load_scenario(scenario)
    from rrm.cli.needs_lines import needs_lines

    lines = list(needs_lines(loaded, rrm.score(loaded), "en", most=24))
    assert "… and 16 more, in needs.csv." in lines
    assert sum(line.strip()[:2].strip().isdigit() for line in lines) == 24


def test_a_pack_of_many_sectors_keeps_names_readable(tmp_path):
    from rrm.cli.needs_lines import needs_lines
    from tests.builders import PACK_FILES

    more = {
        f"s{n}": PACK_FILES["food_security.yaml"]
        .replace("food_security", f"s{n}")
        .replace("Food security", f"Sector {n}")
        for n in range(9)
    }
    loaded = rrm.load_scenario(tiny_scenario(tmp_path / "wide", pack=more))
    lines = list(needs_lines(loaded, rrm.score(loaded), "en"))
    assert len(loaded.pack.sectors) == 12
    assert any(line.endswith("Example site A, IDPs") for line in lines)
    assert max(columns(line) for line in lines) <= 80
    header = next(line for line in lines if " Need " in line)
    codes = header.split("All")[0].split()
    assert len(set(codes)) == 12


def test_nothing_planned_is_not_told_what_ends_with_the_plan(checked, folder):
    warning = msg("Water trucking ends with this plan")
    planned = plan_section(with_plan(checked, status="optimal", warnings=(warning,)), folder)
    nothing = plan_section(with_plan(checked, status="infeasible", warnings=(warning,)), folder)
    assert "Water trucking ends" in planned
    assert "Water trucking ends" not in nothing


def test_names_are_cut_before_the_count_of_what_is_left_out():
    line = _with_count("Gao, 12 people (IDPs): " + "Kit " * 30, "+ 2 de plus")
    assert line.endswith("… + 2 de plus")
    assert columns(line) <= 80


def test_a_long_site_is_cut_before_the_alert_is(tmp_path, folder):
    lines = list(summary_lines(with_names(tmp_path, LONG), folder, "en"))
    assert "…, alert-1 " in section(lines, "ALERTS, MOST URGENT FIRST")[1]
