"""What a style is, and the lengths that all styles are measured by."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.outputs._docx.measure import NATURAL, Frame
from octavo.outputs._docx.xml import w

SERIF, SANS, MONO = "Times New Roman", "Arial", "Courier New"
SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class Style:
    """One style: `id` as paragraphs name it, `name` as Word shows it."""

    id: str
    name: str
    based: str = "Normal"
    kind: str = "paragraph"
    paragraph: tuple[Element, ...] = ()
    run: tuple[Element, ...] = ()
    then: str = ""  # the style of the paragraph that Enter begins behind it
    table: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths that follow the text's size."""

    frame: Frame
    serif: str = SERIF
    sans: str = SANS

    def letters(self, ratio: float) -> tuple[Element, Element]:
        """A size of letters, as a part of the text's."""
        half_points = round(2 * self.frame.size * ratio)
        return w("sz", val=half_points), w("szCs", val=half_points)

    def em(self, ratio: float) -> int:
        """A length in twentieths of a point."""
        return round(self.frame.size * 20 * ratio)

    def line(self, leading: float) -> int:
        """A distance of lines, in em of their own letters, in 240ths of Word's line."""
        return round(240 * leading / NATURAL)


def around(sizes: Sizes, before: float, after: float, leading: float) -> Element:
    """Space above and below, and the distance of lines, in em."""
    return w(
        "spacing",
        before=sizes.em(before),
        after=sizes.em(after),
        line=sizes.line(leading),
        lineRule="auto",
    )


def font(name: str) -> Element:
    """A face, for all scripts but the eastern ones."""
    return w("rFonts", ascii=name, hAnsi=name, cs=name)
