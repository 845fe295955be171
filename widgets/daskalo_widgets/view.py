"""The answer widget: native, labelled controls in the browser, and the answer's model behind them."""

from __future__ import annotations

from typing import Any

import anywidget
from traitlets import Dict, HasTraits

from daskalo.activities import Activity, Number, unit_label
from daskalo.activities.words import inline_html
from daskalo.errors import DaskaloError
from daskalo.i18n import speaking
from daskalo_widgets.bundle import css, esm
from daskalo_widgets.labels import labels
from daskalo_widgets.model import Answer
from daskalo_widgets.practice import checkable

STATE = ("value", "status", "tone", "advice", "marks", "undoable", "at")


class AnswerWidget(anywidget.AnyWidget):
    """Shows one answer and passes on what the learner does.

    The front end sends `{"id", "do": "change" | "undo" | "check" | "refresh", ...}` and waits for `{"reply": id}`, with
    `"error"` and a sentence when nothing was saved. It repeats a message that was not answered.

    Args:
        answer (Answer): The model.
        language (str): The language of the unit.
    """

    _esm = esm()
    _css = css()

    spec = Dict().tag(sync=True)
    labels = Dict().tag(sync=True)
    state = Dict().tag(sync=True)

    def __init__(self, answer: Answer, language: str) -> None:
        self._answer = answer
        self._language = language
        with speaking(language):
            spec = specification(answer.activity) | {"language": language}
            super().__init__(spec=spec, labels=labels(), state=self._current())
        self.on_msg(self._receive)

    def _current(self) -> dict[str, Any]:
        return {name: getattr(self._answer, name) for name in STATE}

    def _receive(self, _widget: HasTraits, message: dict[str, Any], _buffers: list[bytes]) -> None:
        reply = {"reply": message.get("id")}
        try:
            with speaking(self._language):
                self._act(message)
        except DaskaloError as error:
            reply["error"] = str(error)
        self.state = self._current()
        self.send(reply)

    def _act(self, message: dict[str, Any]) -> None:
        match message:
            case {"do": "change", "value": value}:
                self._answer.change(value, message.get("part"))
            case {"do": "undo", "at": at}:
                self._answer.undo(at)
            case {"do": "check"}:
                self._answer.check()
            case _:
                self._answer.refresh(opening=bool(message.get("opening")))


def specification(activity: Activity) -> dict[str, Any]:
    """Return what the front end needs to draw an activity: never its answer."""
    public = activity.public()
    spec: dict[str, Any] = {
        name: public[name] for name in ("kind", "title", "min_words", "max_words") if name in public
    }
    spec |= {"id": activity.id, "prompt": inline_html(activity.prompt)}
    spec |= {"practice": activity.practice, "checkable": checkable(activity)}
    for rows in ("options", "categories", "items"):
        if rows in public:
            spec[rows] = [{"id": row["id"], "text": row["text"]} for row in public[rows]]
    if isinstance(activity, Number):
        spec["units"] = [{"id": unit, "text": unit_label(unit)} for unit in activity.units]
    return spec
