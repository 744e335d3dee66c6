"""A document is always laid out from its first page to its last.

The preview shows the pages at an edit first; `octavo.engine.excerpt` says how.
"""

from __future__ import annotations

from octavo.engine.excerpt import octavo_excerpt, octavo_is_excerpt, octavo_watched
from octavo.engine.mends import before

MODULE = "weasyprint.layout"
FUNCTION = "layout_document"
VERSION = "70.0"
SOURCE = "a5cbf437e99caf7293e7ed2289278048bca734f7ead2e947b4e24e4a3a536dbc"
HELPERS = {
    "octavo_excerpt": octavo_excerpt,
    "octavo_is_excerpt": octavo_is_excerpt,
    "octavo_watched": octavo_watched,
}


def mended(source: str) -> str:
    """Lay out no more than the pages that are asked for."""
    return before(
        source,
        "pages = []",
        "octavo_watched(context)",
        "if octavo_is_excerpt():",
        "    yield from octavo_excerpt(html, root_box, context)",
        "    return",
    )
