"""The preview: the printed pages at an edit come ahead of the others, and look as they will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from previews import REPORT, WORKS, replace, section

from octavo import pipeline
from octavo.engine import account, excerpt
from octavo.markup import Medium
from octavo.memory import Memory
from octavo.model import Page
from octavo.outputs import pdf
from octavo.preview import ahead, press, scene
from octavo.trace import traced

NOTED = "Ships came late[^a] and left early [@smith, 5].\n\n[^a]: {}\n"
FILES = ("01-tea.md", "02-silk.md", "03-salt.md")


@pytest.fixture(scope="module")
def manuscript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trade")
    (folder / "report.toml").write_text(REPORT, "utf-8")
    (folder / "references.bib").write_text(WORKS, "utf-8")
    for name in FILES:
        title = name[3:-3].capitalize()
        note = NOTED.format("A long note that says so. " * 40)
        (folder / name).write_text(
            f"{section(title, 30)}\n{note}\n{section('More', 6)[1:]}", "utf-8"
        )
    return folder


def seen(root: Path) -> ahead.Seen:
    """The page for print, and the document that it is of."""
    made = pipeline.draft(root, (), Memory())
    document = traced(made.document, Memory())
    return ahead.Seen(scene.page(document, made.language, Medium.PRINT, Memory()), document)


@pytest.fixture(scope="module")
def printed(manuscript: Path) -> ahead.Print:
    return whole(manuscript)


def whole(root: Path) -> ahead.Print:
    now = seen(root)
    with excerpt.watched() as starts:
        output = pdf.make(now.document, now.html.html)
    return ahead.Print(now.html, output.pages, starts[-1])


@pytest.fixture(autouse=True)
def restored(manuscript: Path) -> Iterator[None]:
    """What a test edits is as it was for the next."""
    texts = {path: path.read_bytes() for path in manuscript.iterdir()}
    yield
    for path, text in texts.items():
        path.write_bytes(text)


def looks(pages: Sequence[Page]) -> list[Any]:
    """All that shows of pages, and where it is from."""
    texts = [[(one.place, one.lines) for one in page.pieces] for page in pages]
    return [*zip(texts, [(p.notes, p.blocks, p.pictures) for p in pages], strict=True)]


@pytest.mark.parametrize("name", [FILES[0], FILES[-1]])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("place 3 of", "place 3, with zebras, of"),
        ("place 29 of", "place 29, at some length, and with the other zebras, of"),
        ("Ships came late", "Ships with zebras came late"),
        ("A long note", "A note on zebras"),
        ("place 20 of", "place 20 [@smith, 9, on zebras] of"),
        ("More stood in place 5 of", "Zebras, the zebras stood in place 5 of"),
        ("place 5 of", "place 5 of\n\nAnother paragraph on zebras of"),
    ],
)
def test_the_pages_at_an_edit_look_as_in_the_whole_print(
    manuscript: Path, printed: ahead.Print, name: str, old: str, new: str
) -> None:
    before = seen(manuscript)
    replace(manuscript / name, old, new)
    ((first, made),) = ahead.laid_out(printed, before, seen(manuscript))
    after = whole(manuscript)
    pages = account.pages(made.pages)
    assert looks(pages) == looks(after.pages[first : first + len(pages)])
    said = [line.text for page in pages for piece in page.pieces for line in piece.lines]
    assert any("zebras" in text for text in said)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("01-tea.md", "# Tea", "# Tea and more"),  # it stands in the contents
        ("report.toml", "Trade", "Trades"),
        ("01-tea.md", "Tea", "Tea"),
    ],
)
def test_where_all_may_differ_no_page_comes_ahead(
    manuscript: Path, printed: ahead.Print, name: str, old: str, new: str
) -> None:
    before = seen(manuscript)
    replace(manuscript / name, old, new)
    assert not list(ahead.laid_out(printed, before, seen(manuscript)))


def test_the_newest_edit_is_what_comes_ahead(manuscript: Path, printed: ahead.Print) -> None:
    replace(manuscript / FILES[0], "place 3 of", "place 3, with a horse, of")
    before = seen(manuscript)
    replace(manuscript / FILES[2], "place 20 of", "place 20, with zebras, of")
    ((_, made),) = ahead.laid_out(printed, before, seen(manuscript))
    pieces = [piece for page in account.pages(made.pages) for piece in page.pieces]
    said = " ".join(line.text for piece in pieces for line in piece.lines)
    assert "zebras" in said
    assert "horse" not in said


def test_the_press_sends_them_ahead_of_the_whole(manuscript: Path) -> None:
    kept: dict[str, Any] = {}
    memory = Memory(lasting=True)
    sent = [list(press.work(manuscript, (), memory, kept, lambda: None))]
    replace(manuscript / FILES[1], "place 3 of", "place 3, with zebras, of")
    sent.append(list(press.work(manuscript, (), memory.next(), kept, lambda: None)))
    kinds = [[*dict.fromkeys(kind for one in answers for kind in one)] for answers in sent]
    assert kinds == [["page", "done"], ["ahead", "page", "done"]]
