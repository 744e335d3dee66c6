"""The whole document, part by part."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from octavo.model import Document, House
from octavo.outputs._docx import contents, cover, faces, frame, pages, styles
from octavo.outputs._docx.blocks import NOTES, Place, Writer
from octavo.outputs._docx.cover import Around
from octavo.outputs._docx.house import Desk
from octavo.outputs._docx.manner import Manner
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
NOTHING = Around()


def build(document: Document, page: Page) -> bytes:
    """The file's bytes; in the house's document, where the report has one."""
    if document.project.layout.notes == "endnotes" and document.notes:
        _list_notes(page.body, document.words["notes"])
    if document.house is not None:
        return _housed(document, page, document.house)
    package, layout = Package(), document.project.layout
    numbered = document.project.numbered
    lists = Lists(headings=numbered)
    story = _story(document, page, package, measured(layout), lists, numbered=numbered)
    package.of("").add("officeDocument", MAIN)
    blocks = _blocks(story, page)
    _parts(package, story, document, page)
    body = w("body", *blocks, _section(package, document, page, story))
    package.add(MAIN, write(part("w:document", body)), f"{WORD}document.main+xml")
    _about(package, page)
    return package.write()


def _housed(document: Document, page: Page, house: House) -> bytes:
    desk = Desk.of(house)
    if cover.TITLE in desk.around.fields:
        _untitle(page.body)
    numbered = desk.numbers_headings()
    story = _story(document, page, desk.package, desk.frame(), desk.lists(), numbered=numbered)
    story.manner = story.manner.without("manuscript", "doubled")
    story.pictures.count = desk.largest("wp:docPr", "id")
    story.marks.count = desk.largest("w:bookmarkStart", "w:id")
    blocks = _blocks(story, page, desk.around)
    desk.fill(house.values)
    desk.write(blocks, story.notes, story.lists, document.project.layout, page.language)
    _about(desk.package, page)
    return desk.package.write()


def _untitle(body: Element) -> None:
    """Take away the title block: the cover says it all."""
    for parent in list(body.iter()):
        for one in [one for one in parent if "title-block" in classes(one)]:
            parent.remove(one)


def _story(
    document: Document,
    page: Page,
    package: Package,
    page_frame: Frame,
    lists: Lists,
    *,
    numbered: bool,
) -> Story:
    ends = document.project.layout.notes == "endnotes"
    return Story(
        package.of(MAIN),
        page_frame,
        survey(page.body, numbered=numbered),
        Notes("end" if ends else "foot"),
        Pictures(package),
        lists,
        page.language,
        numbered,
        Manner.of(page),
        document.words["notes"] if ends else "",
    )


def _blocks(story: Story, page: Page, around: Around = NOTHING) -> list[Element]:
    """All that the page says, and in the contents about which page it will stand on."""
    writer = Writer(story)
    writer.new_page = not around.ends_page
    blocks = writer.container(page.body, Place(story.frame.measure))
    blocks += writer.end_notes()
    contents.number_pages(blocks, pages.count(blocks, story, around.pages))
    return blocks


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
    styled = styles.write(story.frame, layout, page.language, story.manner, numbered=story.numbered)
    _beside(package, "styles", styled)
    hyphens = not story.manner.is_manuscript
    _beside(package, "settings", frame.settings(page.language, notes, hyphens=hyphens))
    _beside(package, "numbering", story.lists.write())
    _beside(package, "fontTable", faces.table())
    _beside(package, f"{notes}s", story.notes.write())
    package.relations[f"word/{notes}s.xml"] = story.notes.relations


def _beside(package: Package, kind: str, root: Element) -> str:
    """Put a part beside the text, and return the id by which the text names it."""
    package.add(f"word/{kind}.xml", write(root), f"{WORD}{kind}+xml")
    return package.of(MAIN).add(kind, f"{kind}.xml")


def _about(package: Package, page: Page) -> None:
    """Title and authors; what a house's document says of itself is gone."""
    core, application = "docProps/core.xml", "docProps/app.xml"
    package.add(
        core, write(frame.core(page)), "application/vnd.openxmlformats-package.core-properties+xml"
    )
    kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    package.add(application, write(frame.application()), kind)
    package.of("").add(f"{PACKAGE}relationships/metadata/core-properties", core)
    package.of("").add("extended-properties", application)
