"""What can be referred to, and how Word is told to work the reference out again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.outputs._docx.marks import Marks
from octavo.outputs._docx.numbering import Outline
from octavo.outputs._page import classes, name, text

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LABEL = re.compile(r"^(.*?)(\d+)(.*)$", re.S)


@dataclass(frozen=True, slots=True)
class Target:
    """A place that is referred to: `shown` is what a reference to it prints, `instruction` how."""

    kind: str  # number, title or note
    shown: str
    instruction: str

    def split(self, said: str) -> tuple[str, str, str] | None:
        """What a reference says, parted at what its field will print; None if it cannot be."""
        found = re.search(rf"(?<![\w.]){re.escape(self.shown)}(?!\w)", said) if self.shown else None
        return (said[: found.start()], found[0], said[found.end() :]) if found else None


@dataclass(slots=True)
class Survey:
    """What is found on a page before it is written."""

    marks: Marks
    targets: dict[str, Target]
    present: set[str]
    counted: set[int]  # headings whose number Word will count, by identity


def survey(body: Element, *, numbered: bool) -> Survey:
    """Look the page over; `numbered`: whether the headings' styles number them."""
    links = (one.get("href", "") for one in body.iter() if isinstance(one.tag, str))
    marks = Marks.of(link[1:] for link in links if link.startswith("#"))
    found = Survey(marks, {}, set(), set())
    outline = Outline()
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        if id := element.get("id"):
            found.present.add(id)
        if name(element) in HEADINGS and not {"title", "front-heading"} & classes(element):
            _heading(element, found, outline if numbered else None)
        elif name(element) == "figure":
            _figure(element, found)
        elif "data-number" in element.attrib:
            _note(element, found)
    return found


def typed(mark: str) -> str:
    """The reference to a text: it says the same, and keeps the look that it has now."""
    return rf"REF {mark} \h \* MERGEFORMAT"


def _heading(element: Element, found: Survey, outline: Outline | None) -> None:
    number, id = number_of(element), element.get("id", "")
    counted = (
        bool(number) and outline is not None and outline.counts_as(int(name(element)[1]), number)
    )
    if counted:
        found.counted.add(id_of(element))
    if not found.marks.name(id):
        return
    if number:
        form = (
            rf"REF {found.marks.name(id)} \r \h" if counted else typed(found.marks.name(id, "Num"))
        )
        found.targets[id] = Target("number", number, form)
    elif not any("note" in classes(one) for one in element.iter()):
        found.targets[id] = Target("title", text(element), typed(found.marks.name(id)))


def id_of(element: Element) -> int:
    """What an element is known by while a page is written."""
    return id(element)


def number_of(heading: Element) -> str:
    """A heading's number as printed, "" if it has none."""
    first = heading[0] if len(heading) and not (heading.text or "").strip() else None
    return text(first) if first is not None and "number" in classes(first) else ""


def _figure(element: Element, found: Survey) -> None:
    id = element.get("id", "")
    label = next((one for one in element.iter() if "label" in classes(one)), None)
    parts = LABEL.match(text(label)) if label is not None else None
    if parts and found.marks.name(id):
        form = typed(found.marks.name(id, "Num"))
        found.targets[id] = Target("number", parts[2], form)


def _note(element: Element, found: Survey) -> None:
    id = element.get("id", "")
    if found.marks.name(id):
        form = rf"NOTEREF {found.marks.name(id)} \h"
        found.targets[id] = Target("note", element.get("data-number", ""), form)
