"""Running learners' code when it is marked: in a sandbox inside the formgrader's sandbox.

`kernel` is the command of the Jupyter kernel `daskalo-grade`, which nbgrader's `Execute` starts.
"""
