"""A page ends within a word, whose rest stands overleaf.

Octavo parts no word there; it happens only where a word is longer than a line, or where a soft
hyphen was typed. Delete the soft hyphen, or change the sentence.

Instead of

    assets/styles/own.css:
    p { line-height: 24px; width: 7em; text-align: left }
    p:first-of-type { height: 264px }
    @page { size: 400px 400px !important; margin: 40px !important }

    01-first.md:
    It was signed in February.

    What the whole inter&shy;nationalisation of trade in goods meant for both.

write

    01-first.md:
    It was signed in February.

    What the whole internationalisation of trade in goods meant for both.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import found, quoted
from octavo.diagnostics import Finding
from octavo.model import Built, Document, Piece, plain


def check(subject: Built) -> Iterator[Finding]:
    """Each piece that goes on overleaf and ends in a hyphen that nobody typed."""
    for page, after in zip(subject.pages, subject.pages[1:], strict=False):
        for piece in page.pieces:
            tail = piece.lines[-1].text.split()[-1]
            if piece.ends or not tail.endswith(("-", "\N{HYPHEN}")):
                continue
            rest = (p.lines[0].text.split()[0] for p in after.pieces if _is_rest(p, piece))
            head = next(rest, "")
            if not _is_typed(f"{tail}{head}", subject.document):
                message = f"the page ends within a word: {quoted(f'{tail[:-1]}|{head}')}"
                yield found("parted_word", subject, message, piece.place, page)


def _is_typed(word: str, document: Document) -> bool:
    """Whether the word has its hyphen of its own, as in "Sino-Soviet" and in addresses."""
    return any(word in plain(block) for block in document.blocks())


def _is_rest(piece: Piece, of: Piece) -> bool:
    return not piece.begins and piece.place == of.place and piece.in_notes == of.in_notes
