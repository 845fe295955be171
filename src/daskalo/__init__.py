"""Daskalo: the library under the lessons, the training apps and the research notebooks.

Pure Python: nothing here imports a widget, a notebook or a web server. The other two roots, `daskalo_widgets` and
`daskalo_grading`, build on it, never the other way round.
"""
