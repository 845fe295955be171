"""A small deployment with its folder, and a course as `daskalo build` leaves it."""

import json
from pathlib import Path

import pytest

from daskalo_grading.hub.deployment import CourseEdition, Deployment, Person
from daskalo_grading.hub.state import State

UNIT = "01-driving-question"


@pytest.fixture
def deployment() -> Deployment:
    people = (
        Person("trainer1", "Мария Стоянова"),
        Person("teacher1", "Иван Колев"),
        Person("teacher2", "Елена Димитрова"),
    )
    course = CourseEdition("project-pedagogy", "bg", ("trainer1",), ("teacher1", "teacher2"))
    return Deployment("demo", people, (course,), {"password": "daskalo"})


@pytest.fixture
def course(deployment: Deployment) -> CourseEdition:
    return deployment.courses[0]


@pytest.fixture
def state(tmp_path: Path, deployment: Deployment) -> State:
    state = State(tmp_path / "state")
    state.prepare(deployment)
    return state


@pytest.fixture
def build(tmp_path: Path, course: CourseEdition) -> Path:
    built = tmp_path / "build" / course.id
    (built / "source" / UNIT).mkdir(parents=True)
    (built / "source" / UNIT / f"{UNIT}.ipynb").write_text('{"cells": []}')
    (built / "explanations").mkdir()
    (built / "explanations" / f"{UNIT}.json").write_text("{}")
    (built / "course.json").write_text(json.dumps({"title": "Проекти", "units": []}))
    (built / "nbgrader_config.py").write_text("c = get_config()\n")
    return tmp_path / "build"
