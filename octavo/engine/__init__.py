"""All that loads, changes or mends WeasyPrint. `load()` is the one way to it.

Importing this package is cheap; WeasyPrint itself (0.4 s) comes with the first `load()`.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from octavo.model import Typeface


class EngineError(Exception):
    """No PDF can be made on this computer; the text tells the user why, and the cure."""


def load(typeface: Typeface | None = None) -> ModuleType:
    """WeasyPrint, with Pango's libraries found and only the shipped fonts and this one in sight.

    Raises EngineError where a library is missing.
    """
    from octavo.engine import fontconfig, later, libraries

    if libraries.missing():
        from octavo.setup import system

        hint = "Web pages can be made without it: add  --to html"
        raise EngineError(system.explain(["pango"], hint))
    fontconfig.use(typeface)
    with libraries.in_place(), later.imported():
        import weasyprint

    from octavo.engine import mends

    mends.apply_all()
    module: ModuleType = weasyprint
    return module
