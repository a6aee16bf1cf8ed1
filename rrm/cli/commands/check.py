"""`rrm check`: every problem of a scenario, at once."""

from __future__ import annotations

from rrm.cli.layout import wrapped
from rrm.cli.options import (
    Json,
    Language,
    Quiet,
    ScenarioFolder,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.model.language import Text, msg


def check(
    scenario: ScenarioFolder, lang: Language = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Reads a scenario, its rules and its network; writes nothing."""
    with bad_input_reported(as_json):
        from rrm import journey

        loaded = journey.load(scenario)
    language = language_of(lang)
    if as_json:
        print_json({"problems": [problem.as_json(language) for problem in loaded.warnings]})
        return
    show_warnings(loaded.warnings, quiet)
    found = msg(
        "{title}: {sites} sites, {interviews} interviews, {files} files read; it can be run.",
        title=Text.of(loaded.scenario.settings.title),
        sites=len(loaded.scenario.site_ids),
        interviews=len(loaded.assessment),
        files=len(loaded.files),
    )
    show(wrapped(found.text(language)), quiet)
