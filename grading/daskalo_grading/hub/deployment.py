"""The deployment: who takes part, in which courses, and how they log in. Read from a TOML file.

The file is the truth: at each start of the hub the groups are set anew from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from daskalo.errors import ContentError, Findings
from daskalo.i18n import LANGUAGES, translator

_, ngettext = translator("daskalo_grading.hub")

LOGINS = ("demo", "local", "google", "microsoft")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
PERSON_ID = r"[a-z0-9][a-z0-9._@-]{0,63}"  # also the name of a folder, of an account in the sandbox, and in nbgrader
COURSE_ID = r"[a-z0-9]+(-[a-z0-9]+)*"


@dataclass(frozen=True)
class Person:
    """Somebody who may log in.

    Attributes:
        id (str): The hub name: what they type, or the mail address that Google or Microsoft vouches for.
        name (str): How they are greeted.
    """

    id: str
    name: str


@dataclass(frozen=True)
class CourseEdition:
    """A course in one language, with the people in it.

    Attributes:
        course (str): The id of the course, the folder below `courses/`.
        language (str): One of `daskalo.i18n.LANGUAGES`.
        trainers (tuple[str, ...]): Ids of the people who lead it.
        teachers (tuple[str, ...]): Ids of the people who learn in it.
    """

    course: str
    language: str
    trainers: tuple[str, ...]
    teachers: tuple[str, ...]

    @property
    def id(self) -> str:
        """What nbgrader and the hub call it: the name of its folder, service and groups."""
        return f"{self.course}-{self.language}"

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The two hub groups of the course with their members."""
        return {f"formgrade-{self.id}": self.trainers, f"nbgrader-{self.id}": self.teachers}


@dataclass(frozen=True)
class Deployment:
    """One hub.

    Attributes:
        login (str): One of `LOGINS`.
        settings (Mapping): The rest of `[login]`: the demo's password, or traits of the authenticator.
        people (tuple[Person, ...]): Everybody.
        courses (tuple[CourseEdition, ...]): What is taught.
        address (str): The address the hub listens on.
        database (str | None): Where JupyterHub keeps its records; None is SQLite in the state folder.
        memory_gib (int): Address space of each process of a person, in GiB.
    """

    login: str
    people: tuple[Person, ...]
    courses: tuple[CourseEdition, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    address: str = "127.0.0.1"
    database: str | None = None
    memory_gib: int = 8

    def learnt_by(self, person: str) -> list[CourseEdition]:
        """Return the courses in which somebody learns or leads."""
        return [course for course in self.courses if person in (*course.teachers, *course.trainers)]

    def language_of(self, person: str, otherwise: str) -> str:
        """Return the language of a person's first course."""
        return next((course.language for course in self.learnt_by(person)), otherwise)


def read_deployment(path: Path, language: str) -> Deployment:
    """Read a deployment file.

    Args:
        path (Path): The TOML file.
        language (str): The language of the courses that name none.

    Raises:
        ContentError: `deployment-unreadable`.
        Findings: `deployment-wrong`, with everything that has to be mended.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = _("The deployment file {path} cannot be read: {reason}", path=path, reason=error)
        raise ContentError("deployment-unreadable", message) from error
    found = list(_findings(table))
    if found:
        message = _("The deployment file {path} has to be mended:", path=path)
        raise Findings("deployment-wrong", message, found)
    login, hub = dict(table["login"]), table.get("hub", {})
    return Deployment(
        login=login.pop("kind"),
        settings=login,
        people=tuple(Person(entry["id"], entry.get("name", entry["id"])) for entry in table.get("person", [])),
        courses=tuple(
            CourseEdition(
                entry["id"],
                entry.get("language", language),
                tuple(entry.get("trainers", [])),
                tuple(entry.get("teachers", [])),
            )
            for entry in table.get("course", [])
        ),
        **{key: hub[key] for key in ("address", "database", "memory_gib") if key in hub},
    )


def _findings(table: Mapping[str, Any]):
    login, hub = table.get("login", {}), table.get("hub", {})
    kind, address = login.get("kind"), hub.get("address", "127.0.0.1")
    if kind not in LOGINS:
        yield _("[login] kind = {given}: use one of {known}.", given=repr(kind), known=", ".join(LOGINS))
    if kind == "demo" and address not in LOOPBACK:
        yield _(
            "[hub] address = “{given}”: everybody knows the password of the demo, so it is served on 127.0.0.1 only."
            " Choose another login for a network.",
            given=address,
        )
    if kind == "demo" and not login.get("password"):
        yield _("[login] password is missing: the demo needs one.")
    if kind == "microsoft" and not login.get("tenant_id"):
        yield _("[login] tenant_id is missing: without it every Microsoft account in the world could knock.")
    if kind == "google" and not login.get("hosted_domain"):
        yield _("[login] hosted_domain is missing: name the mail domain of the school.")
    people = [str(entry.get("id", "")) for entry in table.get("person", [])]
    for person in people:
        if not re.fullmatch(PERSON_ID, person):
            yield _("[[person]] id = “{given}”: use small Latin letters, digits and . _ @ - only.", given=person)
        if people.count(person) > 1:
            yield _("[[person]] id = “{given}” stands there twice.", given=person)
    for course in table.get("course", []):
        name = str(course.get("id", ""))
        if not re.fullmatch(COURSE_ID, name):
            yield _("[[course]] id = “{given}”: use the name of a folder below courses/.", given=name)
        if course.get("language", LANGUAGES[0]) not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            yield _("Course “{course}”: the language has to be one of {known}.", course=name, known=known)
        for member in (*course.get("trainers", []), *course.get("teachers", [])):
            if member not in people:
                yield _("Course “{course}”: “{person}” is not listed under [[person]].", course=name, person=member)
