"""The official CSL test suite, every case: none fails that is not listed, none listed passes."""

from __future__ import annotations

import os
from pathlib import Path

import csl_suite
import pytest

FOLDER = Path(os.environ.get("OCTAVO_CSL_SUITE", csl_suite.CHECKOUT.parent / "shared/csl-suite"))


@pytest.fixture(scope="module")
def failing() -> set[str]:
    """The names of the cases that fail."""
    if not FOLDER.is_dir():
        pytest.skip(f"the official CSL test suite is not at {FOLDER}: set OCTAVO_CSL_SUITE")
    folder = csl_suite.locale_folder()
    if folder is None:
        pytest.skip("no locale files: neither assets/csl/locales nor the package citeproc-py")
    locales = csl_suite.Locales(folder)
    return {case.name for case in csl_suite.cases(FOLDER) if csl_suite.check(case, locales)}


def test_exactly_the_cases_listed_as_exceptions_fail(failing: set[str]) -> None:
    assert sorted(failing) == sorted(csl_suite.exceptions())


def test_every_exception_has_its_reason_and_the_sentence_it_contradicts() -> None:
    listed = csl_suite.exceptions()
    assert len(listed) <= 17
    for name, entry in listed.items():
        assert set(entry) == {"reason", "specification"}, name
        assert all(len(text) > 40 for text in entry.values()), name


def test_the_suite_has_all_its_cases(failing: set[str]) -> None:
    assert sum(1 for _ in csl_suite.cases(FOLDER)) == 845
