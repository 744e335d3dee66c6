"""Numbers that strangers wrote, of which int() takes too many and too few.

"²".isdigit() is true, and int("²") fails; so does int() of more than 4,300 figures.
"""

from __future__ import annotations


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number below a thousand million, in plain figures; `otherwise` for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
