"""What a trainer does with graded hand-ins: read them, mark by hand, compare raters, look at tasks, release feedback.

`Marking` is one trainer on one gradebook; it shows nothing itself, that is what `daskalo_grading.trainer_desk` does.

    desk          one trainer: what the desk asks for
    queue         the manual queue: the work, the rubric, the votes, earlier comments
    work          what is marked by hand in a hand-in, and by which rubric
    push          votes into nbgrader's columns; two raters at once lose nothing
    place         where marks belong
    course        the course directory and its people
    anonymous     names taken out of what is shown
    overview      what waits where
    agreement     how far two raters agree
    statistics    how hard the tasks were, and frequent wrong answers
    picture       both as a picture
    scores        everybody's points, and their export
    release       feedback, to all or to one
"""

from daskalo_grading.marking.desk import Marking
from daskalo_grading.marking.overview import Overview
from daskalo_grading.marking.release import Recipient, Released
from daskalo_grading.marking.statistics import Statistics
from daskalo_grading.marking.work import Piece

__all__ = ["Marking", "Overview", "Piece", "Recipient", "Released", "Statistics"]
