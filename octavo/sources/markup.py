"""Style sheets, templates and XML without their comments."""

from __future__ import annotations

import re

STRING = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
CSS = re.compile(rf"(?P<kept>{STRING})|/\*.*?\*/", re.S)
XML = re.compile(r"(?P<kept><!\[CDATA\[.*?\]\]>)|<!--.*?-->", re.S)
# Jinja2's own comments may hold HTML's, and those of HTML what Jinja2 would run.
TEMPLATE = re.compile(
    r"(?P<kept>\{%-?\s*raw.*?endraw\s*-?%\})|\{#(?P<left>-?).*?(?P<right>-?)#\}", re.S
)


def css(text: str) -> str:
    """A style sheet without comments."""
    return CSS.sub(lambda found: found["kept"] or "", text)


def xml(text: str) -> str:
    """XML without comments."""
    return XML.sub(lambda found: found["kept"] or "", text)


def template(text: str) -> str:
    """A template without comments; they still take away the blanks that they took away."""
    bare = TEMPLATE.sub(lambda found: found["kept"] or _empty(found), text)
    return re.sub(r"<!--.*?-->", "", bare, flags=re.S)


def _empty(comment: re.Match[str]) -> str:
    sides = comment["left"], comment["right"]
    return "{{#{}{}#}}".format(*sides) if any(sides) else ""
