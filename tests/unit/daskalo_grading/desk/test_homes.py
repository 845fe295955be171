"""What people put into their folders cannot lead us out of them or hold us up."""

import os
from pathlib import Path

import pytest

from daskalo_grading.desk import homes


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "journal.jsonl").write_bytes(b"{}")
    assert homes.read(tmp_path, "a/b/journal.jsonl") == b"{}"
    assert homes.modified(tmp_path, "a/b/journal.jsonl") == (tmp_path / "a/b/journal.jsonl").stat().st_mtime
    assert homes.names(tmp_path, "a") == ["b"]


def test_a_link_to_a_file_outside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").symlink_to("/etc/passwd")
    assert homes.read(tmp_path, "journal.jsonl") is None
    assert homes.modified(tmp_path, "journal.jsonl") is None


def test_a_linked_folder_on_the_way_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret").write_bytes(b"not yours")
    home = tmp_path / "home"
    home.mkdir()
    (home / "course").symlink_to(other)
    assert homes.read(home, "course/secret") is None
    assert homes.names(home, "course") == []


@pytest.mark.parametrize("inside", ["../secret", "a/../../secret", "/etc/passwd", "a\0b"])
def test_a_path_upwards_absolute_or_impossible_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    home = tmp_path / "home"
    (home / "a").mkdir(parents=True)
    assert homes.read(home, inside) is None


def test_a_file_that_is_too_large_counts_as_absent(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 11)
    assert homes.read(tmp_path, "big", limit=10) is None
    assert homes.read(tmp_path, "big", limit=11) == b"x" * 11


def test_a_pipe_that_never_ends_does_not_hold_us_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "journal.jsonl")
    assert homes.read(tmp_path, "journal.jsonl") is None


def test_a_folder_in_place_of_a_file_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").mkdir()
    assert homes.read(tmp_path, "journal.jsonl") is None
    assert homes.modified(tmp_path, "journal.jsonl") is None


def test_only_so_many_names_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        (tmp_path / str(number)).touch()
    monkeypatch.setattr(homes, "LONGEST_FOLDER", 3)
    assert len(homes.names(tmp_path)) == 3


def test_reading_leaves_no_file_open(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for inside in ("a/b", "a", "a/b/c", "missing"):
        homes.read(tmp_path, inside)
        homes.modified(tmp_path, inside)
        homes.names(tmp_path, inside)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
