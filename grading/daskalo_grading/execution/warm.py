"""The grader's side of the warm interpreter: start it in its sandbox, have it fork, end what it forked."""

from __future__ import annotations

import atexit
import io
import json
import os
import select
import socket
import subprocess
import sys
import tarfile
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from daskalo.errors import DaskaloError, EnvironmentProblem
from daskalo.i18n import translator
from daskalo_grading.execution import landlock
from daskalo_grading.execution.limits import MIB, Limits
from daskalo_grading.hub import sandbox

_, ngettext = translator("daskalo_grading.execution")

ACCOUNT = "learner"
# What lies in the working folder is not imported by accident. (-P would keep notebooks from what lies beside them.)
ZYGOTE = "import sys; sys.path.remove(''); from daskalo_grading.execution.zygote import main; main()"
START_S = 60
ANSWER_S = 30


class NoSandbox(EnvironmentProblem):
    """Learners' code cannot be kept apart on this machine; nothing was graded."""


class InterpreterLost(DaskaloError):
    """The warm interpreter itself is gone."""


@dataclass(frozen=True)
class Usage:
    """What an interpreter and all it started use now: processes, and memory in bytes."""

    processes: int
    memory: int


class WarmInterpreter:
    """A warm interpreter in its sandbox.

    Args:
        limits (Limits): What one submission may use.
        trusted (bool): No sandbox: the learner's code has all the rights of the grader.
    """

    def __init__(self, limits: Limits, *, trusted: bool = False) -> None:
        self.limits = limits
        self.trusted = trusted
        self.ended: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = self._hung_up = False

    @property
    def alive(self) -> bool:
        """Whether it was started and has not hung up."""
        return self._process is not None and not self._hung_up

    @property
    def control(self) -> socket.socket:
        """The socket on which it says that a kernel has ended."""
        return self._control

    def launch(self) -> None:
        """Start it, and return at once: it warms up by itself.

        Raises:
            NoSandbox: `no-sandbox`, with what is missing.
        """
        if not self.trusted and not landlock.version():
            raise _no_sandbox(_("this Linux kernel has no Landlock (it needs 5.13 or later, with lsm=landlock)."))
        self._launch(None if self.trusted else _sandbox(self.limits, proc=True))

    def start(self) -> None:
        """Start it where it was not started yet; returns when it is warm.

        Raises:
            NoSandbox: `no-sandbox`, with what is missing.
        """
        if self._ready and self.alive:
            return
        if not self.alive:
            self.launch()
        try:
            self._expect_ready()
        except NoSandbox:
            if self.trusted:
                raise
            # Inside the formgrader's own sandbox there can be no second /proc.
            self._launch(_sandbox(self.limits, proc=False))
            self._expect_ready()

    def _launch(self, where: sandbox.Sandbox | None) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-c", ZYGOTE, str(theirs.fileno())]
        command = where.command(command) if where else [*command, "--trusted"]
        home = where.home if where else str(Path.home())
        self._ready = self._hung_up = False
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - read when it fails
        try:
            self._process = subprocess.Popen(
                command,
                env=_environment(home, trusted=self.trusted),
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=self._said,
                stderr=self._said,
            )
        except FileNotFoundError:
            self._control.close()
            self._said.close()
            raise _no_sandbox(_("bubblewrap is not installed (the command is “bwrap”).")) from None
        finally:
            theirs.close()
        atexit.register(self.close)

    def _expect_ready(self) -> None:
        with self._said as said:
            try:
                self._receive("ready", START_S)
                self._ready = True
            except InterpreterLost:
                said.seek(0)
                reason = said.read().decode(errors="replace").strip()[-500:]
                self.close()
                raise _no_sandbox(f"{reason}." if reason else "") from None

    def fork(self, files: Path, environment: dict[str, str]) -> socket.socket:
        """Fork a kernel for one submission, and return the socket that speaks with it.

        Args:
            files (Path): The folder of the submission: the kernel works on a copy of it.
            environment (dict): Variables it sees beside those of the warm interpreter.

        Raises:
            InterpreterLost: `interpreter-lost`.
        """
        ours, theirs = socket.socketpair()
        self.ended = None
        folder = str(files) if self.trusted else f"/home/{ACCOUNT}/{files.name}"
        request = {"do": "fork", "folder": folder, "environment": environment, "limits": asdict(self.limits)}
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno()])
        except OSError:
            raise _lost() from None
        finally:
            theirs.close()
        self._receive("forked", ANSWER_S)
        return ours

    def packed(self, files: Path) -> bytes:
        """Return what a fork needs of a submission, as a tar archive; links and special files stay behind."""
        buffer = io.BytesIO()
        if not self.trusted:
            with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
                archive.add(files, ".", filter=_plain)
        return buffer.getvalue()

    def interrupt(self) -> None:
        """Send the kernel a KeyboardInterrupt."""
        self._send(do="interrupt")

    def clean(self) -> None:
        """End the kernel and whatever it started, and empty its folders; an interpreter that cannot is ended too."""
        try:
            self._send(do="clean")
            if not self._receive("clean", ANSWER_S)["clean"]:
                self.close()
        except InterpreterLost:
            self.close()

    def noticed(self) -> bool:
        """Read what the warm interpreter says of its own accord; True when the kernel has ended."""
        while self.ended is None and select.select([self._control], [], [], 0)[0]:
            message = self._read()
            if "ended" in message:
                self.ended = message["ended"]
        return self.ended is not None

    def usage(self) -> Usage:
        """Return what runs in the sandbox now, without the warm interpreter itself."""
        assert self._process is not None
        processes = memory = 0
        with suppress(psutil.Error):
            for process in psutil.Process(self._process.pid).children(recursive=True):
                with suppress(psutil.Error, OSError):
                    processes += 1
                    memory += _own_memory(process.pid)
        return Usage(max(0, processes - (1 if self.trusted else 2)), memory)

    def close(self) -> None:
        """End it and everything inside."""
        atexit.unregister(self.close)
        if self._process is not None:
            self._control.close()
            self._said.close()
            self._process.kill()
            self._process.wait()
            self._process = None

    def _send(self, **request: object) -> None:
        try:
            self._control.send(json.dumps(request).encode())
        except OSError:
            self._hung_up = True
            raise _lost() from None

    def _receive(self, key: str, seconds: float) -> dict[str, Any]:
        while select.select([self._control], [], [], seconds)[0]:
            message = self._read()
            if key in message:
                return message
            self.ended = message.get("ended", self.ended)
        raise _lost()

    def _read(self) -> dict[str, Any]:
        try:
            data = self._control.recv(1 << 16)
        except OSError:
            data = b""
        if not data:
            self._hung_up = True
            raise _lost()
        return json.loads(data)


_shared: dict[tuple[int, Limits, bool], WarmInterpreter] = {}


def warm_interpreter(limits: Limits, *, trusted: bool) -> WarmInterpreter:
    """Return the warm interpreter of this process, started when there is none yet.

    Raises:
        NoSandbox: `no-sandbox`.
    """
    key = (os.getpid(), limits, trusted)  # a forked process has its own
    found = _shared.get(key)
    if found is None or not found.alive:
        _shared[key] = found = WarmInterpreter(limits, trusted=trusted)
    found.start()
    return found


def adopt(interpreter: WarmInterpreter) -> None:
    """Make an interpreter that another process has started the one of this process."""
    _shared[os.getpid(), interpreter.limits, interpreter.trusted] = interpreter


def _sandbox(limits: Limits, *, proc: bool) -> sandbox.Sandbox:
    return sandbox.Sandbox(
        ACCOUNT,
        scratch=("/var/tmp",),
        limits=sandbox.Limits(memory_gib=0, processes=0, file_mib=0, scratch_mib=limits.scratch_mib),
        network=False,
        proc=proc,
    )


def _environment(home: str, *, trusted: bool) -> dict[str, str]:
    """Return the cleared environment; one thread for BLAS, because threads do not survive a fork."""
    variables = dict(os.environ) if trusted else sandbox.environment(home, os.environ.get("DASKALO_LANGUAGE", "bg"))
    return variables | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    if not (entry.isreg() or entry.isdir()):
        return None
    entry.mode |= 0o700 if entry.isdir() else 0o600
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def _own_memory(pid: int) -> int:
    """Return what a process holds, bytes; pages it shares with the warm interpreter count in parts."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as lines:  # noqa: PTH123 - a file of the kernel
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return max(0, psutil.Process(pid).memory_info().rss - 150 * MIB)


def _no_sandbox(reason: str) -> NoSandbox:
    message = _(
        "Learners' code cannot be kept apart on this machine, so nothing is graded: {reason} Install bubblewrap and"
        " allow user namespaces, or grade with --trusted if you trust every hand-in.",
        reason=reason,
    )
    return NoSandbox("no-sandbox", message)


def _lost() -> InterpreterLost:
    return InterpreterLost("interpreter-lost", _("The interpreter for learners' code has ended. Grade once more."))
