"""The page around the text: its size, running heads, and the document's settings."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from octavo.model import Layout
from octavo.outputs._docx import fields
from octavo.outputs._docx.languages import speech
from octavo.outputs._docx.manner import Manner
from octavo.outputs._docx.measure import Frame
from octavo.outputs._docx.xml import e, part, w
from octavo.outputs._page import Page

COMPATIBLE = {  # Word 2013 and newer: no "compatibility mode"
    "name": "compatibilityMode",
    "uri": "http://schemas.microsoft.com/office/word",
    "val": "15",
}


def section(
    frame: Frame,
    layout: Layout,
    head: str = "",
    foot: str = "",
    *,
    bare: bool,
) -> Element:
    """The properties of the section; `head` and `foot` are ids of parts, or "".

    `bare`: the first page is a title page, without running head.
    """
    found = w("sectPr")
    for name, id in (("header", head), ("footer", foot)):
        if id:
            found.append(e(f"w:{name}Reference", {"w:type": "default", "r:id": id}))
            if name == "footer" and bare:
                found.append(e("w:footerReference", {"w:type": "first", "r:id": id}))
    if layout.notes == "endnotes":
        found.append(w("endnotePr", w("numFmt", val="decimal")))
    found.append(w("pgSz", w=frame.width, h=frame.height))
    margins = {"top": frame.top, "right": frame.right, "bottom": frame.bottom, "left": frame.left}
    edge = round(frame.top * 0.55)
    found.append(w("pgMar", **margins, header=edge, footer=round(frame.bottom * 0.5), gutter=0))
    if layout.line_numbers:
        found.append(w("lnNumType", countBy=1, restart="continuous"))
    if bare:
        found.append(w("titlePg"))
    return found


def header(title: str, manner: Manner) -> Element:
    """The running head: the section's title on the left, the page on the right.

    What it says until Word has counted pages is the report's title. A template may have something
    else stand there; a manuscript has it before the number, on the right, or nothing.
    """
    page = fields.field("PAGE", [fields.run("1")])
    if manner.is_manuscript:
        runs = [fields.run(f"{manner.head} "), *page] if manner.head else page
    elif manner.head:
        runs = [fields.run(manner.head), w("r", w("tab")), *page]
    else:
        runs = [*fields.field("STYLEREF 1", [fields.run(title)]), w("r", w("tab")), *page]
    return part("w:hdr", w("p", w("pPr", w("pStyle", val="Header")), *runs))


def footer(said: str) -> Element:
    """A line at the foot of each page."""
    return part("w:ftr", w("p", w("pPr", w("pStyle", val="Footer")), fields.run(said)))


def settings(language: str, notes: str, *, hyphens: bool) -> Element:
    """The part `settings`; `notes` is footnote or endnote."""
    separators = [w(notes, id=-1), w(notes, id=0)]
    place = [w("pos", val="docEnd"), w("numFmt", val="decimal")] if notes == "endnote" else []
    return part(
        "w:settings",
        w("defaultTabStop", val=720),
        w("autoHyphenation", val=int(hyphens)),
        w("characterSpacingControl", val="doNotCompress"),
        w(f"{notes}Pr", *place, *separators),
        w("compat", w("compatSetting", **COMPATIBLE)),
        w("themeFontLang", **speech(language)),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def core(page: Page) -> Element:
    """Title, authors, keywords: what Word shows of a file. There is no date in it."""
    root = Element(
        "cp:coreProperties",
        {
            "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        },
    )
    said = {
        "dc:title": page.title,
        "dc:creator": "; ".join(page.authors),
        "cp:keywords": page.keywords,
        "dc:description": page.description,
        "dc:language": page.language,
    }
    for tag, value in said.items():
        if value:
            one = Element(tag)
            one.text = " ".join(value.split())
            root.append(one)
    return root


def application() -> Element:
    """What program wrote the file."""
    root = Element(
        "Properties",
        {"xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"},
    )
    name = Element("Application")
    name.text = "Octavo"
    root.append(name)
    return root
