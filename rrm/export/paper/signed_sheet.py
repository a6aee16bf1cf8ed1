"""A sheet to be signed: boxes on its first page, a table over its pages, signatures at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rrm.export.paper.document import GAP, Paper
from rrm.export.paper.fields import LaidFields, LaidSignatures
from rrm.export.paper.table import LaidTable
from rrm.model.language import Message


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """A sheet broken into lines, before it is drawn.

    number: beside the title, empty where it has none. below: what a page says under its head, by
    its number from 1; alike from the second on. closing: boxes between the table and the
    signatures. qr: whether the number stands as a code too.
    """

    title: Message
    number: str
    below: Callable[[int], tuple[str, ...]]
    fields: LaidFields
    table: LaidTable
    signatures: LaidSignatures
    closing: LaidFields | None = None
    qr: bool = False

    def draw(self, paper: Paper) -> None:
        """Its pages, the signatures with the last line."""
        first_top, later_top = (
            paper.head_height(self.title, self.number, self.below(page), qr=self.qr)
            for page in (1, 2)
        )
        closing = 0.0 if self.closing is None else GAP + self.closing.height
        pages = self.table.pages(
            paper.bottom - first_top - self.fields.height - GAP,
            paper.bottom - later_top,
            closing + GAP + self.signatures.height,
        )
        for page, rows in enumerate(pages, start=1):
            paper.begin_page(page, of=len(pages))
            y = paper.head(self.title, self.number, self.below(page), qr=self.qr)
            if page == 1:
                y = self.fields.draw(paper.pen, y) + GAP
            y = self.table.draw(paper.pen, rows, y)
            if page == len(pages):
                if self.closing is not None:
                    y = self.closing.draw(paper.pen, y + GAP)
                self.signatures.draw(paper.pen, y + GAP)


def draw_empty(paper: Paper, title: Message, why: Message) -> None:
    """The one page of a document without sheets."""
    paper.begin_page(1, of=1)
    paper.head(title, "", paper.speech.of(why))
