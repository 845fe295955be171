"""The trainer's side of nbgrader's exchange, where each person has folders of their own.

    <root>/<course>/inbound/<person>/<hand-in>/       written by that person's sandbox alone
    <root>/<course>/feedback/<person>/<file>.html     read by that person's sandbox alone

The folder proves who handed in, whatever a hand-in calls itself. Listing, fetching and submitting stay nbgrader's own:
in a person's sandbox the exchange has nbgrader's stock layout.
"""

from daskalo_grading.exchange.collect import Collect
from daskalo_grading.exchange.feedback import ReleaseFeedback

__all__ = ["Collect", "ReleaseFeedback"]
