"""The kernel's side of a front end that asks: each message is acted on once, and always gets a reply."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from daskalo.errors import DaskaloError
from daskalo.i18n import speaking, translator

_, ngettext = translator("daskalo_widgets")

log = logging.getLogger(__name__)

REMEMBERED = 8  # replies: a message that was not answered in time comes again


class Conversation:
    """Answers the messages of `frontend/connection.js`: `{"id", "do", ...}`.

    Args:
        spoken (str): The language of the page.
    """

    def __init__(self, spoken: str) -> None:
        self._spoken = spoken
        self._replies: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def answer(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Act on a message, once however often it comes, and return the reply: `data`, or `error` and a sentence."""
        id = str(message.get("id"))
        if id not in self._replies:
            self._replies[id] = self._answer(id, message)
            while len(self._replies) > REMEMBERED:
                self._replies.popitem(last=False)
        return self._replies[id]

    def act(self, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Act on a message and return what the page gets.

        Raises:
            DaskaloError: The page shows its sentence.
        """
        raise NotImplementedError

    def _answer(self, id: str, message: Mapping[str, Any]) -> dict[str, Any]:
        with speaking(self._spoken):
            try:
                return {"reply": id, "data": self.act(message)}
            except DaskaloError as error:
                return {"reply": id, "error": str(error)}
            except Exception as error:  # a reply must come, or the front end asks for ever
                log.exception("%s: %s", type(self).__module__, message.get("do"))
                reason = f"{type(error).__name__}: {error}"
                said = _("It did not work: {reason}. Nothing of what you have typed is lost.", reason=reason)
                return {"reply": id, "error": said}
