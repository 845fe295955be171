"""What somebody does in the admission app, as operations that are replayed: for the app, the tour, and the grader.

An operation is plain JSON: `{"op": "admission", "door": "parent", "do": "wishes", "institutions": [...]}`. The app
appends each one to a journal beside the notebook; the grader starts from nothing and replays them through the same
rules.

    >>> from daskalo.admission.play import Play
    >>> play = Play.replay([{"op": "admission", "door": "parent", "do": "claim", "criterion": "k1", "on": True}])
    >>> play.doors["parent"].form.claims
    (('k1', ''),)

    play      all doors together, and undo
    door      what a door is: operations it takes, tasks it sets
    parent    fill in an application, see the chance before and the explanation after
    form      the application of a parent
    official  a year of the admission, round by round
    office    the desk of an official as a state that never changes
    families  what invented families answer, and when
    uploads   own tables in the app
    lab       change a rule and see who moves: experiment, outcome, invention, museum, versions
    tour      the tasks of the guided tour, and their points
"""

from daskalo.admission.play.door import Door, Task
from daskalo.admission.play.play import Play
from daskalo.admission.play.tour import Result, grade

__all__ = ["Door", "Play", "Result", "Task", "grade"]
