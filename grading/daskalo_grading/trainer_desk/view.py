"""The widget of the desk: it hands messages to its session and answers each one."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Dict, HasTraits

from daskalo.i18n import speaking
from daskalo_grading.trainer_desk.bundle import css, esm
from daskalo_grading.trainer_desk.labels import labels
from daskalo_grading.trainer_desk.session import Session


class TrainerDesk(anywidget.AnyWidget):
    """Shows one course to its trainer.

    The front end sends `{"id", "do", ...}` and waits for `{"reply": id, "data"}` or `{"reply": id, "error"}`. Long work
    tells its progress meanwhile: `{"progress": ...}`.

    Args:
        course (Path): The nbgrader course directory.
        language (str): The language of the course.
        rater (str): Who marks, when that is known for sure; else the trainer writes a name.
        gradebook (str | None): The URL of the gradebook; None for the one of the course.
    """

    _esm = esm()
    _css = css()

    spec = Dict().tag(sync=True)
    labels = Dict().tag(sync=True)

    def __init__(self, course: Path, language: str, *, rater: str = "", gradebook: str | None = None) -> None:
        self._session = Session(course, language, self._tell, rater=rater, gradebook=gradebook)
        self._loop: asyncio.AbstractEventLoop | None = None
        spec = {
            "course": course.name,
            "title": self._session.title,
            "language": language,
            "rater": rater,
            "suggested": os.environ.get("JUPYTERHUB_USER", ""),
        }
        with speaking(language):
            super().__init__(spec=spec, labels=labels())
        self.on_msg(self._receive)

    def _receive(self, _widget: HasTraits, message: dict[str, Any], _buffers: list[bytes]) -> None:
        self._loop = asyncio.get_running_loop()
        self.send(self._session.answer(message))

    def _tell(self, message: dict[str, Any]) -> None:
        """Send what a background thread has to say, from the thread of the kernel."""
        if self._loop:
            self._loop.call_soon_threadsafe(self.send, message)
