"""Access as a page: a map and a table by vehicle and by days, in a file that needs no network."""

from rrm.export.access_page.page import access_page

__all__ = ["access_page"]
