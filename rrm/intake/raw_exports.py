"""A table that is still the export of a data collection tool, told as that and once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rrm.intake.table_header import normalised
from rrm.intake.wording import quoted
from rrm.model.form import Form
from rrm.model.language import msg
from rrm.model.problem import Place, Problem

_TOOL_COLUMNS = frozenset(
    {
        "_id", "_uuid", "_index", "_submission_time", "_submission__uuid", "_submission__id",
        "_submission__submission_time", "_parent_index", "_parent_table_name",
        "_validation_status", "_status", "_submitted_by", "_tags", "_notes", "_version_",
        "__version__", "_attachments", "_xform_id_string", "formhub/uuid", "meta/instanceid",
        "meta/rootuuid", "meta_instanceid", "instanceid", "key", "parent_key", "setof",
        "submissiondate", "submitterid", "submittername", "attachmentspresent",
        "attachmentsexpected", "reviewstate", "formversion", "formdef_version",
        "start", "end", "today", "deviceid", "device_id", "simserial", "subscriberid", "username",
        "audit",
    }
)  # fmt: skip
"""Columns that Kobo, ODK and their like add to a form's own, as normalised names.

Source: the exports of KoboToolbox and ODK Central, as their manuals describe them."""

_SIGNS_NEEDED = 3
"""One such column may be left over from a conversion by hand, or be a slip of the pen."""


def raw_export(
    header: Sequence[str], form: Form, key_columns: Iterable[str], shown: str
) -> Problem | None:
    """The one problem of a table whose first row is a tool's own; None for any other.

    Signs are columns that a tool adds, the form's questions below the name of a group
    (`water/household_size`), and their labels in the place of their names.
    """
    names = [name.replace("\ufeff", "").strip() for name in header]
    signs = list(dict.fromkeys(_signs(names, form, {*key_columns, *form.questions})))
    if len(signs) < _SIGNS_NEEDED:
        return None
    return Problem(
        "RRM-I063",
        Place(shown, row=1),
        msg(
            "this looks like an export of a data collection tool, with columns such as {names}",
            names=", ".join(quoted(name) for name in signs[:_SIGNS_NEEDED]),
        ),
        msg("columns bear the names of the form's questions, beside those that say who was asked"),
        msg("Convert it first: rrm intake FILE --pack PACK."),
    )


def _signs(names: Iterable[str], form: Form, known: set[str]) -> Iterator[str]:
    labels = {
        label.strip().casefold() for one in form.questions.values() for label in one.label.values()
    }
    for name in names:
        plain = normalised(name)
        if plain in known:
            continue
        group, _, last = plain.rpartition("/")
        is_option = group.rpartition("/")[2] in known
        is_grouped = bool(group) and last in known and not is_option
        if plain in _TOOL_COLUMNS or is_grouped or name.casefold() in labels:
            yield name
