"""The door of a parent, as the front end draws it.

view    what the page shows and what it asks
labels  the words on the controls
"""
