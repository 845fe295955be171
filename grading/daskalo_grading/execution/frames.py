"""How messages travel between the grader and an interpreter: multipart messages over one Unix socket.

    frame  =  uint32 number of parts,  uint64 length of each part,  the parts        (little endian)

The first part names the channel, the others are what `jupyter_client.session.Session` makes of a message.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import threading
from collections.abc import Iterator, Sequence

MOST_PARTS = 1024


class FramesBroken(ValueError):
    """What came is no frame: somebody else wrote to the socket."""


def pack(parts: Sequence[bytes]) -> bytes:
    """Return the frame of a message."""
    lengths = struct.pack(f"<I{len(parts)}Q", len(parts), *map(len, parts))
    return b"".join((lengths, *parts))


class Unpacker:
    """Takes what comes off a socket, in pieces of any size, and gives back whole messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[list[bytes]]:
        """Yield the messages that are complete now.

        Raises:
            FramesBroken: What came is no frame.
        """
        self._buffer += data
        while message := self._next():
            yield message

    def _next(self) -> list[bytes] | None:
        if len(self._buffer) < 4:
            return None
        (count,) = struct.unpack_from("<I", self._buffer)
        if not 0 < count <= MOST_PARTS:
            raise FramesBroken(f"{count} parts")
        start = 4 + 8 * count
        if len(self._buffer) < start:
            return None
        lengths = struct.unpack_from(f"<{count}Q", self._buffer, 4)
        end = start + sum(lengths)
        if len(self._buffer) < end:
            return None
        parts = []
        for length in lengths:
            parts.append(bytes(self._buffer[start : start + length]))
            start += length
        del self._buffer[:end]
        return parts


class FrameWriter:
    """Writes frames whole, whichever thread or forked process writes."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        # A record lock excludes processes, a thread lock threads. The file is nowhere but in memory.
        self._between_processes = os.memfd_create("frames")
        self._between_threads = threading.Lock()
        os.register_at_fork(after_in_child=self._fresh_lock)

    def _fresh_lock(self) -> None:
        self._between_threads = threading.Lock()

    def write(self, parts: Sequence[bytes]) -> None:
        """Write one frame; waits while the reader is busy."""
        frame = pack(parts)
        with self._between_threads:
            fcntl.lockf(self._between_processes, fcntl.LOCK_EX)
            try:
                self._connection.sendall(frame)
            finally:
                fcntl.lockf(self._between_processes, fcntl.LOCK_UN)


class Channel:
    """One channel of a kernel, with the method that `Session.send` calls on a ZMQ socket."""

    def __init__(self, name: bytes, writer: FrameWriter) -> None:
        self._name = name
        self._writer = writer

    def send_multipart(self, parts: Sequence[bytes | memoryview], *_args: object, **_options: object) -> None:
        """Send a message."""
        self._writer.write([self._name, *map(bytes, parts)])
