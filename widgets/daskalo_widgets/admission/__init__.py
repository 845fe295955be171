"""The admission app: three doors, for a parent, an official, and whoever wants to change a rule and see who moves.

from daskalo_widgets.admission import show
show()

What can be done and what follows from it is `daskalo.admission.play`; here it is shown.

    page        what the notebook calls
    view        the widget
    session     what each message of the front end means; the journal
    parent/, official/, lab/   the three doors, as the front end draws them
    explaining  an explanation, the same at two doors
    wire        numbers, names, the map and files as the front end takes them
    labels      the words on the controls
    frontend/   plain ES modules, a folder a door, joined by bundle
"""

from daskalo_widgets.admission.page import show

__all__ = ["show"]
