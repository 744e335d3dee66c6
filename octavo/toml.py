"""Read TOML. Whatever cannot be read is one error, and none of the reader's own."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import Any

TomlError = tomllib.TOMLDecodeError  # its text ends in the place: "(at line 3, column 7)"

DEEPEST = 60  # brackets within one another; nobody writes more than a handful
OPENED = re.compile(rf"(?:[\[{{][ \t\n]*(?:[\w.\"'-]+[ \t]*=[ \t]*)?){{{DEEPEST}}}")


def loads(text: str) -> dict[str, Any]:
    """The table that a text holds. Raises TomlError, which says the place as tomllib does."""
    try:
        return tomllib.loads(text)
    except TomlError:
        raise
    except RecursionError:
        found = OPENED.search(text)
        raise TomlError(f"Nested too deep{_at(text, found)}") from None
    except ValueError as error:  # a number of more digits than Python turns into one, or a date
        found = re.search(rf"\d{{{sys.get_int_max_str_digits() or 1}}}", text)
        said = "A number has too many digits" if found else str(error)
        raise TomlError(f"{said}{_at(text, found)}") from None


def _at(text: str, found: re.Match[str] | None) -> str:
    """The place of what was found, in tomllib's words."""
    if found is None:
        return ""
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    return f" (at line {line}, column {column})"
