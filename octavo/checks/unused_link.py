"""The address of a link is written, and no link has its name.

A line such as `[name]: address` is not printed: it says where the links of that name lead. Without
one its words are lost. Write the link, take the line out, or make a note of it: `[^name]: text`.

Instead of

    The essay stands in the archive.

    [wilson]: https://digitalarchive.wilsoncenter.org

write

    The essay stands in [the archive][wilson].

    [wilson]: https://digitalarchive.wilsoncenter.org
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from octavo.checks._typed import without_code
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document

NAME = re.compile(r"\[([^\[\]^@][^\[\]]*)\]")
ADDRESS = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]^@\n][^\[\]\n]*)\]:[ \t]*\S+[ \t]*"
    r"(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))?[ \t]*$",
    re.M,
)


def check(subject: Document) -> Iterator[Finding]:
    """Each address is that of a link in its section."""
    for section in subject.sections:
        source = section.source
        if "]:" not in source.text:
            continue
        text = without_code(source.text)
        found = list(ADDRESS.finditer(text, section.body))
        count = Counter(_normal(name[1]) for name in NAME.finditer(text, section.body))
        count.subtract(_normal(address["name"]) for address in found)
        for address in found:
            if not count[_normal(address["name"])]:
                message = f"no link has the name [{address['name']}], and this line is not printed"
                hint = f"write [words][{address['name']}], or a note: [^{address['name']}]: ..."
                place = Span(source, address.start(), address.end())
                yield Finding("unused_link", message, place, Severity.WARNING, hint)


def _normal(name: str) -> str:
    """Names are alike whatever the letters' case and the white space between their words."""
    return " ".join(name.split()).casefold()
