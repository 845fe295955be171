import tomllib
from pathlib import Path

import pytest

from daskalo.activities import Activity

CASES = Path(__file__).parents[3] / "cases" / "activities.toml"


@pytest.fixture(scope="session")
def tables() -> dict[str, dict]:
    """One table of each kind, as an author writes it."""
    return tomllib.loads(CASES.read_text())


@pytest.fixture(scope="session")
def activities(tables: dict[str, dict]) -> dict[str, Activity]:
    return {id: Activity.from_table(id, table) for id, table in tables.items()}
