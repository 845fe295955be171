"""The language pack as jupyterlab_server wants it: a folder of JSON, made from the PO files when asked for."""

import atexit
import json
import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "locale"
CONTEXT_SEPARATOR = "\4"


class LanguagePack:
    """What the entry point `jupyterlab.languagepack` names.

    jupyterlab_server loads it and reads every JSON file beside its `__file__`. The catalogues may lie where nobody can
    write, so the folder is a temporary one, made once in the life of a process.
    """

    @cached_property
    def __file__(self) -> str:
        """The path whose folder holds the compiled catalogues."""
        folder = Path(tempfile.mkdtemp(prefix="daskalo-labpack-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        compile_catalogues(folder)
        return str(folder / "__init__.py")


def compile_catalogues(folder: Path) -> list[Path]:
    """Write `locale/<locale>/LC_MESSAGES/<domain>.json` for each catalogue of the pack.

    Args:
        folder (Path): Where `locale/` is made.

    Returns:
        list[Path]: The files, in order of domain.
    """
    written: list[Path] = []
    for source in sorted(CATALOGUES.glob("*/*.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parent.name, domain=source.stem)
        target = folder / "locale" / source.parent.name / "LC_MESSAGES" / f"{source.stem}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(lab_messages(catalogue), ensure_ascii=False), encoding="utf-8")
        written.append(target)
    return written


def lab_messages(catalogue: Catalog) -> dict[str, Any]:
    r"""Return a catalogue as JupyterLab's JSON: `context\4msgid` to the list of its forms.

    What is not translated stays out, so that JupyterLab shows the English.

    Args:
        catalogue (Catalog): The catalogue, with its domain set.
    """
    messages: dict[str, Any] = {
        "": {
            "domain": catalogue.domain,
            "language": str(catalogue.locale).replace("_", "-"),
            "plural_forms": catalogue.plural_forms,
            "version": catalogue.version,
        }
    }
    for message in catalogue:
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if msgid and forms and all(forms):
            key = f"{message.context}{CONTEXT_SEPARATOR}{msgid}" if message.context else msgid
            messages[key] = forms
    return messages
