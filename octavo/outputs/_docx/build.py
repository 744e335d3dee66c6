"""The whole document, part by part."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from octavo.model import Document
from octavo.outputs._docx import contents, frame, pages, styles
from octavo.outputs._docx.blocks import NOTES, Place, Writer
from octavo.outputs._docx.manner import Manner
from octavo.outputs._docx.measure import frame as measured
from octavo.outputs._docx.notes import Notes
from octavo.outputs._docx.numbering import Lists
from octavo.outputs._docx.package import PACKAGE, WORD, Package
from octavo.outputs._docx.pictures import Pictures
from octavo.outputs._docx.story import Story
from octavo.outputs._docx.targets import survey
from octavo.outputs._docx.xml import part, w, write
from octavo.outputs._page import Page, classes

MAIN = "word/document.xml"


def build(document: Document, page: Page) -> bytes:
    """The file's bytes."""
    package, layout = Package(), document.project.layout
    page_frame, manner = measured(layout), Manner.of(page)
    ends = layout.notes == "endnotes"
    if ends and document.notes:
        _list_notes(page.body, document.words["notes"])
    story = Story(
        package.of(MAIN),
        page_frame,
        survey(page.body, numbered=True),
        Notes("end" if ends else "foot"),
        Pictures(package),
        Lists(),
        page.language,
        manner=manner,
        notes_title=document.words["notes"] if ends else "",
    )
    package.of("").add("officeDocument", MAIN)
    writer = Writer(story)
    blocks = writer.container(page.body, Place(page_frame.measure))
    blocks += writer.end_notes()
    _parts(package, story, document, page)
    body = w("body", *blocks, _section(package, document, page, story))
    contents.number_pages(body, pages.count(blocks, story))
    package.add(MAIN, write(part("w:document", body)), f"{WORD}document.main+xml")
    _about(package, page)
    return package.write()


def _list_notes(body: Element, title: str) -> None:
    """Have the contents name the notes last, as they stand last in a Word document."""
    for nav in body.iter("nav"):
        for lines in nav.iter("ol"):
            line = SubElement(lines, "li", {"class": "level-1"})
            SubElement(line, "a", {"href": f"#{NOTES}"}).text = title


def _section(package: Package, document: Document, page: Page, story: Story) -> Element:
    """The section, with its running head, and the word that marks a draft at the foot."""
    head = _beside(package, "header", frame.header(page.title, story.manner))
    draft = any("draft" in classes(one) for one in page.body.iter() if isinstance(one.tag, str))
    foot = _beside(package, "footer", frame.footer(document.words["draft"])) if draft else ""
    layout, bare = document.project.layout, story.manner.is_bare
    return frame.section(story.frame, layout, head, foot, bare=bare)


def _parts(package: Package, story: Story, document: Document, page: Page) -> None:
    layout, notes = document.project.layout, story.notes.name
    _beside(package, "styles", styles.write(story.frame, layout, page.language, story.manner))
    hyphens = not story.manner.is_manuscript
    _beside(package, "settings", frame.settings(page.language, notes, hyphens=hyphens))
    _beside(package, "numbering", story.lists.write())
    _beside(package, f"{notes}s", story.notes.write())
    package.relations[f"word/{notes}s.xml"] = story.notes.relations


def _beside(package: Package, kind: str, root: Element) -> str:
    """Put a part beside the text, and return the id by which the text names it."""
    package.add(f"word/{kind}.xml", write(root), f"{WORD}{kind}+xml")
    return package.of(MAIN).add(kind, f"{kind}.xml")


def _about(package: Package, page: Page) -> None:
    core, application = "docProps/core.xml", "docProps/app.xml"
    package.add(
        core, write(frame.core(page)), "application/vnd.openxmlformats-package.core-properties+xml"
    )
    kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    package.add(application, write(frame.application()), kind)
    package.of("").add(f"{PACKAGE}relationships/metadata/core-properties", core)
    package.of("").add("extended-properties", application)
