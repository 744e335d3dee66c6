"""Notes are lost behind the end of the text when the last page was not made anew.

Contents with page numbers make WeasyPrint go through the pages again, making only some anew; of
the others it forgets which notes they hand on.
"""

from __future__ import annotations

from octavo.engine.mends import after
from octavo.engine.split_notes import octavo_handed_on

MODULE = "weasyprint.layout.page"
FUNCTION = "make_all_pages"
VERSION = "70.0"
SOURCE = "b5e4034894841caa9581fa5d33338c71a7d8948be65618d358ab4b946f367edb"
HELPERS = {"octavo_handed_on": octavo_handed_on}


def mended(source: str) -> str:
    """Know which notes each page hands on."""
    return after(
        source,
        "yield pages[i]",
        "reported_footnotes = octavo_handed_on(context, i + 1, reported_footnotes)",
    )
