"""The read-back finds what the finished PDF lacks: shown on pages that were spoilt on purpose."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import random_manuscripts

from octavo import checks, engine, pipeline, readback, render
from octavo.engine import mends
from octavo.markup import Medium
from octavo.model import Built, Output
from octavo.outputs import pdf

TEXT = """# Causes

The first paragraph of all says that the alliance was a bargain.[^1] It has a second sentence.

The second paragraph follows it, and calls a note too.[^2]

- An item in a list
- Another, with a note[^3]

| Year | Loan |
|------|------|
| 1950 | 1200 |
| 1951 | 986  |

: What was lent, in million roubles

> A quotation that goes on for a while, so that it can be told from all else.

The last paragraph closes the section, and says at some length why the two could not agree.

[^1]: The first note, on the bargain and on what it cost.
[^2]: The second note, on something else altogether.
[^3]: The third note stands in a list.
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Read:
    folder = tmp_path_factory.mktemp("paper")
    (folder / "report.toml").write_text('title = "Paper"\n', encoding="utf-8")
    (folder / "01-one.md").write_text(TEXT, encoding="utf-8")
    return pipeline.read(folder)


def printed(read: pipeline.Read, spoil: Callable[[str], str]) -> Output:
    html = render.render(read.document, read.language, Medium.PRINT)
    spoilt = spoil(html)
    return pdf.make(read.document, spoilt)


def found(read: pipeline.Read, spoil: Callable[[str], str]) -> list[str]:
    output = printed(read, spoil)
    built = Built(read.document, output.pages, readback.read(output))
    return [finding.message for finding in checks.run(built)]


def replaced(old: str, new: str) -> Callable[[str], str]:
    def spoil(html: str) -> str:
        assert old in html
        return html.replace(old, new)

    return spoil


def without(pattern: str) -> Callable[[str], str]:
    def spoil(html: str) -> str:
        changed, count = re.subn(pattern, "", html, flags=re.S)
        assert count == 1
        return changed

    return spoil


def test_a_whole_page_is_whole(read: pipeline.Read) -> None:
    assert found(read, lambda html: html) == []


def test_a_lost_note(read: pipeline.Read) -> None:
    assert any(
        "note 2" in message and "is not in the PDF" in message
        for message in found(read, without(r'<span class="note-block"[^>]*>The second n.*?</span>'))
    )


def test_two_notes_that_changed_places(read: pipeline.Read) -> None:
    def spoil(html: str) -> str:
        first, second = (
            "The first note, on the bargain and on what it cost.",
            ("The second note, on something else altogether."),
        )
        return html.replace(first, "\0").replace(second, first).replace("\0", second)

    assert found(read, spoil) != []


@pytest.mark.parametrize(
    "old",
    [
        "The last paragraph closes the section, and",
        "Another, with a",
        "What was lent, in million roubles",
        "A quotation that goes on for a while",
        " It has a second sentence.",
    ],
)
def test_words_that_are_gone(read: pipeline.Read, old: str) -> None:
    assert found(read, replaced(old, "")) != []


def test_a_lost_cell(read: pipeline.Read) -> None:
    assert any("986" in message for message in found(read, replaced(">986<", "><")))


def test_a_paragraph_printed_twice(read: pipeline.Read) -> None:
    last = "<p>The last paragraph closes the section, and says at some length why the two could not"
    spoil = replaced(last, f"{last} agree.</p>{last}")
    assert any("a second time" in message for message in found(read, spoil))


def test_text_that_is_hidden_by_a_style(read: pipeline.Read) -> None:
    assert (
        found(read, replaced("</head>", "<style>blockquote {display: none}</style></head>")) != []
    )


def test_a_note_set_on_the_page_before_is_named(read: pipeline.Read) -> None:
    pushed = replaced("</head>", "<style>ul {break-before: page}</style></head>")
    assert found(read, pushed) == []  # a note moves with its call


# --- random manuscripts ------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 4, 6, 106])
def test_random_manuscripts_lose_nothing(seed: int, tmp_path: Path) -> None:
    _, built = random_manuscripts.build(tmp_path, seed)
    assert random_manuscripts.faults(built) == []
    assert random_manuscripts.lost(built, (tmp_path / "01-one.md").read_text("utf-8")) == set()


def test_without_the_mend_the_read_back_says_what_is_wrong(tmp_path: Path) -> None:
    engine.load()
    footnotes = mends.load("footnotes")
    mends.undo(footnotes)
    try:
        _, built = random_manuscripts.build(tmp_path, 6)
    finally:
        mends.apply(footnotes)
    assert random_manuscripts.faults(built) != []
    assert built.outputs[0].name.endswith("-draft.pdf")


def words_of_notes(text: str) -> list[str]:
    """The notes' own words, read from what was typed."""
    return re.findall(r"^\[\^\w+\]: (.*)$", text, re.M)


def test_a_second_reader_agrees(tmp_path: Path) -> None:
    """Another reader of PDF files finds every note's words too, each note's in their order."""
    import pypdf

    _, built = random_manuscripts.build(tmp_path, 1)
    pages = pypdf.PdfReader(io.BytesIO(built.outputs[0].data)).pages
    text = re.sub(r"-\s*\n\s*|\W", "", "\n".join(page.extract_text() for page in pages)).casefold()
    notes = words_of_notes((tmp_path / "01-one.md").read_text("utf-8"))
    assert len(notes) > 20
    missing = [note for note in notes if re.sub(r"\W", "", note).casefold() not in text]
    assert missing == []
