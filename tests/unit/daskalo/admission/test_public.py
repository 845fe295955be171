"""Everything a notebook needs comes from `daskalo.admission`, and is imported only when it is asked for."""

import subprocess
import sys

import pytest

from daskalo import admission


@pytest.mark.parametrize("name", admission.__all__)
def test_a_public_name_is_there(name: str):
    assert getattr(admission, name) is not None


def test_nothing_heavy_is_imported_before_it_is_needed():
    code = "import sys, daskalo.admission.commands; print(sorted({'pandas', 'numpy', 'holidays'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="nowhere"):
        _ = admission.nowhere
