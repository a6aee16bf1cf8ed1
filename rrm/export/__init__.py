"""A checked run as files for people: the report that a browser opens, the planner's workbook.

    from rrm.export import plan_workbook, report_html

`facts.py` works out once what several sections say; `sections/` answers one question each;
`templates/` says how they look; `map/` draws; `workbook/` writes one sheet a module.
"""

from rrm.export.report import report_html
from rrm.export.workbook import plan_workbook

__all__ = ["plan_workbook", "report_html"]
