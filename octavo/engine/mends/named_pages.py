"""The space above what begins a page is kept on every page that has a name.

It goes at a break that nothing forced (CSS Fragmentation 3, 5.2), and a page's name forces one only
where it is another than that of the page before (CSS Paged Media 3, 9). WeasyPrint takes any name
for a forced break.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from octavo.engine.mends import after

MODULE = "weasyprint.layout.page"
FUNCTION = "remake_page"
VERSION = "70.0"
SOURCE = "1ff09b2dffa17839c03aec1150866068066c43e76a5cace0ea298e68909c6d31"
HELPERS: dict[str, Callable[..., Any]] = {}


def mended(source: str) -> str:
    """Take no break for forced by a name that the page before has too."""
    return after(
        source,
        "context.forced_break =",
        "if index and next_page['page'] == page_maker[index - 1][1]['page']:",
        "    context.forced_break = next_page['break'] != 'any'",
    )
