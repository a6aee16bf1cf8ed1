"""`rrm rules`: a pack checked, and its cases run."""

from rrm.cli.options import Json


def lint(pack: str, as_json: Json = False) -> None:
    """x."""


def test(pack: str, as_json: Json = False) -> None:
    """x."""
