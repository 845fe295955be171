"""Zip files of strangers are read with care."""

import stat
import warnings
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from daskalo.errors import ContentError
from daskalo_grading.records.zips import MAX_BYTES, unzipped, zipped

FILES = {"record.json": b"{}", "manifest.sig": b"\0" * 64}


def test_what_was_zipped_is_read_again_and_is_always_the_same(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(zipped(FILES))
    assert unzipped(tmp_path / "a.zip") == FILES
    assert zipped(FILES) == zipped(FILES)


def test_one_folder_around_all_files_is_taken_off(tmp_path: Path):
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.mkdir("petrova")
        for name, content in FILES.items():
            archive.writestr(f"petrova/{name}", content, ZIP_DEFLATED)
    assert unzipped(tmp_path / "a.zip") == FILES


def test_a_streamed_zip_as_macos_writes_it_is_read(tmp_path: Path):
    with (tmp_path / "a.zip").open("wb") as stream, ZipFile(Unseekable(stream), "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content, ZIP_DEFLATED)
    assert unzipped(tmp_path / "a.zip") == FILES


class Unseekable:
    """A stream that only goes forward."""

    def __init__(self, stream) -> None:
        self.write, self.flush = stream.write, stream.flush


def traversal(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("../../home/petrova/.bashrc", "x")


def absolute(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr(ZipInfo("/etc/passwd"), "x")


def windows(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr(ZipInfo("C:\\record.json"), "x")


def twice(path: Path) -> None:
    with ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("record.json", "good")
        archive.writestr("record.json", "bad")


def bomb(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("record.json", bytes(MAX_BYTES + 1))


def many(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        for n in range(100):
            archive.writestr(str(n), "")


def link(path: Path) -> None:
    entry = ZipInfo("record.json")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(path, "w") as archive:
        archive.writestr(entry, "/etc/passwd")


def rare(path: Path) -> None:
    with ZipFile(path, "w", ZIP_LZMA) as archive:
        archive.writestr("record.json", "{}")


def before(path: Path) -> None:
    path.write_bytes(b"#!/bin/sh\n" + zipped(FILES))


def behind(path: Path) -> None:
    path.write_bytes(zipped(FILES) + b"more")


def comment(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("record.json", "{}")
        archive.comment = b"more"


def hidden(path: Path) -> None:
    """An entry that the table at the end does not name: some programs find it all the same."""
    with ZipFile(path, "w") as archive:
        archive.writestr("record.json", "forged")
        archive.writestr("manifest.sig", "x")
        del archive.NameToInfo["record.json"]
        archive.filelist.pop(0)


def torn(path: Path) -> None:
    path.write_bytes(zipped(FILES)[:-30])


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    "make",
    [traversal, absolute, windows, twice, bomb, many, link, rare, before, behind, comment, hidden, torn, empty],
    ids=lambda make: make.__name__,
)
def test_a_zip_that_is_not_what_it_should_be_is_refused(tmp_path: Path, make: Callable[[Path], None]):
    make(tmp_path / "a.zip")
    with pytest.raises(ContentError) as refused:
        unzipped(tmp_path / "a.zip")
    assert refused.value.code == "zip-refused"
