"""nbgrader, made safe, fast and fair: for any course directory.

    JUPYTER_CONFIG_PATH=path/to/grading nbgrader autograde ps1

or, in the `nbgrader_config.py` of a course, `load_subconfig("path/to/grading/nbgrader_config.py")`. The formgrader of
the hub loads it too, and `daskalo grade` uses the same steps. (nbgrader has no option `--config`.)
"""

import os

c = get_config()  # noqa: F821 - given by traitlets

# Before nbgrader reads a hand-in: refuse what an honest one never holds.
c.Autograde.pre_convert_hook = "daskalo_grading.autograde.look_before"
# Split, copied and retyped cells are repaired before nbgrader looks at them.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "daskalo_grading.execution.RepairCells",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# Learners' code runs in forks of a warm interpreter, in a sandbox without network; the rest is nbgrader's.
c.Autograde.autograde_preprocessors = [
    "daskalo_grading.execution.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Execute.shutdown_kernel = "immediate"
c.Execute.trusted = os.environ.get("DASKALO_TRUSTED") == "yes"

c.GenerateFeedback.exporter_class = "daskalo_grading.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]
