"""A rule pack as one document that a sector lead reads, argues with and signs.

    from rrm.export import rules_document

`subject.py` and `history.py` work out what there is to say; `sections/` says it in blocks, one
chapter a module; `html.py` and `markdown.py` write the blocks down.
"""

from __future__ import annotations

from collections.abc import Sequence

from rrm.export.pack_document.document import document_of
from rrm.export.pack_document.html import as_html
from rrm.export.pack_document.markdown import as_markdown
from rrm.export.pack_document.subject import cited_rules, subject_of
from rrm.model.rule_pack import RulePack
from rrm.model.run import InputFile
from rrm.scoring import CasesReport

DOCUMENT_ENDINGS = {".html": as_html, ".htm": as_html, ".md": as_markdown}
"""What a document can be written as, by the ending of its file's name."""


def rules_document(
    lineage: Sequence[RulePack],
    files: Sequence[InputFile],
    cases: CasesReport,
    ending: str,
    language: str,
    sectors: Sequence[str] = (),
) -> bytes:
    """The document of a pack in one language; the same pack gives the same bytes.

    lineage: each pack resolved, from the root to the one documented. files: it was read from.
    cases: of the pack and those it extends. ending: `.html` or `.md`, see DOCUMENT_ENDINGS.
    sectors: names of those that a short document is of, for one sector lead to sign; all where
    none is given.
    Raises BadInput where a rule doesn't compile, KeyError for another ending.
    """
    write = DOCUMENT_ENDINGS[ending]
    return write(document_of(subject_of(lineage, files, cases, tuple(sectors))), language)


def figures_to_decide(pack: RulePack, sectors: Sequence[str] = ()) -> int:
    """How many figures of a pack, or of some of its sectors, are only proposed."""
    return sum(one.is_proposed for one in cited_rules(pack, tuple(sectors)))
