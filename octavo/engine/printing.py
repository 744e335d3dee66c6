"""Sets a page of HTML as a PDF that is accessible and archivable, the same bytes each time."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from octavo import clock, engine
from octavo.engine import excerpt, lines, links, mends, page_labels, xmp
from octavo.engine.excerpt import Starts
from octavo.engine.xmp import Claims, Facts
from octavo.model import Typeface

FETCHED = ("data",)  # pictures are in the page already: nothing is read from elsewhere

# PDF/A wants pictures as they are, not smoothed by the reader's program (ISO 19005-2, 6.2.8).
SHARP = "html {{ {0} !important }} @page {{ {0} }}".format("image-rendering: crisp-edges")
HINTS = {"presentational_hints": True}  # a list's first number and kind, said by attributes, count
COLOURS = "--srgb"  # CSS's name of the colour profile that all of a page is in
MEDIA_TYPES = {
    "bib": "text/plain",
    "csl": "application/xml",
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "toml": "application/toml",
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes into the PDF."""

    name: str
    data: bytes
    about: str


@dataclass(frozen=True, slots=True)
class Standard:
    """What a PDF is to keep: WeasyPrint's name of the kind of PDF/A, and what is claimed of it."""

    variant: str
    claims: Claims


# Where our own tags are not in place (the mend `tags` does not fit) nothing is claimed for them.
UNTAGGED = {2: Standard("pdf/a-2u", Claims(2, "U", 0)), 3: Standard("pdf/a-3u", Claims(3, "U", 0))}
ACCESSIBLE = Standard("pdf/a-2a", Claims(2, "A", 1))
WITH_SOURCES = Standard("pdf/a-3a", Claims(3, "A", 1))
PDF_2 = Standard("pdf/a-4u", Claims(4, "", 2))
PDF_2_WITH_SOURCES = Standard("pdf/a-4f", Claims(4, "F", 2))


@dataclass(frozen=True, slots=True)
class Printed:
    """A page of HTML as it was laid out, and its PDF."""

    pages: Sequence[Any]  # WeasyPrint's
    data: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """Some pages of a document, to look at."""

    document: Any  # WeasyPrint's

    @property
    def pages(self) -> Sequence[Any]:
        """WeasyPrint's pages."""
        pages: Sequence[Any] = self.document.pages
        return pages

    def written(self) -> bytes:
        """Their PDF."""
        data: bytes = self.document.write_pdf(**HINTS)
        return data

    def without(self, count: int) -> Look:
        """The same without so many pages at the beginning."""
        return Look(self.document.copy(self.pages[count:]))


def make(
    html: str,
    standard: Standard = ACCESSIBLE,
    attached: Iterable[Attached] = (),
    date: datetime.date | None = None,
    typeface: Typeface | None = None,
) -> Printed:
    """Lay the page out and write it. Raises EngineError where Pango is missing.

    `date` is that of the attached files, unless SOURCE_DATE_EPOCH says another; nothing else in a
    PDF has one. `typeface` is the house font that the page may name.
    """
    weasyprint = engine.load(typeface)
    if not mends.in_place("tags"):
        standard = UNTAGGED[min(standard.claims.archive, 3)]
    options = {**HINTS, "pdf_variant": standard.variant, "pdf_tags": True, "output_intent": COLOURS}
    document = _laid_out(weasyprint, html, options)
    lines.number(document.pages)
    links.arrange(document)
    files = [_attachment(weasyprint, file, date) for file in attached]
    finish = _Finisher(standard.claims)
    data = document.write_pdf(attachments=files, finisher=finish, **options)
    return Printed(document.pages, data)


def look(html: str, starts: Starts, first: int, count: int, typeface: Typeface | None) -> Look:
    """So many pages from the `first` on, counted from 0, to look at: without tags and metadata.

    They look as they do in the whole document, if `html` is the one whose layout `starts` is of,
    but for what begins on the `first` page or later; see `octavo.engine.excerpt`.
    """
    weasyprint = engine.load(typeface)
    with excerpt.of(starts, first, count):
        return Look(_laid_out(weasyprint, html, {**HINTS, "output_intent": COLOURS}))


def _laid_out(weasyprint: Any, html: str, options: Mapping[str, Any]) -> Any:
    """WeasyPrint's document."""
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=FETCHED)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    return page.render(
        font_config=weasyprint.text.fonts.FontConfiguration(),
        color_profiles={COLOURS: _colours()},
        stylesheets=[weasyprint.CSS(string=SHARP)],
        **options,
    )


def _colours() -> Any:
    """The profile of sRGB, which says what the colours of a page mean.

    It is the one that WeasyPrint brings (and, asked for by name, would leave open as a file); made
    by the International Color Consortium, free to copy and embed.
    """
    from weasyprint.css import ColorProfile

    name = "sRGB2014.icc"
    data = (resources.files("weasyprint.pdf") / name).read_bytes()
    return ColorProfile(io.BytesIO(data), name, "relative-colorimetric", (["r"], ["g"], ["b"]))


def _attachment(weasyprint: Any, file: Attached, date: datetime.date | None) -> Any:
    day = clock.told() or date or datetime.date(1980, 1, 1)  # the first that zips know, too
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    return weasyprint.Attachment(
        string=file.data,
        name=file.name,
        description=file.about,
        created=noon,
        modified=noon,
        relationship="Source",
    )


@dataclass(frozen=True, slots=True)
class _Finisher:
    """Puts the last things into a PDF before it is written."""

    claims: Claims

    def __call__(self, document: Any, pdf: Any) -> None:
        """What WeasyPrint calls with its document and pydyf's PDF."""
        import pydyf

        reference = pdf.catalog["Metadata"]
        stream = pdf.objects[int(reference.split()[0])]
        stream.stream = [xmp.packet(_facts(document.metadata), self.claims)]
        stream.compress = False  # for programs that know no PDF
        labels = page_labels.ranges(page_labels.of(document.pages))
        numbers = pydyf.Array(
            each
            for page, label in labels
            for each in (page, pydyf.Dictionary({"S": label.style, "St": label.number}))
        )
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})
        if "AF" in pdf.catalog:  # WeasyPrint lists each file twice
            pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(map(_reference, pdf.catalog["AF"])))
        _say_media_types(pdf)


def _reference(value: Any) -> bytes:
    return value if isinstance(value, bytes) else bytes(value.reference)


def _facts(metadata: Any) -> Facts:
    from weasyprint import VERSION

    return Facts(
        title=metadata.title or "",
        authors=tuple(metadata.authors),
        subject=metadata.description or "",
        keywords=tuple(metadata.keywords),
        language=metadata.lang or "",
        creator=metadata.generator or "",
        producer=f"WeasyPrint {VERSION}",
    )


def _say_media_types(pdf: Any) -> None:
    """Say what kind each attached file is, as no two computers guess alike."""
    for item in pdf.objects:
        if isinstance(item, Mapping) and item.get("Type") == "/Filespec":
            ending = item["UF"].string.rpartition(".")[2]
            kind = MEDIA_TYPES.get(ending, "application/octet-stream")
            file = pdf.objects[int(item["EF"]["F"].split()[0])]
            file.extra["Subtype"] = "/" + kind.replace("/", "#2f")
