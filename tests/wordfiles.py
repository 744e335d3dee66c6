"""Write small .docx files for tests, part by part."""

import base64
import json
import zipfile
from html import escape
from pathlib import Path

import casefiles

PARTS = casefiles.HERE / "import" / "word"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(folder: Path, more: dict[str, str] | None = None, **changed: str) -> Path:
    """A .docx of the parts in cases/import/word.

    `changed` are texts of parts instead of these, `more` further parts by their full names.
    """
    path = folder / "draft.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(PARTS.glob("*.xml")):
            archive.writestr(f"word/{part.name}", changed.get(part.stem, part.read_text("utf-8")))
        archive.write(PARTS / "document.xml.rels", "word/_rels/document.xml.rels")
        archive.writestr("word/media/image1.png", PNG)
        for name, text in (more or {}).items():
            archive.writestr(name, text)
    return path


def body(*paragraphs: str) -> str:
    """A document of paragraphs, each given by what stands inside it, or whole with its `<w:`."""
    inner = "".join(
        p if p.startswith(("<w:p>", "<w:sdt>", "<w:tbl>")) else f"<w:p>{p}</w:p>"
        for p in paragraphs
    )
    return f'<w:document xmlns:w="{NAMESPACE}"><w:body>{inner}</w:body></w:document>'


def notes(kind: str, *texts: str) -> str:
    """The part of footnotes or endnotes, numbered from 1, each given by what stands inside it."""
    inner = "".join(
        f'<w:{kind} w:id="{number}"><w:p>{text}</w:p></w:{kind}>'
        for number, text in enumerate(texts, 1)
    )
    return f'<w:{kind}s xmlns:w="{NAMESPACE}">{inner}</w:{kind}s>'


def run(text: str, look: str = "") -> str:
    """A run of text; `look` is its `<w:rPr>`."""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def call(number: int, kind: str = "footnote") -> str:
    """The call of a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def field(code: str, shown: str, data: str = "") -> str:
    """A field; its instruction stands in two runs, as Word breaks long ones."""
    half = len(code) // 2
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(part, quote=False)}</w:instrText></w:r>'
        for part in (code[:half], code[half:])
    )
    hidden = f"<w:fldData>{data}</w:fldData>" if data else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{hidden}</w:fldChar></w:r>{codes}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def zotero(*items: dict[str, object], shown: str, **properties: object) -> str:
    """A citation as Zotero writes it."""
    data = {"citationID": "a1", "properties": properties, "citationItems": items}
    return field(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(data)} ", run(shown))
