"""The styles of a manuscript: what manuals of style ask for, in place of Octavo's own looks.

The same as templates/parts/manuscript.css and the templates that include it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from octavo.outputs._docx.manner import Manner
from octavo.outputs._docx.style import Sizes, Style, font
from octavo.outputs._docx.xml import w

Properties = tuple[Element, ...]
Change = tuple[Properties, Properties]  # of the paragraph, of its letters

HALF_INCH = 720
BOLD, PLAIN = (w("b"), w("bCs")), (w("b", val=0), w("bCs", val=0))
ITALIC, UPRIGHT = (w("i"), w("iCs")), (w("i", val=0), w("iCs", val=0))
LEFT, CENTRE = w("jc", val="left"), w("jc", val="center")


def restyled(style: Style, changes: Mapping[str, Change]) -> Style:
    """A style with what is changed of it."""
    paragraph, run = changes.get(style.id, ((), ()))
    return replace(style, paragraph=_over(style.paragraph, paragraph), run=_over(style.run, run))


def _over(old: Properties, new: Properties) -> Properties:
    tags = {one.tag for one in new}
    return (*(one for one in old if one.tag not in tags), *new)


def changes(sizes: Sizes, manner: Manner) -> dict[str, Change]:
    """What a manuscript changes, by the styles' ids."""
    if not manner.is_manuscript:
        return {}
    return {
        **_text(sizes),
        **_headings(sizes, manner),
        **_front(sizes, manner),
        **_around(sizes, manner),
        **_small(sizes, manner),
    }


def _lines(sizes: Sizes, leading: float = 0, **values: int) -> Element:
    """Lines as far apart as the text's, or `leading` em, and no space around but `values`."""
    line = sizes.line(leading or sizes.frame.leading)
    return w("spacing", **{"before": 0, "after": 0, **values}, line=line, lineRule="auto")


def _text(sizes: Sizes) -> dict[str, Change]:
    return {
        "BodyText": ((LEFT,), ()),
        "BodyTextFirstIndent": ((w("ind", firstLine=HALF_INCH),), ()),
        "Header": ((w("jc", val="right"),), (font(sizes.serif), *sizes.letters(1))),
        "Footer": ((), (font(sizes.serif),)),
    }


def _headings(sizes: Sizes, manner: Manner) -> dict[str, Change]:
    lines, size = _lines(sizes), sizes.letters(1)
    centred = (CENTRE,) if manner.has("apa", "turabian") else ()
    return {
        "Heading1": ((lines, *centred), (*BOLD, *size)),
        "Heading2": ((lines,), (*BOLD, *size)),
        **{f"Heading{n}": ((lines,), (*BOLD, *ITALIC, *size)) for n in range(3, 7)},
        "EndHeading": ((CENTRE,), PLAIN if manner.has("mla") else ()),
        "FrontHeading": ((lines, CENTRE), size),
    }


def _front(sizes: Sizes, manner: Manner) -> dict[str, Change]:
    """The title page, or the title above the text; heights as in the templates."""
    height = sizes.frame.height
    top = round(0.23 * height) if manner.has("turabian") else 0
    top = sizes.em(3 * sizes.frame.leading) if manner.has("apa") else top
    side = LEFT if manner.has("mla") else CENTRE
    weight = PLAIN if manner.has("mla") else BOLD
    low = {"before": round(0.26 * height)} if manner.has("turabian") else {}
    once = (w("contextualSpacing"),) if low else ()
    gap = _lines(sizes, before=sizes.em(sizes.frame.leading))
    return {
        "Title": ((_lines(sizes, before=top), CENTRE), (*weight, *sizes.letters(1))),
        "Subtitle": ((_lines(sizes), CENTRE), (*UPRIGHT, *sizes.letters(1))),
        "Author": ((gap, side), sizes.letters(1)),
        "Imprint": ((_lines(sizes, **low), side, *once), ()),
        "Abstract": ((_lines(sizes, 0 if manner.is_doubled else 1.36), LEFT), sizes.letters(1)),
    }


def _around(sizes: Sizes, manner: Manner) -> dict[str, Change]:
    """Quotations and bibliography: as the text, or single spaced."""
    doubled = manner.is_doubled
    quote = (
        _lines(sizes) if doubled else _lines(sizes, 1.36, before=sizes.em(0.8), after=sizes.em(0.8))
    )
    entry = _lines(sizes) if doubled else _lines(sizes, 1.36, after=sizes.em(1))
    hanging = w("ind", left=HALF_INCH, hanging=HALF_INCH)
    return {
        "Quote": ((quote, w("ind", left=HALF_INCH, right=0), LEFT), sizes.letters(1)),
        "Bibliography": ((entry, hanging), sizes.letters(1)),
    }


def _small(sizes: Sizes, manner: Manner) -> dict[str, Change]:
    """Notes, tables and captions: in the text's face."""
    small = ((), (font(sizes.serif), *sizes.letters(0.92)))
    note: Change = ((), ())
    if manner.has_double_notes:
        note = ((_lines(sizes),), sizes.letters(1))
    return {"Caption": small, "TableText": small, "FootnoteText": note, "EndnoteText": note}
