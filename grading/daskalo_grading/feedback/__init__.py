"""The page a teacher reads when the work comes back.

nbgrader's converter `GenerateFeedback` reads the graded notebook and asks an exporter for HTML; ours is
`FeedbackExporter`. It shows the score, each task with the teacher's own answer, what was missing, the trainer's comment
and, for an activity with a key, why each answer is right or not. It shows no test source, no traceback of ours and
asks the network for nothing.

    c.GenerateFeedback.exporter_class = "daskalo_grading.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]

Explanations are read from `explanations/<unit>.json` in the course folder: they never travel with the assignment.
"""

from daskalo_grading.feedback.exporter import FeedbackExporter

__all__ = ["FeedbackExporter"]
