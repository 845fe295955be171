"""How long `daskalo build` takes beside jupytext, which only reads the same lessons and writes notebooks.

Both run as commands, in turn, on the real courses; the ratio is what counts, the seconds are this machine's.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 5


def seconds(command: list[str]) -> float:
    """Return how long a command takes."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> int:
    """Print the medians and their ratio."""
    lessons = [str(path) for path in sorted((ROOT / "courses").glob("*/*/lesson.md"))]
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "daskalo.cli", "build", "--out", f"{folder}/ours"]
        peer = [sys.executable, "-m", "jupytext", "--quiet", "--to", "ipynb", "--output", f"{folder}/peer.ipynb"]
        times = [(seconds(ours), sum(seconds([*peer, lesson]) for lesson in lessons)) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"daskalo build, two languages, checked: {mine:.2f} s; jupytext, one language: {theirs:.2f} s")
    print(f"ratio: {mine / theirs:.1f} (two languages, catalogues, lint and proof of equality included)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
