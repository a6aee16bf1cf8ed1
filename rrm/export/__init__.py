"""A checked run as files for people: the report that a browser opens, the planner's workbook.

    from rrm.export import documents, published_plan, stamp_of

`published/` is the one value from which every document is written, `formats.py` lists them;
`facts.py` works out once what several sections say; `sections/` answers one question each;
`templates/` says how they look; `map/` draws; `workbook/` writes one sheet a module;
`pack_document/` makes a rule pack a document that sector leads sign, `xlsform/` a form that
telephones fill in, `access_page/` shows who can be reached, `comparison_page/` runs side by side,
`tradeoff_page/` what raising the worst-off site costs.
"""

import sys
from types import ModuleType

from rrm.export.access_page import access_page
from rrm.export.choice import Choice, chosen
from rrm.export.comparison_page import comparison_page, comparison_picture
from rrm.export.documents import Document, documents, doubts, list_name, listing
from rrm.export.files import export, write_files
from rrm.export.formats import FORMATS, Circle
from rrm.export.language_names import language_name
from rrm.export.pack_document import DOCUMENT_ENDINGS, figures_to_decide, rules_document
from rrm.export.published import PublishedPlan, Stamp, published_plan, stamp_of
from rrm.export.report import report_html
from rrm.export.target import prepare_target
from rrm.export.tradeoff_page import tradeoff_page, tradeoff_picture
from rrm.export.workbook import plan_workbook
from rrm.export.xlsform import FormWorkbook, form_workbook

__all__ = [
    "DOCUMENT_ENDINGS",
    "FORMATS",
    "Choice",
    "Circle",
    "Document",
    "FormWorkbook",
    "PublishedPlan",
    "Stamp",
    "access_page",
    "chosen",
    "comparison_page",
    "comparison_picture",
    "documents",
    "doubts",
    "export",
    "figures_to_decide",
    "form_workbook",
    "language_name",
    "list_name",
    "listing",
    "plan_workbook",
    "prepare_target",
    "published_plan",
    "report_html",
    "rules_document",
    "stamp_of",
    "tradeoff_page",
    "tradeoff_picture",
    "write_files",
]


class _CallablePackage(ModuleType):
    """`rrm.export` is this package and, called, the verb: see docs/decisions/0007."""

    __call__ = staticmethod(export)


sys.modules[__name__].__class__ = _CallablePackage
