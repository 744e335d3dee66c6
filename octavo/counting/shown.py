"""What other programs will show as the number of words of a finished file.

The rules are those that universities measured and published:

* Word counts what stands between spaces, footnotes and endnotes included unless its box is not
  ticked; tables too. Chinese and Japanese characters are a word each.
* Turnitin counts a Word file without its notes, takes an address for several words, and of a PDF
  counts all that is text: notes, page numbers and running heads too, as it cannot tell them apart.

Sources: University of Reading, "Turnitin LTI: Word Count Differences in Your Submission", 31 March
2023, sites.reading.ac.uk/tel-support-for-students; University of Brighton, "How Turnitin
calculates the word count in a submitted paper", staff.brighton.ac.uk; UCL, "The word count in
Turnitin - managing inconsistencies", wiki.ucl.ac.uk/display/MoodleResourceCentre; Royal Holloway,
"Turnitin word count accuracy", 11 January 2017, elearningroyalholloway.blog, who measured that it
counts 2.2 % too much of a PDF with notes and 0.2 % of one without, as pages have heads and numbers.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree import ElementTree

from octavo.counting.tally import signs, words

SOURCES = "measured by Reading (2023), Royal Holloway (2017), Brighton and UCL"
ADDRESS = re.compile(r"\S+://\S+|\bwww\.\S+|\bdoi\.org/\S+")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
NOTE_PARTS = ("word/footnotes.xml", "word/endnotes.xml")
MOST_XML = 50_000_000  # bytes of a part: the longest theses have some five million


@dataclass(frozen=True, slots=True)
class Shown:
    """What programs show for a file, by the program's name."""

    name: str
    programs: Mapping[str, int]


def shown(name: str, data: bytes) -> Shown:
    """What Word and Turnitin will show for a finished file; by the ending of its name."""
    read = READERS.get(name.rpartition(".")[2].lower())
    return Shown(name, read(data) if read else {})


def _docx(data: bytes) -> dict[str, int]:
    body, *more = office_texts(data)
    notes = "\n".join(more)
    return {
        "Word": _tokens(body) + _tokens(notes),
        "Word without notes": _tokens(body),
        "Turnitin": _turnitin(body),
    }


def office_texts(data: bytes) -> list[str]:
    """The text of a Word file, and of its notes. Raises ValueError where it is larger than any."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        there = set(archive.namelist())
        names = [BODY, *(name for name in NOTE_PARTS if name in there)]
        return [office_text(_part(archive, name)) for name in names]


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of a Word file, which may have been packed by a stranger."""
    with archive.open(name) as file:
        data = file.read(MOST_XML + 1)
    if len(data) > MOST_XML:
        raise ValueError(f"{name} is larger than any text")
    return data


def office_text(xml: bytes) -> str:
    """The text of a part of a Word file; a paragraph a line."""
    return "\n".join(
        "".join(_runs(paragraph)) for paragraph in ElementTree.fromstring(xml).iter(f"{WORD}p")
    )


def _runs(paragraph: ElementTree.Element) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{WORD}t":
            yield node.text or ""
        elif node.tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
            yield " "


def _pdf(data: bytes) -> dict[str, int]:
    return {"Turnitin": sum(map(_turnitin, pdf_text(data)))}


def pdf_text(data: bytes) -> list[str]:
    """The text of each page, words that were parted at the end of a line made whole again."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return [HYPHENATED.sub("", text) for text in texts]


HYPHENATED = re.compile("\x02\\s*|\ufffe\\s*")  # pdfium's sign for a word parted at a line's end


def _text(data: bytes) -> dict[str, int]:
    text = data.decode("utf-8-sig", errors="replace")
    return {"Word": _tokens(text), "Turnitin": _turnitin(text)}


def _html(data: bytes) -> dict[str, int]:
    return {"Turnitin": _turnitin(html_text(data))}


def html_text(data: bytes) -> str:
    """The text of a page as it is read."""
    reader = _Reader()
    reader.feed(data.decode("utf-8", errors="replace"))
    return " ".join(reader.texts)


UNREAD = ("style", "script", "title", "template")


class _Reader(HTMLParser):
    """Collects a page's text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Scripts, styles, the head and what is drawn again for phones are not read."""
        self.hidden += tag in UNREAD

    def handle_endtag(self, tag: str) -> None:
        """What was not read ends."""
        self.hidden -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self.hidden:
            self.texts.append(data)


def _tokens(text: str) -> int:
    """As Word counts: a lone dash is a word too."""
    return words(text) + signs(text)


def _turnitin(text: str) -> int:
    """As Word, but of an address each of its parts is a word."""
    return _tokens(ADDRESS.sub(lambda match: re.sub(r"[^\w]+", " ", match[0]), text))


READERS = {"docx": _docx, "pdf": _pdf, "txt": _text, "html": _html}
