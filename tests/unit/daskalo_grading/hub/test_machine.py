"""What is missing is said in plain words, with the command that brings it."""

import os
import socket
import sys
from pathlib import Path

import pytest

from daskalo.errors import EnvironmentProblem
from daskalo.i18n import speaking
from daskalo_grading.hub import machine


def test_a_taken_port_is_named_with_the_program_that_holds_it():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(EnvironmentProblem) as caught:
            machine.require_port("127.0.0.1", port)
    assert caught.value.code == "port-taken"
    assert str(port) in str(caught.value)
    assert f"({os.getpid()})" in str(caught.value)
    assert "PORT=" in str(caught.value)


def test_a_free_port_is_fine():
    machine.require_port("127.0.0.1", 0)


def test_missing_node_comes_with_its_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with speaking("en"), pytest.raises(EnvironmentProblem) as caught:
        machine.require_proxy()
    assert caught.value.code == "no-node"
    assert "apt-get install nodejs" in str(caught.value)


def test_missing_bubblewrap_comes_with_its_command_and_the_way_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentProblem) as caught:
        machine.require_sandbox()
    assert caught.value.code == "no-sandbox"
    assert "apt-get install bubblewrap" in str(caught.value)
    assert "--trusted" in str(caught.value)


def test_a_machine_without_user_namespaces_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    broken = tmp_path / "bwrap"
    broken.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('bwrap: No permissions to create new namespace')\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentProblem) as caught:
        machine.require_sandbox()
    assert "No permissions to create new namespace" in str(caught.value)
    assert "sysctl" in str(caught.value)
