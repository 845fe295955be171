"""What the code of one submission may use."""

from __future__ import annotations

import resource
from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """The limits of one notebook.

    Attributes:
        memory_mib (int): What one process may allocate beside the warm interpreter, MiB; more raises `MemoryError`.
        total_memory_mib (int): What all its processes may hold together, MiB; more ends the interpreter.
        processes (int): Processes at a time; more end the interpreter.
        file_mib (int): The largest file it may write, MiB.
        scratch_mib (int): Its folder and `/tmp`, which lie in memory, MiB each.
        output_mib (int): What one cell may print or display, MiB; more ends the interpreter.
        messages (int): How many pieces of output one cell may send; more end the interpreter.
        notebook_s (float): All cells together, seconds. The time of one cell is nbgrader's `Execute.timeout`.
    """

    memory_mib: int = 2048
    total_memory_mib: int = 3072
    processes: int = 64
    file_mib: int = 64
    scratch_mib: int = 256
    output_mib: int = 32
    messages: int = 50_000
    notebook_s: float = 600

    def apply(self) -> None:
        """Set what the kernel can enforce for the calling process and all it starts."""
        for what, most in (
            (resource.RLIMIT_AS, own_address_space() + self.memory_mib * MIB),
            (resource.RLIMIT_NPROC, self.processes),
            (resource.RLIMIT_FSIZE, self.file_mib * MIB),
            (resource.RLIMIT_CPU, int(self.notebook_s) + 5),
            (resource.RLIMIT_CORE, 0),
        ):
            _current, hard = resource.getrlimit(what)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (most, most))


def own_address_space() -> int:
    """Return the address space of this process, bytes; 0 where `/proc` is not there."""
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - a file of the kernel
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 2048 * MIB
