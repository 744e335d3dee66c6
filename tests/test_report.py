"""The built-in report, as it is handed in: its sections in order, nothing standing twice.

What is looked at is the finished page and the text read out of the finished PDF; what is expected
is read from the files' names and headings, not from Octavo.
"""

import re
import shutil
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from octavo import pipeline
from octavo.diagnostics import Severity
from octavo.model import Build

SECTIONS = Path(__file__).parent.parent / "sections"
RUN = 20  # words that stand twice in one order are a copy


def texts(build: Build) -> dict[str, str]:
    """The main text of each output: words only, without contents and bibliography."""
    data = {output.name.rpartition(".")[2]: output.data for output in build.outputs}
    page = data["html"].decode()
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r'<svg class="[^"]* narrow".*?</svg>', "", main, flags=re.S)  # for phones only
    pdf = pypdfium2.PdfDocument(data["pdf"])
    sheets = [page.get_textpage().get_text_bounded() for page in pdf]
    printed = "\n".join(sheet for sheet in sheets if " . . . ." not in sheet)
    return {
        "html": words(unescape(re.sub(r"<sup.*?</sup>|<[^>]+>", " ", main))),
        "pdf": words(re.sub(r"[\u00ad\u0002\ufffe-]\s*\n", "", printed)),
    }


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def headings(folder: Path) -> list[str]:
    """The first heading of each section file, in the order of the files' numbers."""
    files = sorted(folder.glob("[0-9]*.md"), key=lambda path: int(path.name.split("-")[0]))
    found = [re.search(r"^# (.+?)(?: \{.*\})?$", p.read_text("utf-8"), re.M) for p in files]
    return [words(match[1].replace("--", " ")) for match in found if match]


def out_of_order(titles: Sequence[str], text: str) -> list[str]:
    """The titles whose first place in the text does not rise."""
    places = [text.find(f"{number} {title}") for number, title in enumerate(titles, 1)]
    pairs = zip(places, [-1, *places], titles, strict=False)
    return [title for place, before, title in pairs if place <= before]


def repeats(text: str) -> list[str]:
    """Runs of words that stand in the text a second time."""
    run, seen, found = text.split(), set(), []
    for at in range(len(run) - RUN):
        piece = " ".join(run[at : at + RUN])
        if piece in seen:
            found.append(piece)
        seen.add(piece)
    return found


@pytest.fixture(scope="module")
def essay() -> Build:
    return pipeline.build(SECTIONS, ("html", "pdf"))


def without_bibliography(text: str) -> str:
    """Up to the bibliography, which gives titles in full that the notes gave before."""
    return text[: text.rfind(" bibliography ")]


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_sections_stand_in_order(essay: Build, form: str) -> None:
    titles = headings(SECTIONS)
    assert len(titles) >= 3
    assert out_of_order(titles, texts(essay)[form]) == []


def test_no_passage_stands_twice(essay: Build) -> None:
    assert repeats(texts(essay)["html"]) == []


def test_nothing_is_wrong_with_the_essay(essay: Build) -> None:
    assert essay.findings == ()
    assert [output.name for output in essay.outputs] == [
        "sino-soviet-essay.html",
        "sino-soviet-essay.pdf",
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The first three sections of the essay, to be spoilt."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("report.toml", "references.json"):
        shutil.copy(SECTIONS / name, folder)
    for path in sorted(SECTIONS.glob("0[1-3]*.md")):
        text = re.sub(r"@(?:sec|tbl|fig):\w+", "below", path.read_text("utf-8"))
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def rename(folder: Path, number: str, new: str) -> None:
    (path,) = folder.glob(f"{number}-*.md")
    path.rename(folder / path.name.replace(number, new, 1))


def test_swapped_sections_are_seen(copy: Path) -> None:
    titles = headings(copy)
    rename(copy, "02", "09")  # the second section now comes last
    found = texts(pipeline.build(copy, ("html", "pdf")))
    for text in found.values():
        assert titles[1] in out_of_order([titles[0], titles[1], titles[2]], text)


def test_a_list_against_the_numbers_is_seen(copy: Path) -> None:
    names = [path.name for path in sorted(copy.glob("0*.md"))]
    swapped = [names[1], names[0], names[2]]
    with (copy / "report.toml").open("r+", encoding="utf-8") as file:
        text = file.read()
        file.seek(0)
        file.write(f"sections = {swapped}\n{text}")
    build = pipeline.build(copy, ("html",))
    errors = [f.rule for f in build.findings if f.severity is Severity.ERROR]
    assert errors == ["section_order"]
    assert out_of_order(headings(copy), texts_of_html(build)) != []


def texts_of_html(build: Build) -> str:
    page = build.outputs[0].data.decode()
    return words(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]))


def test_a_pasted_repeat_is_seen(copy: Path) -> None:
    first, second = sorted(copy.glob("0[12]-*.md"))
    paragraph = first.read_text("utf-8").split("\n\n")[1]
    plain = re.sub(r"\[[^\]]*@[^\]]*\]", "", paragraph)  # its wording, without its citations
    with second.open("a", encoding="utf-8") as file:
        file.write(f"\nIn short. {plain.replace(chr(10), ' ')}\n")
    build = pipeline.build(copy, ("html", "pdf"))
    assert "repeated_text" in {finding.rule for finding in build.findings}
    assert all(output.name.startswith("sino-soviet-essay-draft.") for output in build.outputs)
    assert repeats(texts(build)["html"]) != []
