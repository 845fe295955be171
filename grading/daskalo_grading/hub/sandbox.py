"""What one process may see and use: a bubblewrap sandbox, or, for `--trusted`, a folder of links of the same shape.

Inside, everybody is an ordinary user with a home of their own, an own process table, an own `/tmp`, and an
`/etc/passwd` that names nobody else. The system, the virtual environment and our code are there read-only. Courses
with their solutions, gradebooks, other homes, the hub's database and secrets are not there at all.

Two things are shared: the processor, and the loopback network, because servers talk to the hub. Whatever listens there
asks for a token or a password; kernels listen on sockets inside the sandbox instead of ports.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from daskalo.files import write_atomically

CHECKOUT = Path(__file__).parents[3]
CODE = (
    "src",
    "widgets",
    "grading/daskalo_grading",
    "grading/hub/jupyter",
    "grading/nbgrader_config.py",
    "notebooks",
    "datasets",
)
# Of /etc only what programs need to start; /etc/ssl without its private keys.
ETC = ("alternatives", "fonts", "hosts", "ld.so.cache", "localtime", "mime.types", "nsswitch.conf", "ssl/certs")
USER = 1000
MIB = 2**20


@dataclass(frozen=True)
class Mount:
    """A file or folder that is visible inside.

    Attributes:
        source (Path): Where it lies outside.
        target (str): Where it appears inside, absolute.
        writable (bool): Whether it can be changed from inside.
    """

    source: Path
    target: str
    writable: bool = False


@dataclass(frozen=True)
class Limits:
    """What each process inside may use; 0 sets no limit beside those of the process that starts it.

    Attributes:
        memory_gib (int): Address space of one process, GiB.
        processes (int): Processes and threads of the sandbox together. The kernel does not count them where the hub
            itself runs as root.
        file_mib (int): The largest file that can be written, MiB.
        scratch_mib (int): Size of `/tmp` and of each other scratch folder; they lie in memory, MiB.
        processor_s (int): Processor time of one process, seconds.
    """

    memory_gib: int = 8
    processes: int = 1024
    file_mib: int = 1024
    scratch_mib: int = 512
    processor_s: int = 0

    def command(self) -> list[str]:
        """Return the prefix that sets them. It runs inside: outside, `nproc` counts everything the account runs."""
        limits = {
            "as": self.memory_gib * 1024 * MIB,
            "nproc": self.processes,
            "fsize": self.file_mib * MIB,
            "cpu": self.processor_s,
        }
        return ["/usr/bin/prlimit", "--core=0", *(f"--{name}={most}" for name, most in limits.items() if most), "--"]


@dataclass(frozen=True)
class Sandbox:
    """One sandbox.

    Attributes:
        account (str): The name of the user inside.
        mounts (tuple[Mount, ...]): What is visible beside the system and our code; a mount of `home` makes it lasting.
        scratch (tuple[str, ...]): Further folders that are empty at first and vanish with the sandbox.
        limits (Limits): What each process may use.
        network (bool): Whether the machine's network is reachable; without it there is none at all.
        proc (bool): Whether there is `/proc`. A sandbox inside a sandbox cannot have one when the hub runs as root.
    """

    account: str
    mounts: tuple[Mount, ...] = ()
    scratch: tuple[str, ...] = ()
    limits: Limits = Limits()
    network: bool = True
    proc: bool = True

    @property
    def home(self) -> str:
        """The home of the account inside."""
        return f"/home/{self.account}"

    def command(self, command: Sequence[str], folder: str | None = None) -> list[str]:
        """Return the bubblewrap command line that runs `command` inside, with the environment it is started with.

        It ends when the process that started it ends, and everything inside ends with it.

        Args:
            command (Sequence[str]): What to run.
            folder (str | None): The working folder inside; the home when not given.
        """
        arguments = ["bwrap", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "daskalo"]
        arguments += ["--unshare-user", "--uid", str(USER), "--gid", str(USER)]
        arguments += ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
        arguments += [] if self.network else ["--unshare-net"]
        arguments += _system()
        arguments += ["--proc", "/proc"] if self.proc else []
        for scratch in ("/tmp", "/run", "/dev/shm", self.home, *self.scratch):
            arguments += ["--size", str(self.limits.scratch_mib * MIB), "--tmpfs", scratch]
        arguments += _code()  # after the empty folders: the checkout may lie below one of them
        for mount in self.mounts:
            arguments += ["--bind" if mount.writable else "--ro-bind", str(mount.source), mount.target]
        arguments += ["--remount-ro", "/", "--chdir", folder or self.home, "--"]
        return [*arguments, *self.limits.command(), *command]

    def links(self, root: Path) -> None:
        """Lay out the mounts as symbolic links below `root`: the same paths without any protection.

        Args:
            root (Path): A folder of ours; made anew.
        """
        shutil.rmtree(root, ignore_errors=True)
        for scratch in self.scratch:
            (root / scratch.lstrip("/")).mkdir(parents=True)
        for mount in self.mounts:
            link = root / mount.target.lstrip("/")
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(mount.source)


def accounts(account: str, folder: Path) -> tuple[Mount, ...]:
    """Write the `passwd` and `group` of a sandbox, and return them as mounts. nbgrader takes the person's name there.

    Args:
        account (str): The name of the user inside.
        folder (Path): A folder of ours for the two files.
    """
    nobody = 65534
    content = {
        "passwd": f"{account}:x:{USER}:{USER}::/home/{account}:/bin/bash\n"
        f"nobody:x:{nobody}:{nobody}::/nonexistent:/usr/sbin/nologin\n",
        "group": f"{account}:x:{USER}:\nnogroup:x:{nobody}:\n",
    }
    for name, lines in content.items():
        write_atomically(folder / name, lines)
    return tuple(Mount(folder / name, f"/etc/{name}") for name in content)


def _system() -> list[str]:
    """Return the arguments for what every sandbox sees of the system."""
    arguments = ["--ro-bind", "/usr", "/usr", "--dev", "/dev"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        path = Path("/", name)
        if path.is_symlink():
            arguments += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            arguments += ["--ro-bind", str(path), str(path)]
    for name in ETC:
        arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    return arguments


def _code() -> list[str]:
    """Return the arguments for Python and our code, read-only."""
    arguments: list[str] = []
    for path in dict.fromkeys([sys.base_prefix, sys.prefix, *(str(CHECKOUT / folder) for folder in CODE)]):
        if not Path(path).is_relative_to("/usr"):
            arguments += ["--ro-bind-try", path, path]
    return arguments


def environment(home: str, language: str) -> dict[str, str]:
    """Return the variables that every process of ours needs; nothing else of the hub's environment is passed on.

    Args:
        home (str): The home inside.
        language (str): The language of the person's course.
    """
    return {
        "HOME": home,
        "PATH": os.pathsep.join([f"{sys.prefix}/bin", "/usr/local/bin", "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "TZ": os.environ.get("TZ", "Europe/Sofia"),
        "SHELL": "/bin/bash",
        "DASKALO_LANGUAGE": language,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
