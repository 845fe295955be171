"""Every word the front end uses is there in both languages; tests/contracts looks at the rest."""

import re
from importlib.resources import files

from daskalo_widgets.bundle import esm
from daskalo_widgets.labels import labels

FRONTEND = files("daskalo_widgets").joinpath("frontend")


def test_every_label_the_front_end_uses_is_there_and_none_is_idle():
    used = set(re.findall(r"\blabels\.([a-z_]+)", esm())) | {"words", "words_least", "words_most", "words_least_most"}
    assert used == set(labels())
