"""A house font by name: the computer's own, else a shipped one as wide, else a finding."""

from __future__ import annotations

from pathlib import Path

import casefiles
import pytest
from fontTools.ttLib import TTFont

from octavo import glyphs, pipeline, places, readback, typefaces
from octavo.engine import fontconfig
from octavo.model import Build

TEXT = "# One\n\nA *sentence*,[^a] **bold** and `code`.\n\n[^a]: A note.\n"
HOUSE = typefaces.house()


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of fonts of a computer on which nothing is installed yet."""
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(fontconfig, "system_folders", lambda: (tmp_path / "fonts",))
    (tmp_path / "fonts").mkdir()
    return tmp_path / "fonts"


def install(folder: Path, family: str, embedding: int = 0) -> None:
    """Put a font of that name there; its letters are Caladea's."""
    with TTFont(HOUSE / "Caladea-Regular.ttf", recalcTimestamp=False) as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 6):
                name = family.replace(" ", "") if record.nameID == 6 else family
                record.string = name
        font["OS/2"].fsType = embedding
        font.save(folder / f"{family}.ttf")


def build(tmp_path: Path, font: str, formats: tuple[str, ...] = ()) -> Build:
    root = tmp_path / "manuscript"
    root.mkdir(exist_ok=True)
    (root / "report.toml").write_text(f'title = "A"\n\n[page]\nfont = "{font}"\n', "utf-8")
    (root / "01-one.md").write_text(TEXT, "utf-8")
    return pipeline.build(root, formats)


def fonts_of(build: Build) -> set[str]:
    """The families that the PDF is set in."""
    names = readback.read(build.outputs[0]).fonts
    return {name.replace("-", "").removesuffix("Bold").removesuffix("Italic") for name in names}


def taken(build: Build) -> str:
    assert build.document is not None and build.document.typeface is not None
    assert build.findings == ()
    return typefaces.said(build.document.typeface)


@pytest.mark.parametrize("name", sorted(typefaces.SAME_WIDTHS))
def test_a_shipped_face_as_wide_stands_in(name: str, computer: Path, tmp_path: Path) -> None:
    family = typefaces.SAME_WIDTHS[name]
    said = taken(build(tmp_path, name.upper()))
    assert said == f"set in {family}, as wide as {name}, which is not installed here"


def test_the_computers_own_is_taken_first(computer: Path, tmp_path: Path) -> None:
    install(computer, "Times New Roman")
    made = build(tmp_path, "times new  roman", ("pdf", "html"))
    assert taken(made) == "set in Times New Roman"
    assert fonts_of(made) == {"TimesNewRoman", "SourceCodePro"}
    assert '--serif: "Times New Roman", "' in made.outputs[1].data.decode()


def test_the_computers_fonts_are_read_once(
    computer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(computer, "Garamond")
    assert taken(build(tmp_path, "Garamond")) == "set in Garamond"
    monkeypatch.setattr(typefaces, "_names", lambda path: pytest.fail(str(path)))
    assert taken(build(tmp_path, "Garamond")) == "set in Garamond"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Tymes New Roman", 'did you mean "Times New Roman"?'),
        ("Garamont", 'did you mean "Garamond"?'),
        ("Locked", "Octavo brings Caladea, Carlito, Liberation Sans, Liberation Serif"),
        ("Broken", "Octavo brings Caladea, Carlito, Liberation Sans, Liberation Serif"),
    ],
)
def test_what_is_not_there_is_a_finding(
    name: str, hint: str, computer: Path, tmp_path: Path
) -> None:
    install(computer, "Garamond")
    install(computer, "Locked", typefaces.RESTRICTED)
    (computer / "Broken.ttf").write_bytes(b"no font")
    made = build(tmp_path, name)
    said = f'4:1 error[config] there is no font "{name}" on this computer -- {hint}'
    assert list(casefiles.said(made.findings, "report.toml")) == [said]


def test_octavos_own_is_no_house_font(computer: Path, tmp_path: Path) -> None:
    made = build(tmp_path, "Source Serif 4")
    assert made.findings == () and made.document is not None and made.document.typeface is None


def test_pages_are_set_in_it_and_code_is_not(computer: Path, tmp_path: Path) -> None:
    made = build(tmp_path, "Arial", ("pdf",))
    assert fonts_of(made) == {"LiberationSans", "SourceCodePro"}
    assert build(tmp_path, "Arial", ("pdf",)).outputs[0].data == made.outputs[0].data


def test_the_check_of_characters_knows_the_font(computer: Path, tmp_path: Path) -> None:
    made = build(tmp_path, "Calibri")
    assert made.document is not None
    own = {chr(code) for code in TTFont(HOUSE / "Carlito-Regular.ttf").getBestCmap()}
    more = made.document.glyphs - glyphs.shipped_characters()
    assert more and more <= own


@pytest.mark.parametrize("family", ["LiberationSerif", "LiberationSans", "Carlito", "Caladea"])
def test_each_house_font_has_four_faces_and_its_licence(family: str) -> None:
    faces = {path.stem.partition("-")[2] for path in HOUSE.glob(f"{family}-*.ttf")}
    assert faces == {"Regular", "Italic", "Bold", "BoldItalic"}
    licence = HOUSE.parent / f"{family.removesuffix('Serif').removesuffix('Sans')}-OFL.txt"
    assert "SIL Open Font License, Version 1.1" in licence.read_text("utf-8")
