"""One job in a process of its own, so that its memory is its own: `alone.py invent|MECHANISM FILE …` prints JSON."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from instances import Instance, invented

from daskalo.admission.placing.mechanisms import MECHANISMS


def measured(job: str, path: Path, *more: int) -> dict[str, float]:
    """Run a job in a new process and return what it measured: seconds (median), gigabytes (peak), placed.

    Args:
        job (str): `invent`, or a mechanism.
        path (Path): The instance.
        more (int): For `invent` children, institutions, wishes; for a mechanism how often it is repeated.
    """
    command = [sys.executable, __file__, job, str(path), *map(str, more)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(job: str, path: Path, *more: int) -> None:
    """Do the job and print what it took."""
    if job == "invent":
        invented(*more).save(path)
        print("{}")
        return
    instance = Instance.load(path)
    seconds = []
    for _ in range(more[0]):
        started = time.perf_counter()
        granted = MECHANISMS[job](instance.ranked())
        seconds.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"seconds": statistics.median(seconds), "gigabytes": peak, "placed": int((granted >= 0).sum())}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
