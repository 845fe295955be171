"""What differs between two runs of one and the same program, made equal; and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

from corpus import UNITS
from nbformat import NotebookNode

UNIT_NAMES = "|".join(UNITS)
HOME = re.escape(str(Path.home()))
DIFFERS = [
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z"), "TIME"),  # when a cell ran
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),  # addresses in memory
    (re.compile(r"/tmp/ipykernel_\d+/\d+\.py"), "cell.py"),  # a file that ipykernel names after its process
    (re.compile(r"(?<=ipykernel_)\d+"), "PID"),  # the same name, in a warning
    (re.compile(r"\b[0-9a-f]{32}\b"), "UUID"),  # ids of widgets
    (re.compile(r"/tmp/tmp\w+"), "/tmp/…"),  # temporary files
    (re.compile(r"(Thread|Task)-\d+"), r"\1-N"),  # how many there were before
    (re.compile(r"\(\d{3,} times\)"), "(N times)"),  # how deep a recursion went: from where it began
    # how long something took
    (re.compile(r"CPU times: .*\nWall time: .*"), "CPU TIMES"),
    (re.compile(r"[\d.]+ [nμm]?s ± [\d.]+ [nμm]?s per loop"), "T per loop"),
    (re.compile(r"(Ran \d+ tests? in )[\d.]+s"), r"\1T"),
    (re.compile(r"(IPython CPU timings \(estimated\):\n).*\n.*\nWall time: .*"), r"\1TIMES"),
    # where a hand-in is run; IPython writes ~ for the home, and ours has a home of its own
    (re.compile(rf"(?:~|/[\w./-]+)/autograded/teacher1(?=/)|(?:~|/home/learner)(?=/(?:{UNIT_NAMES})\b)"), "FOLDER"),
    (re.compile(rf"{HOME}(?=/)|/home/learner(?=/)"), "~"),
]
WIDGETS = "application/vnd.jupyter.widget-state+json"


def comparable(notebook: NotebookNode) -> dict[str, Any]:
    """Return a notebook as it must be equal: every cell with its outputs, and all metadata."""
    cells = []
    for each in notebook.cells:
        found = dict(each)
        if each.cell_type == "code":
            found["outputs"] = _joined(each.outputs)
            if each.metadata.get("unordered"):  # two threads read what a child writes to its two streams
                found["outputs"].sort(key=lambda output: output.get("name", ""))
        cells.append(found)
    return _plain({"cells": cells, "metadata": _without_ids(dict(notebook.metadata))})


def _joined(outputs: list[NotebookNode]) -> list[Any]:
    """Join streams of one name that follow each other: a kernel cuts them by the clock."""
    joined: list[Any] = []
    for output in outputs:
        if output.output_type == "stream" and joined and joined[-1].get("name") == output.name:
            joined[-1] = joined[-1] | {"text": joined[-1]["text"] + output.text}
        else:
            joined.append(dict(output))
    return joined


def _without_ids(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata with the states of widgets in an order of their own: nbformat sorts them by random ids."""
    states = metadata.get("widgets", {}).get(WIDGETS, {}).get("state")
    if states is None:
        return metadata
    text = json.dumps(list(states.values()), sort_keys=True)
    for id, model in states.items():
        text = text.replace(id, model["model_name"])
    return metadata | {"widgets": sorted(json.loads(text), key=lambda model: json.dumps(model, sort_keys=True))}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_plain(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, str):
        for pattern, word in DIFFERS:
            value = pattern.sub(word, value)
    return value
