"""The planner's workbook: one module a sheet, and one that writes them.

A sheet is columns that know their kind and rows of plain values, read from the published plan;
`sheet_writer.py` alone knows the file format, `references.py` how formulas name cells.
"""

from rrm.export.workbook.book import plan_workbook, plan_xlsx

__all__ = ["plan_workbook", "plan_xlsx"]
