"""Write a formula of a .docx (OMML: ECMA-376, part 1, 22.1) in one line of letters."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from octavo.importers._package import EMPTY, child, tag, value

Piece = tuple[str, str]  # letters, and how they stand: "", "sub", "sup"
SUM = "∫"  # what a large operator is that names no sign
SCRIPTS = {"sub": "sub", "sup": "sup", "lim": "sub", "deg": "sup"}


def pieces(formula: Element) -> Iterator[Piece]:
    """The letters in reading order; a fraction gets a stroke, a root its sign."""
    for part in formula:
        yield from _part(part)


def _part(part: Element) -> Iterator[Piece]:
    name = tag(part)
    if name == "t":
        yield part.text or "", ""
    elif name == "f":
        yield from [*_grouped(part, "num"), ("/", ""), *_grouped(part, "den")]
    elif name == "rad":
        yield from [*_script(part, "deg"), ("√", ""), *_grouped(part, "e")]
    elif name == "nary":
        yield value(part, "naryPr", "chr") or SUM, ""
        yield from [*_script(part, "sub"), *_script(part, "sup"), (" ", ""), *_inner(part, "e")]
    elif name == "d":
        yield from _delimited(part)
    elif name in ("acc", "bar"):
        sign = value(part, "accPr", "chr") or ("\u0305" if name == "bar" else "\u0302")
        yield from [*_inner(part, "e"), (sign, "")]
    elif name in ("m", "eqArr"):
        yield from _parted([row for row in part if tag(row) in ("mr", "e")], "; ")
    elif name == "mr":
        yield from _parted([cell for cell in part if tag(cell) == "e"], ", ")
    elif name == "func":
        yield from [*_inner(part, "fName"), ("\N{NO-BREAK SPACE}", ""), *_inner(part, "e")]
    elif name in SCRIPTS:
        yield from ((letters, SCRIPTS[name]) for letters, _ in pieces(part))
    elif not name.endswith("Pr"):
        yield from pieces(part)


def _inner(part: Element, name: str) -> Iterator[Piece]:
    found = child(part, name)
    yield from pieces(found if found is not None else EMPTY)


def _script(part: Element, name: str) -> Iterator[Piece]:
    found = child(part, name)
    yield from _part(found) if found is not None else ()


def _grouped(part: Element, name: str) -> Iterator[Piece]:
    """In brackets, where without them it would be unclear how far it goes."""
    found = list(_inner(part, name))
    if "".join(letters for letters, _ in found).isalnum():
        yield from found
    else:
        yield from [("(", ""), *found, (")", "")]


def _delimited(part: Element) -> Iterator[Piece]:
    signs = {name: child(part, "dPr", name) for name in ("begChr", "sepChr", "endChr")}
    usual = {"begChr": "(", "sepChr": "|", "endChr": ")"}
    opens, parts, closes = (
        usual[name] if sign is None else value(part, "dPr", name) for name, sign in signs.items()
    )
    yield opens, ""
    yield from _parted([one for one in part if tag(one) == "e"], parts)
    yield closes, ""


def _parted(parts: list[Element], sign: str) -> Iterator[Piece]:
    for number, part in enumerate(parts):
        yield from [(sign, "")] * bool(number)
        yield from _part(part)
