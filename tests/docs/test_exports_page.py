"""The page on documents names every format that can be had, and every key of what lies beside."""

import json
from datetime import UTC, datetime

from rrm.export import FORMATS, listing
from rrm.store import Act, open_audit
from tests.docs.markdown import REFERENCE, section
from tests.export.test_documents import a_plan, made

PAGE = REFERENCE / "exports.md"
RUN_FOLDER = REFERENCE / "run-folder.md"


def test_every_document_of_every_format_is_listed_with_its_circle():
    told = [tuple(cell.strip("`") for cell in row[:3]) for row in section(PAGE, "Formats").rows]
    assert [row for row in told if len(row) == 3][: _count()] == [
        (one.name, f"{maker.document}.{maker.ending}", maker.circle.value)
        for one in FORMATS.values()
        for maker in one.documents
    ]


def _count():
    return sum(len(one.documents) for one in FORMATS.values())


def test_every_key_of_an_entry_of_the_log_is_explained(tmp_path):
    with open_audit(tmp_path, "run") as log:
        log.add(
            Act.APPROVED, of_sha256="ab" * 32, role="meal", at=datetime(2022, 4, 18, tzinfo=UTC)
        )
    entry = json.loads((tmp_path / "audit" / "000001.json").read_text(encoding="utf-8"))
    assert list(section(RUN_FOLDER, "audit").names) == list(entry)


def test_every_key_of_the_list_beside_documents_is_explained():
    _, content = listing(a_plan().stamp, made(("html",)), "ef" * 32)
    names = [row[0].strip("`") for row in section(PAGE, "Formats").rows]
    assert names[_count() :] == list(json.loads(content))
