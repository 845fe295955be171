"""The commands and the Python of docs/admission.md are run as they stand there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from daskalo.cli import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "admission.md").read_text(encoding="utf-8")
SCRIPT = re.search(r"```bash\n(.*?)```", PAGE, re.DOTALL)[1].splitlines()
COMMANDS = [line for line in SCRIPT if line.startswith("daskalo")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("docs") / "ruse-admission"
    shutil.copytree(ROOT / "datasets" / "ruse-admission", copied)
    return copied


@pytest.mark.parametrize(
    "command", [line for line in COMMANDS if line.startswith("daskalo")], ids=lambda line: line[:40]
)
def test_a_command_of_the_page_runs(command: str, folder: Path, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    assert main(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out


def test_the_page_names_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["admission", "--help"])
    verbs = re.findall(r"^    ([a-z-]+)", capsys.readouterr().out, re.MULTILINE)
    assert len(verbs) > 6
    assert [verb for verb in verbs if f"| `{verb}` |" not in PAGE] == []


def test_the_python_of_the_page_runs(capsys):
    exec(re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1], {})
    assert "2020-0004" in capsys.readouterr().out
