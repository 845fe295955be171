"""Long work in a thread of its own, one at a time, so that the desk can be used meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from daskalo.errors import DaskaloError, UsageError
from daskalo.i18n import language, speaking, translator

_, ngettext = translator("daskalo_grading.trainer_desk")

log = logging.getLogger(__name__)


class Stopped(Exception):
    """The trainer has asked the work to stop."""


@dataclass
class Progress:
    """Where long work stands.

    Attributes:
        sentence (str): What happened last, or how it ended.
        done (int): How many parts are done.
        all (int): Of how many; 0 while that is not known.
        running (bool): Whether it goes on.
        stoppable (bool): Whether it can be stopped between two parts.
        stopping (bool): Whether somebody has asked for that.
        failed (bool): Whether it ended because something is wrong.
        table (dict | None): What became of each part; see `wire.table`.
    """

    sentence: str
    done: int = 0
    all: int = 0
    running: bool = True
    stoppable: bool = True
    stopping: bool = False
    failed: bool = False
    table: dict[str, Any] | None = None
    rows: list[Sequence[str]] = field(default_factory=list)

    def public(self) -> dict[str, Any]:
        """Return it as the front end takes it."""
        names = ("sentence", "done", "all", "running", "stoppable", "stopping", "failed", "table")
        return {name: getattr(self, name) for name in names}


class Jobs:
    """Runs one long work after another.

    Args:
        tell (Callable): Called from the thread with each step of the progress.
    """

    def __init__(self, tell: Callable[[Progress], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.progress: Progress | None = None

    @property
    def running(self) -> bool:
        """Whether something runs."""
        return self.progress is not None and self.progress.running

    def start(self, work: Callable[[Jobs], str], sentence: str, *, stoppable: bool = True) -> None:
        """Begin.

        Args:
            work (Callable): Given this; it calls `step` and returns the sentence at the end.
            sentence (str): What is said until the first step.
            stoppable (bool): Whether `work` calls `step`, where it can be stopped.

        Raises:
            UsageError: `busy`, while something else runs.
        """
        if self.running:
            raise UsageError("busy", _("Something is still running here. Wait until it is done, or stop it."))
        self._stop.clear()
        self.progress = Progress(sentence, stoppable=stoppable)
        self._tell(self.progress)
        self._thread = threading.Thread(target=self._run, args=(work, language()), daemon=True)
        self._thread.start()

    def step(self, **news: Any) -> None:
        """Tell what is new, and end here if the trainer wants that.

        Raises:
            Stopped: To end the work.
        """
        assert self.progress
        for name, value in news.items():
            setattr(self.progress, name, value)
        self._tell(self.progress)
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask for the end after the part that is being done."""
        if self.progress and self.progress.running:
            self._stop.set()
            self.progress.stopping = True
            self.progress.sentence = _("Stopping. What is done stays.")
            self._tell(self.progress)

    def join(self, seconds: float | None = None) -> None:
        """Wait until nothing runs."""
        if self._thread:
            self._thread.join(seconds)

    def _run(self, work: Callable[[Jobs], str], spoken: str) -> None:
        assert self.progress
        with speaking(spoken):
            try:
                self.progress.sentence = work(self)
            except Stopped:
                self.progress.sentence = _("Stopped. What was done until then stays.")
            except DaskaloError as error:
                self.progress.sentence, self.progress.failed = str(error), True
            except Exception as error:  # the thread has nobody else who would say it
                log.exception("long work of the trainer's desk")
                reason = f"{type(error).__name__}: {error}"
                self.progress.sentence = _("It did not work: {reason}. What was done until then stays.", reason=reason)
                self.progress.failed = True
        self.progress.running = False
        self._tell(self.progress)
