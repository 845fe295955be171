"""Data flows one way: `daskalo` <- `daskalo_widgets`, `daskalo_grading`; a lower floor never imports a higher one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "src/daskalo": {"ipywidgets", "anywidget", "IPython", "nbgrader", "tornado", "daskalo_widgets", "daskalo_grading"},
    "widgets/daskalo_widgets": {"nbgrader", "daskalo_grading"},
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("root", FORBIDDEN)
def test_a_root_imports_nothing_from_a_higher_floor(root: str):
    modules = sorted((ROOT / root).rglob("*.py"))
    assert modules
    found = {str(path.relative_to(ROOT)): FORBIDDEN[root] & set(imported(path)) for path in modules}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("root", ["src/daskalo", "widgets/daskalo_widgets", "grading/daskalo_grading"])
def test_no_module_is_longer_than_the_soft_ceiling(root: str):
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in (ROOT / root).rglob("*.py")}
    assert {path: lines for path, lines in lengths.items() if lines > 400} == {}
