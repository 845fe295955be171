"""Where the buttons of the desk lead."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from daskalo_grading.desk.states import Step

SERVICE = "desk"


@dataclass(frozen=True)
class Links:
    """Addresses on one hub.

    Attributes:
        hub (str): The hub's base URL, `/` or `/prefix/`.
        actions (str): Where `daskalo_grading.desk.server` answers: of the person's own server, or the redirect to it.
    """

    hub: str
    actions: str

    @classmethod
    def from_service(cls, hub: str) -> Links:
        """Return the links of the landing page, which knows no user server: the hub starts it and redirects."""
        return cls(hub, f"{hub}hub/user-redirect/daskalo/")

    @classmethod
    def from_server(cls, hub: str, server: str) -> Links:
        """Return the links of the pages inside a user server whose base URL is `server`."""
        return cls(hub, f"{server}daskalo/")

    @property
    def desk(self) -> str:
        """The landing page."""
        return f"{self.hub}services/{SERVICE}/"

    @property
    def logout(self) -> str:
        """The hub's own log-out page."""
        return f"{self.hub}hub/logout"

    def act(self, action: str, course: str, unit: str, **more: str) -> str:
        """Return the address of one action on one unit: `open`, `validate`, `submit`, `feedback` or `reset`."""
        return f"{self.actions}{action}?{urlencode({'course': course, 'unit': unit, **more})}"

    def app(self, name: str) -> str:
        """Return the address of a training app."""
        return f"{self.actions}app?{urlencode({'name': name})}"

    def notebook(self, name: str) -> str:
        """Return the address of a research notebook."""
        return f"{self.actions}notebook?{urlencode({'name': name})}"

    def trainer_desk(self, course: str, step: Step | None = None, unit: str = "") -> str:
        """Return the place on the trainer's desk where a step is done; its overview when no step is given.

        Hand-ins are collected in the formgrader.
        """
        start = f"{self.hub}services/{quote(course)}/trainer-desk"
        match step:
            case Step.COLLECT:
                return self.formgrader(course, step, unit)
            case Step.GRADE:
                return f"{start}#marking/{quote(unit)}"
            case Step.RELEASE:
                return f"{start}#feedback/{quote(unit)}"
            case _:
                return start

    def formgrader(self, course: str, step: Step | None = None, unit: str = "") -> str:
        """Return the formgrader page where a step is done; its first page when no step is given."""
        start = f"{self.hub}services/{quote(course)}/formgrader"
        match step:
            case Step.AUTOGRADE:
                return f"{start}/manage_submissions/{quote(unit)}"
            case Step.GRADE:
                return f"{start}/gradebook/{quote(unit)}/{quote(unit)}"
            case _:
                return f"{start}/manage_assignments"
