"""A name in a column that is dropped is in no output, log or database, read as bytes and unpacked."""

import io
import zipfile
import zlib

import pytest

from tests.builders import TABLES, tiny_scenario
from tests.e2e.shell import contents, only_run, rrm

CANARY = "Zanariya Walet Kukuruku"
TELEPHONE = "76918273"
SHARING = """\
minimum_cell: 5
roles:
  coordinator: {en: coordinator, fr: coordinateur}
source: book p. 1
"""


def unpacked(content):
    """The bytes of a file, and of what is packed within."""
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    for piece in content.split(b"stream\n")[1:] if content[:4] == b"%PDF" else ():
        try:
            yield zlib.decompressobj().decompress(piece)
        except zlib.error:
            continue


def finds(content, secret):
    written = (secret.encode(), secret.encode("utf-16-le"), secret.split()[-1].encode())
    return any(one in piece for piece in unpacked(content) for one in written)


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory):
    """Every file that a run, its approval and its exports leave, and all that was printed."""
    folder = tmp_path_factory.mktemp("canary")
    rows = [{**one, "head_of_household_name": f"{CANARY} {TELEPHONE}"}
            for one in TABLES["assessment"]]  # fmt: skip
    scenario = tiny_scenario(folder / "in" / "tiny", pack={"sharing": SHARING}, assessment=rows)
    runs, out = folder / "runs", folder / "out"
    printed = []

    def done(*arguments):
        finished = rrm(*arguments, RRM_DEBUG="1")
        assert finished.returncode == 0, (arguments, finished.stdout, finished.stderr)
        printed.extend((finished.stdout, finished.stderr))

    done("run", scenario, "--runs", runs)
    run = only_run(runs, "tiny")
    done("approve", run, "--by", "coordinator")
    done("export", run, "--to", out, "--format", "all", "--lang", "both")
    done("check", scenario)
    files = {**contents(runs), **contents(out)}
    return files, "\n".join(printed)


@pytest.mark.parametrize("secret", [CANARY, TELEPHONE])
def test_it_is_nowhere(left_behind, secret):
    files, printed = left_behind
    assert any(name.endswith(".gpkg") for name in files), "the database is among them"
    assert any("audit" in name for name in files), "the log is among them"
    assert [name for name, content in files.items() if finds(content, secret)] == []
    assert secret not in printed and secret.split()[-1] not in printed


def test_the_search_would_find_it():
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", f"<t>{CANARY}</t>" * 50)
    assert finds(book.getvalue(), CANARY)
    assert finds(b"%PDF-1.7\nstream\n" + zlib.compress(CANARY.encode()), CANARY)
