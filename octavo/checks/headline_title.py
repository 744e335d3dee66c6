"""A title is typed like a headline, and the style's manual prints titles like sentences.

APA, AMA, Vancouver and Cite Them Right set "The psychology of the child", and their CSL styles
print what is typed. Octavo changes nothing, for it cannot know which words are names. Type the
title like a sentence, and put names that keep their capitals in braces: these are not asked about.

Instead of

    report.toml:
    style = "apa"

    references.bib:
    @book{lee1999, author = {Lee, Ann}, title = {The Border of Western Hungary}, publisher = {P},
      year = 1999}

    01-first.md:
    So it was [@lee1999].

write

    references.bib:
    @book{lee1999, author = {Lee, Ann}, title = {The border of western {Hungary}}, publisher = {P},
      year = 1999}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.diagnostics import Finding, Severity
from octavo.model import Document, plain

# Styles whose manuals set titles like sentences (APA, 7th ed., 6.17; AMA; Citing Medicine).
STYLES = ("apa", "ama", "american-medical", "vancouver", "nlm", "cse", "harvard-cite-them-right")
SHIELDED = re.compile(r'<span class="nocase">.*?</span>')
TAG = re.compile(r"<[^<>]*>")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
OPENING = re.compile(r"(?:^|[:.?!—–]\s)\W*\w+")  # a capital may be no more than a sentence's first
LONG, LEAST = 4, 2  # letters that a word has at least, and such words that make a headline
HINT = "type it like a sentence, and names in braces; or leave it, if your course wants it so"


def check(subject: Document) -> Iterator[Finding]:
    """No title of a cited work has a capital at each word where the manual wants none."""
    if not subject.project.style.lower().startswith(STYLES):
        return
    cited = {item.key for citation in subject.citations for item in citation.items}
    printed = "\n".join(map(plain, subject.bibliography))
    for key in sorted(cited & subject.references.keys()):
        work = subject.references[key]
        title = str(work.fields.get("title", ""))
        language = str(work.fields.get("language", "en"))
        if language.startswith("en") and _is_headline(title) and TAG.sub("", title) in printed:
            message = f"{key}: the title is typed like a headline, with a capital at each word"
            yield Finding("headline_title", message, work.span, Severity.WARNING, HINT)


def _is_headline(title: str) -> bool:
    rest = OPENING.sub(" ", TAG.sub("", SHIELDED.sub(" ", title)))
    words = [word for word in WORD.findall(rest) if len(word) >= LONG]
    return len(words) >= LEAST and all(word[0].isupper() for word in words)
