"""The planner's workbook: one module a sheet, and one that writes them.

A sheet is columns that know their kind and rows of plain values; `sheet_writer.py` alone
knows the file format.
"""

from rrm.export.workbook.book import plan_workbook

__all__ = ["plan_workbook"]
