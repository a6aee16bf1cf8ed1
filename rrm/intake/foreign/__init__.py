"""Tables that others made: exports of Kobo and ODK, workbooks, HXL, in whatever dialect.

What can be proven is read and listed as a change; what is doubtful is told and kept; what can be
read in two ways is refused until a person declares which is meant.
"""

from rrm.intake.foreign.converted_folder import write_folder
from rrm.intake.foreign.intake_record import change_json, intake_record
from rrm.intake.foreign.mapping import ForAllColumns, Grade
from rrm.intake.foreign.mapping_reader import read_mapping, shipped_mappings
from rrm.intake.foreign.mapping_writer import mapping_text, write_mapping
from rrm.intake.foreign.proposed_mapping import ProposedMapping, propose_mapping
from rrm.intake.foreign.taking_in import Intake, take_in

__all__ = [
    "ForAllColumns",
    "Grade",
    "Intake",
    "ProposedMapping",
    "change_json",
    "intake_record",
    "mapping_text",
    "propose_mapping",
    "read_mapping",
    "shipped_mappings",
    "take_in",
    "write_folder",
    "write_mapping",
]
