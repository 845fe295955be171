"""The folder of the hub: what a start makes, what it takes over, what it never touches."""

import json
import os
from pathlib import Path

import pytest

from daskalo.errors import ContentError, EnvironmentProblem
from daskalo_grading.hub.deployment import CourseEdition, Deployment
from daskalo_grading.hub.state import State

UNIT = "01-driving-question"


def release(state: State, course: CourseEdition) -> None:
    (state.outbound(course.id) / UNIT).mkdir()


def test_only_the_account_of_the_hub_can_open_the_folder(state: State):
    assert {oct(folder.stat().st_mode & 0o777) for folder in (state.root, state.hub, state.home("teacher1"))} == {
        "0o700"
    }


def test_people_are_greeted_by_name(state: State):
    people = json.loads((state.root / "people.json").read_text())
    assert people["teacher1"] == {"name": "Иван Колев"}


def test_everybody_in_a_course_has_folders_for_hand_ins_and_feedback(state: State, course: CourseEdition):
    assert state.inbound("teacher2", course.id).is_dir()
    assert state.feedback("teacher2", course.id).is_dir()


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path, deployment: Deployment):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(EnvironmentProblem) as caught:
        State(tmp_path / "taken").prepare(deployment)
    assert caught.value.code == "state-not-writable"
    assert "--state" in str(caught.value)


def test_two_hubs_do_not_share_a_folder(state: State):
    with state.locked(), pytest.raises(EnvironmentProblem) as caught, state.locked():
        pass
    assert caught.value.code == "state-in-use"


def test_the_lock_of_a_killed_hub_holds_nobody_back(state: State):
    if (child := os.fork()) == 0:
        lock = state.locked()
        lock.__enter__()
        os._exit(0)
    os.waitpid(child, 0)
    with state.locked():
        assert (state.hub / "lock").exists()


def test_a_course_that_was_not_built_is_named(state: State, course: CourseEdition, tmp_path: Path):
    with pytest.raises(ContentError) as caught:
        state.sync(course, tmp_path / "nothing")
    assert caught.value.code == "course-not-built"
    assert "daskalo build --course project-pedagogy" in str(caught.value)


def test_a_second_start_takes_the_source_over_and_leaves_peoples_work_alone(
    state: State, course: CourseEdition, build: Path
):
    state.sync(course, build)
    live = state.course(course.id)
    kept = [live / "gradebook.db", *(live / place / "teacher1" / UNIT / "x" for place in ("submitted", "autograded"))]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("work")
    (live / "source" / UNIT / "old.txt").write_text("gone in the new edition")
    (build / course.id / "source" / UNIT / "new.txt").write_text("new")
    state.sync(course, build)
    assert sorted(path.name for path in (live / "source" / UNIT).iterdir()) == [f"{UNIT}.ipynb", "new.txt"]
    assert [path.read_text() for path in kept] == ["work"] * 3


def test_a_unit_is_new_until_it_is_released(state: State, course: CourseEdition, build: Path):
    state.sync(course, build)
    assert state.new_units(course.id) == [UNIT]
    release(state, course)
    assert state.new_units(course.id) == []


def test_a_unit_that_the_trainer_has_closed_stays_closed(state: State, course: CourseEdition, build: Path):
    state.sync(course, build)
    release(state, course)
    state.note_releases(course.id)
    (state.outbound(course.id) / UNIT).rmdir()
    assert state.sync(course, build) == []
    assert state.new_units(course.id) == []


def test_a_change_after_the_release_is_told_until_it_is_released_again(
    state: State, course: CourseEdition, build: Path
):
    notebook = build / course.id / "source" / UNIT / f"{UNIT}.ipynb"
    state.sync(course, build)
    release(state, course)
    assert state.sync(course, build) == []
    notebook.write_text('{"cells": [1]}')
    assert state.sync(course, build) == [UNIT]
    assert state.sync(course, build) == [UNIT]
    (state.outbound(course.id) / UNIT).rmdir()
    release(state, course)
    assert state.sync(course, build) == []
