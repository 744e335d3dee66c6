"""What is handed in keeps PDF/UA and PDF/A, by two validators that refuse what was spoilt.

All files are made first, and go to veraPDF in one run; page-validation judges each by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import casefiles
import pytest
import spoilt
import verapdf

from octavo import conformance, pipeline, render
from octavo.engine import libraries, printing
from octavo.engine.printing import Attached, Standard
from octavo.markup import Medium

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "conformance"
PAPERS = {
    "the essay": ROOT / "sections",
    "the tour": ROOT / "tests" / "tour",
    "the starter": ROOT / "octavo" / "starter" / "manuscript",
}
WTPDF = ("wtpdf-accessibility", "wtpdf-reuse")
STANDARDS: Mapping[str, tuple[Standard, tuple[str, ...]]] = {
    "accessible": (printing.ACCESSIBLE, ("ua1", "2a")),
    "with sources": (printing.WITH_SOURCES, ("ua1", "3a")),
    "PDF 2.0": (printing.PDF_2_WITH_SOURCES, ("ua2", "4f", *WTPDF)),
    "PDF 2.0 alone": (printing.PDF_2, ("ua2", "4", *WTPDF)),
}
SOURCE = Attached("paper.md", b"# Paper", "the source")
CONSTRUCTS = casefiles.read(CASES / "constructs.html", "body.html")
BROKEN = casefiles.read(CASES / "broken.md", "change")
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Page</title><style>
body { font-family: "Source Serif 4", "Noto Serif CJK SC" }
code, input { font-family: "Source Code Pro" }
</style></head><body>%s</body></html>"""
PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAE0lEQVR4nGNQcEgAIoYEBwUg"
    "AgAVDgMBBlGK6AAAAABJRU5ErkJggg=="
)
pytestmark = pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")


@dataclass(frozen=True)
class File:
    """A PDF, and the profiles that it is judged by."""

    path: Path
    profiles: tuple[str, ...]


@dataclass
class Files:
    """All PDFs, by what they hold and what they are to keep: "the essay, accessible"."""

    folder: Path
    judge: verapdf.Run | None  # judges each as soon as it is made
    made: dict[str, File] = field(default_factory=dict)

    def add(self, name: str, data: bytes, profiles: tuple[str, ...]) -> None:
        file = self.made[name] = File(self.folder / f"{len(self.made)}.pdf", profiles)
        file.path.write_bytes(data)
        if self.judge is not None:
            self.judge.ask(file.path, profiles)


@pytest.fixture(scope="module")
def all_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    folder = tmp_path_factory.mktemp("standards")
    with nullcontext() if verapdf.missing() else verapdf.Run(folder) as judge:
        files = Files(folder, judge)
        for name, html in pages().items():
            for kind, (standard, profiles) in STANDARDS.items():
                if name in ("the tour", "everything") or kind in ("accessible", "PDF 2.0"):
                    attached = (SOURCE,) if kind in ("with sources", "PDF 2.0") else ()
                    made = printing.make(html, standard, attached)
                    files.add(f"{name}, {kind}", made.data, profiles)
        for kind, (_, profiles) in list(STANDARDS.items())[:3]:
            whole = spoilt.plain(files.made[f"everything, {kind}"].path.read_bytes())
            files.add(f"everything plain, {kind}", whole, profiles)
            for case in BROKEN:
                find, put = case.files["change"].splitlines()
                if (broken := spoilt.spoil(whole, find, put)) is not None:
                    files.add(f"{case.name}, {kind}", broken, profiles)
        yield files


@pytest.fixture(scope="module")
def files(all_files: Files) -> dict[str, File]:
    return all_files.made


def pages() -> dict[str, str]:
    """What is printed: papers, a page of everything, and pages of one construct each."""
    found = {name: paper(root) for name, root in PAPERS.items()}
    found["everything"] = (CASES / "page.html").read_text("utf-8")
    for case in CONSTRUCTS:
        body = case.files["body.html"]
        title = "" if body.startswith("<h3") else "<h1>Title</h1>"
        found[case.name] = PAGE % (title + body)
    return {name: html.replace("{png}", PICTURE) for name, html in found.items()}


def paper(root: Path) -> str:
    read = pipeline.read(root)
    return render.render(read.document, read.language, Medium.PRINT)


@pytest.fixture(scope="module")
def verdicts(all_files: Files) -> dict[str, verapdf.Verdict]:
    """What veraPDF says of all files."""
    if all_files.judge is None:
        pytest.skip(f"veraPDF judges nothing: {verapdf.missing()}")
    found = all_files.judge.verdicts()
    return {name: found[file.path] for name, file in all_files.made.items()}


def of(name: str, files: Mapping[str, object]) -> list[str]:
    """The names of the files that hold something, by each standard."""
    found = [f"{name}, {kind}" for kind in STANDARDS if f"{name}, {kind}" in files]
    assert found
    return found


def expected(case: casefiles.Case, file: File) -> dict[str, set[str]]:
    """The rules that a case breaks, by profile."""
    lines = dict(line.split(": ") for line in case.expected)
    assert lines.keys() <= verapdf.PROFILES.keys()
    return {p: set(lines[p].split(", ")) if p in lines else set() for p in file.profiles}


# --- by veraPDF --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PAPERS, "everything", "everything plain"])
def test_papers_keep_all_standards(name: str, verdicts: dict[str, verapdf.Verdict]) -> None:
    for each in of(name, verdicts):
        assert not any(verdicts[each].values()), (each, verdicts[each])


@pytest.mark.parametrize("case", CONSTRUCTS + BROKEN, ids=lambda case: case.name)
def test_constructs_and_broken_files(
    case: casefiles.Case, files: dict[str, File], verdicts: dict[str, verapdf.Verdict]
) -> None:
    for name in of(case.name, files):
        found = {profile: set(rules) for profile, rules in verdicts[name].items()}
        assert found == expected(case, files[name]), verdicts[name]


def test_every_broken_file_is_refused() -> None:
    assert len(BROKEN) > 50
    assert all(case.expected for case in BROKEN)


# --- by page-validation, which needs no Java ----------------------------------------------


@pytest.mark.parametrize("name", [*PAPERS, "everything", "everything plain"])
def test_papers_are_accessible_and_archivable(name: str, files: dict[str, File]) -> None:
    for each in (files[name] for name in of(name, files)):
        for profile in judged(each):
            assert conformance.validate(each.path.read_bytes(), profile) == ()


@pytest.mark.parametrize("case", CONSTRUCTS + BROKEN, ids=lambda case: case.name)
def test_the_validator_at_hand_is_of_the_same_mind(
    case: casefiles.Case, files: dict[str, File]
) -> None:
    for file in (files[name] for name in of(case.name, files)):
        for profile in judged(file):
            found = conformance.validate(file.path.read_bytes(), profile)
            assert bool(found) == bool(expected(case, file)[profile]), (profile, found)


def judged(file: File) -> list[str]:
    return [profile for profile in file.profiles if profile in conformance.PROFILES]


# --- beside them --------------------------------------------------------------------------


def test_files_in_a_file_that_may_have_none_are_refused(files: dict[str, File]) -> None:
    data = files["everything, with sources"].path.read_bytes()
    assert any("EMBEDDED" in fault.rule for fault in conformance.validate(data, "2a"))


def test_nothing_is_attached_unasked(files: dict[str, File]) -> None:
    assert b"/EmbeddedFile" not in files["the essay, accessible"].path.read_bytes()


def test_a_page_without_a_language_is_refused() -> None:
    data = printing.make((PAGE % "<p>Text</p>").replace(' lang="en"', "")).data
    assert conformance.validate(data, "ua1") != ()
