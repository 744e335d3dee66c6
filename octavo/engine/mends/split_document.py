"""Long notes are not split: the text of one higher than a page is lost, others leave gaps.

This is where a document begins to be laid out; `octavo.engine.split_notes` says how notes split.
"""

from __future__ import annotations

from octavo.engine.floats import octavo_float_figures
from octavo.engine.mends import after
from octavo.engine.split_notes import octavo_split_notes

MODULE = "weasyprint.layout"
FUNCTION = "layout_document"
VERSION = "70.0"
SOURCE = "a5cbf437e99caf7293e7ed2289278048bca734f7ead2e947b4e24e4a3a536dbc"
HELPERS = {
    "octavo_float_figures": octavo_float_figures,
    "octavo_split_notes": octavo_split_notes,
}


def mended(source: str) -> str:
    """Split the notes of this document, and have its figures float."""
    return after(
        source,
        "initialize_page_maker(context, root_box)",
        "octavo_split_notes(context)",
        "octavo_float_figures(context, root_box)",
    )
