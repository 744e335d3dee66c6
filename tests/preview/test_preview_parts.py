"""The preview: a page cut into parts, of which only those that changed are sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from previews import REPORT, WORKS, replace

from octavo import render, trace
from octavo.markup import Medium
from octavo.memory import Memory
from octavo.preview import parts, scene
from octavo.preview.parts import Page, marked


def applied(old: Page, change: parts.Change) -> str:
    """The body that a reader of the old page has after the change."""
    frame = old.frame if change.frame is None else change.frame
    return Page("", frame, {**old.parts, **change.parts}).body


ONE = f"<p>a</p>{marked('one', '<i>1</i>')}<ol>{marked('two', '')}</ol>"


@pytest.mark.parametrize("body", ["", "<p>no part at all</p>", ONE, marked("words", "4,282")])
def test_a_page_in_parts_is_the_same_page(body: str) -> None:
    assert parts.cut("<head>", body).body == body


@pytest.mark.parametrize(
    "body",
    [
        "<!--[one]-->never closed",
        "<!--[]-->never opened",
        "<!--[one]--><!--[two]-->crossed<!--[]--><!--[]-->",
        marked("twice", "a") + marked("twice", "b"),
    ],
)
def test_what_cannot_be_cut_is_all_frame(body: str) -> None:
    made = parts.cut("", body)
    assert (made.frame, made.parts) == (parts.COMMENT.sub("", body), {})


@pytest.mark.parametrize(
    ("other", "frame", "named"),
    [
        (ONE, False, set()),
        (ONE.replace("<i>1</i>", "<i>2</i>"), False, {"one"}),
        (ONE.replace("<p>a</p>", "<p>b</p>"), True, set()),
        (ONE + marked("three", "3"), True, {"three"}),
        (ONE.replace(marked("one", "<i>1</i>"), ""), True, set()),
        (parts.COMMENT.sub("", ONE), True, set()),
    ],
)
def test_a_change_makes_the_new_page_of_the_old(other: str, frame: bool, named: set[str]) -> None:
    old, new = parts.cut("", ONE), parts.cut("", other)
    change = parts.change(old, new)
    assert applied(old, change) == other
    assert (change.frame is not None, set(change.parts), bool(change)) == (
        frame,
        named,
        frame or bool(named),
    )


OWN = """{% extends "shipped/essay.html" %}
{% block text %}{% if "Text" in body %}Seen: {% endif %}{{ body }}{% endblock %}"""


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"templates/essay.html": OWN},
        {"report.toml": REPORT.replace("Trade", "`<!--[]-->` and <!--[body-0]-->")},
        {"01-x.md": "# One\n\n`<!--[]-->` and <!--[body-0]-->, said [@smith].\n"},
    ],
    ids=lambda own: next(iter(own), "shipped"),
)
def test_the_page_in_parts_is_the_one_of_the_finished_report(
    tmp_path: Path, own: dict[str, str]
) -> None:
    given = {"report.toml": REPORT, "references.bib": WORKS, "01-x.md": "# One\n\nText [@smith].\n"}
    for name, text in {**given, **own}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    made = scene.make(tmp_path, (), Memory(lasting=True))
    assert made.draft is not None
    assert made.page is not None
    document = trace.traced(made.draft.document, Memory())
    whole = render.render(document, made.draft.language, Medium.SCREEN)
    assert parts.COMMENT.sub("", made.page.head + made.page.body) + "</body>\n</html>" == whole


def test_an_edit_sends_its_section_and_the_number_of_words(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text(REPORT, "utf-8")
    (tmp_path / "references.bib").write_text(WORKS, "utf-8")
    for number in range(1, 4):
        text = f"# Part {number}\n\nText [@smith, {number}].\n\nMore text.\n"
        (tmp_path / f"0{number}-x.md").write_text(text, "utf-8")
    memory = Memory(lasting=True)
    old = scene.make(tmp_path, (), memory).page
    replace(tmp_path / "02-x.md", "More", "Much more")
    new = scene.make(tmp_path, (), memory.next()).page
    assert old is not None
    assert new is not None
    change = parts.change(old, new)
    assert (change.frame, set(change.parts)) == (None, {"words", "body-1"})
    assert applied(old, change) == new.body
