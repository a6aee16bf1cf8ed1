"""Paper: pages, words, tables, boxes and QR codes, from which every PDF is made.

    paper = Paper(plan.stamp, languages, msg("Waybills"), Circle.RESTRICTED)
    paper.begin_page(1, of=1)
    content = paper.finished()

Everything is broken into lines first and drawn afterwards, so that a page knows of how many it is.
fpdf2, uharfbuzz and segno are loaded by `libraries.py` alone, when a Paper is begun.
"""

from rrm.export.paper.document import GAP, Paper
from rrm.export.paper.fields import (
    Field,
    LaidFields,
    LaidSignatures,
    lay_out_fields,
    lay_out_signatures,
)
from rrm.export.paper.lettering import Style
from rrm.export.paper.letters_lacking import letters_lacking
from rrm.export.paper.pen import MARGIN, WIDTH, Pen
from rrm.export.paper.signed_sheet import SignedSheet, draw_empty
from rrm.export.paper.speech import Speech
from rrm.export.paper.stamp_lines import approving_role
from rrm.export.paper.table import Cell, Column, LaidTable, Row, lay_out

__all__ = [
    "GAP",
    "MARGIN",
    "WIDTH",
    "Cell",
    "Column",
    "Field",
    "LaidFields",
    "LaidSignatures",
    "LaidTable",
    "Paper",
    "Pen",
    "Row",
    "SignedSheet",
    "Speech",
    "Style",
    "approving_role",
    "draw_empty",
    "lay_out",
    "lay_out_fields",
    "lay_out_signatures",
    "letters_lacking",
]
