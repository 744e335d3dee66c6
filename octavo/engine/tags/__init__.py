"""The structure of a PDF: what each piece of a page is, and in which order all of it is read.

WeasyPrint's own tags follow the boxes of each page: a table over three pages becomes three, notes
stand at the end of their page, dots between a heading and its page number are read out. Here there
is one structure element for each element of the HTML, in its order, whatever page it is on:

    page --boxes--> Reader --leaves--> Tree --tables, groups--> Tree --writing--> PDF objects

The mend `tags` puts `octavo_tag` in the place of WeasyPrint's `add_tags`. Structure elements are
those of PDF 1.7 (ISO 32000-1, 14.8.4) for PDF/UA-1, or of PDF 2.0 (ISO 32000-2, 14.8) for PDF/UA-2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PDF_2 = "2.0"


def octavo_tag(pdf: Any, document: Any, version: Any, streams: Sequence[Any]) -> None:
    """Write the structure of WeasyPrint's laid-out document into its PDF.

    `streams` are the contents of its pages, in which each text and picture is marked with a number.
    """
    from octavo.engine.tags import gaps, groups, reader, tables, writing
    from octavo.engine.tags.tree import Tree

    tree = Tree(document._html.etree_element, is_pdf_2=str(version) >= PDF_2)
    found = reader.read(document.pages, streams, tree)
    tables.arrange(tree)
    groups.arrange(tree)
    marks = writing.marks(pdf, streams)
    gaps.mend(found.gaps, marks, document.fonts)
    writing.set_aside(found.artifacts, marks)
    writing.write(pdf, tree, found, marks)
