"""Landlock: a process gives up rights for itself and for all it starts, and can never take them back.

The second wall behind bubblewrap: even where a mount or a namespace would let something through, the learner's code
may write to its own folders only, open no TCP port, and neither signal nor trace a process that is not its own.

Source: the Linux manual, landlock(7) and include/uapi/linux/landlock.h. glibc has no wrappers, so the three system
calls are made by number (the same on every architecture since Linux 5.13).
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PR_SET_NO_NEW_PRIVS = 38
ASK_VERSION = 1
PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEVICE = 1 << 14, 1 << 15
READ = EXECUTE | READ_FILE | READ_DIR
FILE_ONLY = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE
"""What a rule about a single file may name."""
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version knows; later ones know no more."""
NETWORK_RIGHTS = 0b11  # bind and connect TCP, since version 4
SCOPES = 0b11  # abstract sockets and signals, since version 6

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version() -> int:
    """Return the version of Landlock this kernel speaks; 0 where there is none or it is switched off."""
    return max(0, _libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASK_VERSION))


def restrict(readable: Iterable[str | Path], writable: Iterable[str | Path]) -> None:
    """Restrict the calling thread, and whatever it starts from now on.

    Args:
        readable (Iterable): Files and folders that may be read and executed; those that do not exist are left out.
        writable (Iterable): Files and folders that may also be changed.

    Raises:
        OSError: The kernel refuses: no Landlock, or too many layers of it.
    """
    abi = version()
    if not abi:
        raise OSError(os.strerror(95), "landlock")
    handled = (1 << FILE_RIGHTS.get(abi, max(FILE_RIGHTS.values()))) - 1
    wanted = _Ruleset(handled, NETWORK_RIGHTS if abi >= 4 else 0, SCOPES if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = _checked(_libc.syscall(CREATE_RULESET, ctypes.byref(wanted), ctypes.c_size_t(size), 0))
    try:
        for paths, rights in ((readable, READ), (writable, handled)):
            for path in paths:
                _allow(ruleset, path, rights & handled)
        _checked(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        _checked(_libc.syscall(RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str | Path, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not Path(path).is_dir():
            rights &= FILE_ONLY
        rule = _PathBeneath(rights, opened)
        _checked(_libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(rule), 0))
    finally:
        os.close(opened)


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
