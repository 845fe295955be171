"""nbgrader calls `alembic` by its name; it lies beside our Python, whether the environment is active or not."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def our_path() -> Generator[None]:
    """Put the folder of our Python first on PATH.

    nbgrader's own `setenv` (0.9.6) does not give the variable its old value back.
    """
    before = os.environ.get("PATH")
    os.environ["PATH"] = os.pathsep.join(filter(None, [str(Path(sys.executable).parent), before]))
    try:
        yield
    finally:
        os.environ.pop("PATH")
        if before is not None:
            os.environ["PATH"] = before
