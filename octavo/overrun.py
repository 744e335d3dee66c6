"""Say that the work on a report was broken off, and at which place of it.

No manuscript can silence this: it is said whatever `[checks]` says.
"""

from __future__ import annotations

from dataclasses import replace

from octavo import files
from octavo.diagnostics import Finding, Source, Span
from octavo.limits import StoppedError
from octavo.model import Document, Section

RULE = "limits"
OWN_SHEETS = ("assets/styles/own.css", "assets/styles/print.css")  # a few words in one do it


def finding(error: StoppedError, document: Document) -> Finding:
    """What the writer is told of pages that were being set."""
    from octavo.checks import _sheet

    sheet = next((one for one in OWN_SHEETS if (document.project.root / one).is_file()), "")
    place = _sheet.span_of(document, error.place)
    found = _finding("setting the pages", error, place, sheet)
    if sheet and place is None:
        source = Source(files.shown(document.project.root / sheet), "")
        return replace(found, span=Span(source, 0, 0))
    return found


def reading(error: StoppedError) -> Finding:
    """What the writer is told where a manuscript was being read, composed or checked."""
    section = _section(error)
    place = Span(section.source, section.body, section.body) if section else None
    return _finding("reading and checking", error, place)


def _finding(doing: str, error: StoppedError, place: Span | None, sheet: str = "") -> Finding:
    here = ", and was broken off here" if place else ", and was broken off"
    hint = "look for what is very large or very unusual; if nothing is, please report this"
    if error.limit:
        hint = "look for what is very large, or repeated very often"
        hint += f", in the style sheet {sheet} too" if sheet else ""
        hint += f"; or allow more: --limits {error.limit}=NUMBER"
    return Finding(RULE, f"{doing} {error.why}{here}", place, hint=hint)


def _section(error: BaseException) -> Section | None:
    """The section that the innermost function which had one in hand was given."""
    trace, found = error.__traceback__, None
    while trace:
        values = list(trace.tb_frame.f_locals.values())
        found = next((value for value in values if isinstance(value, Section)), found)
        trace = trace.tb_next
    return found
