"""Lines to sign on, with no names: role, organisation, date, signature."""

from __future__ import annotations

from rrm.export.pack_document.blocks import Block, Card, Column, Heading, Paragraph, Table
from rrm.model.language import Message, Text, msg

_LINES = 2


def signature_lines(what: Message | Text) -> tuple[Block, ...]:
    """What is agreed to, and two lines to fill in by hand."""
    columns = tuple(
        Column(heading)
        for heading in (
            msg("Role"),
            msg("Organisation or ministry"),
            msg("Date signed"),
            msg("Signed"),
        )
    )
    return (
        Card(
            (
                Heading(4, (msg("Agreed: {what}", what=what),)),
                Paragraph(
                    (
                        msg(
                            "Agreed as written, with the decisions noted in the list of figures"
                            " to be decided."
                        ),
                    )
                ),
                Table(columns, tuple(((),) * len(columns) for _ in range(_LINES)), "fill"),
            ),
            "sign",
        ),
    )
