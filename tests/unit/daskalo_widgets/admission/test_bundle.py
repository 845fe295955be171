"""Every word the front end uses is there; tests/contracts/test_front_ends.py looks at the rest."""

import re

from daskalo_widgets.admission.bundle import FRONTEND, MODULES
from daskalo_widgets.admission.labels import labels


def test_every_label_the_front_end_uses_is_there_and_none_is_idle():
    source = "".join((FRONTEND / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
    used = set(re.findall(r"\blabels\.([a-z_]+)", source))
    filled = re.findall(r"labels\[`([a-z_]+)\$\{[^}]+\}([a-z_]*)`\]", source)
    patterned = {name for name in labels() for start, end in filled if name.startswith(start) and name.endswith(end)}
    indirect = {name for name in labels() if re.search(rf'"{name}"', source)}
    assert used - set(labels()) == set()
    assert set(labels()) - used - patterned - indirect == set()
