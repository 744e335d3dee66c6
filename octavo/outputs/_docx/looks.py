"""The styles of the text: paragraphs, headings, lists, tables, notes, letters."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from octavo.model import Layout
from octavo.outputs._docx.style import MONO, Sizes, Style, around, font
from octavo.outputs._docx.xml import w

LIST_LEVELS = 5  # of Word's own list styles; a deeper list goes on in the fifth
HEADINGS = ((1.5, 42, 16, False), (1.18, 32, 10, False), *[(1.0, 26, 6, True)] * 4)


def text(sizes: Sizes, layout: Layout, language: str) -> Iterator[Style]:
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
            around(sizes, 0.5, 0.5, 1.36),
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
            around(sizes, 0.6, 0.6, 1.25),
            w("ind", left=sizes.em(0.9)),
            w("jc", val="left"),
        ),
        run=(*sizes.letters(0.8), font(MONO), w("noProof")),
    )
    yield Style(
        "DefinitionTerm", "Definition Term", paragraph=(w("keepNext"), spacing), run=(w("b"),)
    )
    yield Style("Definition", "Definition", paragraph=(spacing, w("ind", left=sizes.em(1.5))))
    yield Style(
        "SectionBreak",
        "Section Break",
        paragraph=(around(sizes, 0.8, 0.8, 1.2), w("jc", val="center")),
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


def headings(sizes: Sizes, *, numbered: bool) -> Iterator[Style]:
    for level, (size, before, after, italic) in enumerate(HEADINGS, 1):
        look = (w("i"), w("iCs")) if italic else (w("b"), w("bCs"))
        yield Style(
            f"Heading{level}",
            f"heading {level}",
            paragraph=(
                w("keepNext"),
                w("keepLines"),
                w("suppressAutoHyphens"),
                w("suppressLineNumbers"),
                around(sizes, before / 20, after / 20, 1.25),
                w("outlineLvl", val=level - 1),
                *([_number(level)] if numbered else []),
            ),
            run=(*look, *sizes.letters(size)),
            then="BodyText",
        )


def _number(level: int) -> Element:
    """Its place in the list of headings; the first level needs none."""
    return w("numPr", *([w("ilvl", val=level - 1)] if level > 1 else []), w("numId", val=1))


def lists() -> Iterator[Style]:
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


def tables(sizes: Sizes) -> Iterator[Style]:
    small = sizes.letters(0.84)
    spacing = w("spacing", before=20, after=20, line=sizes.line(1.3), lineRule="auto")
    yield Style(
        "TableText",
        "Table Text",
        paragraph=(spacing, w("jc", val="left")),
        run=(font(sizes.sans), *small),
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
        paragraph=(
            around(sizes, 0.6, 0.5, 1.3),
            w("suppressAutoHyphens"),
            w("suppressLineNumbers"),
        ),
        run=(font(sizes.sans), *small),
        then="BodyText",
    )
    yield Style("TableCaption", "Table Caption", "Caption", paragraph=(w("keepNext"),))
    yield Style(
        "CaptionLabel", "Caption Label", "DefaultParagraphFont", "character", run=(w("b"), w("bCs"))
    )
    yield Style(
        "Figure", "Figure", paragraph=(w("keepNext"), w("spacing", before=sizes.em(1.2), after=0))
    )
    yield Style("ReportTable", "Report Table", "TableNormal", "table", table=tuple(_rules()))
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


def notes(sizes: Sizes) -> Iterator[Style]:
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


LETTERS = {  # what a run may be marked as: the look, and what it takes where it meets another
    "Emphasis": ("Emphasis", ("i", "iCs")),
    "Strong": ("Strong", ("b", "bCs")),
    "SmallCapitals": ("Small Capitals", ("smallCaps",)),
    "Underline": ("Underline", ()),
    "Struck": ("Struck Through", ("strike",)),
}


def letters() -> Iterator[Style]:
    for id, (name, switches) in LETTERS.items():
        run = tuple(map(w, switches)) or (w("u", val="single"),)
        yield _character(id, name, *run)
    yield _character("Superscript", "Superscript", w("vertAlign", val="superscript"))
    yield _character("Subscript", "Subscript", w("vertAlign", val="subscript"))
    yield _character("Code", "Code", font(MONO), w("noProof"))
    yield _character("Hyperlink", "Hyperlink")
    yield _character("LineNumber", "line number")
    shade = w("shd", val="clear", color="auto", fill="DDDDDD")
    yield _character("Marked", "Marked", shade)
    edge = w("bdr", val="single", sz=4, space=0, color="auto")
    yield _character("Unresolved", "Unresolved", edge, shade)


def _character(id: str, name: str, *run: Element) -> Style:
    return Style(id, name, "DefaultParagraphFont", "character", run=run)
