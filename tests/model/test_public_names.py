"""What a package says it offers, it has."""

from importlib import import_module
from pkgutil import iter_modules

import pytest


@pytest.mark.parametrize("package", ["rrm", "rrm.intake", "rrm.scoring"])
def test_every_name_that_a_package_offers_is_there(package):
    module = import_module(package)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        module.no_such_name  # noqa: B018


@pytest.mark.parametrize("package", ["rrm.intake", "rrm.scoring"])
def test_no_module_takes_the_place_of_a_name(package):
    module = import_module(package)
    assert not {one.name for one in iter_modules(module.__path__)} & {*module.__all__}
