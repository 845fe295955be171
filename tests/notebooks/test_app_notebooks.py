"""The notebooks of the training apps run from top to bottom in a fresh kernel."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from daskalo_widgets.apps import catalogue


@pytest.mark.parametrize("notebook", [app.path for app in catalogue()], ids=lambda path: path.stem)
def test_an_app_notebook_runs(notebook: Path, tmp_path: Path):
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-p", "no:cacheprovider", "-c", os.devnull, str(notebook)]
    run = subprocess.run(
        command, env={**os.environ, "HOME": str(tmp_path)}, cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout
    assert "1 passed" in run.stdout
