"""What a file is that cannot be imported, by its first bytes or its ending, and the way around."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """What a file is, and what the writer can do."""

    name: str
    cure: str


LIBRE = "open it in LibreOffice or Word and save it as .docx, or: soffice --convert-to docx FILE"
PANDOC = "Pandoc makes Markdown of it: pandoc FILE -t markdown -o draft.md; import that"
DOC = Kind("a Word document of before 2007 (.doc)", LIBRE)
LOCKED = Kind(
    "a document locked with a password",
    "open it in Word, take the password away (File, Info, Protect Document), and save it",
)
ODT = Kind("an OpenDocument text (.odt)", LIBRE)
RTF = Kind("a Rich Text document (.rtf)", LIBRE)
PDF = Kind(
    "a PDF, which has places of letters and no paragraphs",
    "take the text that it was made of; failing that, pdftotext -layout makes a .txt of it",
)
PAGES = Kind("a document of Pages", "in Pages: File, Export To, Word; import the .docx")
GOOGLE = Kind("only a link to Google Docs", "there: File, Download, Microsoft Word (.docx)")
HTML = Kind("a web page", PANDOC)
DOCX = Kind("a Word document", "name it .docx")
SHEET = Kind("a workbook of Excel", "copy its tables into a text document")
SLIDES = Kind("a presentation", "copy its text into a text document")
PICTURE = Kind("a picture", "type out its text, or have it recognized")
ZIP = Kind("a zip archive", "unpack it, and import the draft that is in it")

BY_ENDING = {
    ".doc": DOC,
    ".dot": DOC,
    ".wps": DOC,
    ".wpd": Kind("a WordPerfect document", LIBRE),
    ".odt": ODT,
    ".ott": ODT,
    ".fodt": ODT,
    ".sxw": ODT,
    ".rtf": RTF,
    ".pdf": PDF,
    ".pages": PAGES,
    ".gdoc": GOOGLE,
    ".html": HTML,
    ".htm": HTML,
    ".epub": Kind("an e-book", PANDOC),
    ".tex": Kind("a LaTeX document", PANDOC),
    ".rst": Kind("reStructuredText", PANDOC),
    ".org": Kind("an Org file", PANDOC),
    ".adoc": Kind("AsciiDoc", "asciidoctor -b docbook FILE, then pandoc -f docbook -o draft.md"),
    ".ipynb": Kind("a notebook", PANDOC),
    ".typ": Kind("a Typst document", PANDOC),
    ".xlsx": SHEET,
    ".pptx": SLIDES,
    ".png": PICTURE,
    ".jpg": PICTURE,
    ".jpeg": PICTURE,
}
BY_BYTES = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0", DOC),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
)
IN_ZIP = (  # a name that only such a file has
    (b"word/document.xml", DOCX),
    (b"opendocument.text", ODT),
    (b"xl/workbook.xml", SHEET),
    (b"ppt/presentation.xml", SLIDES),
    (b"Index/Document.iwa", PAGES),
    (b"application/epub+zip", BY_ENDING[".epub"]),
)
WIDE = "EncryptedPackage".encode("utf-16-le")  # in which Word puts a locked document


def of(data: bytes) -> Kind | None:
    """What a file is that is no plain text; None if nothing tells."""
    if data.startswith(b"\xd0\xcf\x11\xe0") and WIDE in data:
        return LOCKED
    if data.startswith(b"PK\x03\x04"):
        return next((kind for sign, kind in IN_ZIP if sign in data), ZIP)
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return HTML
    return next((kind for sign, kind in BY_BYTES if data.startswith(sign)), None)
