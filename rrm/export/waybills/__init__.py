"""Papers that travel with the goods: a waybill a trip and stop, a loading list a trip."""

from rrm.export.waybills.loading_list import loading_lists_pdf
from rrm.export.waybills.waybill import waybills_pdf

__all__ = ["loading_lists_pdf", "waybills_pdf"]
