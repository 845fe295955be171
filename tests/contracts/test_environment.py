"""`environment.yml` and `requirements.lock` name what `pyproject.toml` names, with the same bounds."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
CONDA_ONLY = {"python", "pip", "configurable-http-proxy"}


def declared() -> dict[str, SpecifierSet]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    requirements = [Requirement(line) for line in lines]
    assert len({requirement.name for requirement in requirements}) == len(requirements), "a package is named twice"
    return {requirement.name: requirement.specifier for requirement in requirements}


def conda() -> dict[str, SpecifierSet]:
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    lines = [line for entry in entries for line in (entry["pip"] if isinstance(entry, dict) else [entry])]
    requirements = [Requirement(line) for line in lines if not line.startswith("--")]
    return {requirement.name: requirement.specifier for requirement in requirements}


def test_conda_names_the_same_packages_with_the_same_bounds():
    with_conda = conda()
    assert {name: bounds for name, bounds in with_conda.items() if name not in CONDA_ONLY} == declared()


def test_conda_asks_for_the_python_and_the_proxy_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    proxy = yaml.safe_load((ROOT / "grading/hub/proxy/package.json").read_text())["dependencies"][
        "configurable-http-proxy"
    ]
    assert conda()["python"] == SpecifierSet(project["requires-python"])
    assert conda()["configurable-http-proxy"].contains(proxy)


def test_conda_installs_the_checkout_itself():
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    assert "--editable ." in entries[-1]["pip"]


def test_the_lock_pins_every_package_inside_its_bounds_with_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text()
    pinned = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", lock, flags=re.MULTILINE))
    for name, bounds in declared().items():
        assert name in pinned, f"{name} is not in requirements.lock: run `make lock`"
        assert bounds.contains(pinned[name]), f"{name} {pinned[name]} is outside {bounds}: run `make lock`"
    blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in lock
    assert "--index-url" not in lock


def test_the_lock_leaves_out_the_parser_that_slows_every_process():
    locked = re.findall(r"^rfc3987-syntax==.*", (ROOT / "requirements.lock").read_text(), flags=re.MULTILINE)
    assert all("python_full_version < '3'" in line or "python_version < '3'" in line for line in locked)
