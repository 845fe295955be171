"""The door of an official, as the front end draws it.

view      what the page shows and what it asks
rounds    a ranking in numbers, and the film of the year
register  the children: found, paged, explained
term      the days in which families answer
exported  all files as one archive
labels    the words on the controls
"""
