from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.export.xlsform.telephone import Telephone, engine


@pytest.fixture(scope="module")
def telephone() -> Iterator[Telephone]:
    """ODK Collect's engine, for as long as a module's tests run."""
    if engine() is None:
        pytest.skip("no Java compiler, or no pyxform")
    running = Telephone()
    yield running
    running.close()
