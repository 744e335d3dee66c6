"""Pictures: embedded, found where a writer would put them, refused where they lie outside."""

import base64
import io
import random
from pathlib import Path
from xml.etree import ElementTree

import casefiles
import pytest
from PIL import Image

from octavo import pipeline, svg

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


def noise() -> bytes:
    """A picture of which every byte counts."""
    picture = Image.frombytes("L", (64, 64), random.Random(1).randbytes(64 * 64))
    picture.save(data := io.BytesIO(), "PNG")
    return data.getvalue()


NOISE = noise()


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    (folder / "assets").mkdir(parents=True)
    (folder / "report.toml").write_text('title = "A"\n', encoding="utf-8")
    (folder / "map.png").write_bytes(PNG)
    (folder / "assets" / "plan ä.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "text.txt").write_text("no picture", encoding="utf-8")
    return folder


def build(manuscript: Path, text: str) -> tuple[str, list[str]]:
    (manuscript / "01-one.md").write_text(text, encoding="utf-8")
    built = pipeline.build(manuscript, ("html",))
    return built.outputs[0].data.decode(), list(casefiles.said(built.findings, "01-one.md"))


@pytest.mark.parametrize("name", ["map.png", "plan%20ä.png", "<plan ä.png>"])
def test_a_picture_is_put_into_the_page(manuscript: Path, name: str) -> None:
    html, findings = build(manuscript, f"![A *map*.]({name}){{#fig:map width=50%}}\n")
    assert findings == []
    data = base64.b64encode(PNG).decode()
    assert f'<img src="data:image/png;base64,{data}" alt="A map." style="width: 50%">' in html
    label = '<span class="label">Figure\N{NO-BREAK SPACE}1. </span>'
    assert f"<figcaption>{label}A <em>map</em>.</figcaption>" in html


def test_a_picture_within_a_line(manuscript: Path) -> None:
    html, findings = build(manuscript, "A sign ![dot](map.png) in a line.\n")
    assert findings == []
    assert "<figure" not in html
    assert 'alt="dot"' in html


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("mop.png", "1:6 error[picture] there is no picture mop.png -- did you mean map.png?"),
        (
            "../secret.png",
            "1:6 error[picture] the picture ../secret.png lies outside the manuscript -- "
            "move the picture into the manuscript",
        ),
        (
            "%2e%2e/secret.png",
            "1:6 error[picture] the picture %2e%2e/secret.png lies outside the manuscript -- "
            "move the picture into the manuscript",
        ),
        ("/etc/hosts.png", "lies outside the manuscript"),
        ("link.png", "link.png is a link to a file outside the manuscript"),
        ("https://example.org/a.png", "is not a file"),
        ("text.txt", "text.txt is no picture that Octavo can set -- it sets GIF, JPEG, JPG, PNG"),
    ],
)
def test_what_cannot_be_had_is_named_and_marked(manuscript: Path, name: str, finding: str) -> None:
    html, findings = build(manuscript, f"![A]({name})\n")
    assert len(findings) == 1
    assert finding in findings[0]
    assert "picture missing" in html
    assert base64.b64encode(PNG).decode() not in html


def test_a_missing_picture_in_a_line_of_html_alone_has_its_place(manuscript: Path) -> None:
    text = '# A\n\nSo it was.\n\n<a href="https://a.example"><img src="mop.png" alt="A mop"/></a>\n'
    (manuscript / "01-a.md").write_text(text, encoding="utf-8")
    found = [f for f in pipeline.build(manuscript, ()).findings if f.rule == "picture"]
    assert [str(finding.span).rpartition("/")[2] for finding in found] == ["01-a.md:5:39"]


def test_a_missing_picture_in_a_note_is_named_in_the_note(manuscript: Path) -> None:
    _, findings = build(manuscript, "Text.[^a]\n\n[^a]: See ![x](none.png) here.\n")
    assert [line.split(" error")[0] for line in findings] == ["3:16"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("words.png", b"not a picture"),
        ("cut.png", NOISE[: len(NOISE) // 2]),
        ("empty.jpg", b""),
        ("open.svg", b"<svg"),
        ("page.svg", b"<html></html>"),
    ],
)
def test_a_broken_picture_is_no_picture(manuscript: Path, name: str, data: bytes) -> None:
    (manuscript / name).write_bytes(data)
    _, findings = build(manuscript, f"![A]({name})\n")
    assert findings == [
        f"1:6 error[picture] the picture {name} is broken -- save it anew from its program"
    ]


def test_a_drawing_is_written_alike_whatever_names_others_gave(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="5" height="5" /></svg>'
    names = {**ElementTree._namespace_map}  # type: ignore[attr-defined]
    monkeypatch.setattr(ElementTree, "_namespace_map", names)
    ElementTree.register_namespace("", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    assert svg.clean(drawing)[0] == drawing
