"""How a run of text looks: emphasis and the like, as styles of letters wherever one can say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from octavo.outputs._docx import faces
from octavo.outputs._docx.languages import is_leftward, speech
from octavo.outputs._docx.xml import properties, w
from octavo.outputs._page import classes, name

BOLD, ITALIC = ("b", "strong", "th"), ("i", "em", "cite", "dfn", "var")
UNDER, STRUCK, CODE = ("u", "ins"), ("s", "del"), ("code", "kbd", "samp")


@dataclass(frozen=True, slots=True)
class Look:
    """What is true of a run. `style` is a style of its own, which wins over the rest."""

    italic: bool = False
    bold: bool = False
    under: bool = False
    struck: bool = False
    capitals: bool = False
    raised: str = ""  # superscript or subscript
    code: bool = False
    marked: str = ""  # the style of a marked place
    language: str = ""
    leftward: bool = False
    style: str = ""
    link: bool = False

    def within(self, element: Element) -> Look:
        """The look of what stands in an element."""
        tag, named = name(element), classes(element)
        look = self._switched(tag, named)
        if tag == "mark":
            look = replace(look, marked="Unresolved" if "unresolved" in named else "Marked")
        if (language := element.get("lang")) is not None:
            look = replace(look, language=language, leftward=is_leftward(language))
        if (direction := element.get("dir")) is not None:
            look = replace(look, leftward=direction == "rtl")
        return look

    def _switched(self, tag: str, named: frozenset[str]) -> Look:
        italic = self.italic or tag in ITALIC or "oblique" in named
        bold = self.bold or tag in BOLD
        capitals = self.capitals or "smallcaps" in named
        raised = {"sup": "superscript", "sub": "subscript"}.get(tag, self.raised)
        bare = "nodecor" in named
        return replace(
            self,
            italic=italic and not bare and "normal-style" not in named,
            bold=bold and not bare and "normal-weight" not in named,
            capitals=capitals and not bare and "normal-variant" not in named,
            raised="" if bare else raised,
            under=self.under or tag in UNDER,
            struck=self.struck or tag in STRUCK,
            code=self.code or tag in CODE,
        )

    def write(self) -> list[Element]:
        """The run's properties: one style of letters, and what else is true beside it."""
        names = list(self._styles())
        found = [w("rStyle", val=names[0])] if names else []
        for other in names[1:]:
            found += _direct(other)
        if self.language:
            found.append(w("lang", **speech(self.language)))
        if faces.is_eastern(self.language):
            found.append(w("rFonts", eastAsia=faces.eastern(self.language)))
        if self.leftward:
            found.append(w("rtl"))
        return properties("rPr", found)

    def _styles(self) -> Iterator[str]:
        """The styles that the look is made of; a run can have but the first."""
        held = {
            self.style: bool(self.style),
            self.marked: bool(self.marked),
            "Hyperlink": self.link,
            "Code": self.code,
            "SmallCapitals": self.capitals,
            "Strong": self.bold,
            "Emphasis": self.italic,
            "Struck": self.struck,
            "Underline": self.under,
            self.raised.capitalize(): bool(self.raised) and not self.style.endswith("Reference"),
        }
        return (style for style, holds in held.items() if holds)


def _direct(style: str) -> list[Element]:
    """A style's look as a run's own properties."""
    looks = {
        "Strong": [w("b"), w("bCs")],
        "Emphasis": [w("i"), w("iCs")],
        "SmallCapitals": [w("smallCaps")],
        "Struck": [w("strike")],
        "Underline": [w("u", val="single")],
        "Superscript": [w("vertAlign", val="superscript")],
        "Subscript": [w("vertAlign", val="subscript")],
        "Code": [w("rFonts", ascii="Courier New", hAnsi="Courier New", cs="Courier New")],
        "Marked": [w("shd", val="clear", color="auto", fill="DDDDDD")],
    }
    return looks.get(style, [])
