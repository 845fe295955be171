"""Hand-ins are copied whole or not at all, and nothing in them is trusted."""

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daskalo_grading.exchange.handins import Allowance, HandIn, RefusedHandIn, copy, hand_ins

UNIT = "01-driving-question"
TIME = "2026-11-23 12:05:00.123456 UTC"


@pytest.fixture
def inbound(tmp_path: Path) -> Path:
    return tmp_path / "inbound"


def handed_in(inbound: Path, time: str = TIME, name: str = "teacher1", unit: str = UNIT) -> Path:
    folder = inbound / f"{name}+{unit}+{time}+x1"
    (folder / "files").mkdir(parents=True)
    (folder / f"{unit}.ipynb").write_text("{}")
    (folder / "journal.jsonl").write_text("{}\n")
    (folder / "files" / "yard.svg").write_text("<svg/>")
    (folder / "timestamp.txt").write_text("1999-01-01 00:00:00.000000 UTC")
    (folder / "submission_secret.txt").write_text("s")
    return folder


def newest(inbound: Path) -> HandIn:
    return hand_ins(inbound, UNIT)[0]


def test_the_newest_comes_first_whatever_it_calls_its_author(inbound: Path):
    handed_in(inbound, "2026-11-22 12:00:00.000000 UTC")
    later = handed_in(inbound, "2026-11-23 12:00:00.000000 UTC", name="teacher2")
    handed_in(inbound, unit="02-other")
    (inbound / "notes").mkdir()
    (inbound / f"teacher1+{UNIT}+yesterday").mkdir()
    assert next(hand_in.path for hand_in in hand_ins(inbound, UNIT)) == later
    assert len(hand_ins(inbound, UNIT)) == 2


def test_a_hand_in_from_the_future_counts_as_nothing(inbound: Path):
    future = datetime.now(UTC) + timedelta(days=1)
    handed_in(inbound, future.strftime("%Y-%m-%d %H:%M:%S.%f UTC"))
    assert hand_ins(inbound, UNIT) == []


def test_a_copy_is_whole_and_its_time_is_that_of_its_name(inbound: Path, tmp_path: Path):
    handed_in(inbound)
    copy(newest(inbound), tmp_path / "submitted" / UNIT)
    copied = sorted(
        str(path.relative_to(tmp_path / "submitted" / UNIT)) for path in (tmp_path / "submitted").rglob("*")
    )
    assert copied == sorted(
        [".", f"{UNIT}.ipynb", "files", "files/yard.svg", "journal.jsonl", "submission_secret.txt", "timestamp.txt"]
    )
    assert (tmp_path / "submitted" / UNIT / "timestamp.txt").read_text() == TIME


def test_names_that_nbgrader_ignores_are_left_out(inbound: Path, tmp_path: Path):
    folder = handed_in(inbound)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / "module.pyc").write_text("")
    copy(newest(inbound), tmp_path / UNIT, [".ipynb_checkpoints", "*.pyc"])
    assert not (tmp_path / UNIT / ".ipynb_checkpoints").exists()
    assert not (tmp_path / UNIT / "module.pyc").exists()


def link_to_a_file(folder: Path, secret: Path) -> None:
    (folder / "notes.txt").symlink_to(secret)


def link_to_a_folder(folder: Path, secret: Path) -> None:
    (folder / "notes").symlink_to(secret.parent)


def hard_link(folder: Path, secret: Path) -> None:
    os.link(secret, folder / "notes.txt")


def pipe(folder: Path, secret: Path) -> None:
    os.mkfifo(folder / "notes.txt")


def socket_file(folder: Path, secret: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(folder)
        listener.bind("notes.sock")
        os.chdir(here)


def unfinished(folder: Path, secret: Path) -> None:
    (folder / "submission_secret.txt").unlink()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (link_to_a_file, "hand-in-link"),
        (link_to_a_folder, "hand-in-link"),
        (hard_link, "hand-in-link"),
        (pipe, "hand-in-special"),
        (socket_file, "hand-in-special"),
        (unfinished, "hand-in-unfinished"),
    ],
)
def test_what_an_honest_hand_in_never_holds_is_refused_and_the_earlier_one_stays(
    inbound: Path, tmp_path: Path, spoil, code: str
):
    secret, target = tmp_path / "hidden.txt", tmp_path / "submitted" / UNIT
    secret.write_text("hidden tests")
    folder = handed_in(inbound)
    copy(newest(inbound), target)
    before = sorted(path.name for path in target.iterdir())
    spoil(folder, secret)
    with pytest.raises(RefusedHandIn) as caught:
        copy(newest(inbound), target)
    assert caught.value.code == code
    assert sorted(path.name for path in target.iterdir()) == before
    assert [path.name for path in target.parent.iterdir()] == [UNIT]


def test_a_folder_that_is_a_link_itself_is_refused(inbound: Path, tmp_path: Path):
    real = handed_in(tmp_path / "elsewhere")
    inbound.mkdir()
    (inbound / real.name).symlink_to(real)
    with pytest.raises(RefusedHandIn) as caught:
        copy(newest(inbound), tmp_path / UNIT)
    assert caught.value.code == "hand-in-unreadable"


@pytest.mark.parametrize("allowance", [Allowance(bytes=3), Allowance(entries=3)])
def test_too_much_is_refused(inbound: Path, tmp_path: Path, allowance: Allowance):
    handed_in(inbound)
    with pytest.raises(RefusedHandIn) as caught:
        copy(newest(inbound), tmp_path / UNIT, (), allowance)
    assert caught.value.code == "hand-in-too-large"
    assert not (tmp_path / UNIT).exists()
