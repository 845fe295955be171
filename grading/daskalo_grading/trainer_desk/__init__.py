"""The trainer's desk: one app over a course's gradebook, for everything a trainer does after the hand-ins came.

page      what the notebook `widgets/apps/trainer-desk.ipynb` shows
view      the widget: messages in, messages out
session   what each message means; `daskalo_grading.marking` and `daskalo_grading.autograde` do the work
jobs      long work in the background: grading, releasing feedback
wire      values and tables as the front end draws them, in the language of the course
labels    the words on the controls
bundle    the front end: plain ES modules, joined
server    the app inside the formgrader's Jupyter server
"""

from __future__ import annotations

from daskalo_grading.trainer_desk.page import show

__all__ = ["show"]
