"""`python -m daskalo_grading.execution.kernel CONNECTION_FILE`: a Python kernel that can harm nobody.

nbgrader starts it in the folder of one submission. The kernel works on a copy in memory: what a learner's code does to
its folder is gone afterwards, so it can plant no link that nbgrader would follow. It sees no gradebook, no other
submission, no source, no variables of the formgrader; it has no network, and limits on memory, processes and time.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from daskalo_grading.hub.sandbox import Limits, Mount, Sandbox, environment

LIMITS = Limits(memory_gib=2, processes=64, file_mib=64, scratch_mib=256, processor_s=300)
SUBMISSION = "/submission"
WORK = 'cp -R "$0"/. . && exec "$@"'  # $0 is the submission, the rest the kernel
KEPT = ("NBGRADER_EXECUTION", "DASKALO_LANGUAGE")


def kernel_command(connection_file: Path, submission: Path) -> list[str]:
    """Return the command line of the kernel in its sandbox.

    Args:
        connection_file (Path): Written by the kernel manager; names a prefix of sockets, because there is no network.
        submission (Path): The folder of the submission.
    """
    sockets = Path(json.loads(connection_file.read_bytes())["ip"]).parent
    sandbox = Sandbox(
        "learner",
        mounts=(
            Mount(submission, SUBMISSION),
            Mount(sockets, str(sockets), writable=True),
            Mount(connection_file, str(connection_file)),
        ),
        limits=LIMITS,
        network=False,
        proc=False,
    )
    kernel = [sys.executable, "-m", "ipykernel_launcher", "-f", str(connection_file)]
    return sandbox.command(["/bin/sh", "-c", WORK, SUBMISSION, *kernel])


def kernel_environment() -> dict[str, str]:
    """Return the variables of the kernel: ours, and which step of nbgrader this is."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return environment("/home/learner", kept.get("DASKALO_LANGUAGE", "bg")) | kept


if __name__ == "__main__":
    command = kernel_command(Path(sys.argv[1]), Path.cwd())
    os.execvpe(command[0], command, kernel_environment())
