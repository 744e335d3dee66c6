"""A CSL 1.0.2 citation processor: style, references and citations in, formatted text out.

It knows nothing of the rest of Octavo. `Style.load` reads a style once; `process` formats all
citations of a document and its bibliography. The way of a cite: nodes (parse) are evaluated to
boxes (evaluate, eval_*), passes work on these (disambiguate, collapse, bibliography), and they
are printed last (flatten, tree, printers).
"""

from octavo.csl.model import Citation, Cite, Entry, FormattedCitation, Result, Warning
from octavo.csl.process import process
from octavo.csl.style import Loader, Style
from octavo.csl.tree import FORMATS, Run, RunNode
from octavo.csl.xmltree import StyleError

__all__ = [
    "FORMATS",
    "Citation",
    "Cite",
    "Entry",
    "FormattedCitation",
    "Loader",
    "Result",
    "Run",
    "RunNode",
    "Style",
    "StyleError",
    "Warning",
    "process",
]
