import json
from pathlib import Path

import pytest

from daskalo.activities import example_folder, load
from daskalo.errors import ContentError

EXAMPLE = json.loads((example_folder() / "unit.json").read_text())


def test_a_folder_says_which_unit_it_is_and_what_it_asks():
    unit = load(example_folder())
    assert (unit.course, unit.unit, unit.language) == ("example", "01-rain-garden", "en")
    assert list(unit.activities) == ["rain-garden"]
    assert unit.activities["rain-garden"].answer is None


def refused(folder: Path, content: str | bytes) -> ContentError:
    (folder / "unit.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ContentError) as caught:
        load(folder)
    return caught.value


def test_a_folder_without_a_unit_is_named(tmp_path: Path):
    with pytest.raises(ContentError) as caught:
        load(tmp_path)
    assert caught.value.code == "unit-missing"
    assert "unit.json" in caught.value.message


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000])
def test_a_unit_that_is_no_json_is_refused(tmp_path: Path, content: bytes):
    assert refused(tmp_path, content).code == "unit-unreadable"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"schema": 2}, "unit-schema"),
        ({"language": "de"}, "language-unknown"),
        ({"course": ""}, "text-missing"),
        ({"activities": []}, "not-a-table"),
        ({"activities": {"rain-garden": "soil"}}, "not-a-table"),
        ({"activities": {"rain-garden": {"kind": "quiz"}}}, "unknown-kind"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(tmp_path: Path, change: dict, code: str):
    assert refused(tmp_path, json.dumps({**EXAMPLE, **change})).code == code


def test_a_list_at_the_top_is_refused(tmp_path: Path):
    assert refused(tmp_path, "[]").code == "not-a-table"
