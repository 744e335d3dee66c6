"""The styles of a document: all of its looks, so that whoever edits it changes one place.

Names that Word has itself are used wherever there is one: Word shows them in the reader's language,
and its own commands (contents, captions, notes) go by them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from octavo.model import Layout
from octavo.outputs._docx import faces, front, looks, manuscript
from octavo.outputs._docx.languages import speech
from octavo.outputs._docx.manner import Manner
from octavo.outputs._docx.measure import Frame
from octavo.outputs._docx.style import SANS, SERIF, SIDES, Sizes, Style
from octavo.outputs._docx.xml import part, properties, w


def write(
    frame: Frame, layout: Layout, language: str, manner: Manner, *, numbered: bool = True
) -> Element:
    """The part `styles`; `numbered`: whether those of headings count."""
    root = part("w:styles", _defaults(frame, layout.font or SERIF, language), _latent())
    root.extend(element(one) for one in styles(frame, layout, language, manner, numbered=numbered))
    return root


def element(style: Style) -> Element:
    """A style as Word has it."""
    own = style.id not in BUILT_IN and not style.id.startswith(("TOC", "Heading", "List"))
    found = w("style", w("name", val=style.name), type=style.kind, styleId=style.id)
    if own:
        found.set("w:customStyle", "1")
    if style.id in DEFAULT:
        found.set("w:default", "1")
    elif style.based:
        found.append(w("basedOn", val=style.based))
    if style.then:
        found.append(w("next", val=style.then))
    found.extend((w("uiPriority", val=1), w("qFormat")))
    found.extend(properties("pPr", style.paragraph) + properties("rPr", style.run))
    found.extend(style.table)
    return found


DEFAULT = ("Normal", "DefaultParagraphFont", "TableNormal", "NoList")
BUILT_IN = frozenset(
    "Normal BodyText BodyTextFirstIndent Title Subtitle Quote Caption FootnoteText EndnoteText "
    "Header Footer FootnoteReference EndnoteReference Hyperlink Emphasis Strong Bibliography "
    "LineNumber TableNormal NoList DefaultParagraphFont".split()
)


def styles(
    frame: Frame, layout: Layout, language: str, manner: Manner, *, numbered: bool = True
) -> Iterator[Style]:
    """All styles that a report may use."""
    sizes = Sizes(frame, layout.font or SERIF, layout.font or SANS)
    changes = manuscript.changes(sizes, manner)
    for style in _usual(sizes, layout, language, manner, numbered):
        yield manuscript.restyled(style, changes)


def _usual(
    sizes: Sizes, layout: Layout, language: str, manner: Manner, numbered: bool
) -> Iterator[Style]:
    yield from _base()
    yield from looks.text(sizes, layout, language)
    yield from looks.headings(sizes, numbered=numbered)
    yield from looks.lists()
    yield from looks.tables(sizes)
    yield from looks.notes(sizes)
    yield from front.styles(sizes, manner)
    yield from looks.letters()


def _defaults(frame: Frame, serif: str, language: str) -> Element:
    tags = {"eastAsia": "zh-CN", **speech(language)}
    fonts = w("rFonts", ascii=serif, hAnsi=serif, eastAsia=faces.eastern(language), cs=serif)
    if faces.is_eastern(language):
        fonts.set("w:hint", "eastAsia")
    run = properties("rPr", (fonts, *Sizes(frame).letters(1), w("lang", **tags)))
    paragraph = w("pPr", w("spacing", after=0, line=240, lineRule="auto"))
    return w("docDefaults", w("rPrDefault", *run), w("pPrDefault", paragraph))


def _latent() -> Element:
    return w(
        "latentStyles",
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=0,
        defUnhideWhenUsed=0,
        defQFormat=0,
        count=376,
    )


def _base() -> Iterator[Style]:
    margins = w(
        "tblCellMar", *(w(side, w=108 * (side in ("left", "right")), type="dxa") for side in SIDES)
    )
    yield Style("Normal", "Normal", "")
    yield Style("DefaultParagraphFont", "Default Paragraph Font", "", "character")
    yield Style(
        "TableNormal",
        "Normal Table",
        "",
        "table",
        table=(w("tblPr", w("tblInd", w=0, type="dxa"), margins),),
    )
    yield Style("NoList", "No List", "", "numbering")
