"""The kernel in a fork: ipykernel's own application, shell and streams, speaking over one socket instead of ZeroMQ.

Everything that makes an output is ipykernel's, so outputs are those of a kernel that nbgrader starts itself. What is
missing is what grading does not need: ports, heartbeat, debugger.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import signal
import socket
import sys
import tarfile
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from traitlets.config import Config

from daskalo_grading.execution import landlock
from daskalo_grading.execution.frames import Channel, FrameWriter, Unpacker
from daskalo_grading.execution.guard import Guard
from daskalo_grading.execution.limits import Limits

BLOCK = 1 << 20
READABLE = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/proc", "/sys", "/dev")
WRITABLE = ("/tmp", "/dev/shm", "/run", "/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/dev/ptmx", "/dev/pts")


class Publisher(IOPubThread):
    """ipykernel's thread that publishes outputs, woken by its event loop instead of a ZeroMQ pipe."""

    def _setup_event_pipe(self) -> None:
        """Need none: `schedule` wakes the loop."""

    def schedule(self, f: Any) -> None:
        """Call something in the thread; at once where the thread does not run, as in a forked process."""
        if self.thread.is_alive():
            self.io_loop.add_callback(f)
        else:
            f()


class ForkedKernelApp(IPKernelApp):
    """ipykernel's application on a socket that is there already."""

    connection: socket.socket

    def init_connection_file(self, **_options: Any) -> None:
        """There is no connection file."""

    init_poller = init_heartbeat = write_connection_file = log_connection_info = init_connection_file

    def init_sockets(self) -> None:
        """Make the channels of the one socket."""
        writer = FrameWriter(self.connection)
        self.shell_socket = Channel(b"shell", writer)
        self.stdin_socket = Channel(b"stdin", writer)
        self.iopub_thread = Publisher(Channel(b"iopub", writer), session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket
        self.configure_tornado_logger()

    def init_kernel(self) -> None:
        """Create the kernel, as ipykernel does, in the one thread that there is."""
        main = threading.current_thread()
        manager = SimpleNamespace(
            get_subshell_to_shell_channel_socket=lambda _id: self.shell_socket, get_subshell_aborting=lambda _id: False
        )
        self.kernel = IPythonKernel.instance(
            parent=self,
            session=self.session,
            shell_channel_thread=SimpleNamespace(parent_thread=main, manager=manager),
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count


def run(connection: socket.socket, request: dict[str, Any], *, sandboxed: bool) -> None:
    """Take the files of a submission, give up all rights, and execute what is asked until the grader hangs up.

    Args:
        connection (socket.socket): To the grader.
        request (dict): `folder`, `environment`, `limits`, as the grader sent them to the zygote.
        sandboxed (bool): False with `--trusted`: the folder is the real one, nothing is restricted.
    """
    unpacker = Unpacker()
    waiting = _take(connection, unpacker)
    folder = Path(request["folder"])
    if sandboxed:
        folder.mkdir(parents=True)
    os.chdir(folder)
    if sandboxed:
        with tarfile.open(fileobj=io.BytesIO(waiting.pop(0)[1])) as files:
            files.extractall(filter="data")
    os.environ.update(request["environment"])
    _silence()
    if sandboxed:
        home = Path.home()
        code = {sys.prefix, sys.base_prefix, *filter(os.path.isabs, sys.path)}
        landlock.restrict([*READABLE, *code], [home, *WRITABLE])
        Limits(**request["limits"]).apply()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _seed()
    asyncio.run(_serve(connection, unpacker, waiting))


def _take(connection: socket.socket, unpacker: Unpacker) -> list[list[bytes]]:
    """Return the first messages; there is at least one, with the files."""
    while data := connection.recv(BLOCK):
        if messages := list(unpacker.feed(data)):
            return messages
    raise EOFError


def _silence() -> None:
    """Give the fork standard streams that lead nowhere; its outputs are messages."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    sys.stdin = sys.__stdin__ = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", closefd=False)  # noqa: SIM115


def _seed() -> None:
    """Give each fork random numbers of its own; `random` does so by itself."""
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


async def _serve(connection: socket.socket, unpacker: Unpacker, waiting: list[list[bytes]]) -> None:
    app = ForkedKernelApp.instance()
    app.connection = connection
    app.session = Session(key=b"", username="", check_pid=True, adapt_version=0)
    app.update_config(Config({"HistoryManager": {"hist_file": ":memory:"}, "IPKernelApp": {"quiet": True}}))
    app.initialize([])
    kernel: Any = app.kernel
    kernel.io_loop = IOLoop.current()
    kernel.shell.exit_now = False
    guard = Guard(kernel.shell)
    writer = Channel(b"guard", app.shell_socket._writer)
    loop = asyncio.get_running_loop()
    incoming: asyncio.Queue[list[bytes] | None] = asyncio.Queue()
    for message in waiting:
        incoming.put_nowait(message)

    def read() -> None:
        with contextlib.suppress(BlockingIOError):
            data = connection.recv(BLOCK, socket.MSG_DONTWAIT)
            for message in unpacker.feed(data) if data else [None]:
                incoming.put_nowait(message)
            if not data:
                loop.remove_reader(connection)

    loop.add_reader(connection, read)
    while message := await incoming.get():
        channel, *parts = message
        if channel == b"guard":
            writer.send_multipart([guard.answer(parts[0])])
        else:
            await kernel.dispatch_shell([zmq.Frame(part) for part in parts])
    os._exit(0)
