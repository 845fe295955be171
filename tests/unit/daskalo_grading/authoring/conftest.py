"""A tiny course, written into a temporary folder, complete in both languages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from daskalo_grading.authoring import catalogue
from daskalo_grading.authoring.translate import translate

COURSE = """
id = "tiny"
title = "A tiny course"
summary = "One unit about soil."
goal = "Teachers look at soil."
audience = "Teachers of science."
assessment = "One answer and one text."
provider_note = "No credits come from this course alone."
hours = { present = 2, self_study = 1 }
pass_mark = 0.7
framework = "DigCompEdu 2017"

[[unit]]
id = "01-soil"
title = "What is in the soil"
hours = { present = 1, self_study = 1 }
points = { automatic = 5, manual = 4 }
[[unit.outcome]]
text = "tells soil from sand"
digcompedu = ["3.1", "5.3"]

[[planned]]
title = "Who lives in the soil"
hours = { present = 1, self_study = 0 }
[[planned.outcome]]
text = "finds an earthworm"
digcompedu = ["2.2"]

[[source]]
title = "A book about soil"
url = "https://example.org/soil"
"""
LESSON = """\
---
jupytext:
  formats: md:myst
kernelspec: {display_name: Somebody's kernel, name: python3}
---

# What is in the soil

Read [the page](https://example.org/soil) and call `look()`. It has {n} lines.

- Sand is light.
- Clay is heavy.

```text
+ a fence stays as it is
```

```{code-cell} ipython3
---
nbgrader: {schema_version: 3, grade_id: imports, grade: false, solution: false, task: false, locked: true}
---
# Everything we need
from daskalo_grading.checks import check
from daskalo_widgets import activity
```

```{code-cell} ipython3
---
nbgrader: {schema_version: 3, grade_id: warm-up-activity, grade: false, solution: false, task: false, locked: true}
---
activity("warm-up")
```

```{code-cell} ipython3
---
nbgrader: {schema_version: 3, grade_id: soil-activity, grade: false, solution: false, task: false, locked: true}
---
activity("soil")
```

```{code-cell} ipython3
---
nbgrader: {schema_version: 3, grade_id: soil-test, grade: true, solution: false, task: false, locked: true, points: 3}
---
check("soil")
```

+++ {"tags": ["own-code"]}

## Your own code

```{code-cell} ipython3
---
nbgrader: {schema_version: 3, grade_id: double, grade: false, solution: true, task: false, locked: false}
---
def double(number):
    # Return twice the number
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION
```

```{code-cell} ipython3
---
nbgrader: {schema_version: 3, grade_id: double-test, grade: true, solution: false, task: false, locked: true, points: 2}
---
assert double(2) == 4
### BEGIN HIDDEN TESTS
assert double(-3) == -6
### END HIDDEN TESTS
```

```{code-cell} ipython3
---
nbgrader: {schema_version: 3, grade_id: garden-activity, grade: false, solution: false, task: false, locked: true}
---
activity("garden")
```

+++ {"nbgrader": {"schema_version": 3, "grade_id": "garden", "points": 4, \
"grade": false, "solution": false, "task": true, "locked": true}}

Your trainer reads your text by this rubric.

```{rubric} garden
```
"""
ACTIVITIES = """
[warm-up]
kind = "choice"
title = "Warm-up"
prompt = "**Which one is heavier?**"
practice = true
options = [
  { id = "sand", text = "Sand", why = "Dry sand runs through your fingers." },
  { id = "clay", text = "Clay", why = "Clay keeps its water for weeks." },
]
answer = "clay"

[soil]
kind = "choices"
title = "In the soil"
prompt = "What is in the soil?"
hint = "Look through a lens."
options = [
  { id = "air", text = "Air", why = "Between the grains there is always some air." },
  { id = "worms", text = "Worms", why = "They dig the tunnels that plants need." },
  { id = "plastic", text = "Plastic", why = "It does not belong there, whatever you find." },
]
answer = ["air", "worms"]

[garden]
kind = "short-text"
title = "Your garden"
prompt = "What do you plant?"
rubric = "garden"
"""
RUBRIC = """
id = "garden"
title = "A garden"
[[criterion]]
id = "plants"
text = "Plants"
level = [ { points = 4, text = "They fit the soil | the light." }, { points = 0, text = "They do not fit." } ]
"""
PROOF = """
[reference.answers]
garden = "Beans."

[wrong.everything-is-in-it]
why = "Tick them all."
answers = { soil = ["air", "worms", "plastic"] }
points = { soil-test = 1.5 }

[wrong.half-a-solution]
answers = { soil = ["air"] }
cells = { double = "def double(number):\\n    return 4" }
points = { soil-test = 1.5, double-test = 0 }

[wrong.only-one-tick]
based_on = "nothing"
answers = { soil = ["worms"] }
points = { soil-test = 1.5 }
"""
BULGARIAN = {
    "A tiny course": "Малък курс",
    "One unit about soil.": "Един раздел за почвата.",
    "Teachers look at soil.": "Учителите гледат почвата.",
    "Teachers of science.": "Учители по природни науки.",
    "One answer and one text.": "Един отговор и един текст.",
    "No credits come from this course alone.": "Само този курс не дава кредити.",
    "What is in the soil": "Какво има в почвата",
    "tells soil from sand": "различава почва от пясък",
    "Who lives in the soil": "Кой живее в почвата",
    "finds an earthworm": "намира дъждовен червей",
    "A book about soil": "Книга за почвата",
    "# What is in the soil": "# Какво има в почвата",
    "Read [the page](https://example.org/soil) and call `look()`. It has {n} lines.": (
        "Прочетете [страницата](https://example.org/soil) и извикайте `look()`. Тя има {n} реда."
    ),
    "- Sand is light.\n- Clay is heavy.": "- Пясъкът е лек.\n- Глината е тежка.",
    "Everything we need": "Всичко, което ни трябва",
    "## Your own code": "## Ваш код",
    "Return twice the number": "Връща числото по две",
    "Your trainer reads your text by this rubric.": "Обучителят чете текста ви по тази рубрика.",
    "Warm-up": "Загрявка",
    "**Which one is heavier?**": "**Кое е по-тежко?**",
    "Sand": "Пясък",
    "Dry sand runs through your fingers.": "Сухият пясък изтича през пръстите.",
    "Clay": "Глина",
    "Clay keeps its water for weeks.": "Глината пази водата със седмици.",
    "In the soil": "В почвата",
    "What is in the soil?": "Какво има в почвата?",
    "Look through a lens.": "Погледнете през лупа.",
    "Air": "Въздух",
    "Between the grains there is always some air.": "Между зрънцата винаги има въздух.",
    "Worms": "Червеи",
    "They dig the tunnels that plants need.": "Те копаят тунелите, които трябват на растенията.",
    "Plastic": "Пластмаса",
    "It does not belong there, whatever you find.": "Мястото ѝ не е там, каквото и да намерите.",
    "Your garden": "Вашата градина",
    "What do you plant?": "Какво ще засадите?",
    "A garden": "Градина",
    "Plants": "Растения",
    "They fit the soil | the light.": "Подхождат на почвата | на светлината.",
    "They do not fit.": "Не подхождат.",
}


class TinyCourse:
    """The folders of a checkout that holds one course with one unit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.courses = root / "courses"
        self.course = self.courses / "tiny"
        self.unit = self.course / "01-soil"
        self.rubrics = root / "grading" / "rubrics"
        self.lesson = self.unit / "lesson.md"
        self.activities = self.unit / "activities.toml"
        self.catalogue = self.unit / "locale" / "bg.po"

    def write(self) -> None:
        """Write all files, complete in both languages."""
        files = {
            self.course / "course.toml": COURSE,
            self.lesson: LESSON,
            self.activities: ACTIVITIES,
            self.unit / "proof.toml": PROOF,
            self.rubrics / "garden.toml": RUBRIC,
        }
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.fill()

    def edit(self, path: Path, old: str, new: str) -> None:
        """Replace a text that stands there once."""
        text = path.read_text()
        assert text.count(old) == 1, (path.name, old, text.count(old))
        path.write_text(text.replace(old, new))

    def fill(self) -> None:
        """Update the catalogues and translate what we know."""
        translate(self.courses)
        for path in sorted(self.root.rglob("bg.po")):
            catalog = catalogue.read(path)
            for entry in entries(catalog):
                if not entry.string and entry.id in BULGARIAN:
                    entry.string = BULGARIAN[entry.id]
            path.write_text(catalogue.render(catalog))

    def say(self, english: str, bulgarian: str, path: Path | None = None) -> None:
        """Put a translation into a catalogue, that of the unit if none is named."""
        catalog = catalogue.read(path or self.catalogue)
        entry = catalog.get(english)
        assert entry is not None, english
        entry.string = bulgarian
        entry.flags.discard("fuzzy")
        (path or self.catalogue).write_text(catalogue.render(catalog))


def entries(catalog: Catalog) -> Iterator:
    return (entry for entry in catalog if entry.id)


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tiny")
    TinyCourse(root).write()
    return root


@pytest.fixture
def tiny(pattern: Path, tmp_path: Path) -> TinyCourse:
    shutil.copytree(pattern, tmp_path, dirs_exist_ok=True)
    return TinyCourse(tmp_path)
