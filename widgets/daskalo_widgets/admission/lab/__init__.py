"""The door of the lab, as the front end draws it.

view      what the page shows and what it asks
controls  the rules one may change
outcome   what follows: who moves, before and now
story     one child who gains by a false order, told
museum    six procedures, and two versions of the law, for the same children
words     procedures, tie-breaks and experiments by name
labels    the words on the controls
"""
