"""The admission app: three doors, for a parent, an official, and whoever wants to change a rule and see who moves.

from daskalo_widgets.admission import show
show()

What can be done and what follows from it is `daskalo.admission.play`; here it is shown.

    page      what the notebook calls
    view      the widget
    session   what each message of the front end means; the journal
    parent    the door of a parent, as the front end draws it
    official  the door of an official: rounds, register, term, exported are its parts
    lab       the door of the lab: lab_controls, lab_outcome, lab_story, lab_museum, lab_words, lab_labels are its parts
    explaining  an explanation, the same at both doors
    wire      numbers and names as the reader writes them
    labels    the words on the controls
"""

from daskalo_widgets.admission.page import show

__all__ = ["show"]
