import json

from tests.cli.terminal import rrm


def test_a_made_up_scenario_is_written_checked_and_reached(tmp_path):
    folder = tmp_path / "made"
    said = rrm("bench", "generate", "--sites", 20, "--seed", 7, "--to", folder)
    assert said.code == 0
    assert said.lines[0].startswith(f"20 made-up sites are in {folder};")
    checked = rrm("check", folder)
    assert (checked.code, checked.err) == (0, "")
    reached = rrm("access", folder, "--json")
    assert reached.code == 0
    assert json.loads(reached.out)["access"]


def test_as_json_it_says_how_hard_the_scenario_is(tmp_path):
    folder = tmp_path / "made"
    said = rrm("bench", "generate", "--sites", 12, "--days", 14, "--to", folder, "--json")
    told = json.loads(said.out)
    assert sorted(told["files"]) == sorted(str(path) for path in folder.iterdir())
    assert len(told["hardness"]["severities"]) == 5


def test_it_never_writes_over_anything(tmp_path):
    folder = tmp_path / "made"
    assert rrm("bench", "generate", "--sites", 5, "--to", folder, "--quiet").code == 0
    before = {path: path.read_bytes() for path in folder.iterdir()}
    again = rrm("bench", "generate", "--sites", 6, "--to", folder)
    assert again.code == 2
    assert "RRM-I045" in again.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_size_out_of_bounds_is_bad_usage(tmp_path):
    for option, value in (("--sites", 4), ("--sites", 5001), ("--days", 6), ("--days", 91)):
        assert rrm("bench", "generate", option, value, "--to", tmp_path / "made").code == 2
    assert not (tmp_path / "made").exists()
