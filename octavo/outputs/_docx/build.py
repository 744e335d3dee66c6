"""The whole document, part by part."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from octavo.model import Document
from octavo.outputs._docx import contents, frame, pages, styles
from octavo.outputs._docx.blocks import Place, Writer
from octavo.outputs._docx.measure import Frame
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
    page_frame = measured(layout)
    sheets = page.kind == "essay"
    story = Story(
        package.of(MAIN),
        page_frame,
        survey(page.body, numbered=True),
        Notes("end" if layout.notes == "endnotes" else "foot"),
        Pictures(package),
        Lists(),
        page.language,
    )
    package.of("").add("officeDocument", MAIN)
    section = _section(package, document, page, page_frame, sheets=sheets)
    if layout.notes == "endnotes":
        story.ends, story.notes_title = section, document.words["notes"]
    writer = Writer(story, sheets=sheets)
    blocks = writer.container(page.body, Place(page_frame.measure))
    if layout.notes == "endnotes" and story.ends is None and story.notes.written:
        section = frame.section(page_frame, layout, sheets=False, more=True)
    blocks += _headed(writer)
    _parts(package, story, document, page)
    body = w("body", *blocks, section)
    contents.number_pages(body, pages.count(blocks, story))
    package.add(MAIN, write(part("w:document", body)), f"{WORD}document.main+xml")
    _about(package, page)
    return package.write()


def _headed(writer: Writer) -> list[Element]:
    """The heading of the notes where the document ends with them, in its own section."""
    found = list(writer.end_notes())
    for paragraph in found:
        about = paragraph[0]
        about.remove(about[-1])
    return found


def _section(
    package: Package, document: Document, page: Page, frame_: Frame, *, sheets: bool
) -> Element:
    """The section, with its running head, and the word that marks a draft at the foot."""
    head = _beside(package, "header", frame.header(page.title))
    draft = any("draft" in classes(one) for one in page.body.iter() if isinstance(one.tag, str))
    foot = _beside(package, "footer", frame.footer(document.words["draft"])) if draft else ""
    return frame.section(frame_, document.project.layout, head, foot, sheets=sheets)


def _parts(package: Package, story: Story, document: Document, page: Page) -> None:
    layout, notes = document.project.layout, story.notes.name
    _beside(package, "styles", styles.write(story.frame, layout, page.language, page.kind))
    _beside(package, "settings", frame.settings(page.language, notes))
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
