"""Zip files that are the same for the same contents, and files of strangers, read with care."""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from daskalo.errors import ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.records")

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip file can name: the moment of packing says nothing."""
MAX_ENTRIES = 64
MAX_BYTES = 40_000_000
"""The most a pack may hold, unpacked. Ours have less than one."""

LOCAL_HEADER, LENGTHS = 30, struct.Struct("<HH")
"""Before each file stand 30 bytes; the last four say how long its name and its extra fields are."""
END_RECORD, END_SIGNATURE = 22, b"PK\x05\x06"
"""The end of a zip file without a comment."""
SIZE_FOLLOWS = 0x08
"""Flag of an entry whose size stands behind it, as macOS packs."""


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
    data = read_plain(path)
    try:
        with ZipFile(BytesIO(data)) as archive:
            if not _only_entries(data, archive):
                raise _refused(_("it holds more than its files"))
            return _without_folder(_entries(archive))
    except (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _refused(_("it is damaged ({reason})", reason=error)) from error


def read_plain(path: Path) -> bytes:
    """Read a plain file of a bearable size; a link or anything else is refused.

    Raises:
        ContentError: `file-refused`.
        OSError: It cannot be read, or is a link.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_BYTES:
            message = _("“{name}” is no plain file of at most {n} MB.", name=path.name, n=MAX_BYTES // 1_000_000)
            raise ContentError("file-refused", message)
        return stream.read(MAX_BYTES)


def _only_entries(data: bytes, archive: ZipFile) -> bool:
    """Whether entry follows entry without a gap, so that no program finds files in it that this one does not."""
    at = 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        if entry.header_offset != at:
            return False
        at += LOCAL_HEADER + sum(LENGTHS.unpack_from(data, at + LOCAL_HEADER - LENGTHS.size)) + entry.compress_size
        if entry.flag_bits & SIZE_FOLLOWS:
            at += 16 if data[at : at + 4] == b"PK\x07\x08" else 12
    return at == archive.start_dir and data[-END_RECORD:].startswith(END_SIGNATURE)


def _entries(archive: ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _refused(_("it holds more than {n} files", n=MAX_ENTRIES))
    found: dict[str, bytes] = {}
    room = MAX_BYTES
    for entry in entries:
        name, kind = entry.filename, stat.S_IFMT(entry.external_attr >> 16)
        parts = PurePosixPath(name).parts
        if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or not parts:
            raise _refused(_("“{name}” leads out of the folder", name=name))
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
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
