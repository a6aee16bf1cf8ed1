"""A rule pack's questions as a form for ODK and Kobo, which telephones and browsers fill in.

`survey_rows.py` says the order of asking; `xpath.py` says conditions as forms do, unknown answers
kept apart; `sheets.py` writes the workbook.
"""

from rrm.export.xlsform.form import FormWorkbook, form_workbook

__all__ = ["FormWorkbook", "form_workbook"]
