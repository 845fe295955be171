"""`daskalo grade` on any nbgrader course: what is new, who failed and why, and what a dead worker leaves behind."""

import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from daskalo.cli import main
from daskalo.errors import UsageError
from daskalo_grading.autograde import grade, pool, waiting
from daskalo_grading.autograde.grading import each
from daskalo_grading.execution import warm
from daskalo_grading.execution.warm import NoSandbox
from daskalo_grading.hub import sandbox

pytestmark = pytest.mark.nbgrader


def by_person(graded) -> dict[str, tuple[float | None, str]]:
    return {one.person: (one.score, one.failed) for one in graded}


def test_every_new_hand_in_is_graded_and_only_those(course):
    course.hand_in("teacher1")
    course.hand_in("teacher2", "def double(x):\n    return x")
    told = []
    graded = grade(course.folder, "ps1", workers=2, progress=told.append)
    assert by_person(graded) == {"teacher1": (3, ""), "teacher2": (0, "")}
    assert sorted(one.person for one in told) == ["teacher1", "teacher2"]
    assert all(one.max_score == 3 and one.seconds > one.cell_seconds > 0 for one in graded)
    assert (course.folder / "autograded" / "teacher1" / "ps1" / "ps1.ipynb").is_file()

    course.hand_in("teacher3")
    assert waiting(course.folder, "ps1") == ["teacher3"]
    assert by_person(grade(course.folder, "ps1", workers=1)) == {"teacher3": (3, "")}
    assert grade(course.folder, "ps1", workers=1) == []
    assert sorted(by_person(grade(course.folder, "ps1", force=True, workers=1))) == ["teacher1", "teacher2", "teacher3"]


def test_a_newer_hand_in_is_graded_again(course):
    folder = course.hand_in("teacher1", "double = None")
    (folder / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC")
    assert by_person(grade(course.folder, "ps1", workers=1)) == {"teacher1": (0, "")}
    notebook = (folder / "ps1.ipynb").read_text().replace("double = None", "def double(x): return 2 * x")
    (folder / "ps1.ipynb").write_text(notebook)
    assert grade(course.folder, "ps1", workers=1) == []
    (folder / "timestamp.txt").write_text("2026-11-21 10:00:00.000000 UTC")
    assert by_person(grade(course.folder, "ps1", workers=1)) == {"teacher1": (3, "")}


def test_what_cannot_be_graded_fails_alone_with_a_reason(course):
    course.hand_in("teacher1")
    (course.hand_in("teacher2") / "ps1.ipynb").write_text('{"cells": [')
    link = course.hand_in("teacher3")
    (link / "notes.txt").symlink_to(course.folder / "source" / "ps1" / "ps1.ipynb")
    graded = by_person(grade(course.folder, "ps1", workers=1))
    assert graded["teacher1"] == (3, "")
    assert graded["teacher2"][0] is None
    assert graded["teacher2"][1]
    assert "notes.txt" in graded["teacher3"][1]
    assert not (course.folder / "autograded" / "teacher3").exists()
    assert waiting(course.folder, "ps1") == ["teacher2", "teacher3"]


def test_nothing_of_the_scratch_folder_remains(course):
    course.hand_in("teacher1")
    grade(course.folder, "ps1", workers=1)
    assert [path.suffix for path in (course.folder / ".grading").iterdir()] == [".lock"]


def test_a_unit_or_person_that_is_not_there_is_named(course):
    course.hand_in("teacher1")
    with pytest.raises(UsageError, match="ps1") as unknown:
        grade(course.folder, "ps9")
    assert unknown.value.code == "unit-unknown"
    with pytest.raises(UsageError, match="teacher1") as unknown:
        grade(course.folder, "ps1", person="teacher9")
    assert unknown.value.code == "person-unknown"


def test_without_a_sandbox_nothing_is_graded(course, monkeypatch: pytest.MonkeyPatch):
    course.hand_in("teacher1")
    while warm._shared:
        warm._shared.popitem()[1].close()
    monkeypatch.setattr(sandbox.Sandbox, "command", lambda _self, command: ["no-such-bwrap", *command])
    with pytest.raises(NoSandbox):
        grade(course.folder, "ps1", workers=1)
    assert waiting(course.folder, "ps1") == ["teacher1"]
    assert by_person(grade(course.folder, "ps1", trusted=True, workers=1)) == {"teacher1": (3, "")}


def test_the_command_prints_a_table_and_ends_with_1_when_something_failed(course, capsys: pytest.CaptureFixture[str]):
    course.hand_in("teacher1")
    (course.hand_in("teacher2") / "ps1.ipynb").write_text("broken")
    where = ["grade", "any", "ps1", "--course-dir", str(course.folder)]
    assert main(["--speak", "en", *where, "--workers", "1"]) == 1
    printed = capsys.readouterr().out
    assert "teacher1   3 / 3" in printed
    assert "1 hand-in graded, 1 failed." in printed
    assert main(["--speak", "en", *where, "--student", "teacher1"]) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert main(["--speak", "en", *where, "--student", "teacher1", "--force", "--workers", "1"]) == 0


def kill_once(pids, asked: threading.Event) -> None:
    """Kill the first process that `pids` yields, as the kernel would that is out of memory."""
    while not asked.is_set():
        for pid in pids():
            psutil.Process(pid).kill()
            return
        time.sleep(0.02)


def slow(folder: Path) -> list[int]:
    """Return the workers that hold a lock on a hand-in: they are grading."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if any(file.path.endswith(".lock") for file in child.open_files()):
                found.append(child.pid)
    return found


def test_a_killed_worker_loses_nothing(course, monkeypatch: pytest.MonkeyPatch):
    for number in range(3):
        course.hand_in(f"teacher{number}", "import time\ntime.sleep(1)\ndef double(x):\n    return 2 * x")
    done = threading.Event()
    killer = threading.Thread(target=kill_once, args=(lambda: slow(course.folder), done))
    lost = []
    replaced = pool._Worker.replaced
    monkeypatch.setattr(pool._Worker, "replaced", lambda worker: lost.append(worker.job) or replaced(worker))
    graded = list(each(course.folder, "ps1", workers=2, known=lambda _people: killer.start()))
    done.set()
    killer.join()
    assert len(lost) == 1
    assert by_person(graded) == {f"teacher{number}": (3, "") for number in range(3)}
    assert course.scores() == {f"teacher{number}": 3 for number in range(3)}


@pytest.mark.parametrize("workers", [1, 2])
def test_the_gradebook_may_be_postgresql(course, postgresql: str, workers: int):
    people = [f"person{workers}-{number}" for number in range(3)]
    for person in people:
        course.hand_in(person)
    graded = grade(course.folder, "ps1", gradebook=postgresql, workers=workers)
    assert by_person(graded) == dict.fromkeys(people, (3, ""))
    scores = course.scores(postgresql)
    assert {person: scores[person] for person in people} == dict.fromkeys(people, 3)
