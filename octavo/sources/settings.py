"""report.toml and other files of settings, without comments and what is known of the author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.config import STRING, TOKEN

PRIVATE = "author"  # the table in which the writer says by what an anonymous copy is searched
COMMENT = re.compile(rf"(?P<kept>{STRING})|[ \t]*#[^\n]*", re.S)


def public(text: str) -> str:
    """The settings without comments and without the table of what is known of the author."""
    return "".join(_public(without_comments(text)))


def without_comments(text: str) -> str:
    """TOML without its comments; lines that held nothing else are gone."""
    bare = COMMENT.sub(lambda found: found["kept"] or "\0", text)
    return re.sub(r"^\0\n|\0", "", bare, flags=re.M)


def _public(text: str) -> Iterator[str]:
    """The statements that may be seen, one by one; each runs to the next key or table."""
    heads = [found for found in TOKEN.finditer(text) if found["table"] or found["key"]]
    starts = [found.start() for found in heads]
    yield text[: starts[0] if starts else None]
    table = ""
    for head, end in zip(heads, [*starts[1:], len(text)], strict=True):
        table = head["table"] or table
        name = table if head["table"] else f"{table}.{head['key']}".lstrip(".")
        first = re.split(r"[.\s]", name.strip(), maxsplit=1)[0].strip("\"'")
        if first != PRIVATE:
            yield text[head.start() : end]
