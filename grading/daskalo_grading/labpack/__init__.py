"""JupyterLab in Bulgarian, and the settings that open it so.

No Bulgarian language pack of JupyterLab is published yet. This one holds what a teacher meets: menus, the notebook,
the file browser, dialogs, errors. `locale/bg_BG/<domain>.po` is its only form; `pack.py` compiles it when a server
starts. JupyterLab finds it through the entry point group `jupyterlab.languagepack`. When upstream has a pack, this one
goes: the translations are meant for it.

How a language is set for one user, without writing into their home: JupyterLab reads defaults from
`labconfig/default_setting_overrides.json` and `labconfig/page_config.json` in every folder of `JUPYTER_CONFIG_PATH`,
so a spawner gives each server a folder with these two files:

    >>> from daskalo_grading.labpack import labconfig
    >>> labconfig("bg")["default_setting_overrides.json"]["@jupyterlab/translation-extension:plugin"]
    {'locale': 'bg_BG'}

What the user later chooses under Настройки > Език lies in their home and wins over these defaults. The environment
(`LANG`) is no way: JupyterLab follows it only where the machine has that locale generated.

The same two files keep a server from asking outside: no news feed, no search for updates, no extension manager.

What stays English, since JupyterLab 4.6 or an extension makes it without a translator: the notice that a kernel died,
the dialog of „Запис като…“, „Open With“ in the file browser, the tooltip of the debugger button, the fields of the
settings editor (its server wants them from a module named like the upstream pack), and nbgrader's own menu, button and
lists.
"""

from daskalo_grading.labpack.pack import LanguagePack
from daskalo_grading.labpack.settings import LOCALES, labconfig

__all__ = ["LOCALES", "LanguagePack", "labconfig", "language_pack"]

language_pack = LanguagePack()
