"""The deployment file: who takes part, and what is wrong with it."""

from pathlib import Path

import pytest

from daskalo.errors import ContentError, Findings
from daskalo_grading.hub.deployment import read_deployment
from daskalo_grading.hub.run import DEMO
from daskalo_grading.hub.sandbox import CHECKOUT

DEPLOYMENTS = sorted((CHECKOUT / "grading" / "hub" / "deployments").glob("*.toml"))


def written(folder: Path, text: str) -> Path:
    path = folder / "deployment.toml"
    path.write_text(text)
    return path


def test_the_demo_people_join_the_course_in_the_language_of_the_hub():
    english = read_deployment(DEMO, "en")
    assert [course.id for course in english.courses] == ["project-pedagogy-en"]
    assert english.courses[0].groups == {
        "formgrade-project-pedagogy-en": ("trainer1",),
        "nbgrader-project-pedagogy-en": ("teacher1", "teacher2"),
    }
    assert english.language_of("teacher1", "bg") == "en"
    assert english.language_of("nobody", "bg") == "bg"


@pytest.mark.parametrize("path", DEPLOYMENTS, ids=lambda path: path.name)
def test_every_example_deployment_is_sound(path: Path):
    deployment = read_deployment(path, "bg")
    assert deployment.people
    assert deployment.courses
    assert deployment.login != "demo"


def test_the_demo_password_never_reaches_a_network(tmp_path: Path):
    path = written(tmp_path, '[login]\nkind = "demo"\npassword = "daskalo"\n[hub]\naddress = "0.0.0.0"\n')
    with pytest.raises(Findings) as caught:
        read_deployment(path, "bg")
    assert caught.value.code == "deployment-wrong"
    assert "127.0.0.1" in caught.value.findings[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[login]\nkind = "guess"\n', "guess"),
        ("", "None"),
        ('[login]\nkind = "demo"\n', "password"),
        ('[login]\nkind = "microsoft"\n', "tenant_id"),
        ('[login]\nkind = "google"\n', "hosted_domain"),
        ('[login]\nkind = "local"\n[[person]]\nid = "../root"\n', "../root"),
        ('[login]\nkind = "local"\n[[person]]\nid = "ana:x"\n', "ana:x"),
        ('[login]\nkind = "local"\n[[person]]\nid = "ana"\n[[person]]\nid = "ana"\n', "ana"),
        ('[login]\nkind = "local"\n[[course]]\nid = "Robots/1"\n', "Robots/1"),
        ('[login]\nkind = "local"\n[[course]]\nid = "robots"\nlanguage = "de"\n', "robots"),
        ('[login]\nkind = "local"\n[[course]]\nid = "robots"\nteachers = ["ana"]\n', "ana"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, word: str):
    with pytest.raises(Findings) as caught:
        read_deployment(written(tmp_path, text), "bg")
    assert any(word in finding for finding in caught.value.findings)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path):
    with pytest.raises(ContentError) as caught:
        read_deployment(written(tmp_path, "[login"), "bg")
    assert caught.value.code == "deployment-unreadable"
    assert "deployment.toml" in str(caught.value)
