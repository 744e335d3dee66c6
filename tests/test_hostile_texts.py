"""Texts that take Python-Markdown minutes or hours are read in a second or two.

Each is given a multiple of that, of the processor's own time, so that a busy machine fails none.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from octavo import dialect, pipeline
from octavo.model import plain

PATIENCE = 15.0  # seconds of the processor
TEXTS = {
    # of Python-Markdown, all quadratic or worse
    "open brackets": "[" * 20_000,
    "open pictures": "![a](" * 20_000,
    "open addresses": "[a](<b " * 20_000,
    "open tags": "<a " * 20_000,
    "open comments": "<!-- " * 20_000,
    "links by name": "".join(f"[A{n}]: x\n" for n in range(1000)) + "\n\n" + "[A1] " * 4000,
    # of our own
    "brackets within brackets": "[" * 9_000 + "]" * 9_000,
    "brackets around a citation": "[" * 9_000 + "@a" + "]" * 9_000,
    "open citations": "[@a; " * 9_000,
    "open silences": "<!-- octavo: ignore " * 9_000,
    "quotations within quotations": "> " * 9_000,
    "brackets that do not match": "(" * 9_000 + "]" * 9_000,
    "runs of backquotes": "".join("`" * n + "a" for n in range(200)),
    "one heading again and again": "# a\n\n" * 2_000,
    "headings line by line": "# c\n" * 4_000,
    "underlined headings line by line": "x\n===\n" * 3_000,
    "brackets in the front matter": "---\ntitle: " + "[" * 3_000 + "\n---\n",
}


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Break off what takes more of the processor's time."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such clock")
@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_read_in_a_moment(name: str, tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('title = "A"\n', "utf-8")
    (tmp_path / "01-one.md").write_text(TEXTS[name] + "\n", "utf-8")
    with patience(PATIENCE):
        document = pipeline.read(tmp_path).document
    assert document.body


def test_a_paragraph_that_is_too_long_is_set_as_it_was_typed(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('title = "A"\n', "utf-8")
    long = "word *word* " * (dialect.LONGEST_TEXT // 12 + 1)
    (tmp_path / "01-one.md").write_text(f"Short *one*.\n\n{long}\n\nLast *one*.\n", "utf-8")
    found = pipeline.read(tmp_path)
    places = [str(f.span) for f in found.findings if f.rule == "section_size"]
    assert [place.rpartition("01-one.md")[2] for place in places] == [":3:1"]
    first, middle, last = (plain(block) for block in found.document.blocks())
    assert (first, middle, last) == ("Short one.", long.strip(), "Last one.")
