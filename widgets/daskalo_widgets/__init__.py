"""What one clicks: the answers in the lessons and the training apps.

from daskalo_widgets import activity
activity("pbl-or-lookalike")
"""

from daskalo_widgets.show import activity

__all__ = ["activity"]
