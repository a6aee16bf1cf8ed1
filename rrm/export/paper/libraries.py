"""The libraries that draw paper, asked for when something is to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.export.choice import EXTRA
from rrm.export.formats import PAPER
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpdf import FPDF


def empty_pdf() -> FPDF:
    """A document without pages, measured in millimetres, A4 upright.

    Raises BadInput (RRM-X003) where the extra `documents` is not installed.
    """
    try:
        import uharfbuzz  # noqa: F401
        from fpdf import FPDF
    except ImportError as error:
        raise _lacking(error) from error
    return FPDF(orientation="portrait", unit="mm", format="A4")


def qr_modules(signs: str) -> Sequence[Sequence[int]]:
    """The rows of a QR code without its quiet zone, dark as 1.

    At least a quarter of it may be soiled (level Q). Raises BadInput as `empty_pdf` does.
    """
    try:
        import segno
    except ImportError as error:
        raise _lacking(error) from error
    return segno.make_qr(signs, error="q", boost_error=True).matrix


def _lacking(error: ImportError) -> BadInput:
    return BadInput(
        [
            Problem(
                "RRM-X003",
                Place("--format"),
                msg("libraries of paper are not installed: {modules}", modules=error.name or PAPER),
                msg("documents on paper are drawn by the extra “documents”"),
                msg("Install it: {line}", line=EXTRA),
            )
        ]
    )
