"""Read what a PDF says to programs that read it aloud: the texts of its structure, in order."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

from pypdfium2 import raw

Spoken = tuple[tuple[int, str], ...]
Way = tuple[int, ...]  # from the root to a piece: a number among its siblings a step
Piece = tuple[Way, tuple[str, ...], int, str]  # way, types on it, page, text

NOTES = ("Note", "FENote")
LEFT_OUT = ("TOC", "TOCI")
LONG = 512  # UTF-16 units: longer than any piece of a line


def spoken(pieces: Iterable[Piece]) -> tuple[Spoken, Spoken]:
    """The running text and the notes of all pages' pieces, each piece with its page's number.

    They stand in the order of the structure (ISO 32000-1, 14.7), whichever page each is on: so a
    screen reader says them. What Octavo writes is left out: the contents and the marks of
    lists; so is what is drawn in a picture, for which its description is read. Both are empty if
    the file has no structure.
    """
    running: list[tuple[int, str]] = []
    notes: list[tuple[int, str]] = []
    for _, types, page, text in sorted(pieces):
        is_note = any(name in types for name in NOTES)
        if is_note or _is_running(types, text):
            (notes if is_note else running).append((page, text))
    return tuple(running), tuple(notes)


def _is_running(types: tuple[str, ...], text: str) -> bool:
    is_mark = types[-1] == "Lbl" and not any(map(str.isalpha, text))
    return not (is_mark or types[-1] == "Figure" or any(name in types for name in LEFT_OUT))


def pieces(number: int, sheet: Any, text: Any, items: Iterable[Any]) -> Iterator[Piece]:
    """The marked pieces of the page of that number; `items` are the objects of its text."""
    texts: dict[int, str] = {}
    for item in items:
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        if mark >= 0:
            texts[mark] = texts.get(mark, "") + _text(item, text)
    return ((way, types, number, texts.get(mark, "")) for way, types, mark in _leaves(sheet))


def _leaves(sheet: Any) -> Iterator[tuple[Way, tuple[str, ...], int]]:
    """The number of each marked piece of a page, with the way to it and the types on that.

    PDFium gives the structure page by page, but with all places of siblings: so the ways of all
    pages sort into the order of the whole.
    """
    tree = raw.FPDF_StructTree_GetForPage(sheet)
    if not tree:
        return
    try:
        for at in range(raw.FPDF_StructTree_CountChildren(tree)):
            element = raw.FPDF_StructTree_GetChildAtIndex(tree, at)
            if element:
                yield from _below(element, (at,), ())
    finally:
        raw.FPDF_StructTree_Close(tree)


def _below(
    element: Any, way: Way, types: tuple[str, ...]
) -> Iterator[tuple[Way, tuple[str, ...], int]]:
    types = (*types, _type(element))
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
        if mark >= 0:
            yield (*way, at), types, mark
        elif child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
            yield from _below(child, (*way, at), types)


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(2 * LONG)
    size = raw.FPDF_StructElement_GetType(element, buffer, 2 * LONG)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le")


def _text(item: Any, page: Any) -> str:
    """The text of an object of a page."""
    size = LONG
    while True:
        buffer = (ctypes.c_ushort * size)()
        needed = raw.FPDFTextObj_GetText(item, page, buffer, 2 * size) // 2
        if needed <= size:
            return bytes(buffer)[: 2 * max(needed - 1, 0)].decode("utf-16-le")
        size = needed
