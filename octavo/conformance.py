"""Whether a PDF keeps the standards of accessible and of archivable documents.

The judge is the package page-validation; its verdicts on the test files of veraPDF are those of
veraPDF. It knows PDF/UA-1 (ISO 14289-1) and PDF/A-1 to 3 (ISO 19005-1 to 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# The profiles that can be judged, as `validate` takes them, and their names for people.
PROFILES = {
    "ua1": "PDF/UA-1",
    "1a": "PDF/A-1a",
    "1b": "PDF/A-1b",
    "2a": "PDF/A-2a",
    "2b": "PDF/A-2b",
    "2u": "PDF/A-2u",
    "3a": "PDF/A-3a",
    "3b": "PDF/A-3b",
    "3u": "PDF/A-3u",
}

LENGTH = "STREAM-LENGTH-001"  # the rule that some compressed data break for the validator only


class NoValidatorError(Exception):
    """No validator is there for this Python; the text says so for people."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule of a standard that a PDF breaks.

    `rule` is the validator's name of it; `object` the number of the PDF's object where it shows,
    0 where it is no single one's.
    """

    rule: str
    message: str
    object: int = 0


def validate(data: bytes, profile: str) -> tuple[Fault, ...]:
    """All that keeps a PDF from a profile, one of PROFILES; nothing: it conforms.

    A file that cannot be read as a PDF has the one fault that says so. Raises NoValidatorError
    where page-validation is not installed, ValueError for a profile it does not know.
    """
    if profile not in PROFILES:
        raise ValueError(f"no profile {profile!r}; there are {', '.join(PROFILES)}")
    try:
        import page
    except ImportError as error:
        raise NoValidatorError("page-validation is not there for this Python") from error
    try:
        report = page.validate_pdf_bytes(data, profile=profile)
    except page.PageError as error:
        return (Fault("UNREADABLE", str(error)),)
    found = (
        Fault(each.rule_id, each.message, each.object_id.object_number if each.object_id else 0)
        for each in report.failures
    )
    return tuple(fault for fault in found if not _is_misread(data, fault))


def _is_misread(data: bytes, fault: Fault) -> bool:
    """Whether all streams' lengths are right though the validator says that one is wrong.

    Data that end in a carriage return are followed by the line feed ahead of `endstream`. The
    validator (0.11) takes both for one line end, and one byte to be missing. Of several such
    streams it names none.
    """
    return fault.rule.endswith(LENGTH) and _has_right_lengths(data)


STREAM = re.compile(rb"(?<!end)stream\r?\n")


def _has_right_lengths(data: bytes) -> bool:
    """Whether behind as many bytes as each stream is said to have it is at its end."""
    at = 0
    while start := STREAM.search(data, at):
        opening = data[data.rfind(b" obj", at, start.start()) : start.start()]
        length = re.search(rb"/Length (\d+)", opening)
        at = start.end() + int(length[1]) if length else start.end()
        if not (length and re.match(rb"\r?\nendstream", data[at : at + 11])):
            return False
    return True
