"""A kernel manager and client for nbclient that speak with a fork of the warm interpreter."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.client import KernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.session import Session
from traitlets import Any as AnyTrait

from daskalo_grading.execution.frames import FramesBroken, Unpacker, pack
from daskalo_grading.execution.limits import MIB
from daskalo_grading.execution.warm import InterpreterLost, WarmInterpreter

BLOCK = 1 << 20
GUARD_S = 15
KEPT = ("NBGRADER_EXECUTION", "DASKALO_LANGUAGE")


class Received:
    """The messages of one channel that wait to be read."""

    def __init__(self, client: WarmKernelClient) -> None:
        self._client = client
        self._waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def put(self, message: dict[str, Any]) -> None:
        """Add a message."""
        self._waiting.put_nowait(message)

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Return the next message.

        Raises:
            Empty: None has come in `timeout` seconds.
        """
        try:
            return await asyncio.wait_for(self._waiting.get(), timeout)
        except TimeoutError:
            raise Empty from None

    def send(self, message: dict[str, Any]) -> None:
        """Send a message to the kernel."""
        self._client.send(b"shell", self._client.session.serialize(message))


class WarmKernelClient(KernelClient):
    """Speaks with one fork. `ended` is set when the fork is gone, `broke` says which limit it has broken, if any."""

    def __init__(self, interpreter: WarmInterpreter, connection: socket.socket, files: Path) -> None:
        super().__init__(session=Session(key=b"", check_pid=False))
        self.interpreter = interpreter
        self.connection = connection
        self._files = files
        self._unpacker = Unpacker()
        self._shell, self._iopub = Received(self), Received(self)
        self._guard: asyncio.Queue[bytes] = asyncio.Queue()
        self.ended = asyncio.Event()
        self.broke = ""
        self.received = self.messages = 0

    shell_channel = property(lambda self: self._shell)
    iopub_channel = property(lambda self: self._iopub)

    async def start_channels(self, *_args: object, **_options: object) -> None:
        """Send the files of the submission and begin to listen."""
        loop = asyncio.get_running_loop()
        self.connection.setblocking(False)
        loop.add_reader(self.connection, self._read)
        await loop.sock_sendall(self.connection, pack([b"files", self.interpreter.packed(self._files)]))

    def stop_channels(self) -> None:
        """Stop to listen."""
        with suppress(RuntimeError):
            asyncio.get_running_loop().remove_reader(self.connection)
        self.connection.close()

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """It was forked from one that is ready."""

    def is_alive(self) -> bool:
        """Whether the fork still runs."""
        return not self.ended.is_set()

    def send(self, channel: bytes, parts: list[bytes]) -> None:
        """Send a message; what a fork that is gone would have read is dropped."""
        with suppress(OSError):
            self.connection.setblocking(True)
            self.connection.sendall(pack([channel, *parts]))
        with suppress(OSError):
            self.connection.setblocking(False)

    async def ask(self, question: str, sources: Sequence[str]) -> list[int] | None:
        """Ask the guard in the fork about tests; return the numbers of those it says yes to.

        None means that no sensible answer came in time.
        """
        self.send(b"guard", [json.dumps({"ask": question, "sources": sources}).encode()])
        gone = asyncio.ensure_future(self.ended.wait())
        answer = asyncio.ensure_future(self._guard.get())
        await asyncio.wait({gone, answer}, timeout=GUARD_S, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not answer.done():
            answer.cancel()
            return None
        with suppress(ValueError, TypeError, KeyError):
            return [int(number) for number in json.loads(answer.result())["yes"]]
        return None

    def _read(self) -> None:
        try:
            data = self.connection.recv(BLOCK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.end()
            return
        self.received += len(data)
        limits = self.interpreter.limits
        if self.received > limits.output_mib * MIB or self.messages > limits.messages:
            self.end("output")
            return
        try:
            for channel, *parts in self._unpacker.feed(data):
                self._take(channel, parts)
        except (FramesBroken, ValueError, KeyError, TypeError, UnicodeDecodeError):
            self.end("messages")  # not written by a kernel

    def _take(self, channel: bytes, parts: list[bytes]) -> None:
        if channel == b"guard":
            self._guard.put_nowait(parts[0])
            return
        self.messages += 1
        _identities, message = self.session.feed_identities(parts)
        read = self.session.deserialize(message)
        {b"iopub": self._iopub, b"shell": self._shell}[channel].put(read)

    def end(self, broke: str = "") -> None:
        """Note that the fork is gone, or must go because it broke a limit."""
        self.broke = self.broke or broke
        with suppress(RuntimeError, ValueError, OSError):
            asyncio.get_running_loop().remove_reader(self.connection)
        self.ended.set()

    def check(self) -> None:
        """Look whether the fork has ended by itself, or uses more than it may."""
        try:
            if self.interpreter.noticed():
                self._drain()
                self.end()
                return
        except InterpreterLost:
            self.end()
            return
        usage, limits = self.interpreter.usage(), self.interpreter.limits
        if usage.processes > limits.processes:
            self.end("processes")
        elif usage.memory > limits.total_memory_mib * MIB:
            self.end("memory")

    def _drain(self) -> None:
        """Read what the fork has said before it ended."""
        while not self.ended.is_set():
            before = self.received
            self._read()
            if self.received == before:
                return


class WarmKernelManager(AsyncKernelManager):
    """Starts a kernel by a fork.

    Attributes:
        interpreter (WarmInterpreter): The interpreter that forks; set before `start_kernel`.
    """

    interpreter = AnyTrait()

    async def start_kernel(self, **options: Any) -> None:
        """Fork; `cwd` is the folder of the submission."""
        self._files = Path(options["cwd"]).resolve()
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self._connection = self.interpreter.fork(self._files, environment)

    @property
    def has_kernel(self) -> bool:
        """Whether a fork was made."""
        return hasattr(self, "_connection")

    @property
    def ipykernel(self) -> bool:
        """It needs no arguments."""
        return False

    def client(self, **_options: Any) -> WarmKernelClient:
        """Return the client of the fork."""
        return WarmKernelClient(self.interpreter, self._connection, self._files)

    async def is_alive(self) -> bool:
        """There is something to clean up, even after the fork has ended."""
        return self.has_kernel

    async def interrupt_kernel(self) -> None:
        """Send the fork a KeyboardInterrupt."""
        with suppress(InterpreterLost):
            self.interpreter.interrupt()

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        """End the fork and whatever it started."""
        self.interpreter.clean()

    async def cleanup_resources(self, restart: bool = False) -> None:
        """Nothing is left."""
