"""The way a newcomer goes: init, check, run, explain."""

import pytest

from tests.e2e.shell import rrm


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_scenario_runs_as_it_is(language, tmp_path):
    def typed(*arguments):
        done = rrm(*arguments, "--lang", language, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    assert "scenario.yaml" in typed("init", "crue-du-fleuve")
    assert "crue-du-fleuve" in typed("init", "other/crue-du-fleuve")
    typed("check", "crue-du-fleuve")
    summary = typed("run", "crue-du-fleuve")
    (site,) = (line.split()[3] for line in summary.splitlines() if "rrm explain last" in line)
    assert typed("explain", "last", site)
    assert typed("access", "crue-du-fleuve")
    assert typed("score", "crue-du-fleuve")
    assert max(map(len, summary.splitlines())) <= 80
