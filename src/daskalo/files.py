"""Files that are replaced whole or not at all, and where the data sets lie."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

DATASETS = Path(__file__).parents[2] / "datasets"
"""The data sets of the checkout; they are in no wheel, so an editable install is needed to find them."""


def write_atomically(path: Path, content: str | bytes) -> bool:
    """Replace a file in one step; a crash leaves the old content or the new, never a mixture.

    Folders on the way are made. A file that already holds the content is left untouched, so that builds are quiet.

    Args:
        path (Path): The file to write.
        content (str | bytes): Text is written as UTF-8, with line ends as they are.

    Returns:
        Whether the file changed.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as temporary:
        temporary.write(data)
        temporary.flush()
        os.fsync(temporary.fileno())
    temporary_path = Path(temporary.name)
    temporary_path.chmod(0o644)
    try:
        temporary_path.replace(path)
    except OSError as error:
        temporary_path.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error
    return True
