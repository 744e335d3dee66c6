"""Fields: text that Word can work out again, with what it is now already in place.

ECMA-376, 17.16: a field is its beginning, its instruction, a parting, its result and its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from octavo.outputs._docx.xml import text, w


def field(
    instruction: str, result: Sequence[Element], look: Sequence[Element] = ()
) -> list[Element]:
    """The runs of a field; `result` are those that show."""
    return [*begin(instruction, look), *result, end(look)]


def begin(instruction: str, look: Sequence[Element] = ()) -> list[Element]:
    """The runs before a field's result."""
    return [
        _run(w("fldChar", fldCharType="begin"), look),
        _run(text("w:instrText", f" {instruction} "), look),
        _run(w("fldChar", fldCharType="separate"), look),
    ]


def end(look: Sequence[Element] = ()) -> Element:
    """The run behind a field's result."""
    return _run(w("fldChar", fldCharType="end"), look)


def _run(inner: Element, look: Sequence[Element]) -> Element:
    return w("r", *look, inner)


def run(said: str, look: Sequence[Element] = ()) -> Element:
    """A run of text."""
    return w("r", *look, text("w:t", said))
