"""The whole document of a pack, chapter by chapter."""

from __future__ import annotations

from rrm.export.pack_document.blocks import Document, Section
from rrm.export.pack_document.sections.access_chapter import access_chapter
from rrm.export.pack_document.sections.closing_chapters import (
    case_chapter,
    decision_chapter,
    lineage_chapter,
    source_chapter,
)
from rrm.export.pack_document.sections.head import head_blocks
from rrm.export.pack_document.sections.help_chapter import help_chapters
from rrm.export.pack_document.sections.questionnaire_chapter import questionnaire_chapter
from rrm.export.pack_document.sections.sector_chapter import sector_chapter
from rrm.export.pack_document.sections.severity_chapter import severity_chapter
from rrm.export.pack_document.sections.trigger_chapter import trigger_chapter
from rrm.export.pack_document.subject import Subject
from rrm.model.language import Text, msg


def _extract(subject: Subject) -> tuple[Section, ...]:
    """The chapters that the lead of a sector needs: the others are the same for everybody."""
    return (
        severity_chapter(subject),
        *(
            sector_chapter(subject, name)
            for name in subject.pack.sectors
            if name in subject.extract
        ),
        source_chapter(subject),
        decision_chapter(subject),
    )


def document_of(subject: Subject) -> Document:
    """What a sector lead reads, argues with and signs."""
    return Document(
        title=Text.of(subject.pack.title),
        kicker=msg("Rules of the rapid response: what counts as need, and what follows"),
        head=head_blocks(subject),
        contents=msg("Contents"),
        sections=_extract(subject)
        if subject.extract
        else (
            severity_chapter(subject),
            *(sector_chapter(subject, name) for name in subject.pack.sectors),
            trigger_chapter(subject),
            *help_chapters(subject),
            access_chapter(subject),
            questionnaire_chapter(subject),
            case_chapter(subject),
            *lineage_chapter(subject),
            source_chapter(subject),
            decision_chapter(subject),
        ),
    )
