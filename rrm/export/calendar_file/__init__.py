"""Departures and distributions as a calendar that telephones and desks open.

    calendar_ics(plan, ("fr",))

`events.py` says what happens when; `content_lines.py` knows the format alone.
"""

from rrm.export.calendar_file.calendar import calendar_ics

__all__ = ["calendar_ics"]
