"""A stranger's manuscript reaches nothing outside itself."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import jinja2
import pytest
from PIL import Image

from octavo import config, pictures, pipeline, stylesheets
from octavo.diagnostics import ReportError
from octavo.markup import Medium

SECRET = "planted-outside-4711"
ESCAPES = [
    "{{ cycler.__init__.__globals__.os.getcwd() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
]


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    (folder / "templates").mkdir(parents=True)
    (folder / "assets" / "styles").mkdir(parents=True)
    (folder / "report.toml").write_text('title = "A"\ntemplate = "mine"\n', encoding="utf-8")
    (folder / "01-one.md").write_text("Text.\n", encoding="utf-8")
    (folder / "templates" / "mine.html").write_text("{{ title }}", encoding="utf-8")
    (tmp_path / "secret.html").write_text(SECRET, encoding="utf-8")
    return folder


def said(manuscript: Path) -> str:
    """All that a build writes and says."""
    try:
        built = pipeline.build(manuscript, ("html",))
    except ReportError as error:
        return "\n".join(str(finding.message) for finding in error.findings)
    texts = [output.data.decode() for output in built.outputs]
    return "\n".join([*texts, *(finding.message for finding in built.findings)])


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_template_cannot_leave_the_sandbox(manuscript: Path, escape: str) -> None:
    assert jinja2.Environment(autoescape=True).from_string(escape).render()  # open without it
    (manuscript / "templates" / "mine.html").write_text(escape, encoding="utf-8")
    assert "the template fails: access to attribute" in said(manuscript)


def test_a_template_cannot_read_files(manuscript: Path) -> None:
    text = "{{ project.root.parent.joinpath('secret.html').read_text() }}"
    (manuscript / "templates" / "mine.html").write_text(text, encoding="utf-8")
    assert "the template fails: access to attribute 'parent'" in said(manuscript)


@pytest.mark.parametrize("name", ["templates/mine.html", "assets/styles/own.css"])
def test_a_link_out_of_the_manuscript_is_not_followed(manuscript: Path, name: str) -> None:
    (manuscript / "report.toml").write_text('title = "A"\n', encoding="utf-8")
    if name.endswith("html"):
        (manuscript / "report.toml").write_text('title = "A"\ntemplate = "mine"\n')
    (manuscript / name).unlink(missing_ok=True)
    (manuscript / name).symlink_to(manuscript.parent / "secret.html")
    assert SECRET in (manuscript / name).read_text(encoding="utf-8")
    assert SECRET not in said(manuscript)


def test_a_picture_of_too_many_pixels_is_not_opened(
    manuscript: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 99)
    (manuscript / "report.toml").write_text('title = "A"\n', encoding="utf-8")
    (manuscript / "01-one.md").write_text("![A](big.png)\n", encoding="utf-8")
    Image.new("1", (10, 10)).save(manuscript / "big.png")
    assert "a picture of 10 x 10 pixels is too large to set" in said(manuscript)


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("kind", ["a file", "data", "data in quotation marks", "a drawing"])
def test_pictures_of_a_style_sheet_tell_nothing_of_their_maker(
    manuscript: Path, kind: str, medium: Medium
) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Quillfeather"
    made = io.BytesIO()
    Image.new("RGB", (9, 9), "navy").save(made, "JPEG", exif=exif, comment=b"by Quillfeather")
    (manuscript / "assets" / "p.jpg").write_bytes(made.getvalue())
    data = "data:image/jpeg;base64," + base64.b64encode(made.getvalue()).decode()
    said = "%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C!--Quillfeather--%3E%3C/svg%3E"
    address = {
        "a file": "url(../p.jpg)",
        "data": f"url({data.replace('data:', 'DATA:')})",
        "data in quotation marks": f'url("{data}")',
        "a drawing": f'url("data:image/svg+xml,{said}")',
    }[kind]
    sheet = f"body {{ background: {address} }}"
    (manuscript / "assets" / "styles" / "own.css").write_text(sheet, "utf-8")
    (manuscript / "report.toml").write_text('title = "A"\n', "utf-8")
    project, _ = config.load(manuscript)
    text = stylesheets.read(project, medium).rpartition("body {")[2]
    ((_, found),) = re.findall(r"data:([\w/+]+);base64,([^\"]+)", text)
    assert b"Quillfeather" not in base64.b64decode(found)
    assert not stylesheets.check(project)
