"""The widget of the app: it hands messages to its session and answers each one."""

from __future__ import annotations

from typing import Any

import anywidget
from traitlets import Dict, HasTraits

from daskalo.i18n import speaking
from daskalo.journal import Journal
from daskalo_widgets.admission.bundle import css, esm
from daskalo_widgets.admission.labels import labels
from daskalo_widgets.admission.session import Session


class AdmissionApp(anywidget.AnyWidget):
    """Shows the three doors.

    The front end sends `{"id", "do", ...}` and waits for `{"reply": id, "data"}` or `{"reply": id, "error"}`.

    Args:
        journal (Journal): Where what is done is kept.
        language (str): The language of the page.
        title (str): The heading of the page.
    """

    _esm = esm()
    _css = css()

    spec = Dict().tag(sync=True)
    labels = Dict().tag(sync=True)

    def __init__(self, journal: Journal, language: str, title: str) -> None:
        self._session = Session(journal, language)
        with speaking(language):
            super().__init__(spec=self._session.spec() | {"language": language, "title": title}, labels=labels())
        self.on_msg(self._receive)

    def _receive(self, _widget: HasTraits, message: dict[str, Any], _buffers: list[bytes]) -> None:
        self.send(self._session.answer(message))
