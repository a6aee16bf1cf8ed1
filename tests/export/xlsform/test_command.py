"""`rrm rules form` as a person calls it."""

from __future__ import annotations

import json

from tests.e2e.shell import MENAKA, rrm
from tests.export.xlsform.forms import sheet


def test_the_command_says_what_it_wrote_and_what_it_left_out(tmp_path) -> None:
    file = tmp_path / "form.xlsx"
    done = rrm("rules", "form", "sphere", "--to", file)
    assert done.returncode == 0, done.stderr
    assert "in English, French" in done.stdout
    assert "head_of_household_name, phone, gps" in done.stdout
    assert str(file) in done.stdout
    assert sheet(file.read_bytes(), "settings")[0]["form_id"] == "sphere"


def test_the_command_offers_the_sites_of_a_scenario(tmp_path) -> None:
    file = tmp_path / "form.xlsx"
    done = rrm("rules", "form", "mali", "--to", file, "--scenario", MENAKA, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    sites = [row for row in sheet(file.read_bytes(), "choices") if row["list_name"] == "site_id"]
    assert said["sites"] == len(sites) > 0
    assert said["form_id"] == "mali_menaka-2022"


def test_a_file_of_another_kind_is_not_touched(tmp_path) -> None:
    file = tmp_path / "form.csv"
    file.write_text("mine", encoding="utf-8")
    done = rrm("rules", "form", "sphere", "--to", file)
    assert done.returncode == 2
    assert file.read_text(encoding="utf-8") == "mine"
