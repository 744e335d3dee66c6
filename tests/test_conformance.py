"""The validator says what a PDF lacks, and does not misread what is right."""

import io
import sys
import zlib

import pydyf
import pytest

from octavo import conformance


def pdf(*contents: bytes) -> bytes:
    """A PDF of a page with each content, compressed."""
    file = pydyf.PDF()
    for content in contents:
        stream = pydyf.Stream([content], compress=True)
        file.add_object(stream)
        box = pydyf.Array([0, 0, 9, 9])
        page = {"Type": "/Page", "Parent": file.pages.reference, "MediaBox": box}
        file.add_page(pydyf.Dictionary({**page, "Contents": stream.reference}))
    written = io.BytesIO()
    file.write(written)
    return written.getvalue()


# Its compressed data end in a carriage return.
UNLUCKY = next(
    content
    for content in (b"q Q" + b"\n" * n for n in range(256))
    if zlib.compress(content).endswith(b"\r")
)


def rules(data: bytes, profile: str = "2a") -> set[str]:
    return {fault.rule for fault in conformance.validate(data, profile)}


def test_what_is_missing_is_said() -> None:
    faults = conformance.validate(pdf(b"q Q"), "ua1")
    assert "PDFUA1-TAGGED-DOCUMENT-001" in {fault.rule for fault in faults}
    assert all(fault.message for fault in faults)


def test_data_that_end_in_a_carriage_return_are_not_too_short() -> None:
    assert pdf(UNLUCKY).count(b"\r\nendstream") == 1
    assert "PDFA2A-STREAM-LENGTH-001" not in rules(pdf(UNLUCKY))


def test_two_streams_that_end_so_are_not_too_short() -> None:
    data = pdf(UNLUCKY, UNLUCKY)
    assert data.count(b"\r\nendstream") == 2
    assert "PDFA2A-STREAM-LENGTH-001" not in rules(data)
    length = b"/Length " + str(len(zlib.compress(UNLUCKY, 9))).encode()
    assert "PDFA2A-STREAM-LENGTH-001" in rules(data.replace(length, b"/Length 4 ", 1))


def test_data_that_are_too_short_are_found() -> None:
    data = pdf(b"q Q")
    assert "PDFA2A-STREAM-LENGTH-001" not in rules(data)
    length = b"/Length " + str(len(zlib.compress(b"q Q", 9))).encode()
    assert length in data
    assert "PDFA2A-STREAM-LENGTH-001" in rules(data.replace(length, b"/Length 4 "))


def test_what_is_no_pdf_has_one_fault() -> None:
    (fault,) = conformance.validate(b"no PDF", "2a")
    assert fault.rule == "UNREADABLE"


def test_an_unknown_profile_is_an_error() -> None:
    with pytest.raises(ValueError, match="no profile 'x4'"):
        conformance.validate(b"", "x4")


def test_without_the_validator_an_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "page", None)
    with pytest.raises(conformance.NoValidatorError, match="page-validation is not there"):
        conformance.validate(b"", "2a")
