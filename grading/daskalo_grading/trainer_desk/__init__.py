"""The trainer's desk: one app over a course's gradebook, for everything a trainer does after the hand-ins came.

```
page       what the notebook `widgets/apps/trainer-desk.ipynb` shows
view       the widget: messages in, messages out
session    what each message means; `daskalo_grading.marking` and `daskalo_grading.autograde` do the work
jobs       a thread for what takes long
long_work  grading everything new, releasing feedback
views      overview and work, as the front end draws them
reports    agreement, statistics, scores, and the end of long work
wire       numbers and tables in the language of the course
labels     the words on the controls
bundle     the front end: plain ES modules, joined
settings   what Voila says around the desk
commands   `daskalo desk`
server     the app inside the formgrader's Jupyter server
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daskalo_grading.trainer_desk.page import show

__all__ = ["show"]


def __getattr__(name: str) -> Any:
    """Import on demand: the command line only wants to know that there is a desk."""
    if name == "show":
        from daskalo_grading.trainer_desk.page import show

        return show
    raise AttributeError(name)
