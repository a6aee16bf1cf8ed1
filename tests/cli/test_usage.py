import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rrm.cli.commands import BENCH_COMMANDS, COMMANDS, NETWORK_COMMANDS, RULES_COMMANDS
from rrm.cli.commands.explain import _typed
from rrm.cli.layout import columns
from tests.cli.terminal import rrm

ROOT = Path(__file__).parents[2]
EVERY_COMMAND = [(name,) for name in COMMANDS if name not in ("rules", "network", "bench")]
EVERY_COMMAND += [("rules", name) for name in RULES_COMMANDS]
EVERY_COMMAND += [("network", name) for name in NETWORK_COMMANDS]
EVERY_COMMAND += [("bench", name) for name in BENCH_COMMANDS]


def in_a_shell(*arguments, program=("-m", "rrm.cli"), **environment):
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, **environment},
    )  # fmt: skip


def test_help_lists_every_command():
    said = rrm("--help")
    assert said.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in said.out


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=" ".join)
def test_every_command_shows_how_it_is_typed(command):
    said = rrm(*command, "--help")
    assert said.code == 0
    assert f"Example: rrm {' '.join(command)} " in said.out


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=" ".join)
def test_every_command_speaks_json_and_both_languages_and_can_be_quiet(command):
    help_text = rrm(*command, "--help").out
    for option in ("--json", "--lang", "--quiet"):
        assert option in help_text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", [(), *EVERY_COMMAND], ids=" ".join)
def test_help_fits_the_terminal_in_both_languages(command, language):
    said = in_a_shell("--lang", language, *command, "--help")
    assert said.returncode == 0
    assert max(columns(line) for line in said.stdout.splitlines()) <= 80


def test_without_a_command_the_help_is_shown():
    said = rrm()
    assert said.code == 2
    assert "Commands:" in said.err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["plan"], 'no command "plan"'),
        (["run", "--sed=3"], "no option --sed. Did you mean --seed?"),
        (["check"], "SCENARIO is missing"),
        (["run", "x", "--gap", "much"], "--gap: "),
        (["run", "x", "--gap", "2"], "--gap: "),
        (["check", "x", "--lang", "es"], "--lang: "),
        (["check", "x", "y"], "y"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_a_sentence_with_exit_2(typed, told):
    said = rrm(*typed)
    assert said.code == 2
    assert told in said.err
    assert "--help" in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_run_without_a_scenario_lists_those_that_come_along():
    said = rrm("run")
    assert said.code == 2
    assert "rrm run menaka-2022" in said.err


@pytest.mark.parametrize("command", ["run", "check", "score", "access"])
def test_a_folder_that_is_not_there_is_a_problem_and_not_a_traceback(command):
    said = rrm(command, "no-such-folder")
    assert said.code == 2
    assert "no-such-folder" in said.err
    assert "Traceback" not in said.err


def test_problems_can_be_had_as_json():
    said = rrm("check", "no-such-folder", "--json")
    assert said.code == 2
    assert json.loads(said.out)["problems"][0]["level"] == "error"


def test_cli_py_is_the_same_command():
    by_script = in_a_shell("--help", program=("cli.py",))
    by_module = in_a_shell("--help")
    assert by_script.returncode == 0
    assert by_script.stdout == by_module.stdout == rrm("--help").out


def test_the_language_is_asked_for_or_the_systems():
    french = in_a_shell("--lang", "fr", "--help").stdout
    assert french != in_a_shell("--lang", "en", "--help").stdout
    assert in_a_shell("--help", RRM_LANG="fr").stdout == french
    assert in_a_shell("--help", RRM_LANG="", LC_ALL="fr_FR.UTF-8").stdout == french


def test_no_word_of_the_french_help_is_left_in_english():
    told = in_a_shell("run", "--help", "--lang", "fr").stdout
    for word in ("Usage", "Print", "Show", "default", "Folder", "Example", "Seconds"):
        assert word not in told


def test_the_version_is_the_installed_one():
    from importlib.metadata import version

    assert rrm("--version").out == f"rrm {version('rrm-engine')}\n"


def test_a_console_of_another_encoding_takes_the_output(tiny):
    said = in_a_shell("check", str(tiny), "--lang", "fr", PYTHONIOENCODING="ascii")
    assert said.returncode == 0


def test_a_reader_that_stops_early_gets_no_traceback():
    line = f"{sys.executable} -m rrm.cli access scenarios/menaka-2022 --all | head -1"
    said = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, check=False)
    assert b"Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("option", "value", "wanted"),
    [
        ("--gap", "2", "a number of 1 or less is needed"),
        ("--gap", "abc", "a number in digits is needed"),
        ("--gap", "nan", "--gap: "),
        ("--time-limit", "0", "a number of 1 or more is needed"),
        ("--seed", "1.5", "a whole number in digits is needed"),
        ("--memory-limit", "0", "a number of 1 or more is needed"),
    ],
)
def test_a_wrong_number_is_refused_in_our_own_words(option, value, wanted):
    said = rrm("run", option, value)
    assert said.code == 2
    assert wanted in said.err
    assert "Input" not in said.err


@pytest.mark.parametrize("question", ["--conflict", "--would-help", "--next-assessment"])
def test_a_question_about_the_whole_run_takes_no_site(question):
    said = rrm("explain", "last", "some-site", question)
    assert said.code == 2
    assert f"{question}: it is about the whole run" in said.err


def test_a_command_to_go_on_with_keeps_the_folder_of_runs():
    assert _typed("last", "a site", Path("runs")) == "rrm explain last 'a site'"
    assert _typed("last", "a", Path("my runs")) == "rrm explain last a --runs 'my runs'"
