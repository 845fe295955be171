"""The hook of the Kubernetes values mounts the same as the sandbox. No cluster: the spawner is a stand-in."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from traitlets.config import Config

from daskalo_grading.hub.learners import EXCHANGE
from daskalo_grading.hub.sandbox import CHECKOUT

DEPLOYMENTS = CHECKOUT / "grading" / "hub" / "deployments"


@pytest.fixture
def configured(tmp_path: Path) -> dict[str, object]:
    values = yaml.safe_load((DEPLOYMENTS / "kubernetes" / "values.yaml").read_text())
    code = values["hub"]["extraConfig"]["daskalo"].replace("/srv/daskalo", str(tmp_path / "state"))
    given: dict[str, object] = {"c": Config()}
    exec(code.replace("/etc/daskalo/google.toml", str(DEPLOYMENTS / "google.toml")), given)
    return given


def test_a_pod_mounts_the_parts_of_the_volume_that_belong_to_its_person(configured, tmp_path: Path):
    person = "ivan.kolev@school.example"
    spawner = SimpleNamespace(user=SimpleNamespace(name=person), environment={}, volume_mounts=[])
    configured["c"].KubeSpawner.pre_spawn_hook(spawner)
    mounts = {mount["mountPath"]: mount for mount in spawner.volume_mounts}
    exchange = f"{EXCHANGE}/project-pedagogy-bg"
    assert mounts[f"{exchange}/inbound"]["subPath"] == f"exchange/inbound/{person}/project-pedagogy-bg"
    assert {path for path, mount in mounts.items() if not mount["readOnly"]} == {
        f"/home/{person}",
        f"{exchange}/inbound",
    }
    assert all((tmp_path / "state" / mount["subPath"]).exists() for mount in spawner.volume_mounts)
    assert spawner.environment["DASKALO_LANGUAGE"] == "bg"


def test_only_people_of_the_deployment_are_let_in(configured):
    assert configured["c"].Authenticator.allowed_users == {
        "maria.stoyanova@school.example",
        "ivan.kolev@school.example",
    }
