"""Seconds and memory of a command with everything it starts."""

from __future__ import annotations

import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

BETWEEN_SAMPLES = 0.25  # s; a sample costs some milliseconds of one core, the same for everybody


@dataclass(frozen=True)
class Watched:
    """What a command took.

    Attributes:
        seconds (float): From its start to its end, on the wall.
        cpu_seconds (float): Of all its processes, user and system; what other work on the machine does not disturb.
        memory_mb (float): The highest sample of the whole process tree in MiB; shared pages count once (PSS).
    """

    seconds: float
    cpu_seconds: float
    memory_mb: float


def watch(command: list[str | Path], folder: Path, variables: dict[str, str]) -> Watched:
    """Run a command to its end.

    Raises:
        SystemExit: When it fails, with the end of what it printed.
    """
    log = folder / "watched.log"
    peak = 0
    with log.open("w") as stream:
        started, spent = time.perf_counter(), _cpu_of_children()
        with subprocess.Popen(command, cwd=folder, env=variables, stdout=stream, stderr=stream) as running:
            tree = psutil.Process(running.pid)
            while True:
                try:
                    running.wait(BETWEEN_SAMPLES)
                    break
                except subprocess.TimeoutExpired:
                    peak = max(peak, _memory(tree))
        seconds = time.perf_counter() - started
    if running.returncode:
        raise SystemExit(f"{command[0]} ended with {running.returncode}:\n{log.read_text()[-3000:]}")
    return Watched(seconds, _cpu_of_children() - spent, peak / 2**20)


def _cpu_of_children() -> float:
    """Return the seconds of the processes that have ended, with all they had waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(tree: psutil.Process) -> int:
    """Return the bytes of a process and its descendants; one that ends meanwhile counts nothing."""
    total = 0
    try:
        processes = [tree, *tree.children(recursive=True)]
    except psutil.Error:
        return 0
    for process in processes:
        try:
            total += process.memory_full_info().pss
        except psutil.AccessDenied:  # another user namespace: its own pages and the shared ones
            total += process.memory_info().rss
        except psutil.Error:
            continue
    return total
