"""The styles of a document: all of its looks, so that whoever edits it changes one place.

Names that Word has itself are used wherever there is one: Word shows them in the reader's language,
and its own commands (contents, captions, notes) go by them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.model import Layout
from octavo.outputs._docx.languages import speech
from octavo.outputs._docx.measure import NATURAL, Frame
from octavo.outputs._docx.xml import part, properties, w

SERIF, SANS, MONO, CHINESE = "Times New Roman", "Arial", "Courier New", "SimSun"
CONTENTS_LEVELS = 2
LIST_LEVELS = 5  # of Word's own list styles; a deeper list goes on in the fifth
HEADINGS = ((1.5, 42, 16, False), (1.18, 32, 10, False), *[(1.0, 26, 6, True)] * 4)


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


def write(frame: Frame, layout: Layout, language: str, kind: str) -> Element:
    """The part `styles`; `kind` is the template's."""
    root = part("w:styles", _defaults(frame, layout.font or SERIF, language), _latent())
    root.extend(element(style) for style in styles(frame, layout, language, kind))
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


def styles(frame: Frame, layout: Layout, language: str, kind: str) -> Iterator[Style]:
    """All styles that a report may use."""
    sizes = _Sizes(frame, layout.font or SERIF, layout.font or SANS)
    yield from _base()
    yield from _text(sizes, layout, language)
    yield from _headings(sizes)
    yield from _lists()
    yield from _tables(sizes)
    yield from _notes(sizes)
    yield from _front(sizes, frame, kind)
    yield from _letters()


@dataclass(frozen=True, slots=True)
class _Sizes:
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


def _defaults(frame: Frame, serif: str, language: str) -> Element:
    tags = speech(language)
    fonts = w("rFonts", ascii=serif, hAnsi=serif, eastAsia=CHINESE, cs=serif)
    if language.startswith("zh"):
        fonts.set("w:hint", "eastAsia")
    run = properties("rPr", (fonts, *_Sizes(frame).letters(1), w("lang", **tags)))
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


SIDES = ("top", "left", "bottom", "right")


def _text(sizes: _Sizes, layout: Layout, language: str) -> Iterator[Style]:
    line = sizes.line(sizes.frame.leading)
    gap = sizes.em(sizes.frame.leading / 2) if layout.paragraphs == "gap" else 0
    spacing = w("spacing", after=gap, line=line, lineRule="auto")
    yield Style(
        "BodyText", "Body Text", paragraph=(spacing, w("jc", val="both"), w("widowControl"))
    )
    indent = w("ind", firstLine=0 if gap else sizes.em(1.5))
    if language.startswith("zh") and not gap:
        indent = w("ind", firstLineChars=200, firstLine=sizes.em(2))
    yield Style("BodyTextFirstIndent", "Body Text First Indent", "BodyText", paragraph=(indent,))
    yield Style(
        "Quote",
        "Quote",
        paragraph=(
            _around(sizes, 0.5, 0.5, 1.36),
            w("ind", left=sizes.em(1.5), right=sizes.em(1.5)),
            w("jc", val="both"),
        ),
        run=sizes.letters(0.94),
        then="BodyText",
    )
    yield Style(
        "SourceCode",
        "Source Code",
        paragraph=(
            _around(sizes, 0.6, 0.6, 1.25),
            w("ind", left=sizes.em(0.9)),
            w("jc", val="left"),
        ),
        run=(*sizes.letters(0.8), _font(MONO), w("noProof")),
    )
    yield Style(
        "DefinitionTerm", "Definition Term", paragraph=(w("keepNext"), spacing), run=(w("b"),)
    )
    yield Style("Definition", "Definition", paragraph=(spacing, w("ind", left=sizes.em(1.5))))
    yield Style(
        "SectionBreak",
        "Section Break",
        paragraph=(_around(sizes, 0.8, 0.8, 1.2), w("jc", val="center")),
    )
    yield Style(
        "Bibliography",
        "Bibliography",
        paragraph=(
            w("keepLines"),
            w("spacing", after=sizes.em(0.28), line=sizes.line(1.36), lineRule="auto"),
            w("ind", left=sizes.em(1.6), hanging=sizes.em(1.6)),
        ),
        run=sizes.letters(0.9),
    )
    yield Style(
        "BibliographyNumbered",
        "Bibliography Numbered",
        "Bibliography",
        paragraph=(
            w("tabs", w("tab", val="left", pos=sizes.em(2.6))),
            w("ind", left=sizes.em(2.6), hanging=sizes.em(2.6)),
        ),
    )


def _around(sizes: _Sizes, before: float, after: float, leading: float) -> Element:
    return w(
        "spacing",
        before=sizes.em(before),
        after=sizes.em(after),
        line=sizes.line(leading),
        lineRule="auto",
    )


def _font(name: str) -> Element:
    return w("rFonts", ascii=name, hAnsi=name, cs=name)


def _headings(sizes: _Sizes) -> Iterator[Style]:
    for level, (size, before, after, italic) in enumerate(HEADINGS, 1):
        look = (w("i"), w("iCs")) if italic else (w("b"), w("bCs"))
        yield Style(
            f"Heading{level}",
            f"heading {level}",
            paragraph=(
                w("keepNext"),
                w("keepLines"),
                w("suppressAutoHyphens"),
                _around(sizes, before / 20, after / 20, 1.25),
                w("outlineLvl", val=level - 1),
                w("numPr", *([w("ilvl", val=level - 1)] if level > 1 else []), w("numId", val=1)),
            ),
            run=(*look, *sizes.letters(size)),
            then="BodyText",
        )


def _lists() -> Iterator[Style]:
    for name in ("List Bullet", "List Number", "List Continue"):
        for level in range(1, LIST_LEVELS + 1):
            shown = name if level == 1 else f"{name} {level}"
            indent = (w("ind", left=360 * level),) if name == "List Continue" else ()
            yield Style(
                shown.replace(" ", ""),
                shown,
                "BodyText",
                paragraph=(w("contextualSpacing"), *indent),
            )


def _tables(sizes: _Sizes) -> Iterator[Style]:
    small = sizes.letters(0.84)
    spacing = w("spacing", before=20, after=20, line=sizes.line(1.3), lineRule="auto")
    yield Style(
        "TableText",
        "Table Text",
        paragraph=(spacing, w("jc", val="left")),
        run=(_font(sizes.sans), *small),
    )
    yield Style(
        "TableTextRight", "Table Text Right", "TableText", paragraph=(w("jc", val="right"),)
    )
    yield Style(
        "TableTextCentred", "Table Text Centred", "TableText", paragraph=(w("jc", val="center"),)
    )
    for side in ("", "Right", "Centred"):
        name = f"Table Head {side}".strip()
        yield Style(
            name.replace(" ", ""),
            name,
            f"TableText{side}",
            paragraph=(w("keepNext"),),
            run=(w("b"), w("bCs")),
        )
    for ratio, name in ((0.74, "Table Text Narrow"), (0.66, "Table Text Narrowest")):
        yield Style(name.replace(" ", ""), name, "TableText", run=sizes.letters(ratio))
    yield Style(
        "Caption",
        "caption",
        paragraph=(_around(sizes, 0.6, 0.5, 1.3), w("suppressAutoHyphens")),
        run=(_font(sizes.sans), *small),
        then="BodyText",
    )
    yield Style("TableCaption", "Table Caption", "Caption", paragraph=(w("keepNext"),))
    yield Style(
        "CaptionLabel", "Caption Label", "DefaultParagraphFont", "character", run=(w("b"), w("bCs"))
    )
    yield Style(
        "Figure", "Figure", paragraph=(w("keepNext"), w("spacing", before=sizes.em(1.2), after=0))
    )
    yield Style("TableGrid", "Report Table", "TableNormal", "table", table=tuple(_rules()))
    yield Style(
        "AfterTable",
        "After Table",
        paragraph=(
            w("suppressLineNumbers"),
            w("spacing", before=0, after=sizes.em(0.7), line=120),
        ),
    )


def _rules() -> Iterator[Element]:
    """Rules above and below a table, and below its head; none upright."""
    thick: dict[str, str | int] = {"val": "single", "sz": 6, "space": 0, "color": "auto"}
    yield w("tblPr", w("tblBorders", w("top", **thick), w("bottom", **thick)))
    thin = w("tcBorders", w("bottom", val="single", sz=4, space=0, color="auto"))
    yield w("tblStylePr", w("tcPr", thin, w("vAlign", val="bottom")), type="firstRow")


def _notes(sizes: _Sizes) -> Iterator[Style]:
    look = sizes.letters(0.82)
    for kind in ("Footnote", "Endnote"):
        spacing = w("spacing", after=40, line=sizes.line(1.25), lineRule="auto")
        yield Style(f"{kind}Text", f"{kind.lower()} text", paragraph=(spacing,), run=look)
        raised = (w("vertAlign", val="superscript"),)
        yield Style(
            f"{kind}Reference",
            f"{kind.lower()} reference",
            "DefaultParagraphFont",
            "character",
            run=raised,
        )


def _front(sizes: _Sizes, frame: Frame, kind: str) -> Iterator[Style]:
    sheet = kind == "essay"  # it has a title page
    left = w("jc", val="left")
    top = round(frame.height * 0.22) if sheet else 0
    no_hyphens = w("suppressAutoHyphens")
    yield Style(
        "Title",
        "Title",
        paragraph=(w("spacing", before=top, after=0), left, no_hyphens, w("keepNext")),
        run=(w("b"), w("bCs"), *sizes.letters(2.3 if sheet else 2)),
    )
    subtitle = (w("spacing", before=sizes.em(0.6), after=0), left, no_hyphens, w("keepNext"))
    yield Style(
        "Subtitle", "Subtitle", paragraph=subtitle, run=(w("i"), w("iCs"), *sizes.letters(1.3))
    )
    above = round(frame.height * 0.12) if sheet else sizes.em(1.2)
    author = w("spacing", before=above, after=sizes.em(0.4 if sheet else 0.2))
    yield Style("Author", "Author", paragraph=(author, left), run=sizes.letters(1.18))
    yield Style(
        "Imprint", "Imprint", paragraph=(w("spacing", line=sizes.line(1.45), lineRule="auto"), left)
    )
    heading = w("spacing", before=sizes.em(1.6), after=sizes.em(0.6))
    yield Style(
        "FrontHeading",
        "Front Heading",
        paragraph=(w("keepNext"), heading, no_hyphens),
        run=(w("b"), w("bCs"), *sizes.letters(1.18)),
        then="Abstract",
    )
    yield Style("TOCHeading", "TOC Heading", "FrontHeading")
    spacing = w("spacing", after=sizes.em(0.3), line=sizes.line(1.4), lineRule="auto")
    yield Style(
        "Abstract", "Abstract", paragraph=(spacing, w("jc", val="both")), run=sizes.letters(0.94)
    )
    yield Style("Keywords", "Keywords", "Abstract", paragraph=(left, no_hyphens))
    rules = w("pBdr", *(w(side, val="single", sz=8, space=4, color="auto") for side in SIDES))
    yield Style(
        "DraftNotice",
        "Draft Notice",
        paragraph=(rules, left),
        run=(_font(sizes.sans), w("b"), w("bCs")),
    )
    yield from _contents(sizes, frame)
    stop = w("tabs", w("tab", val="right", pos=frame.measure))
    head = (_font(sizes.sans), *sizes.letters(0.86))
    yield Style("Header", "header", paragraph=(stop,), run=head)
    yield Style("Footer", "footer", paragraph=(stop,), run=head)


def _contents(sizes: _Sizes, frame: Frame) -> Iterator[Style]:
    for level in range(1, CONTENTS_LEVELS + 1):
        left = sizes.em(1.6) * level + (sizes.em(0.6) if level > 1 else 0)
        tabs = w(
            "tabs",
            w("tab", val="left", pos=left),
            w("tab", val="right", leader="dot", pos=frame.measure),
        )
        spacing = w(
            "spacing",
            before=sizes.em(0.45) if level == 1 else 0,
            line=sizes.line(1.4),
            lineRule="auto",
        )
        indent = w("ind", left=left, hanging=left if level == 1 else left - sizes.em(1.6))
        yield Style(
            f"TOC{level}",
            f"toc {level}",
            paragraph=(w("suppressLineNumbers"), tabs, spacing, indent),
        )


LETTERS = {  # what a run may be marked as: the look, and what it takes where it meets another
    "Emphasis": ("Emphasis", ("i", "iCs")),
    "Strong": ("Strong", ("b", "bCs")),
    "SmallCapitals": ("Small Capitals", ("smallCaps",)),
    "Underline": ("Underline", ()),
    "Struck": ("Struck Through", ("strike",)),
}


def _letters() -> Iterator[Style]:
    for id, (name, switches) in LETTERS.items():
        run = tuple(map(w, switches)) or (w("u", val="single"),)
        yield _character(id, name, *run)
    yield _character("Superscript", "Superscript", w("vertAlign", val="superscript"))
    yield _character("Subscript", "Subscript", w("vertAlign", val="subscript"))
    yield _character("Code", "Code", _font(MONO), w("noProof"))
    yield _character("Hyperlink", "Hyperlink")
    yield _character("LineNumber", "line number")
    shade = w("shd", val="clear", color="auto", fill="DDDDDD")
    yield _character("Marked", "Marked", shade)
    edge = w("bdr", val="single", sz=4, space=0, color="auto")
    yield _character("Unresolved", "Unresolved", edge, shade)


def _character(id: str, name: str, *run: Element) -> Style:
    return Style(id, name, "DefaultParagraphFont", "character", run=run)
