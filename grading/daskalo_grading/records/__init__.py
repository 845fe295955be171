"""The record: for each participant a signed pack of evidence, and a way to tell a genuine pack from an edited one.

A pack is a folder, and the same files in one zip:

```
record.json          everything that is documented: sessions, units, scores, rubrics, products, hours
certificate.pdf      what a person reads and prints; it awards no credits
certificate.docx     the same
neispuo.json         shaped like НЕИСПУО's record of a course; what nobody told us is null ...
neispuo.todo.json    ... and listed here, with who has to fill it
public-key.pem       the Ed25519 key that checks the signature
manifest.json        the SHA-256 of each file above, the course, the person, the day, the fingerprint of the key
manifest.sig         the signature over the bytes of manifest.json
```

The fingerprint of a pack is the SHA-256 of its `record.json`. It is printed on the certificate, as text and as a QR
code; the certificate itself is covered by the manifest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daskalo_grading.records.attendance import Session, read_attendance
    from daskalo_grading.records.make import Made, make_records
    from daskalo_grading.records.verdict import Verdict, verify

__all__ = ["Made", "Session", "Verdict", "make_records", "read_attendance", "verify"]

_MODULES = {
    "Made": "make",
    "Session": "attendance",
    "Verdict": "verdict",
    "make_records": "make",
    "read_attendance": "attendance",
    "verify": "verdict",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is asked for: the command line must not wait for nbgrader and the PDF library."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
