"""The three that grade: stock nbgrader, otter-grader and ours; each as its users run it, in folders of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from bench_course import COURSE, UNIT, hand_in, write_otter, write_source
from bench_watch import Watched, watch
from nbgrader.api import Gradebook

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
BUILD = ROOT / "build" / "bench"


@dataclass(frozen=True)
class Peer:
    """One that grades.

    Attributes:
        name (str): As the table shows it.
        grade (Callable): Grades the hand-ins in a fresh folder; returns what was watched and the scores by person.
    """

    name: str
    grade: Callable[[Path], tuple[Watched, dict[str, float]]]


def locked(package: str) -> str:
    """Return the version of a package in requirements.lock."""
    found = re.search(rf"^{package}==([^\s;\\]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    if found is None:
        raise SystemExit(f"requirements.lock names no {package}.")
    return found[1]


def environment(name: str, *requirements: str) -> Path:
    """Make a virtual environment with plain pip, once, and return its `bin`; a half-made one is finished."""
    folder = BUILD / name
    wanted = " ".join(requirements)
    made = folder / "made.txt"
    if not made.is_file() or made.read_text() != wanted:
        print(f"{name}: pip install {wanted} (once; some minutes)", flush=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [folder / "bin" / "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", *requirements]
        with subprocess.Popen(pip, stdout=subprocess.PIPE, text=True) as running:
            for line in running.stdout or ():
                if line.startswith(("Collecting ", "Installing ", "Successfully ")):
                    print(f"{name}: {line.rstrip()[:100]}", flush=True)
        if running.returncode:
            raise SystemExit(f"{name}: pip could not install {wanted}; see above.")
        made.write_text(wanted)
    return folder / "bin"


def clean(bin: Path, scratch: Path) -> dict[str, str]:
    """Return an environment in which the programs of `bin` come first and no personal settings of Jupyter count."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "IPYTHON", "PYTHON"))}
    folders = {name: str(scratch / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    return kept | folders | {"PATH": f"{bin}{os.pathsep}{os.environ['PATH']}", "DASKALO_LANGUAGE": "en"}


def prepare(scratch: Path, count: int) -> None:
    """Write the course, release it with stock nbgrader and hand in the work of `count` participants, for every peer."""
    bin = environment("stock", f"nbgrader=={locked('nbgrader')}", "pandas", "matplotlib")
    course = scratch / "course"
    write_source(course)
    _quietly([bin / "nbgrader", "generate_assignment", UNIT], course, clean(bin, scratch))
    hand_in(course, count)
    # Its extra `grading` is what brings a kernel to grade with.
    bin = environment("otter", "otter-grader[grading]==7.*")
    write_otter(scratch / "otter", count)
    _quietly([bin / "otter", "generate", "-t", "tests", "--no-environment"], scratch / "otter", clean(bin, scratch))


def _quietly(command: list[str | Path], folder: Path, variables: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def peers(scratch: Path, workers: int) -> list[Peer]:
    """Return the three, in the order of the table; `prepare` has been called."""
    return [
        Peer("daskalo grade", lambda folder: _ours(scratch, folder, workers)),
        Peer("stock nbgrader", lambda folder: _stock(scratch, folder)),
        Peer("otter-grader", lambda folder: _otter(scratch, folder)),
    ]


def _ours(scratch: Path, folder: Path, workers: int) -> tuple[Watched, dict[str, float]]:
    bin = Path(sys.executable).parent
    course = copytree(scratch / "course", folder)
    command = [bin / "daskalo", "grade", COURSE, UNIT, "--course-dir", course, "--workers", str(workers)]
    return watch(command, course, clean(bin, scratch)), scores(course)


def seconds_inside(scratch: Path, folder: Path, workers: int) -> tuple[float, float]:
    """Grade once more, off the clock; return what our grading measured: seconds in the cells and of the hand-ins."""
    bin = Path(sys.executable).parent
    course = copytree(scratch / "course", folder)
    command = [sys.executable, HERE / "cells_inside.py", course, UNIT, str(workers)]
    done = subprocess.run(command, env=clean(bin, scratch), capture_output=True, text=True, check=True)
    cells, hand_ins = done.stdout.split()[-2:]
    return float(cells), float(hand_ins)


def _stock(scratch: Path, folder: Path) -> tuple[Watched, dict[str, float]]:
    bin = BUILD / "stock" / "bin"
    course = copytree(scratch / "course", folder)
    return watch([bin / "nbgrader", "autograde", UNIT], course, clean(bin, scratch)), scores(course)


def _otter(scratch: Path, folder: Path) -> tuple[Watched, dict[str, float]]:
    bin = BUILD / "otter" / "bin"
    copytree(scratch / "otter", folder)
    watched = watch([bin / "python", HERE / "otter_all.py", "scores.json"], folder, clean(bin, scratch))
    return watched, json.loads((folder / "scores.json").read_text())


def scores(course: Path) -> dict[str, float]:
    """Return the points in a gradebook, by person."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {submission.student.id: submission.score for submission in book.assignment_submissions(UNIT)}
