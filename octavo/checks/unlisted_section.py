"""A numbered Markdown file is in no list, or stands in the list twice.

What the list `sections` of report.toml leaves out is not printed, and nobody would notice. Add the
file to the list, or move it out of the folder.

Instead of

    report.toml:
    sections = ["01-causes.md"]

    01-causes.md:
    They were many.

    02-results.md:
    They were few.

write

    report.toml:
    sections = ["01-causes.md", "02-results.md"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.diagnostics import Finding
from octavo.model import Document


def check(subject: Document) -> Iterator[Finding]:
    """Where report.toml lists the sections, it lists each file once."""
    listed = subject.project.sections
    place = subject.project.place_of("sections")
    for number, name in enumerate(listed):
        if name in listed[:number]:
            yield Finding("unlisted_section", f"{name} is listed twice", place, hint="delete one")
    if not listed:
        return
    for path in sorted(subject.project.root.glob("*.md")):
        if path.name not in listed and re.match(r"\d", path.name):
            hint = "add it to the list, or move it out of the folder"
            message = f"{path.name} is in no list, so it is not printed"
            yield Finding("unlisted_section", message, place, hint=hint)
