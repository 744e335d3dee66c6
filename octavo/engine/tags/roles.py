"""What an element of the HTML is in the structure of a PDF."""

from __future__ import annotations

from typing import Any

from octavo.numerals import whole

SVG = "{http://www.w3.org/2000/svg}svg"
SVG_TITLE = "{http://www.w3.org/2000/svg}title"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
PICTURES = ("img", SVG)
HEADINGS = tuple(f"H{level}" for level in range(1, 7))
NOTES = ("Note", "FENote")  # of PDF 1.7, and of PDF 2.0
ENDNOTE = "doc-endnote"  # the role of a note that stands at the end, not where it is called

# HTML's tags, and its roles where a tag says nothing, by the type they have in PDF.
TYPES = {
    "Part": ("main",),
    "Sect": ("section", "nav"),
    "Art": ("article",),
    "Div": ("div", "header", "footer", "address", "hgroup", "details", "summary", "form"),
    "BlockQuote": ("blockquote",),
    "P": ("p", "pre", "paragraph"),
    "L": ("ul", "ol", "menu", "dl", "list"),
    "LI": ("li", "listitem"),
    "Lbl": ("dt", "term"),
    "LBody": ("dd", "definition"),
    "Table": ("table",),
    "Caption": ("caption", "figcaption"),
    "Quote": ("q",),
    "Code": ("code",),
    "Formula": (MATH,),
    "Figure": PICTURES,
    **{name: (name.lower(),) for name in (*HEADINGS, "TR", "TH", "TD")},
    **{name[:2].upper() + name[2:]: (name,) for name in ("thead", "tbody", "tfoot")},
}
TYPE = {name: kind for kind, names in TYPES.items() for name in names}

# What a list is within the contents; its lines hold references, and those no paragraphs.
IN_CONTENTS = {"L": "TOC", "LI": "TOCI", "P": ""}

# How the items of a list are marked: CSS's list-style-type -> PDF's ListNumbering.
NUMBERING = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "spaced-decimal": "Decimal",  # of the shipped style sheet
    "decimal-leading-zero": "Decimal",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}


def of(element: Any, parent: str, *, is_pdf_2: bool, in_contents: bool) -> str:
    """The type of an element below a node of type `parent`; "" if it says nothing of its own."""
    tag = str(element.tag)
    kind = TYPE.get(tag) or TYPE.get(element.get("role") or "", "")
    if in_contents and kind in IN_CONTENTS:
        return IN_CONTENTS[kind]
    if tag == "a" and element.get("href"):
        return "Link"
    if element.get("role") == ENDNOTE:
        return NOTES[is_pdf_2]
    if tag == "abbr" and element.get("title"):
        return "Span"
    if tag == "aside":
        return "Aside" if is_pdf_2 else "Sect"
    if tag in ("em", "strong"):
        return tag.capitalize() if is_pdf_2 else ""
    if tag == "figure":
        return _of_figure(element, is_pdf_2)
    return "" if kind == parent == "Figure" else kind


def _of_figure(element: Any, is_pdf_2: bool) -> str:
    """A figure of one picture is one in PDF 2.0, caption included; others are asides with it.

    In PDF 1.7 the words said for a picture take the place of all that stands in its structure
    element, so that the caption must stand beside it. A table has its caption inside.
    """
    inner = [each.tag for each in element.iter()]
    if not is_pdf_2 or inner.count("table") == 1:
        return "Div"
    return "Figure" if sum(tag in PICTURES for tag in inner) == 1 else "Aside"


def attributes(element: Any, kind: str, is_pdf_2: bool) -> dict[str, dict[str, Any]]:
    """The attributes of a structure element, by their owner (ISO 32000-1, 14.8.5)."""
    if kind in ("TH", "TD"):
        spans = {name: _count(element.get(name.lower(), "1")) for name in ("ColSpan", "RowSpan")}
        cell: dict[str, Any] = {name: count for name, count in spans.items() if count > 1}
        if kind == "TH":
            is_row = element.get("scope") in ("row", "rowgroup")
            cell["Scope"] = "/Row" if is_row else "/Column"
        return {"Table": cell}
    if kind == "L":
        is_described = element.tag == "dl" and is_pdf_2
        return {"List": {"ListNumbering": "/Description" if is_described else "/None"}}
    return {}


def _count(text: str) -> int:
    return whole(text, 1)


def properties(element: Any, kind: str) -> dict[str, Any]:
    """What is said in the place of an element's text (ISO 32000-1, 14.9.3 and 14.9.5)."""
    if element.tag == "abbr" and kind == "Span":
        return {"E": element.get("title")}
    if kind == "Formula":
        return {"Alt": element.get("alttext") or "".join(element.itertext())}
    return {}


def numbering(style: Any, is_pdf_2: bool) -> str:
    """How items of a list are marked, by the style of one of them."""
    kind = style["list_style_type"]
    name = kind if isinstance(kind, str) else ""
    if name == "none":
        return "/None"
    return f"/{NUMBERING.get(name, 'Unordered' if is_pdf_2 else 'None')}"


def description(picture: Any) -> str | None:
    """The words for those who cannot see a picture: "" if it is decoration, None if missing."""
    if picture.get("role") in ("presentation", "none") or picture.get("aria-hidden") == "true":
        return ""
    said = picture.get("alt") if picture.tag == "img" else picture.get("aria-label")
    if said is None and (title := picture.find(SVG_TITLE)) is not None:
        said = title.text
    return None if said is None else str(said)
