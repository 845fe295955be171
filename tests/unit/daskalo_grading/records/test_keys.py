"""The key of a course."""

import hashlib
import stat
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from daskalo.errors import EnvironmentProblem
from daskalo_grading.records.keys import known_keys, signing_key


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path):
    first = signing_key(tmp_path, "course-bg")
    path = tmp_path / "keys" / "record-course-bg.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert signing_key(tmp_path, "course-bg").public == first.public
    assert signing_key(tmp_path, "course-en").public != first.public
    assert known_keys(tmp_path)["course-bg"] == first.public


def test_two_that_begin_at_the_same_moment_sign_with_the_same_key(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _n: signing_key(tmp_path, "course-bg").public.pem, range(16)))
    assert len(set(keys)) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["record-course-bg.pem"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path):
    signing_key(tmp_path, "course-bg")
    (tmp_path / "keys" / "record-course-bg.pem").chmod(0o640)
    with pytest.raises(EnvironmentProblem) as refused:
        signing_key(tmp_path, "course-bg")
    assert refused.value.code == "key-open-to-others"


def test_a_damaged_key_is_never_replaced_silently(tmp_path: Path):
    signing_key(tmp_path, "course-bg")
    path = tmp_path / "keys" / "record-course-bg.pem"
    path.write_bytes(b"no key")
    with pytest.raises(EnvironmentProblem) as refused:
        signing_key(tmp_path, "course-bg")
    assert refused.value.code == "key-unreadable"
    assert path.read_bytes() == b"no key"
    assert known_keys(tmp_path) == {}


def test_a_key_file_that_was_named_is_never_made(tmp_path: Path):
    with pytest.raises(EnvironmentProblem) as refused:
        signing_key(tmp_path, "course-bg", tmp_path / "mine.pem")
    assert refused.value.code == "key-not-writable"
    assert not (tmp_path / "mine.pem").exists()


def test_openssl_agrees_about_fingerprint_and_signature(out: Path, tool: Callable[[str, str], str]):
    openssl, folder = tool("openssl", "openssl"), out / "petrova"
    der = subprocess.run(
        [openssl, "pkey", "-pubin", "-in", folder / "public-key.pem", "-outform", "DER"],
        capture_output=True,
        check=True,
    ).stdout
    assert hashlib.sha256(der).hexdigest() in (folder / "manifest.json").read_text()
    command = [openssl, "pkeyutl", "-verify", "-pubin", "-inkey", "public-key.pem", "-rawin", "-in", "manifest.json"]
    said = subprocess.run([*command, "-sigfile", "manifest.sig"], cwd=folder, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr
