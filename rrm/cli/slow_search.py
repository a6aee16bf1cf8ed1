"""What is said before a large network is searched without SciPy."""

from __future__ import annotations

import typer

from rrm.cli.speech import in_words
from rrm.model.run import Loaded


def tell_slow_search(loaded: Loaded, quiet: bool) -> None:
    """How to have the scenario's network searched faster, on the error stream, if it is large."""
    from rrm.access import slow_search_note

    note = slow_search_note(len(loaded.scenario.routes))
    if note is not None and not quiet:
        typer.echo(in_words(note), err=True)
