"""The sources in the PDF: those that were read, as they may be given away; and the paper again."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image, PngImagePlugin

from octavo import conformance, pipeline, references, sources
from octavo.diagnostics import Source
from octavo.engine import libraries
from octavo.library import PRIVATE
from octavo.memory import Memory
from octavo.model import Build
from octavo.references import _csl
from octavo.submission.layers import layers

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parent.parent
TOUR = Path(__file__).parent / "tour"
GIVEN, PUBLIC = CASES / "sources" / "given", CASES / "sources" / "public"
needs_pango = pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    """A manuscript of all kinds of files, in each of which a secret stands."""
    folder = shutil.copytree(GIVEN, tmp_path / "given")
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "SECRET", zip=True)
    Image.new("RGB", (4, 3), "navy").save(folder / "colours.png", pnginfo=told)
    return folder


def pdf(build: Build) -> bytes:
    assert not [finding for finding in build.findings if finding.severity == "error"]
    return build.outputs[-1].data


def attached(data: bytes) -> dict[str, bytes]:
    """The files in a PDF by their place in the manuscript, as another program reads them."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    root: Any = reader.trailer["/Root"]
    found = {}
    for each in (name.get_object() for name in root.get("/AF", [])):
        place = each["/Desc"].rpartition(": ")[2]
        assert each["/UF"] == each["/F"] == place.replace("/", "-")
        found[place] = each["/EF"]["/F"].get_object().get_data()
    assert sum(map(len, reader.attachments.values())) == len(found)
    return found


@needs_pango
def test_what_is_attached(manuscript: Path) -> None:
    memory = Memory()
    pipeline.build(manuscript, ("html",), memory=memory)  # whatever was read and compiled before
    data = pdf(pipeline.build(manuscript, ("pdf",), memory=memory.next()))
    files = attached(data)
    (picture,) = [files.pop("colours.png")]
    expected = {p.relative_to(PUBLIC).as_posix(): p for p in PUBLIC.rglob("*") if p.is_file()}
    assert files.keys() == expected.keys()
    for name, path in expected.items():
        assert files[name].decode() == path.read_text("utf-8"), name
    assert Image.open(io.BytesIO(picture)).size == (4, 3)
    for name in ("report.toml", "works.bib", "colours.png"):
        assert any("SECRET" in each.text for each in layers(name, (manuscript / name).read_bytes()))
    assert not [each.name for each in layers("a.pdf", data) if "SECRET" in each.text]


@needs_pango
@pytest.mark.parametrize("given", ["all kinds of files", "the tour"])
def test_of_them_comes_the_same_paper(given: str, manuscript: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILD, "build", "-q", "--to", "pdf", "--attach-sources"]
    made: list[bytes] = []
    folder = manuscript if given != "the tour" else TOUR
    for out in (tmp_path / "first", tmp_path / "second"):
        subprocess.run([*command, "-o", out, folder], cwd=ROOT, check=True)
        (path,) = out.glob("*.pdf")
        made.append(path.read_bytes())
        folder = tmp_path / "again"
        for name, data in attached(made[0]).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    assert made[0] == made[1]
    assert conformance.validate(made[0], "3a") == ()


BUILD = "import sys; from octavo.cli import main; sys.exit(main(sys.argv[1:]))"


@needs_pango
def test_a_library_beside_gives_what_is_cited(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('title = "A"\n[pdf]\nprofile = "archive2"\n', "utf-8")
    (tmp_path / "01.md").write_text("A [@two].\n", encoding="utf-8")
    library = GIVEN / "more.json"
    files = attached(pdf(pipeline.build(tmp_path, ("pdf",), [library])))
    assert files.keys() == {"report.toml", "01.md", sources.CITED}
    assert b'"title": "Two"' in files[sources.CITED]
    assert b"SECRET" not in files[sources.CITED]


@needs_pango
def test_nothing_is_attached_unasked(manuscript: Path) -> None:
    settings = manuscript / "report.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("attach_sources = true", "attach_sources = false"), "utf-8")
    assert attached(pdf(pipeline.build(manuscript, ("pdf",)))) == {}
    settings.write_text(text.replace("attach_sources = true", 'profile = "archive2"'), "utf-8")
    assert len(attached(pdf(pipeline.build(manuscript, ("pdf",))))) > 5


BIBLIOGRAPHIES = [
    path for ending in ("bib", "json") for path in CASES.rglob(f"references/**/*.{ending}")
]


@pytest.mark.parametrize("path", BIBLIOGRAPHIES, ids=lambda path: path.name)
def test_what_styles_print_stays_in_a_bibliography(path: Path) -> None:
    own = PRIVATE | _csl.FREE | {"keyword"}

    def read(text: str) -> dict[str, dict[str, object]]:
        found, _ = references.read(Source(path, text))
        return {
            key: {n: v for n, v in one.fields.items() if n in _csl.VARIABLES and n not in own}
            for key, one in found.items()
        }

    text = path.read_text("utf-8-sig")
    assert read(references.public(Source(path, text))) == read(text)
