"""The way a newcomer goes: init, check, run, explain."""

import pytest

from tests.cli.terminal import rrm


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_scenario_runs_as_it_is(language, tmp_path, monkeypatch):
    def typed(*arguments):
        said = rrm(*arguments, "--lang", language)
        assert said.code == 0, said.err
        return said

    monkeypatch.chdir(tmp_path)
    assert "scenario.yaml" in typed("init", "crue").out
    assert typed("check", "crue").out
    summary = typed("run", "crue")
    assert max(map(len, summary.lines)) <= 80
    (site,) = (line.split()[3] for line in summary.lines if "rrm explain last" in line)
    assert site in typed("explain", "last", site).out


def test_a_folder_in_use_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    said = rrm("init", tmp_path)
    assert said.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
