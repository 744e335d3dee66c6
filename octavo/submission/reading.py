"""The words of a finished file, as any reader gets them."""

from __future__ import annotations

import re

from octavo.counting.shown import html_text, office_texts, pdf_text

WORD = re.compile(r"\w+")


def text(name: str, data: bytes) -> str:
    """The text of a file by the ending of its name; of none that is unknown or broken."""
    try:
        return _text(name.rpartition(".")[2].lower(), data)
    except (
        Exception
    ) as error:  # a stranger's file: pdfium, zip and XML each have errors of their own
        return f"unreadable: {error}"


def _text(ending: str, data: bytes) -> str:
    if ending == "pdf":
        return "\n".join(pdf_text(data))
    if ending == "html":
        return html_text(data)
    if ending == "docx":
        return "\n".join(office_texts(data))
    return data.decode("utf-8", errors="replace")


def words(name: str, data: bytes) -> list[str]:
    """Its words in order: letters and digits, without the signs between them."""
    return WORD.findall(text(name, data))
