"""The training apps: which there are, how one is shown, and how Voila serves them.

Importing this is light: nothing of Jupyter is loaded before an app is shown or served.
"""

from daskalo_widgets.apps.catalogue import App, app, catalogue
from daskalo_widgets.apps.page import show
from daskalo_widgets.apps.settings import voila_settings

__all__ = ["App", "app", "catalogue", "show", "voila_settings"]
