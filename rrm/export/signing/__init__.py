"""Signing sheets: a line for each household that gets something, and no names."""

from rrm.export.signing.signing_sheet import signing_sheets_pdf

__all__ = ["signing_sheets_pdf"]
