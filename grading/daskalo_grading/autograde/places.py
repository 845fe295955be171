"""Where a course lies."""

from __future__ import annotations

from pathlib import Path

from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.autograde")


def find_course(name: str, folder: Path | None = None, *, state: Path = Path(".daskalo")) -> Path:
    """Return the folder of a course.

    Args:
        name (str): Its id, such as `project-pedagogy-bg`; without the language where there is only one edition.
        folder (Path | None): The folder itself: any nbgrader course directory.
        state (Path): Where the hub keeps its courses; those of `build/` come next.

    Raises:
        UsageError: `course-unknown`, naming those there are.
    """
    if folder is not None:
        if not folder.is_dir():
            raise UsageError("course-unknown", _("There is no folder “{path}”.", path=folder))
        return folder.resolve()
    places = [path for root in (state / "courses", Path("build")) if root.is_dir() for path in sorted(root.iterdir())]
    known = {path.name: path for path in reversed(places) if (path / "source").is_dir()}
    found = [known[name]] if name in known else [path for id, path in known.items() if id.rpartition("-")[0] == name]
    if len(found) == 1:
        return found[0].resolve()
    message = _(
        "There is no course “{name}”. There are: {known}. For another nbgrader course give its folder with"
        " --course-dir.",
        name=name, known=", ".join(sorted(known)) or "–",
    )  # fmt: skip
    raise UsageError("course-unknown", message)
