"""Every word the front end uses is there in both languages; tests/contracts looks at the rest."""

import re

from daskalo.i18n import speaking
from daskalo_grading.trainer_desk.bundle import FRONTEND, MODULES
from daskalo_grading.trainer_desk.labels import labels

VIEWS = {"overview", "marking", "agreement", "statistics", "feedback", "scores"}


def test_every_label_the_front_end_uses_is_there_and_none_is_idle():
    used = set(re.findall(r"\blabels\.([a-z_]+)", "".join((FRONTEND / f"{name}.js").read_text() for name in MODULES)))
    assert used | VIEWS == set(labels())


def test_every_word_is_said_in_both_languages():
    bulgarian = labels()
    with speaking("en"):
        english = labels()
    assert [name for name in english if english[name] == bulgarian[name]] == []
