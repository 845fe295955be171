"""nbgrader in a course's formgrader: where things lie, how learners' code is run, which page they get back."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 - given by traitlets

course = Path(os.environ["DASKALO_COURSE"])
load_subconfig(str(course / "nbgrader_config.py"))  # noqa: F821 - course id and the stubs in its language
c.CourseDirectory.root = str(course)
load_subconfig(str(Path(__file__).parents[3] / "nbgrader_config.py"))  # noqa: F821 - how hand-ins are run

c.Exchange.root = os.environ["DASKALO_EXCHANGE"]
c.ExchangeFactory.collect = "daskalo_grading.exchange.Collect"
c.ExchangeFactory.release_feedback = "daskalo_grading.exchange.ReleaseFeedback"

c.FormgradeExtension.debug = False  # else it prints this configuration on its first page
# The formgrader shows what learners' code has printed. Their HTML must not act in the name of the trainer.
c.HTMLExporter.sanitize_html = True
