"""The read-back's sharpness: each passage of the essay is spoilt in turn, and it alone is named.

The faults are put into what was read from a real PDF: some hundreds of them take a second.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import casefiles
import pytest

from octavo import pipeline, readback
from octavo.checks import _passages, _streams, lost_text
from octavo.checks._aligned import align
from octavo.checks._printed import Passage, Print
from octavo.diagnostics import Finding, Severity
from octavo.model import Built, Pdf, plain

SECTIONS = Path(__file__).parent.parent / "sections"
SURE = 8  # letters: what is shorter may stand elsewhere by chance
COPY = 90  # letters: so long a copy is seen wherever it stands
BREAKING = "tr { break-inside: auto }"
PLANTED = 15  # faults that are planted in each stream, at the least

Spoiler = Callable[[str, str], str | None]  # a passage and the next one -> what is printed instead


@pytest.fixture(scope="module")
def built() -> Built:
    found = pipeline.read(SECTIONS)
    output = pipeline._output(found, "pdf", 0, lambda _: None, lambda document: document)
    return Built(found.document, output.pages, readback.read(output))


def removed(one: str, other: str) -> str | None:
    return other


def cut(one: str, other: str) -> str | None:
    middle = len(one) // 2
    return one[:middle] + one[middle + 15 :] + other if len(one) > 40 else None


def doubled(one: str, other: str) -> str | None:
    return one + one + other if len(one) >= COPY else None


def swapped(one: str, other: str) -> str | None:
    return other + one if min(len(one), len(other)) >= SURE and one != other else None


def spoilt(printed: Print, start: int, middle: int, end: int, spoil: Spoiler) -> Print | None:
    """The print with one passage and the next one spoilt; pages end where they did."""
    letters = printed.letters
    text = spoil(letters[start:middle], letters[middle:end])
    if text is None:
        return None
    longer = len(text) - (end - start)
    ends = tuple(at if at <= start else max(start, at + longer) for at in printed.ends)
    return Print(letters[:start] + text + letters[end:], ends, printed.numbers)


def stream_of(built: Built, stream: str) -> Print:
    """The pages' text or notes, or what of them is read aloud."""
    said = getattr(built.pdf, stream)
    return Print.said(said) if stream.startswith("spoken") else Print.of(said)


def with_pages(built: Built, stream: str, printed: Print) -> Built:
    starts = (0, *printed.ends)
    pages = tuple(printed.letters[a:b] for a, b in zip(starts, printed.ends, strict=False))
    old = built.pdf
    if stream.startswith("spoken"):
        said = tuple(zip(printed.numbers, pages, strict=True))
        text = said if stream == "spoken" else old.spoken
        notes = said if stream == "spoken_notes" else old.spoken_notes
        return replace(built, pdf=replace(old, spoken=text, spoken_notes=notes))
    if stream == "text":
        return replace(built, pdf=Pdf(pages, old.notes, old.floats))
    return replace(built, pdf=Pdf(old.text, pages, old.floats))


def trials(built: Built, stream: str, spoil: Spoiler) -> Iterator[tuple[Passage, list[Finding]]]:
    """Each passage that can be spoilt in this way, and what the check says then."""
    written, foot = _passages.passages(built.document)
    floats = () if stream.startswith("spoken") else built.pdf.floats
    running, _ = lost_text._apart(written, Print.of(floats))
    passages: Sequence[Passage] = foot if stream.endswith("notes") else running
    printed = stream_of(built, stream)
    places = align(passages, printed, front=not stream.endswith("notes")).places
    step = 4 if stream.startswith("spoken") else 1
    for passage, place, after in [*zip(passages, places, places[1:], strict=False)][::step]:
        (start, middle), (again, end) = place[0], after[0]
        print = spoilt(printed, start, middle, end, spoil) if middle == again else None
        if print is not None and passage.letters:
            found = list(lost_text.check(with_pages(built, stream, print)))
            yield passage, [f for f in found if "begins on page" not in f.message]


def names(finding: Finding, passage: Passage) -> bool:
    words = " ".join(plain(passage.block).split()[:3])[:30]
    return finding.span == passage.block.span and words in finding.message


def test_the_essay_is_whole(built: Built) -> None:
    assert list(lost_text.check(built)) == []


@pytest.mark.parametrize("stream", ["text", "notes"])
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (removed, "is not in the PDF"),
        (cut, "is not whole in the PDF"),
        (doubled, "is printed a second time"),
    ],
)
def test_the_passage_alone_is_named(built: Built, stream: str, spoil: Spoiler, said: str) -> None:
    planted = list(trials(built, stream, spoil))
    wrong = [
        (passage.letters, found)
        for passage, found in planted
        if len(found) != 1 or not names(found[0], passage) or said not in found[0].message
    ]
    assert wrong == []
    assert len(planted) >= PLANTED


@pytest.mark.parametrize("stream", ["spoken", "spoken_notes"])
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (removed, "is not in the PDF's structure"),
        (cut, "is not whole in the PDF's structure"),
        (doubled, "is in the PDF's structure a second time"),
    ],
)
def test_what_is_printed_and_not_read_aloud_is_named(
    built: Built, stream: str, spoil: Spoiler, said: str
) -> None:
    planted = list(trials(built, stream, spoil))
    assert len(planted) >= PLANTED
    for passage, found in planted:
        (finding,) = found
        assert names(finding, passage) and said in finding.message
        assert finding.severity is Severity.WARNING and finding.page


@pytest.mark.parametrize("stream", ["text", "notes", "spoken", "spoken_notes"])
def test_two_that_changed_places_are_found(built: Built, stream: str) -> None:
    planted = list(trials(built, stream, swapped))
    assert [passage.letters for passage, found in planted if not found] == []
    assert len(planted) >= PLANTED


def test_a_note_on_another_page_than_its_number(built: Built) -> None:
    """The notes of one page are printed at the foot of the next instead."""
    pages = built.pdf.notes
    at = next(n for n, text in enumerate(pages) if text)
    moved = (*pages[:at], "", pages[at] + pages[at + 1], *pages[at + 2 :])
    found = list(lost_text.check(replace(built, pdf=replace(built.pdf, notes=moved))))
    said = f"begins on page {at + 2}, but its number stands on page {at + 1}"
    assert found
    assert all(said in finding.message and finding.page == at + 2 for finding in found)


@pytest.mark.parametrize(
    "case", [case for _, case in casefiles.folder("readback")], ids=lambda case: case.name
)
def test_pages(case: casefiles.Case, tmp_path: Path) -> None:
    """Small papers, some of them with a style sheet of their own that does harm."""
    (case.write(tmp_path) / "report.toml").write_text('title = "T"\n', encoding="utf-8")
    found = pipeline.build(tmp_path, ("pdf",)).findings
    assert tuple(casefiles.said(f for f in found if f.rule == "lost_text")) == tuple(
        f"{line} -- {_streams.HINT}" for line in case.expected
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_rows_that_break_between_pages(seed: int, tmp_path: Path) -> None:
    """Each page has a part of each cell of such a row, and the table's head again."""
    rng = random.Random(seed)
    rows = [f"| {words(rng, 60)} | {words(rng, 40)} | {words(rng, 3)} |" for _ in range(16)]
    text = "\n".join(("| First | Second | Third |", "|---|---|---|", *rows, "", "The end."))
    case = casefiles.Case("", {"01-first.md": text, "assets/styles/own.css": BREAKING}, ())
    (case.write(tmp_path) / "report.toml").write_text('title = "T"\n', encoding="utf-8")
    built = pipeline.build(tmp_path, ("pdf",))
    assert [f.message for f in built.findings if f.rule == "lost_text"] == []
    assert len(built.outputs[0].pages) > 3


def words(rng: random.Random, count: int) -> str:
    return " ".join("".join(rng.choices("abcdefghijklmnop", k=7)) for _ in range(count))
