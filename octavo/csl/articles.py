"""The article at a title's head, which alphabetic order passes over.

Chicago, APA and MLA agree on it: "The Polemic" stands under P, and a body whose name begins with
an article goes by its next word. CSL has no attribute for it.
"""

from __future__ import annotations

import functools
import re

_ARTICLES = {
    "de": "der die das ein eine",
    "en": "the an a",
    "es": "el la los las un una",
    "fr": "le la les l' un une",
    "it": "il lo la i gli le l' un uno una",
    "nl": "de het een",
    "pt": "o a os as um uma",
}


@functools.lru_cache(maxsize=64)
def _head(language: str) -> re.Pattern[str] | None:
    words = _ARTICLES.get(language.partition("-")[0].casefold(), "").split()
    forms = [r"l['’]" if word == "l'" else rf"{word}\s+" for word in words]
    return re.compile(rf"[^\w\s]*(?:{'|'.join(forms)})(?=\S)", re.IGNORECASE) if words else None


def without_article(text: str, language: str) -> str:
    """`text` without the article that it begins with in `language`; an article alone stays."""
    head = _head(language)
    found = head.match(text) if head else None
    return text[found.end() :] if found else text
