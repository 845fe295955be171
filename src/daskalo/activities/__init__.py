"""Activities: the questions of a unit, their answers and their marks. No widgets here, only rules.

A lesson folder holds `unit.json`; everything starts there:

    >>> unit = load(example_folder())
    >>> unit.activities["rain-garden"].kind
    'choice'
    >>> unit.activities["rain-garden"].validate("soil")
    'soil'

All kinds share the interface of `Activity`: `choice`, `choices`, `sort`, `order`, `number`, `short-text`,
`long-text`.
"""

from daskalo.activities.advice import Advice, advise
from daskalo.activities.choice import Choice, Choices
from daskalo.activities.model import Activity, Marked, Option, Value, score
from daskalo.activities.number import Number, unit_label
from daskalo.activities.order import Order
from daskalo.activities.replay import Replay
from daskalo.activities.sort import Sort
from daskalo.activities.text import LongText, ShortText, Text
from daskalo.activities.unit import Unit, example_folder, load

__all__ = [
    "Activity",
    "Advice",
    "Choice",
    "Choices",
    "LongText",
    "Marked",
    "Number",
    "Option",
    "Order",
    "Replay",
    "ShortText",
    "Sort",
    "Text",
    "Unit",
    "Value",
    "advise",
    "example_folder",
    "load",
    "score",
    "unit_label",
]
