"""The names of CSL 1.0.2: types of items, and variables by what they hold.

From the specification's appendices III and IV, and the input schema for what only data have
(`shortTitle`, `journalAbbreviation`, `categories`, `custom`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TYPES = frozenset(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
    hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty webpage
    """.split()
)

NAMES = frozenset(
    """
    author chair collection-editor compiler composer container-author contributor curator director
    editor editor-translator editorial-director executive-producer guest host illustrator
    interviewer narrator organizer original-author performer producer recipient reviewed-author
    script-writer series-creator translator
    """.split()
)

DATES = frozenset("accessed available-date event-date issued original-date submitted".split())

TEXTS = frozenset(
    """
    abstract annote archive archive_collection archive_location archive-place authority
    call-number chapter-number citation-key citation-label citation-number collection-number
    collection-title container-title container-title-short dimensions division DOI edition event
    event-place event-title first-reference-note-number genre ISBN ISSN issue jurisdiction keyword
    language license locator medium note number number-of-pages number-of-volumes original-publisher
    original-publisher-place original-title page page-first part-number part-title PMCID PMID
    printing-number publisher publisher-place references reviewed-genre reviewed-title scale section
    source status supplement-number title title-short translated-title URL version volume
    volume-title year-suffix
    """.split()
)

# Older names that other programs still write, and today's.
ALIASES = {
    "event": "event-title",
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
}

FREE = frozenset({"categories", "custom"})  # lists and objects that no style prints

VARIABLES = NAMES | DATES | TEXTS | FREE | ALIASES.keys()

# What may be given away of an entry: not remarks, tags and paths, nor what no style prints.
PUBLIC = VARIABLES - FREE - {"abstract", "annote", "file", "keyword", "note"}


def seen(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item's fields that may be given away."""
    return {name: item[name] for name in item if name in PUBLIC or name in ("id", "type")}
