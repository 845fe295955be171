"""nbgrader in a course's formgrader: where things lie, how learners' code is run, which page they get back."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 - given by traitlets

course = Path(os.environ["DASKALO_COURSE"])
load_subconfig(str(course / "nbgrader_config.py"))  # noqa: F821 - course id and the stubs in its language
c.CourseDirectory.root = str(course)

c.Exchange.root = os.environ["DASKALO_EXCHANGE"]
c.ExchangeFactory.collect = "daskalo_grading.exchange.Collect"
c.ExchangeFactory.release_feedback = "daskalo_grading.exchange.ReleaseFeedback"

c.FormgradeExtension.debug = False  # else it prints this configuration on its first page
c.GenerateFeedback.exporter_class = "daskalo_grading.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]

# The formgrader shows what learners' code has printed. Their HTML must not act in the name of the trainer.
c.HTMLExporter.sanitize_html = True

# Learners' code runs in a sandbox inside this one: without network, without gradebook, on a copy.
c.Execute.shutdown_kernel = "immediate"
if sockets := os.environ.get("DASKALO_SOCKETS"):
    c.Execute.kernel_name = "daskalo-grade"
    c.KernelManager.transport = "ipc"
    c.KernelManager.ip = f"{sockets}/{os.getpid()}/kernel"
    Path(sockets, str(os.getpid())).mkdir(exist_ok=True)
