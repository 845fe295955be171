"""`main`, started with the number FD of a socket: a warm interpreter that forks one kernel after the other.

It runs inside the sandbox and has imported all that is slow to import. It holds nothing of any course. The grader
sends it one-line requests over the socket FD, after it has said {"ready": true}:

    {"do": "fork", ...} and the socket of the kernel   ->  {"forked": true}; later {"ended": status}
    {"do": "interrupt"}                                    the kernel gets SIGINT
    {"do": "clean"}                                    ->  {"clean": true} when nothing of the submission is left

Between two submissions every other process of the sandbox is killed and every folder that can be written is emptied.
"""

from __future__ import annotations

import gc
import importlib
import json
import linecache
import os
import select
import shutil
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

WARM = (
    "comm",
    "daskalo_grading.checks",
    "daskalo_grading.execution.forked_kernel",
    "daskalo_widgets",
    "faulthandler",
    "ipykernel.comm",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magic_arguments",
    "IPython.core.magics",
    "IPython.core.magics.ast_mod",
    "IPython.core.magics.execution",
    "IPython.core.magics.pylab",
    "IPython.core.oinspect",
    "IPython.core.ultratb",
    "IPython.extensions.storemagic",
    "IPython.lib.pretty",
    "ipywidgets",
    "matplotlib",
    "matplotlib.backends.backend_agg",
    "matplotlib.figure",
    "matplotlib.pyplot",
    "numpy",
    "pandas",
    "pandas.io.formats.html",
    "pandas.io.formats.string",
    "pandas.io.formats.style",
    "pdb",
    "pexpect",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "pygments.styles",
    "sqlite3",
    "stack_data",
    "tornado.platform.asyncio",
    "unittest",
)
"""What notebooks import, and what a kernel imports when it starts, runs a cell, plots or shows an error.

Not `matplotlib_inline.backend_inline`: at its first import it looks for the shell that it serves.
"""
LARGEST_REQUEST = 1 << 16
BURIED_S = 20  # less than the grader waits for an answer
EMPTIED = ("/tmp", "/var/tmp", "/dev/shm", "/run")


def warm_up() -> Any:
    """Return the kernel that all forks begin with, with all imported that notebooks use.

    The kernel comes first: some modules (pandas) look at their import whether they are in a notebook. A module that is
    not installed is left out: a notebook that needs it fails as it would anywhere.
    """
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # slow to import; ipykernel does without it
    from daskalo_grading.execution.forked_kernel import prepared

    app = prepared()
    with app.kernel.shell.builtin_trap:  # `get_ipython` is there, as in a cell
        for name in WARM:
            with suppress(ImportError):
                importlib.import_module(name)
        _show_an_error(app.kernel.shell)
    del sys.modules["debugpy"]
    return app


def _show_an_error(shell: Any) -> None:
    """Format one error: for the first, `inspect` asks for the real path of every module there is (80 ms)."""
    kept = dict(vars(shell.InteractiveTB))
    try:
        exec(compile("1 / 0", shell.compile.get_code_name("1 / 0", "1 / 0", 0), "exec"), {})
    except ZeroDivisionError:
        shell.InteractiveTB.structured_traceback(*sys.exc_info())
    vars(shell.InteractiveTB).update(kept)
    linecache.checkcache()


class Zygote:
    """Answers the requests of the grader."""

    def __init__(self, control: socket.socket, app: Any, laid_out: frozenset[Path], *, sandboxed: bool) -> None:
        self._control = control
        self._app = app
        self._sandboxed = sandboxed
        self._laid_out = laid_out
        self._child: int | None = None
        self._watch: int | None = None

    def serve(self) -> None:
        """Answer until the grader hangs up."""
        while True:
            ready, _, _ = select.select([self._control, *([self._watch] if self._watch else [])], [], [])
            if self._watch in ready:
                self._tell(ended=self._reap())
            if self._control in ready:
                data, descriptors, _flags, _address = socket.recv_fds(self._control, LARGEST_REQUEST, 1)
                if not data:
                    return
                self._answer(json.loads(data), descriptors)

    def _answer(self, request: dict[str, Any], descriptors: list[int]) -> None:
        match request["do"]:
            case "fork":
                self._fork(request, descriptors[0])
                os.close(descriptors[0])
                self._tell(forked=True)
            case "interrupt" if self._child:
                with suppress(ProcessLookupError):
                    os.kill(self._child, signal.SIGINT)
            case "clean":
                self._tell(clean=self._clean())

    def _tell(self, **message: object) -> None:
        self._control.send(json.dumps(message).encode())

    def _fork(self, request: dict[str, Any], connection: int) -> None:
        self._child = os.fork()
        if self._child == 0:
            self._become_kernel(request, connection)
        self._watch = os.pidfd_open(self._child)

    def _become_kernel(self, request: dict[str, Any], connection: int) -> NoReturn:
        status = 1
        try:
            os.setsid()
            self._control.close()
            from daskalo_grading.execution.forked_kernel import run

            run(self._app, socket.socket(fileno=os.dup(connection)), request, sandboxed=self._sandboxed)
            status = 0
        finally:
            os._exit(status)  # never back into the loop of the zygote

    def _reap(self) -> int:
        assert self._child is not None
        assert self._watch is not None
        _pid, status = os.waitpid(self._child, 0)
        os.close(self._watch)
        if not self._sandboxed:
            with suppress(ProcessLookupError):
                os.killpg(self._child, signal.SIGKILL)
        self._child = self._watch = None
        return os.waitstatus_to_exitcode(status)

    def _clean(self) -> bool:
        if not self._sandboxed:
            if self._child:
                with suppress(ProcessLookupError):
                    os.killpg(self._child, signal.SIGKILL)
                self._reap()
            return True
        alone = _end_all()
        if self._watch:
            os.close(self._watch)
        self._child = self._watch = None
        emptied = all(_empty(Path(folder), self._laid_out) for folder in (*EMPTIED, str(Path.home())))
        for folder in self._app.folders:  # IPython's own, which were there when the kernel was prepared
            folder.mkdir(parents=True, exist_ok=True)
        return alone and emptied


def _end_all() -> bool:
    """End all of this process table but its init and ourselves; say whether nobody is left.

    Orphans are buried by the init, which takes its time after hundreds of them; until then they would be counted among
    the processes of the next submission.
    """
    deadline = time.monotonic() + BURIED_S
    while time.monotonic() < deadline:
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            return True
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.001)
    return False


def lay_out(folder: Path) -> set[Path]:
    """Return what the sandbox itself has put into a folder: the checkout may lie below `/tmp`.

    What is mounted there is read-only and not looked into.
    """
    found: set[Path] = set()
    for entry in folder.iterdir() if folder.is_dir() else ():
        found.add(entry)
        if _is_own_folder(entry, folder):
            found |= lay_out(entry)
    return found


def _is_own_folder(entry: Path, folder: Path) -> bool:
    """Whether an entry is a folder of the same file system, not a link and not a mount."""
    return entry.is_dir() and not entry.is_symlink() and entry.lstat().st_dev == folder.lstat().st_dev


def _empty(folder: Path, laid_out: frozenset[Path]) -> bool:
    """Remove all that the sandbox has not put there; say whether it worked."""
    if not folder.is_dir():
        return True
    emptied = True
    for entry in folder.iterdir():
        if entry in laid_out:
            emptied &= not _is_own_folder(entry, folder) or _empty(entry, laid_out)
        elif entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, onerror=_open_and_retry)
        else:
            entry.unlink()
    return emptied and all(entry in laid_out for entry in folder.iterdir())


def _open_and_retry(function: Any, path: str, _error: object) -> None:
    with suppress(OSError):
        Path(path).parent.chmod(0o700)
        Path(path).chmod(0o700)
        function(path)


def main() -> None:
    """Warm up and serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    sandboxed = "--trusted" not in sys.argv
    if sandboxed and os.getpid() > 10:
        raise SystemExit("not in a process table of its own")  # os.kill(-1) would reach others
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at the terminal is for the grader
    laid_out = frozenset().union(*(lay_out(Path(folder)) for folder in EMPTIED)) if sandboxed else frozenset()
    app = warm_up()
    gc.collect()
    gc.freeze()  # forks share these pages as long as the collector does not touch them
    control.send(b'{"ready": true}')
    Zygote(control, app, laid_out, sandboxed=sandboxed).serve()
