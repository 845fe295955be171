"""What calls itself a notebook and is none is refused before nbgrader opens it."""

import json
from pathlib import Path

import pytest

from daskalo_grading.execution import reading
from daskalo_grading.execution.reading import UnreadableNotebook, readable


def notebook(**changes: object) -> str:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]} | changes)


def test_a_notebook_is_readable(tmp_path: Path):
    path = tmp_path / "ps1.ipynb"
    path.write_text(notebook())
    readable(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"cells": [', "notebook-broken"),
        (b"\xff\xfe\x00", "notebook-broken"),
        (b"", "notebook-broken"),
        (b"[]", "notebook-wrong-format"),
        (b'{"nbformat": 99, "metadata": {}, "cells": []}', "notebook-wrong-format"),
        (notebook(cells=[1]).encode(), "notebook-wrong-format"),
        (notebook(cells=[{"source": 5}]).encode(), "notebook-wrong-format"),
        (notebook(cells=None).encode(), "notebook-wrong-format"),
        (notebook(metadata=[]).encode(), "notebook-wrong-format"),
        (notebook(cells=[{"cell_type": "code", "source": "x" * 1_000_001}]).encode(), "notebook-wrong-format"),
        (notebook(cells=[{"cell_type": "raw", "source": ""}] * 2_001).encode(), "notebook-wrong-format"),
        (b"[" * 100_000 + b"]" * 100_000, "notebook-too-deep"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "notebook-too-deep"),
        (b'"' + b"x" * (21 * 2**20) + b'"', "notebook-too-large"),
    ],
)
def test_what_is_no_notebook_is_refused_in_one_sentence(tmp_path: Path, content: bytes, code: str):
    path = tmp_path / "ps1.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebook, match=r"ps1\.ipynb") as refused:
        readable(path)
    assert refused.value.code == code


def test_a_folder_is_no_notebook(tmp_path: Path):
    with pytest.raises(UnreadableNotebook):
        readable(tmp_path)


def test_the_limits_are_far_above_real_notebooks():
    root = Path(__file__).parents[4]
    for path in (root / "widgets" / "apps").glob("*.ipynb"):
        readable(path)
    assert reading.DEEPEST > 50
