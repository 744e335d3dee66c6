"""The house's Word document cannot be used, or lacks a style that the report needs.

`docx_template` names a Word document of your department's or your journal's: its styles, cover,
heads and feet are those of the report's Word document. Where it lacks a style, Octavo's own is put
in, in the house's face; make a style of that name in Word for a look of your own. A file that is
damaged or has macros is not used. What stands below its cover is left out: a paragraph {report}
there says where the report goes, and then all the rest stays.

Instead of

    report.toml:
    docx_template = "house.docm"

write

    report.toml:
    docx_template = "house.docx"
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, Severity
from octavo.model import BuiltDocx


def check(subject: BuiltDocx) -> Iterator[Finding]:
    """All styles that it lacks, in one finding."""
    house, project = subject.document.house, subject.document.project
    if house is None:
        return
    lacking = [name for name in subject.docx.styles if name.lower() not in house.styles]
    if lacking:
        are, them = ("is", "it") if len(lacking) == 1 else ("are", "them")
        message = f"{house.name} lacks the style{'s' * (len(lacking) > 1)} {', '.join(lacking)}"
        hint = f"Octavo's own {are} put in; make {them} in Word for a look of your own"
        yield Finding(
            "docx_template", message, project.place_of("docx_template"), Severity.WARNING, hint
        )
