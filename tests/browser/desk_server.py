"""The trainer's desk over a small real course: five hand-ins, our page in a Jupyter server as in the hub."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from running_hub import ROOT, free_port

from daskalo.i18n import speaking
from daskalo.journal import Journal
from daskalo_grading.authoring.edition import edition
from daskalo_grading.authoring.nbgrader_course import NbgraderCourse
from daskalo_grading.authoring.rubric import rubrics_folder
from daskalo_grading.authoring.sources import read_course
from daskalo_grading.trainer_desk.settings import for_the_desk
from daskalo_widgets.apps import voila_settings
from daskalo_widgets.apps.settings import DATA_PATH

UNIT = "01-driving-question"
START_S = 60
PEOPLE = {
    "teacher1": "Мария Петрова",
    "teacher2": "Иван Димитров",
    "teacher3": "Елена Стоянова",
    "teacher4": "Георги Колев",
    "teacher5": "Рада Илиева",
}
QUESTION = "Как да направим двора на нашето училище в Русе по-прохладен, по мнението на {name}?"
REFLECTION = (
    "В понеделник ще започна с въпроса за двора, а не с темата „Лято“. Така пише {name}.\n"
    "Притеснява ме дали ще ни стигнат часовете за измерванията с моите ученици."
)


@dataclass
class Desk:
    """A served desk.

    Attributes:
        address (str): Of the page.
        course (Path): The nbgrader course directory.
        outside (list[str]): Addresses of other machines that a page asked for.
    """

    address: str
    course: Path
    outside: list[str] = field(default_factory=list)


def write_course(folder: Path, language: str = "bg") -> NbgraderCourse:
    """Write our first course with a hand-in of each person; nothing is graded yet."""
    source = ROOT / "courses" / "project-pedagogy"
    with speaking(language):
        made = edition(read_course(source, rubrics_folder(source.parent)), language)
        course = NbgraderCourse(folder, made.files(), UNIT)
        course.generate()
        for person, name in PEOPLE.items():
            shutil.copytree(course.release, course.submitted(person))
            (course.submitted(person) / "submission_secret.txt").write_text(
                f"the secret of {person}"
            )  # as nbgrader does
            journal = Journal.open_unit(course.submitted(person))
            journal.answer("driving-question", QUESTION.format(name=name))
            journal.answer("reflection", REFLECTION.format(name=name))
    (folder / "roster.json").write_text(json.dumps(PEOPLE, ensure_ascii=False))
    return course


@contextmanager
def serving_desk(folder: Path) -> Generator[Desk]:
    """Serve the desk of a fresh course until the block ends."""
    course, state = folder / "project-pedagogy-bg", folder / "state"
    course.mkdir(parents=True)
    state.mkdir()
    write_course(course)
    for person in PEOPLE:
        (folder / "exchange" / course.name / "feedback" / person).mkdir(parents=True)
    settings = for_the_desk(voila_settings("bg", home="/services/desk/"), "bg")
    settings["ServerApp"] = {
        **{"root_dir": str(course), "ip": "127.0.0.1", "port": (port := free_port()), "port_retries": 0},
        **{"open_browser": False, "allow_root": True},
        "jpserver_extensions": {
            "daskalo_grading.trainer_desk.server": True,
            **dict.fromkeys(("jupyterlab", "notebook", "jupyter_lsp", "voila.server_extension"), False),
        },
    }
    settings["IdentityProvider"] = {"token": ""}
    (state / "jupyter_server_config.json").write_text(json.dumps(settings))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "DASKALO"))},
        **{"HOME": str(state), "JUPYTER_CONFIG_DIR": str(state), "JUPYTER_PATH": str(DATA_PATH)},
        **{"DASKALO_COURSE": str(course), "DASKALO_EXCHANGE": str(folder / "exchange"), "DASKALO_LANGUAGE": "bg"},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    log = state / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server"], cwd=course, env=environment, stdout=output, stderr=output
        )
    try:
        deadline = time.monotonic() + START_S
        while f"127.0.0.1:{port}" not in log.read_text():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield Desk(f"http://127.0.0.1:{port}/trainer-desk", course)
    finally:
        server.terminate()
        server.wait(30)
