"""Say in plain words what this machine lacks, and the command that brings it.

Runs on the system's Python before `.venv` exists, so it uses the standard library only. `make setup` asks for what
the installation needs, `make hub` also for what the sandbox of the user servers needs.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys

SANDBOX_PROBE = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"]


def missing_for_setup() -> list[str]:
    """Return a sentence, with its remedy, for each thing `make setup` needs and does not find."""
    found = []
    if sys.version_info < (3, 11):
        version = ".".join(map(str, sys.version_info[:2]))
        found.append(
            f"Python {version} is too old, 3.11 or newer is needed.\n    apt-get install python3  # then: make setup PYTHON=python3.11"
        )
    if importlib.util.find_spec("ensurepip") is None:
        found.append("Python cannot make a virtual environment.\n    apt-get install python3-venv")
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            found.append(f"{program} is missing: the hub's proxy runs on it.\n    apt-get install nodejs npm")
    return found


def missing_for_sandbox() -> list[str]:
    """Return a sentence, with its remedy, where user servers cannot be isolated on this machine."""
    if shutil.which("bwrap") is None:
        return ["bubblewrap is missing: it keeps the users of the hub apart.\n    apt-get install bubblewrap"]
    probe = subprocess.run(SANDBOX_PROBE, capture_output=True, text=True, check=False)
    if probe.returncode == 0:
        return []
    reason = probe.stderr.strip().splitlines()[-1] if probe.stderr.strip() else "no reason given"
    return [
        f"bubblewrap cannot make a sandbox here: {reason}\n"
        "    sysctl -w kernel.unprivileged_userns_clone=1              # Debian\n"
        "    sysctl -w kernel.apparmor_restrict_unprivileged_userns=0  # Ubuntu 24.04 and newer\n"
        "    In a container, allow user namespaces or run it with the 'unconfined' seccomp profile."
    ]


def main(arguments: list[str]) -> int:
    """Print what is missing for `setup` (default) or `hub`; exit status 1 if anything is."""
    found = missing_for_setup() + (missing_for_sandbox() if "hub" in arguments else [])
    for sentence in found:
        print(f"Липсва / Missing: {sentence}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
