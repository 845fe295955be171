"""The page a teacher reads when the work comes back.

nbgrader's converter `GenerateFeedback` reads the graded notebook and asks an exporter for HTML; ours is
`FeedbackExporter`. It shows the score, the next step, each task with the teacher's own work, what was missing, the
trainers' comments and levels and, for an activity with a key, why each answer is right or not. It shows no hidden test,
no traceback, nothing of other people, runs nothing and asks the network for nothing. It works on any nbgrader course.

    c.GenerateFeedback.exporter_class = "daskalo_grading.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]

    exporter        nbgrader's side: one notebook in, one page out
    circumstances   what lies around: course, roster, gradebook, votes
    page            which cells make a task, and what is said about it
    work, faults    the learner's cells and outputs; errors in words
    hidden, safe    what must not be shown; what must not run
    explanations, rubric, steps   answer by answer; levels; what to do next

Explanations are read from `explanations/<unit>.json` in the course folder: they never travel with the assignment.
"""

from daskalo_grading.feedback.exporter import FeedbackExporter

__all__ = ["FeedbackExporter"]
