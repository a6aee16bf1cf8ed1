"""A checked run as files for people: the report that a browser opens, the planner's workbook.

    from rrm.export import plan_workbook, report_html

`facts.py` works out once what several sections say; `sections/` answers one question each;
`templates/` says how they look; `map/` draws; `workbook/` writes one sheet a module;
`pack_document/` makes a rule pack a document that sector leads sign, `xlsform/` a form that
telephones fill in, `access_page/` shows who can be reached, `comparison_page/` runs side by side,
`tradeoff_page/` what raising the worst-off site costs.
"""

import sys
from types import ModuleType

from rrm.export.access_page import access_page
from rrm.export.comparison_page import comparison_page, comparison_picture
from rrm.export.files import export
from rrm.export.language_names import language_name
from rrm.export.pack_document import DOCUMENT_ENDINGS, figures_to_decide, rules_document
from rrm.export.report import report_html
from rrm.export.tradeoff_page import tradeoff_page, tradeoff_picture
from rrm.export.workbook import plan_workbook
from rrm.export.xlsform import FormWorkbook, form_workbook

__all__ = [
    "DOCUMENT_ENDINGS",
    "FormWorkbook",
    "access_page",
    "comparison_page",
    "comparison_picture",
    "export",
    "figures_to_decide",
    "form_workbook",
    "language_name",
    "plan_workbook",
    "report_html",
    "rules_document",
    "tradeoff_page",
    "tradeoff_picture",
]


class _CallablePackage(ModuleType):
    """`rrm.export` is this package and, called, the verb: see docs/decisions/0007."""

    __call__ = staticmethod(export)


sys.modules[__name__].__class__ = _CallablePackage
