"""Zip files that are the same for the same contents, and zip files that nobody trusts."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from daskalo.errors import ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.records")

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip file can name: the moment of packing says nothing."""
MAX_ENTRIES = 64
MAX_BYTES = 40_000_000
"""The most a pack may hold, unpacked. Ours have less than one."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file, byte for byte the same for the same files in the same order."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, EPOCH)
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, content, ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def unzipped(path: Path) -> dict[str, bytes]:
    """Read a zip file into memory; nothing is written. One folder around all files is taken off.

    Raises:
        ContentError: `zip-refused`, with the reason in words.
    """
    try:
        with ZipFile(path) as archive:
            return _without_folder(_entries(archive))
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _refused(_("it is damaged ({reason})", reason=error)) from error


def _entries(archive: ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _refused(_("it holds more than {n} files", n=MAX_ENTRIES))
    if archive.comment or (entries and min(entry.header_offset for entry in entries) > 0):
        raise _refused(_("it holds more than its files"))
    found: dict[str, bytes] = {}
    room = MAX_BYTES
    for entry in entries:
        name, kind = entry.filename, stat.S_IFMT(entry.external_attr >> 16)
        parts = PurePosixPath(name).parts
        if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or not parts:
            raise _refused(_("“{name}” leads out of the folder", name=name))
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _refused(_("“{name}” is no plain file", name=name))
        if name in found:
            raise _refused(_("“{name}” stands in it twice", name=name))
        if entry.is_dir():
            continue
        with archive.open(entry) as stream:
            found[name] = stream.read(room + 1)
        room -= len(found[name])
        if room < 0:
            raise _refused(_("unpacked it is larger than {n} MB", n=MAX_BYTES // 1_000_000))
    return found


def _without_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    folders = {name.partition("/")[0] if "/" in name else "" for name in files}
    if len(folders) == 1 and (folder := folders.pop()):
        return {name.removeprefix(f"{folder}/"): content for name, content in files.items()}
    return files


def _refused(reason: str) -> ContentError:
    return ContentError("zip-refused", _("The zip file is refused: {reason}.", reason=reason))
