"""Columns that collection tools add by themselves: recognised, and left out."""

from __future__ import annotations

import re

_TECHNICAL = frozenset(
    {
        "_id", "_uuid", "_index", "_submission_time", "_validation_status", "_notes", "_status",
        "_submitted_by", "_tags", "_version_", "__version__", "_xform_id_string",
        "_bamboo_dataset_id", "_parent_index", "_parent_table_name", "_submission__id",
        "_submission__uuid", "_submission__submission_time", "_submission__validation_status",
        "_submission__notes", "_submission__status", "_submission__submitted_by",
        "_submission__tags", "_submission__version__", "_attachments", "_geolocation",
        "_duration", "_edited", "start", "end", "today", "deviceid", "device_id", "subscriberid",
        "simserial", "phonenumber", "username", "audit", "background-audio", "formhub/uuid",
        "meta/instanceid", "meta/instancename", "meta/rootuuid", "meta/deprecatedid",
        "instanceid", "instancename", "instance_name", "key", "parent_key", "set-of",
        "submissiondate", "submitterid", "submittername", "attachmentspresent",
        "attachmentsexpected", "reviewstate", "devicesnapshot", "edits", "formversion", "uuid",
        "index", "_uuid_", "row_id",
    }
)  # fmt: skip
"""Source: columns of KoboToolbox and ODK Central exports, folded to small letters."""


def is_technical(name: str) -> bool:
    """Whether a collection tool, and not a person, is asked in this column."""
    plain = re.sub(r"\s+", "_", name.strip()).casefold()
    last = re.split(r"[/.]", plain)[-1]
    return plain in _TECHNICAL or (last in _TECHNICAL and last.startswith(("_", "instance")))
