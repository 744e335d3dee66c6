"""A report in its house's document: the house's styles, cover, heads and feet, and our text.

All of the house's file stays but what the report replaces: the text below the cover, the notes,
the properties, and what nothing leads to any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from octavo.model import House, Layout
from octavo.numerals import whole
from octavo.outputs._docx import adopt, cover, frame
from octavo.outputs._docx.adopt import Wardrobe, value
from octavo.outputs._docx.cover import Around
from octavo.outputs._docx.measure import NATURAL, Frame
from octavo.outputs._docx.notes import SEPARATORS, Notes
from octavo.outputs._docx.numbering import Lists
from octavo.outputs._docx.package import WORD, Package, resolved
from octavo.outputs._docx.xml import MAIN, NAMESPACES, BrokenError, child, parse, w, write

PLAIN = ("%1", "%1.", "%1)")  # numbers of headings that ours would be, too
BEHIND = (  # what comes behind the settings of notes: CT_Settings, 17.15.1.78
    "w:compat w:docVars w:rsids m:mathPr w:attachedSchema w:themeFontLang w:clrSchemeMapping "
    "w:doNotIncludeSubdocsInStats w:doNotAutoCompressPictures w:forceUpgrade w:captions "
    "w:readModeInkLockDown w:smartTagType sl:schemaLibrary w:shapeDefaults "
    "w:doNotEmbedSmartTags w:decimalSymbol w:listSeparator"
).split()
AHEAD_OF_LINES = (  # what comes ahead of the numbers of lines: CT_SectPr, 17.6.17
    "w:headerReference w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar "
    "w:paperSrc w:pgBorders"
).split()
CALLS = (  # of what does not stay
    "w:footnoteReference w:endnoteReference w:commentReference w:commentRangeStart "
    "w:commentRangeEnd"
).split()
KEPT = (  # what the document leads to without naming it
    "styles stylesWithEffects settings fontTable theme numbering"
).split()
OF_THE_PACKAGE = ("officeDocument",)


@dataclass(slots=True)
class Desk:
    """A house's document, opened."""

    package: Package
    main: str
    document: Element
    around: Around
    section: Element
    wardrobe: Wardrobe
    numbering: Element | None = None
    names: dict[str, str] = field(default_factory=dict)  # of parts, by kind

    @classmethod
    def of(cls, house: House) -> Desk:
        """The document's parts as trees. Raises BrokenError, KeyError."""
        package = Package.read(house.parts)
        main = package.target("", "officeDocument")
        document = _opened(package, main)
        body = child(document, "w:body")
        if body is None or not main.startswith("word/"):
            raise BrokenError("its text is not where Word puts it")
        section = child(body, "w:sectPr")
        kinds = ("styles", "settings", "numbering", "footnotes", "endnotes")
        names = {kind: package.target(main, kind) for kind in kinds}
        return cls(
            package,
            main,
            document,
            cover.split(body),
            w("sectPr") if section is None else section,
            Wardrobe.of(_opened(package, names["styles"])),
            _opened(package, names["numbering"]) if names["numbering"] else None,
            names,
        )

    # --- what the report must know of it ---------------------------------------------------

    def frame(self) -> Frame:
        """The page of the section that the report stands in."""
        size, edge = child(self.section, "w:pgSz"), child(self.section, "w:pgMar")
        width, height = (_number(size, name, usual) for name, usual in (("w", 11906), ("h", 16838)))
        top, right, bottom, left = (
            abs(_number(edge, name, 1440)) for name in ("top", "right", "bottom", "left")
        )
        points = self._looked_up("w:rPr", "w:sz", "w:val") or 20
        line = self._looked_up("w:pPr", "w:spacing", "w:line") or 240
        return Frame(width, height, top, right, bottom, left, points / 2, line / 240 * NATURAL)

    def _looked_up(self, part: str, tag: str, attribute: str) -> int:
        """A number of the text's style, or of what all styles begin with."""
        kind = {"w:rPr": "w:rPrDefault", "w:pPr": "w:pPrDefault"}[part]
        places = [*self.wardrobe.chain("paragraph", "Body Text")]
        places += self.wardrobe.chain("paragraph", "Normal")
        found = [child(style, part, tag) for style in places]
        found.append(child(self.wardrobe.root, "w:docDefaults", kind, part, tag))
        return next((n for one in found if (n := _number(one, attribute[2:], 0))), 0)

    def numbers_headings(self) -> bool:
        """Whether the styles of headings number them, as 1 and 1.1."""
        for style in self.wardrobe.chain("paragraph", "heading 1"):
            if number := value(style, "w:pPr", "w:numPr", "w:numId"):
                return number != "0" and self._level(number) in PLAIN
        return False

    def _level(self, number: str) -> str:
        """How the first level of a list is written."""
        if self.numbering is None:
            return ""
        lists = {one.get("w:numId"): one for one in self.numbering if one.tag == "w:num"}
        found = lists.get(number)
        abstract = "" if found is None else value(found, "w:abstractNumId")
        for one in self.numbering:
            if one.tag == "w:abstractNum" and one.get("w:abstractNumId") == abstract:
                first = child(one, "w:lvl")
                decimal = first is not None and value(first, "w:numFmt") in ("decimal", "")
                return value(first, "w:lvlText") if first is not None and decimal else ""
        return ""

    def lists(self) -> Lists:
        """The report's lists, numbered behind the house's."""
        root: Iterable[Element] = self.numbering if self.numbering is not None else ()
        abstract = [_number(one, "abstractNumId", 0) for one in root if "abstract" in one.tag]
        there = [_number(one, "numId", 0) for one in root if one.tag == "w:num"]
        offset = max([0, *abstract, *there])
        return Lists(first=3 + offset, offset=offset, headings=False)

    def largest(self, tag: str, attribute: str) -> int:
        """The largest number that something around the report has."""
        found = (one.get(attribute, "") for b in self.around.blocks for one in b.iter(tag))
        return max(map(whole, found), default=0)

    # --- putting the report in -------------------------------------------------------------

    def write(
        self, blocks: list[Element], notes: Notes, lists: Lists, layout: Layout, language: str
    ) -> None:
        """Put the report between cover and end, and its notes and lists into their parts."""
        body = child(self.document, "w:body")
        assert body is not None
        for block in self.around.blocks:
            _forget(block)
        body[:] = [*self.around.ahead, *blocks, *self.around.behind, self._section(layout)]
        written = notes.write()
        frame_ = self.frame()
        adopt.adopt(self.wardrobe, [*blocks, written], frame_, layout, language)
        self._put("styles", self.wardrobe.root)
        self._put_lists(lists)
        self._put(f"{notes.name}s", written)
        self.package.relations[self.names[f"{notes.name}s"]] = notes.relations
        self._put("settings", self._settings(notes.name, language))
        self.package.parts[self.main] = write(self.document)
        self.package.kinds[self.main] = f"{WORD}document.main+xml"
        self._part_with(notes.name)

    def fill(self, values: Mapping[str, str]) -> None:
        """Write what is known of the report on the cover, and into heads and feet."""
        for block in self.around.blocks:
            cover.fill(block, values)
        for _, kind, target, outside in self.package.of(self.main).found:
            if kind.endswith(("/header", "/footer")) and not outside:
                name = resolved(self.main, target)
                root = _opened(self.package, name)
                for block in root:
                    cover.fill(block, values)
                self.package.parts[name] = write(root)

    def _part_with(self, notes: str) -> None:
        """Let go of all that the document no longer needs, and of who else worked on it."""
        used = {value for one in self.document.iter() for value in one.attrib.values()}
        kept = (*KEPT, f"{notes}s")
        main, root = self.package.of(self.main), self.package.of("")
        main.found = [r for r in main.found if r[0] in used or r[1].rpartition("/")[2] in kept]
        root.found = [r for r in root.found if r[1].rpartition("/")[2] in OF_THE_PACKAGE]
        self.package.prune()

    def _section(self, layout: Layout) -> Element:
        if layout.line_numbers and child(self.section, "w:lnNumType") is None:
            at = sum(one.tag in AHEAD_OF_LINES for one in self.section)
            self.section.insert(at, w("lnNumType", countBy=1, restart="continuous"))
        return self.section

    def _put(self, kind: str, root: Element) -> None:
        """Put a part in the place of the house's, or beside the text where it has none."""
        name = self.names.get(kind) or f"word/{kind}.xml"
        self.names[kind] = name
        self.package.add(name, write(root), f"{WORD}{kind}+xml")
        if not self.package.target(self.main, kind):
            self.package.of(self.main).add(kind, f"/{name}")

    def _put_lists(self, lists: Lists) -> None:
        if self.numbering is None:
            self._put("numbering", lists.write())
            return
        at = next(
            (n for n, one in enumerate(self.numbering) if one.tag == "w:num"), len(self.numbering)
        )
        self.numbering[at:at] = list(lists.abstract())
        last = sum(one.tag != "w:numIdMacAtCleanup" for one in self.numbering)
        self.numbering[last:last] = list(lists.instances())
        self._put("numbering", self.numbering)

    def _settings(self, notes: str, language: str) -> Element:
        """The house's settings; the lines that part notes from text are ours."""
        if not self.names["settings"]:
            return frame.settings(language, notes, hyphens=True)
        root = _opened(self.package, self.names["settings"])
        gone = ("w:footnotePr", "w:endnotePr", "w:attachedTemplate", "w:mailMerge")
        for one in [one for one in root if one.tag in gone]:
            root.remove(one)
        at = next((n for n, one in enumerate(root) if one.tag in BEHIND), len(root))
        root.insert(at, w(f"{notes}Pr", *(w(notes, id=id) for _, id in SEPARATORS)))
        self.package.relations.pop(self.names["settings"], None)
        return root


def _opened(package: Package, name: str) -> Element:
    """A part as a tree, in the names that Word uses. Raises BrokenError, KeyError."""
    root = parse(package.parts[name])
    if root.get("xmlns:w") != MAIN:
        raise BrokenError(f"{name} is not written as Word writes it")
    for prefix, space in NAMESPACES.items():
        if root.get(prefix, space) != space:
            raise BrokenError(f"{prefix} means something else than usual in {name}")
        root.set(prefix, space)
    return root


def _forget(block: Element) -> None:
    """Take out the calls of notes and comments, whose texts give way to the report's."""
    for parent in block.iter():
        for one in [one for one in parent if one.tag in CALLS]:
            parent.remove(one)


def _number(element: Element | None, name: str, usual: int) -> int:
    try:
        return usual if element is None else round(float(element.get(f"w:{name}", usual)))
    except ValueError:
        return usual
