"""Hostile hand-ins through `daskalo grade`: contained, scored as deserved, told to the trainer, others unharmed."""

import hashlib
import os
import socket
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hand_ins import RIGHT, Course

from daskalo_grading.autograde import Graded, grade
from daskalo_grading.execution import warm

pytestmark = pytest.mark.nbgrader
ATTACKS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("attacks.toml").read_text())
SETTINGS = """
c = get_config()
c.CourseDirectory.course_id = "any"
c.Execute.timeout = 3
c.Execute.iopub_timeout = 2
c.Execute.memory_mib = 512
c.Execute.total_memory_mib = 1024
c.Execute.output_mib = 4
"""


class Listener:
    """Listens on every kind of socket of the machine; nobody may be heard."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[bytes] = []
        self.path, self.abstract = str(folder / "socket"), f"daskalo-{os.getpid()}"
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self._tcp.getsockname()[1]
        self._open = [self._tcp, *(self._unix(address) for address in (self.path, f"\0{self.abstract}"))]
        for listening in self._open:
            threading.Thread(target=self._listen, args=(listening,), daemon=True).start()

    def _unix(self, address: str) -> socket.socket:
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(address)
        listening.listen()
        return listening

    def _listen(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _address = listening.accept()
            except OSError:
                return
            self.heard.append(connection.recv(10))
            connection.close()

    def close(self) -> None:
        for listening in self._open:
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()


def written(attack: dict[str, Any], course: Course, listener: Listener) -> str:
    """Return the code of an attack, with the addresses of this machine."""
    places = {"course": course.folder, "port": listener.port, "socket": listener.path, "abstract": listener.abstract}
    code = attack["code"].strip().replace("RIGHT", RIGHT)
    for name, value in places.items():
        code = code.replace(f"{{{name}}}", str(value))
    return code


def fingerprints(course: Course) -> dict[str, str]:
    """Return what must not change: sources, hand-ins, the honest work that was graded."""
    folders = ("source", "release", "submitted", "autograded/honest-before")
    files = [path for name in folders for path in (course.folder / name).rglob("*") if path.is_file()]
    return {str(path.relative_to(course.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Graded]]:
    folder = tmp_path_factory.mktemp("hostile")
    course = Course.made(folder / "course")
    (course.folder / "nbgrader_config.py").write_text(SETTINGS)
    listener = Listener(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTERHUB_API_TOKEN", "a token of the grader")
        course.hand_in("honest-before")
        found = {one.person: one for one in grade(course.folder, "ps1", workers=1)}
        for name, attack in ATTACKS.items():
            hand_in = course.hand_in(name, written(attack, course, listener))
            for file, content in attack.get("files", {}).items():
                (hand_in / file).write_text(content)
        course.hand_in("honest-later")
        before = fingerprints(course)
        found |= {one.person: one for one in grade(course.folder, "ps1", workers=2)}
    assert fingerprints(course) == before
    assert listener.heard == []
    assert course.scores()["honest-before"] == 3
    assert not list(folder.rglob("owned"))
    yield found
    listener.close()
    while warm._shared:
        warm._shared.popitem()[1].close()


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_as_it_must(graded: dict[str, Graded], name: str):
    one = graded[name]
    assert one.failed == ""
    assert one.score == ATTACKS[name]["score"]
    expected = ATTACKS[name].get("notes_any", [ATTACKS[name].get("notes")])
    assert sorted({note.code for note in one.notes}) in expected
    assert all(note.sentence for note in one.notes)


@pytest.mark.parametrize("name", ["honest-before", "honest-later"])
def test_honest_work_beside_them_is_unharmed(graded: dict[str, Graded], name: str):
    assert (graded[name].score, graded[name].failed, graded[name].notes) == (3, "", ())
