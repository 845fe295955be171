"""What is committed names no machine, no registry, no secret; what is documented exists."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "a registry host": re.compile(r"\b(files\.pythonhosted|pypi|registry\.npmjs|deb\.debian)\.org\b"),
    "a path of one machine": re.compile(
        r"(?<![\w./-])/(work/main|root/\.|home/(?!\{|<|\$|teacher|trainer|jovyan)[a-z]+/)"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a content delivery network": re.compile(r"https?://(cdn\.jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com)"),
}
MAX_BYTES = 2_000_000


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    found.pop("tests/contracts/test_repository.py")
    return found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_text_contains(what: str):
    hits = {name: FORBIDDEN[what].search(text) for name, text in texts().items()}
    assert {name: hit.group() for name, hit in hits.items() if hit} == {}


def test_nothing_heavy_is_tracked():
    assert {
        str(path.relative_to(ROOT)): path.stat().st_size for path in tracked() if path.stat().st_size > MAX_BYTES
    } == {}


def test_notebooks_are_committed_without_outputs():
    for path in tracked():
        if path.suffix == ".ipynb":
            assert '"output_type"' not in path.read_text(), path


def test_the_readme_names_every_make_target():
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    readme = (ROOT / "README.md").read_text()
    assert targets
    assert [target for target in targets if f"make {target}" not in readme] == []


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name
)
def test_every_link_and_picture_of_a_page_exists(page: Path):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} points to {target}, which is not there"
