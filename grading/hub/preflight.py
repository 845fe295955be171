"""Say in plain words what this machine lacks, and the command that brings it.

Runs on the system's Python before `.venv` exists, so it uses the standard library only and carries its few sentences
in both languages itself. `make setup` asks for what the installation needs; `daskalo hub` asks `missing_for_sandbox`.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys

# A sandbox in a sandbox: learners' code runs so when it is marked.
_SANDBOX = ["bwrap", "--unshare-all", "--ro-bind", "/", "/"]
SANDBOX_PROBE = [*_SANDBOX, "--proc", "/proc", *_SANDBOX, "true"]

Problem = tuple[str, str, str]  # Bulgarian, English, the command that helps

OLD_PYTHON = (
    "Python е твърде стар: нужен е 3.11 или по-нов.",
    "Python is too old: 3.11 or newer is needed.",
    "apt-get install python3.11  # then: make setup PYTHON=python3.11",
)
NO_VENV = (
    "Python не може да направи виртуална среда.",
    "Python cannot make a virtual environment.",
    "apt-get install python3-venv",
)
NO_NODE = (
    "Липсва node или npm: на тях работи входният сървър на хъба.",
    "node or npm is missing: the proxy of the hub runs on them.",
    "apt-get install nodejs npm",
)
NO_BUBBLEWRAP = (
    "Липсва bubblewrap: той пази потребителите на хъба един от друг.",
    "bubblewrap is missing: it keeps the users of the hub apart.",
    "apt-get install bubblewrap",
)
NO_NAMESPACES = (
    "bubblewrap не може да отдели потребителите на тази машина: {reason}",
    "bubblewrap cannot make a sandbox on this machine: {reason}",
    "sysctl -w kernel.unprivileged_userns_clone=1              # Debian\n"
    "    sysctl -w kernel.apparmor_restrict_unprivileged_userns=0  # Ubuntu 24.04 and newer",
)


def missing_for_setup() -> list[Problem]:
    """Return what `make setup` needs and does not find."""
    found = []
    if sys.version_info < (3, 11):
        found.append(OLD_PYTHON)
    if importlib.util.find_spec("ensurepip") is None:
        found.append(NO_VENV)
    if shutil.which("node") is None or shutil.which("npm") is None:
        found.append(NO_NODE)
    return found


def missing_for_sandbox() -> list[Problem]:
    """Return why user servers cannot be kept apart on this machine; empty when they can."""
    if shutil.which("bwrap") is None:
        return [NO_BUBBLEWRAP]
    probe = subprocess.run(SANDBOX_PROBE, capture_output=True, text=True, check=False)
    if probe.returncode == 0:
        return []
    reason = (probe.stderr.strip().splitlines() or ["?"])[-1]
    bulgarian, english, remedy = NO_NAMESPACES
    return [(bulgarian.format(reason=reason), english.format(reason=reason), remedy)]


def sentences(problems: list[Problem], language: str) -> list[str]:
    """Return each problem as a sentence in `bg` or `en`, its remedy on the line below."""
    return [f"{english if language == 'en' else bulgarian}\n    {remedy}" for bulgarian, english, remedy in problems]


if __name__ == "__main__":
    found = sentences(missing_for_setup(), sys.argv[1] if len(sys.argv) > 1 else "bg")
    if found:
        sys.exit("\n".join(found))
