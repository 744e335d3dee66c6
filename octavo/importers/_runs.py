"""The running text of a .docx: runs with their look, links, notes, pictures; what changes track."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from octavo.importers import _citations, _formulas, _signs
from octavo.importers._draft import NOTE, Text, joined
from octavo.importers._fields import Fields
from octavo.importers._lost import Account
from octavo.importers._markdown import linked
from octavo.importers._package import below, child, get, on, tag, value
from octavo.importers._styles import Styles, look
from octavo.numerals import whole

# What stands inside a paragraph and holds runs of its own.
HOLDERS = ("ins", "smartTag", "sdtContent", "moveTo", "bdo", "dir", "customXml")
GONE = {"del": "deleted passage", "moveFrom": "moved passage, its old place"}
SIGNS = {"tab": " ", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "ptab": " "}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\U000f0000-\U0010fffd]")


@dataclass(slots=True)
class Writer:
    """Writes the text of a document down, a paragraph a line, and says where each letter stands.

    `notes` are the notes in the order of their calls, by kind and id; `lost` keeps account of what
    could not be carried over, `comments` has who said what by id. A line broken within a paragraph
    is a `\\n` in its text.
    """

    styles: Styles
    fields: Fields
    comments: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    lost: Account = field(default_factory=Account)
    pictures: list[tuple[Element, int]] = field(default_factory=list)  # with their places
    boxes: list[Element] = field(default_factory=list)

    def text(self, letters: str, style: str = "") -> Text:
        """Write letters down."""
        letters = UNSEEN.sub("", letters)
        start = self.length
        self.parts.append(letters)
        self.length += len(letters)
        return Text(letters, tuple(range(start, self.length)), (style,) * len(letters))

    def paragraph(self, element: Element, targets: Mapping[str, str]) -> Text:
        """A paragraph's text; `targets` are its part's addresses by id."""
        text = joined([*self._inline(element, targets), *self.fields.close_paragraph()])
        self.text("\n")
        return text

    def _inline(
        self, element: Element, targets: Mapping[str, str], link: str = ""
    ) -> Iterator[Text]:
        for part in element:
            name = tag(part)
            if name == "r":
                yield from self._run(part, link)
            elif name == "hyperlink":
                address = targets.get(get(part, "id"), "")
                yield from self._inline(part, targets, linked(address))
            elif name in ("sdt", "fldSimple"):
                yield from self._control(part, targets, link)
            elif name in HOLDERS:
                yield from self._inline(part, targets, link)
            elif name in GONE:
                self._leave_out(GONE[name], _deleted(part))
            elif name in ("oMath", "oMathPara"):
                yield from self._formula(part)

    def _leave_out(self, what: str, words: str) -> None:
        """Words that do not come into the manuscript: the draft's text has them, to show where."""
        if words.strip():
            left_out = self.text(words)
            self.lost.add(what, left_out.places[0], self.length, left_out.letters)

    def _formula(self, element: Element) -> Iterator[Text]:
        start = self.length
        for letters, style in _formulas.pieces(element):
            yield from self._shown(letters, style)
        self.lost.add("formula, now in one line of letters", start, self.length)

    def _control(self, part: Element, targets: Mapping[str, str], link: str) -> Iterator[Text]:
        """A field that is one element, or a content control, whose tag may be a citation."""
        code = get(part, "instr") or value(part, "sdtPr", "tag")
        if tag(part) == "sdt" and not _citations.is_citation(code):
            yield from self._inline(part, targets, link)
            return
        self.fields.begin(code)
        self.fields.separate()
        yield from self._inline(part, targets, link)
        yield from self.fields.end(self.length)

    def _run(self, run: Element, link: str) -> Iterator[Text]:
        words = look(run, self.styles, underlined=not link)  # a link's line is no emphasis
        style = " ".join(filter(None, [words, link]))
        start = self.length
        for part in run:
            name = tag(part)
            if name == "fldChar":
                yield from self.fields.mark(part, self.length)
            elif name == "instrText":
                self.fields.instruct(part.text or "")
            elif name in ("footnoteReference", "endnoteReference"):
                yield from self._call(name.removesuffix("Reference"), get(part, "id"))
            elif name == "commentReference":
                self._comment(get(part, "id"))
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._drawing(part)
            elif on(run, "rPr", "vanish"):
                self._leave_out("hidden text", self._letters(part, run) * (not self.fields.in_code))
            else:
                yield from self._shown(self._letters(part, run), style)
        if self.length > start and on(run, "rPr", "highlight"):
            self.lost.add("highlighted passage, now plain", start, self.length)

    def _comment(self, number: str) -> None:
        author, words = self.comments.get(number, ("", ""))
        self.lost.add(f"comment by {author}" if author else "comment", self.length, 0, words)

    def _letters(self, part: Element, run: Element) -> str:
        """What a piece of a run prints."""
        name = tag(part)
        if name == "t":
            font = child(run, "rPr", "rFonts")
            return _signs.letters(part.text or "", get(font, "ascii") if font is not None else "")
        if name == "br":
            return " " if get(part, "type") in ("page", "column") else "\n"
        if name == "sym":
            return _signs.sign(part)
        if name == "ruby":
            aid = "".join(one.text or "" for r in below(part, "rt") for one in below(r, "t"))
            self.lost.add("reading aid above characters", self.length, 0, aid)
            base = (one for r in below(part, "rubyBase") for one in below(r, "t"))
            return "".join(one.text or "" for one in base)
        return SIGNS.get(name, "")

    def _shown(self, letters: str, style: str) -> Iterator[Text]:
        """Letters that are no field's instruction, with the style of the fields they stand in."""
        if letters and not self.fields.in_code:
            style = " ".join(filter(None, [style, self.fields.style]))
            yield from self.fields.take(self.text(letters, style))

    def _call(self, kind: str, number: str) -> Iterator[Text]:
        name = self.notes.setdefault((kind, number), str(len(self.notes) + 1))
        yield from self.fields.take(self.text(name, f"{NOTE}{name}"))

    def _drawing(self, part: Element) -> None:
        """Keep a picture for later; of two ways of drawing one thing the first is taken."""
        chosen = part
        if tag(part) == "AlternateContent":
            chosen = next(iter(part), part)
        boxes = list(below(chosen, "txbxContent"))
        if boxes:
            self.boxes += boxes
            self.lost.add("text box, its text now behind the paragraph", self.length)
        found = [one for one in chosen.iter() if tag(one) in ("blip", "imagedata")]
        self.pictures += [(chosen, self.length)] * bool(found)
        rule = any(get(one, "hr") for one in below(chosen, "rect"))
        if not found and not boxes and not rule:
            self.lost.add("drawing, chart or embedded object", self.length)


def _deleted(part: Element) -> str:
    """The words of what tracked changes took away, or moved from here."""
    return "".join(one.text or "" for one in part.iter() if tag(one) in ("delText", "t"))


def size(paragraph: Element, styles: Styles) -> int:
    """The size of a paragraph's first letters, in half points; 0 where nothing says it."""
    run = next(below(paragraph, "r"), None)
    chain = list(styles.chain(value(paragraph, "pPr", "pStyle")))
    said = [value(one, "rPr", "sz") for one in ([run] if run is not None else []) + chain]
    return next(filter(None, map(whole, said)), 0)
