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
import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import zmq
from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from traitlets.config import Config

from daskalo.files import DATASETS
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
    """ipykernel's application in two halves: all that can be done before a fork, and what needs the socket.

    The order of the steps is that of `IPKernelApp.initialize`.
    """

    def prepare(self) -> None:
        """Before the fork: settings, kernel and shell. No thread is started."""
        self.session = Session(key=b"", username="")
        self.update_config(Config({"HistoryManager": {"hist_file": ":memory:"}, "IPKernelApp": {"quiet": True}}))
        super(IPKernelApp, self).initialize([])
        self.init_pdb()
        self.init_kernel()
        self.init_path()
        self.init_shell()
        self.init_gui_pylab()
        self.init_extensions()
        self.init_code()
        own = Path(self.ipython_dir)
        self.folders = [own, *(path for path in own.rglob("*") if path.is_dir())]

    def init_kernel(self) -> None:
        """Create the kernel, as ipykernel does, in the one thread that there is."""
        manager = SimpleNamespace(
            get_subshell_to_shell_channel_socket=lambda _id: self.shell_socket, get_subshell_aborting=lambda _id: False
        )
        self.kernel: Any = IPythonKernel.instance(
            parent=self,
            session=self.session,
            shell_channel_thread=SimpleNamespace(parent_thread=threading.main_thread(), manager=manager),
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )

    def connect(self, connection: socket.socket) -> None:
        """After the fork: channels, streams, and the thread that publishes."""
        self.session.pid = os.getpid()
        self.session.session = uuid.uuid4().hex
        writer = FrameWriter(connection)
        self.shell_socket, self.guard_socket = Channel(b"shell", writer), Channel(b"guard", writer)
        self.iopub_thread = Publisher(Channel(b"iopub", writer), session=self.session)  # type: ignore[arg-type]
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket
        self.configure_tornado_logger()
        self.init_io()
        self.init_signal()
        kernel, shell = self.kernel, self.kernel.shell
        kernel.iopub_thread, kernel.iopub_socket = self.iopub_thread, self.iopub_socket
        kernel.stdin_socket = Channel(b"stdin", writer)
        shell.displayhook.pub_socket = shell.display_pub.pub_socket = self.iopub_socket
        self.displayhook.get_execution_count = lambda: kernel.execution_count
        kernel.io_loop = IOLoop.current()
        shell.ask_exit = _stay


def prepared() -> ForkedKernelApp:
    """Return the application all forks begin with."""
    app = ForkedKernelApp.instance()
    app.prepare()
    return app


def run(app: ForkedKernelApp, connection: socket.socket, request: dict[str, Any], *, sandboxed: bool) -> None:
    """Take the files of a submission, give up all rights, and execute what is asked until the grader hangs up.

    Args:
        app (ForkedKernelApp): Prepared before the fork.
        connection (socket.socket): To the grader.
        request (dict): `folder`, `environment`, `limits`, as the grader sent them to the zygote.
        sandboxed (bool): False with `--trusted`: the folder is the real one, nothing is restricted.
    """
    unpacker = Unpacker()
    (_files, packed), *waiting = _take(connection, unpacker)
    folder = Path(request["folder"])
    if sandboxed:
        folder.mkdir(parents=True)
    os.chdir(folder)
    if sandboxed:
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(filter="data")
    os.environ.update(request["environment"])
    _look_like_a_kernel(app.kernel.shell)
    _silence()
    if sandboxed:
        home = Path.home()
        code = {sys.prefix, sys.base_prefix, *filter(os.path.isabs, sys.path)}
        landlock.restrict([*READABLE, *code, DATASETS], [home, *WRITABLE])
        Limits(**request["limits"]).apply()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _seed()
    asyncio.run(_serve(app, connection, unpacker, waiting))


def _look_like_a_kernel(shell: Any) -> None:
    """Leave what code can see of its own start as `ipykernel_launcher` leaves it."""
    launcher = Path(kernelapp.__file__).parents[1] / "ipykernel_launcher.py"
    connection = f"/tmp/tmp{uuid.uuid4().hex[:8]}.json"
    sys.argv[:] = [str(launcher), "-f", connection, "--HistoryManager.hist_file=:memory:"]
    sys.breakpointhook = _no_debugger
    shell.user_ns["_dh"][:] = [Path.cwd()]


def _no_debugger(*_arguments: object, **_options: object) -> None:
    """What `breakpoint()` does in a kernel to which no debugger is attached."""


def _stay() -> None:
    """What `exit()` does: nothing. ipykernel would end a moment later, and take the cells that follow with it."""


def _look_again() -> None:
    """Have the next import look into the folder anew: a file a cell has just written is as old as the last look."""
    finder: Any = sys.path_importer_cache.get(str(Path.cwd()))
    if finder is not None:
        finder.invalidate_caches()


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


async def _serve(
    app: ForkedKernelApp, connection: socket.socket, unpacker: Unpacker, waiting: list[list[bytes]]
) -> None:
    app.connect(connection)
    guard = Guard(app.kernel.shell)
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
            app.guard_socket.send_multipart([guard.answer(parts[0])])
        else:
            _look_again()
            await app.kernel.dispatch_shell([zmq.Frame(part) for part in parts])
    os._exit(0)
