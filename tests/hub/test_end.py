"""How the hub ends, and how it starts again: nothing is left running, nothing is lost."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running_hub import ROOT
from visiting import Formgrader, Hub, Visitor

pytestmark = pytest.mark.hub

COURSE = "project-pedagogy-bg"
UNIT = "01-driving-question"
HAND_IN = f"""
import subprocess
for step in ("fetch_assignment", "submit"):
    subprocess.run(f"nbgrader {{step}} {UNIT} --course {COURSE}", shell=True, check=True, capture_output=True)
"""


Visit = Callable[..., Visitor]


def working(hub: Hub, visit: Visit) -> Visitor:
    """Return a teacher with a running server and a kernel that never ends."""
    teacher = visit(hub, "teacher1")
    teacher.start_server()
    path = "/user/teacher1/"
    answer = teacher.http.post(f"{path}api/kernels", json={"name": "python3"}, headers=teacher.headers(path))
    answer.raise_for_status()
    return teacher


def test_a_killed_hub_leaves_nothing_behind_and_the_next_start_goes_on_where_it_was(
    new_hub: Callable[..., Hub], visit: Visit
):
    hub = new_hub()
    teacher = working(hub, visit)
    teacher.run("open('diary.txt', 'w').write('my words')")
    teacher.run(HAND_IN)
    assert len(hub.processes()) >= 8
    assert hub.end(signal.SIGKILL) == set()

    again = hub.start()
    assert "Раздавам" not in again.said
    trainer = visit(again, "trainer1")
    assert "teacher1" in Formgrader(trainer, COURSE).act(f"assignment/{UNIT}/collect")
    assert working(again, visit).run("print(open('diary.txt').read())").strip() == "my words"
    assert again.end(signal.SIGINT) == set()
    assert again.process
    assert again.process.returncode == 0
    assert "Хъбът спря" in again.said


def test_without_isolation_it_works_too_and_every_page_says_so(new_hub: Callable[..., Hub], visit: Visit):
    hub = new_hub("--trusted", "--language", "en", state="trusted")
    assert "NOT kept apart" in hub.said
    assert "not kept apart" in visit(hub, "nobody", log_in=False).http.get("/hub/login").text
    working(hub, visit).run(HAND_IN.replace("-bg", "-en"))
    assert (hub.state / "homes" / "teacher1" / "project-pedagogy-en" / UNIT / f"{UNIT}.ipynb").is_file()
    trainer = visit(hub, "trainer1")
    formgrader = Formgrader(trainer, "project-pedagogy-en")
    assert "teacher1" in formgrader.act(f"assignment/{UNIT}/collect")
    formgrader.act(f"submission/{UNIT}/teacher1/autograde")
    assert formgrader.submissions(UNIT)["teacher1"]["autograded"]
    assert hub.end(signal.SIGTERM) == set()


def test_a_taken_port_is_said_before_anything_is_built(tmp_path: Path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        command = [sys.executable, "-m", "daskalo.cli", "hub", "--port", str(port), "--state", str(tmp_path / "state")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"Порт {port} е зает" in done.stderr
    assert not (tmp_path / "state").exists()
