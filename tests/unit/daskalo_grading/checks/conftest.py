import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from daskalo.activities import Activity
from daskalo.journal import Journal

CASES = tomllib.loads((Path(__file__).parents[3] / "cases" / "activities.toml").read_text())


@pytest.fixture(scope="session")
def keys() -> dict[str, dict]:
    """What the hidden tests know."""
    authored = {id: Activity.from_table(id, table) for id, table in CASES.items()}
    return {id: activity.key() for id, activity in authored.items() if activity.graded}


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lesson folder we work in, without a journal, as a kernel does."""
    write_unit(tmp_path, "bg")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


@pytest.fixture
def answer(unit: Path) -> Callable[[str, object], dict]:
    """Answer as a widget does."""
    return lambda id, value: Journal.open_unit(unit).answer(id, value)


@pytest.fixture
def autograde(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")


@pytest.fixture
def validate(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")


def write_unit(folder: Path, language: str) -> None:
    public = {id: Activity.from_table(id, table).public() for id, table in CASES.items()}
    content = {"schema": 1, "course": "test", "unit": "01", "language": language, "title": "Раздел"}
    (folder / "unit.json").write_text(json.dumps({**content, "activities": public}))
