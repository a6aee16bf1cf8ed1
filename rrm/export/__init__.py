"""A checked run as files for people: the report that a browser opens, the planner's workbook.

    from rrm.export import plan_workbook, report_html

`facts.py` works out once what several sections say; `sections/` answers one question each;
`templates/` says how they look; `map/` draws; `workbook/` writes one sheet a module.
"""

import sys
from types import ModuleType

from rrm.export.files import export
from rrm.export.report import report_html
from rrm.export.workbook import plan_workbook

__all__ = ["export", "plan_workbook", "report_html"]


class _CallablePackage(ModuleType):
    """`rrm.export` is this package and, called, the verb: see docs/decisions/0007."""

    __call__ = staticmethod(export)


sys.modules[__name__].__class__ = _CallablePackage
