"""The kernel that runs learners' code: it works, on a copy, and reaches nothing else."""

import json
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import nbformat
import pytest
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from daskalo_grading.hub.learners import JUPYTER


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    course = tmp_path / "course"
    folder = course / "autograded" / "teacher1" / "unit"
    folder.mkdir(parents=True)
    (folder / "journal.jsonl").write_text("{}\n")
    (course / "gradebook.db").write_text("points of everybody")
    return folder


@pytest.fixture
def sockets() -> Generator[Path]:
    """A short path: a socket's may hold 107 characters."""
    folder = Path(tempfile.mkdtemp(prefix="dk"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def run(submission: Path, sockets: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JUPYTER_PATH", str(JUPYTER / "share"))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "a token of the formgrader")
    config = Config()
    config.KernelManager.transport = "ipc"
    config.KernelManager.ip = str(sockets / "kernel")

    def execute(*cells: str, timeout: int = 30) -> list[str]:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        preprocessor = Execute(config=config, kernel_name="daskalo-grade", shutdown_kernel="immediate", timeout=timeout)
        done, _ = preprocessor.preprocess(notebook, {"metadata": {"path": str(submission)}})
        return ["".join(output.get("text", output.get("ename", "")) for output in cell.outputs) for cell in done.cells]

    return execute


def test_code_runs_beside_a_copy_of_the_submission(run, submission: Path):
    seen, _ = run(
        "print(open('journal.jsonl').read())", "open('planted', 'w').write('x')\nimport os; os.remove('journal.jsonl')"
    )
    assert seen.strip() == "{}"
    assert [path.name for path in submission.iterdir()] == ["journal.jsonl"]


def test_it_sees_neither_gradebook_nor_token_nor_network(run, submission: Path):
    code = f"""
import json, os, socket
try:
    socket.create_connection(("127.0.0.1", {os.getpid() % 60000 + 1}), timeout=1)
    network = True
except OSError:
    network = len(socket.if_nameindex()) > 1
print(json.dumps({{
    "gradebook": os.path.exists({str(submission.parents[2])!r}),
    "network": network,
    "token": "JUPYTERHUB_API_TOKEN" in os.environ,
    "step": os.environ["NBGRADER_EXECUTION"],
    "processes": os.path.exists("/proc/1"),
}}))
"""
    [said] = run(code)
    assert json.loads(said) == {
        "gradebook": False, "network": False, "token": False, "step": "autograde", "processes": False,
    }  # fmt: skip


def test_memory_has_a_limit_and_an_endless_loop_ends(run):
    memory, endless, after = run("bytearray(4 << 30)", "while True: pass", "print('still here')", timeout=3)
    assert memory == "MemoryError"
    assert "CellTimeoutError" in endless or "KeyboardInterrupt" in endless
    assert after.strip() == "still here"
