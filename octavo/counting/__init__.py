"""The marker's word count: the finished text, counted by the rule book that the marker goes by.

`tally` says how many words each part of a report has, section by section; `rulebooks` reads which
parts count; `measure` brings the two together; `shown` says what other programs will show for a
finished file, and `report` writes it all for people and programs.
"""

from __future__ import annotations

from octavo.counting.measure import Count, count, length
from octavo.counting.rulebooks import RuleBook, RuleBookError, known, load
from octavo.counting.tally import Part, Tally, words
from octavo.counting.tally import tally as tallied

__all__ = [
    "Count",
    "Part",
    "RuleBook",
    "RuleBookError",
    "Tally",
    "count",
    "known",
    "length",
    "load",
    "tallied",
    "words",
]
