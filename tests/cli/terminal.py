"""The command line called as a person would, in this process."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from unittest import mock

from rrm.cli.app import main


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def rrm(*arguments: object) -> Said:
    """`rrm …` with these arguments."""
    typed: Sequence[str] = [str(argument) for argument in arguments]
    out, err = StringIO(), StringIO()
    with (
        mock.patch.object(sys, "argv", ["rrm", *typed]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            return Said(int(end.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("main() always ends by an exit code")
