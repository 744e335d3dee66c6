"""The styles of what stands around the text: title, abstract, contents, running heads."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.outputs._docx.manner import Manner
from octavo.outputs._docx.style import SIDES, Sizes, Style, font
from octavo.outputs._docx.xml import w

CONTENTS_LEVELS = 2
UNNUMBERED = w("suppressLineNumbers")
UNBROKEN = (w("suppressAutoHyphens"), w("keepNext"), UNNUMBERED)


def styles(sizes: Sizes, manner: Manner) -> Iterator[Style]:
    """All of them."""
    yield from _title(sizes, manner)
    yield from _matter(sizes)
    yield from _contents(sizes)
    stop = w("tabs", w("tab", val="right", pos=sizes.frame.measure))
    head = (font(sizes.sans), *sizes.letters(0.86))
    yield Style("Header", "header", paragraph=(stop,), run=head)
    yield Style("Footer", "footer", paragraph=(stop,), run=head)


def _title(sizes: Sizes, manner: Manner) -> Iterator[Style]:
    """What stands on the title page, or above the text."""
    height, sheet, thesis = sizes.frame.height, manner.has_title_page, manner.has("thesis")
    side = w("jc", val="center" if thesis else "left")
    top = (0.12 if manner.has("uk-history") else 0.22) * height if sheet else 0
    alike = (side, *UNBROKEN)
    yield Style(
        "Title",
        "Title",
        paragraph=(w("spacing", before=round(top), after=0), *alike),
        run=(w("b"), w("bCs"), *sizes.letters(2.3 if sheet else 2)),
    )
    yield Style(
        "Subtitle",
        "Subtitle",
        paragraph=(w("spacing", before=sizes.em(0.6), after=0), *alike),
        run=(w("i"), w("iCs"), *sizes.letters(1.3)),
    )
    above = round(height * 0.12) if sheet else sizes.em(1.2)
    author = w("spacing", before=above, after=sizes.em(0.4 if sheet else 0.2))
    yield Style("Author", "Author", paragraph=(author, side), run=sizes.letters(1.18))
    low = round(0.22 * height) if thesis else 0  # above the first line of the imprint only
    lines = w("spacing", before=low, line=sizes.line(1.45), lineRule="auto")
    once = (w("contextualSpacing"),) if low else ()
    yield Style("Imprint", "Imprint", paragraph=(UNNUMBERED, lines, side, *once))


def _matter(sizes: Sizes) -> Iterator[Style]:
    """Abstract, headings of what is no section, and the word that marks a draft."""
    heading = w("spacing", before=sizes.em(1.6), after=sizes.em(0.6))
    bold = (w("b"), w("bCs"))
    yield Style(
        "FrontHeading",
        "Front Heading",
        paragraph=(heading, *UNBROKEN),
        run=(*bold, *sizes.letters(1.18)),
        then="Abstract",
    )
    yield Style("TOCHeading", "TOC Heading", "FrontHeading")
    none = w("numPr", w("ilvl", val=0), w("numId", val=0))
    yield Style("EndHeading", "End Heading", "Heading1", paragraph=(none,), then="Bibliography")
    lines = w("spacing", line=sizes.line(sizes.frame.leading), lineRule="auto")
    again = (w("jc", val="center"), UNNUMBERED, lines)
    yield Style("TitleAgain", "Title Again", paragraph=again, run=bold, then="BodyText")
    spacing = w("spacing", after=sizes.em(0.3), line=sizes.line(1.4), lineRule="auto")
    yield Style(
        "Abstract", "Abstract", paragraph=(spacing, w("jc", val="both")), run=sizes.letters(0.94)
    )
    plain = (w("jc", val="left"), w("suppressAutoHyphens"))
    yield Style("Keywords", "Keywords", "Abstract", paragraph=plain)
    rules = w("pBdr", *(w(side, val="single", sz=8, space=4, color="auto") for side in SIDES))
    yield Style(
        "DraftNotice",
        "Draft Notice",
        paragraph=(rules, w("jc", val="left"), UNNUMBERED),
        run=(font(sizes.sans), *bold),
    )


def _contents(sizes: Sizes) -> Iterator[Style]:
    for level in range(1, CONTENTS_LEVELS + 1):
        left = sizes.em(1.6) * level + (sizes.em(0.6) if level > 1 else 0)
        tabs = w(
            "tabs",
            w("tab", val="left", pos=left),
            w("tab", val="right", leader="dot", pos=sizes.frame.measure),
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
