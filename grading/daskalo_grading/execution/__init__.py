"""Running learners' code when it is marked: warm, apart from everything else, and limited.

    nbgrader's Autograde
      └ execute.Execute          in place of nbgrader's preprocessor of the same name (grading/nbgrader_config.py)
          ├ client               nbclient's view of a kernel: nbclient itself turns messages into outputs
          ├ warm                 starts the sandbox and the warm interpreter, ends what it forked
          │   └ zygote           inside: forks for each submission, cleans up after it
          │       └ forked_kernel    in the fork: Landlock, limits, ipykernel's own application
          ├ clean_room           which tests run where the learner's code never was
          └ guard                in the fork: is a test still what its author wrote?

`docs/security.md` says what this promises and what it cannot.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daskalo_grading.execution.execute import Execute
    from daskalo_grading.execution.repair import RepairCells

__all__ = ["Execute", "RepairCells"]


def __getattr__(name: str) -> Any:
    """Import on demand: what runs inside the sandbox needs no nbgrader."""
    if name == "Execute":
        from daskalo_grading.execution.execute import Execute

        return Execute
    if name == "RepairCells":
        from daskalo_grading.execution.repair import RepairCells

        return RepairCells
    raise AttributeError(name)
