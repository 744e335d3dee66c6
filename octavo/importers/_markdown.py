"""Write blocks as Markdown, so that every character prints as it stood in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from urllib.parse import quote

from octavo.importers import _headings, _lists
from octavo.importers._draft import NOTE, RAW, UNNUMBERED, Block, Kind, Text

PLACE = "{bibliography}"  # where Octavo puts the list of works
LINK = "link:"  # the style of a link's text, followed by the address
SPECIAL = re.compile(r"[\\`*_{}\[\]~^$@|#]")
# What means something only where a line begins: lists, quotations, definitions.
OPENS = re.compile(r"(?P<mark>[-+>:=]|\d+[.)](?=\s))")
ENTITY = re.compile(r"&(?=#?\w+;)")
SIGNS = {"em": "*", "strong": "**", "del": "~~"}  # from the inside out

Run = tuple[str, str]  # letters, and their one style


def write(blocks: Sequence[Block]) -> str:
    """The blocks, each parted from the next by an empty line; items of a list by none."""
    pairs = zip(blocks, _lists.spots(blocks), strict=True)
    return "".join(spot.gap + _block(block, spot) for block, spot in pairs).lstrip("\n") + "\n"


def _block(block: Block, spot: _lists.Spot) -> str:
    if block.markup and block.kind is not Kind.HEADING:
        return block.text.letters
    if block.kind is Kind.HEADING:
        return _heading(block)
    if block.kind is Kind.QUOTATION:
        return _lines("> ", line(block.text))
    if not spot.mark:
        return _lines(" " * spot.indent, line(block.text))
    inner = _lines(" " * (spot.indent + _lists.INDENT), line(block.text.cut(spot.cut)))
    return f"{' ' * spot.indent}{spot.mark}{inner.lstrip(' ')}"


def _lines(lead: str, text: str) -> str:
    """The text with something before each of its lines."""
    return "\n".join(f"{lead}{line}" for line in text.split("\n"))


def _heading(block: Block) -> str:
    text = block.text.letters if block.markup else inline(block.text)
    apart = _headings.apart(block.text.letters) or block.name == UNNUMBERED
    return f"{'#' * block.level} {text}{' {-}' * apart}"


def note(blocks: Sequence[Block]) -> str:
    """A note of one paragraph or several."""
    name = blocks[0].name
    texts = [block.text.letters if block.markup else line(block.text) for block in blocks]
    if blocks[0].markup:
        return "\n\n".join(texts)
    return f"[^{name}]: " + "\n\n    ".join(text.replace("\n", "\n    ") for text in texts)


def line(text: Text) -> str:
    """Running text that begins a line; where it breaks a line, so does the Markdown."""
    written = (inline(one) for one in lines(text))
    return "  \n".join(_opened(one) for one in written if one)


def lines(text: Text) -> Iterator[Text]:
    """The lines of a text that breaks them."""
    text = text.stripped()
    edges = [-1, *(at for at, letter in enumerate(text.letters) if letter == "\n"), len(text)]
    return (text.cut(start + 1, end) for start, end in pairwise(edges))


def _opened(written: str) -> str:
    """A line, what would mean something at its beginning escaped."""
    match = OPENS.match(written)
    return f"{match[0][:-1]}\\{match[0][-1]}{written[match.end() :]}" if match else written


def inline(text: Text) -> str:
    """Running text within a line."""
    text = text.stripped()
    at, runs = 0, [("", "")]
    for style, run in groupby(text.styles):
        length = len(list(run))
        runs.append((text.letters[at : at + length], style))
        at += length
    between = zip(runs, runs[1:], [*runs[2:], runs[0]], strict=False)
    return "".join(
        _styled(*run) for before, run, after in between if not _parts_notes(before, run, after)
    )


def _parts_notes(before: Run, run: Run, after: Run) -> bool:
    """Whether a run is the raised comma between the numbers of two notes: Octavo sets its own."""
    said, style = run
    notes = all(NOTE in around for _, around in (before, after))
    return notes and said.strip() == "," and "sup" in style.split()


def linked(address: str) -> str:
    """The style of a link's text; "" for an address that leads to nothing on paper."""
    safe = _safe(address)
    return f"{LINK}{safe}" if re.match(r"(?:https?|ftp|mailto|doi):", safe, re.I) else ""


def _safe(address: str) -> str:
    """An address without what would end it in Markdown."""
    return re.sub(r"[\s()<>\[\]\\\"]", lambda sign: quote(sign[0]), address.strip())


def escaped(text: str) -> str:
    """The text with a backslash before each character that Markdown would take for its own."""
    text = ENTITY.sub("&amp;", SPECIAL.sub(r"\\\g<0>", " ".join(re.split(r"[ \t\n]+", text))))
    return text.replace("<", "&lt;").replace("///", "/&#47;/")


def _styled(text: str, style: str) -> str:
    words = style.split()
    called = next((word for word in words if word.startswith(NOTE)), None)
    if called:
        return f"[^{called.removeprefix(NOTE)}]"
    if RAW in words:
        return text
    if not style or not text.strip():
        return escaped(text)
    inner = _code(text.strip()) if "code" in words else escaped(text.strip())
    inner = _linked(_dressed(inner, words), text.strip(), words)
    lead = len(text) - len(text.lstrip())
    return f"{' ' * bool(lead)}{inner}{' ' * (len(text) - lead > len(text.strip()))}"


def _code(text: str) -> str:
    """Text between backticks, more of them than stand in it."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    gap = " " * (text.startswith("`") or text.endswith("`"))
    return f"{fence}{gap}{' '.join(text.split())}{gap}{fence}"


def _dressed(text: str, words: Sequence[str]) -> str:
    """Text in the signs of its style."""
    for name, sign in {"sub": "~", "sup": "^"}.items():
        if name in words:
            plain = not re.search(r"[\s\\`]", text)
            text = f"{sign}{text}{sign}" if plain else f"<{name}>{text}</{name}>"
    if "smallcaps" in words:
        text = f"[{text}]{{.smallcaps}}"
    for name, sign in SIGNS.items():
        if name in words:
            text = f"{sign}{text}{sign}"
    return text


def _linked(written: str, text: str, words: Sequence[str]) -> str:
    """What is written as a link, if it is one; an address that leads to itself stands alone."""
    style = next((word for word in words if word.startswith(LINK)), None)
    if style is None:
        return written
    address = style.removeprefix(LINK)
    alone = _safe(text) == address and re.fullmatch(r"(?:https?|ftp)://[^<>\s]+", text, re.I)
    return f"<{text}>" if alone and written == escaped(text) else f"[{written}]({address})"
