"""Styles are found by name, address, alias and file; what cannot be used is told."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from octavo import pipeline, styles
from octavo.csl import Style
from octavo.diagnostics import Source
from octavo.memory import Memory
from octavo.model import Project
from octavo.shipped import shipped

FOLDER = shipped("assets") / "csl"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.csl"))
ALIASES = tomllib.loads((FOLDER / "aliases.toml").read_text(encoding="utf-8"))
TINY = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Tiny</title><id>tiny</id></info>
  <citation><layout><text variable="title"/></layout></citation>
</style>
"""


@pytest.fixture(autouse=True)
def _without_the_full_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "find_spec", lambda name: None)


def project(root: Path, style: str, language: str = "en-GB") -> Project:
    source = Source(Path("report.toml"), f'style = "{style}"')
    return Project(root=root, source=source, name="a", title="A", style=style, language=language)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_style_loads(name: str, tmp_path: Path) -> None:
    style, _, findings = styles.load(project(tmp_path, name), Memory())
    assert findings == []
    assert style.id.rpartition("/")[2] == name


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_style_names_its_licence(name: str) -> None:
    assert "licenses/by-sa/3.0/" in (FOLDER / f"{name}.csl").read_text(encoding="utf-8")


def test_every_language_has_its_locale() -> None:
    loader = styles.Loader(Path())
    names = {path.stem.removeprefix("locales-") for path in FOLDER.glob("locales/*.xml")}
    assert len(names) == 63
    for name in names:
        assert f'xml:lang="{name}"' in (loader.locale(name) or "")


@pytest.mark.parametrize(
    ("lang", "region"), [("de", "de-DE"), ("de-AT", "de-AT"), ("de-LU", "de-DE"), ("zh", "zh-CN")]
)
def test_a_language_stands_for_its_main_region(lang: str, region: str) -> None:
    assert f'xml:lang="{region}"' in (styles.Loader(Path()).locale(lang) or "")


def test_an_unknown_language_has_no_locale() -> None:
    assert styles.Loader(Path()).locale("tlh") is None


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_leads_to_a_shipped_style(alias: str, tmp_path: Path) -> None:
    path, findings = styles.find(project(tmp_path, alias), styles.Loader(tmp_path))
    assert findings == []
    assert path.stem in SHIPPED
    assert alias not in SHIPPED


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("apa", "apa"),
        ("APA", "apa"),
        ("apa.csl", "apa"),
        ("http://www.zotero.org/styles/apa", "apa"),
        ("https://www.zotero.org/styles/apa/", "apa"),
        ("Chicago Author Date", "chicago-author-date"),
        ("vancouver", "nlm-citation-sequence"),
        # Dependent styles: printed as their parents are.
        ("european-journal-of-cancer", "elsevier-vancouver"),
        ("nature-chemistry", "nature"),
        ("vancouver-ama", "american-medical-association"),
    ],
)
def test_names(name: str, file: str, tmp_path: Path) -> None:
    path, findings = styles.find(project(tmp_path, name), styles.Loader(tmp_path))
    assert (path.stem, findings) == (file, [])


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("chicgo", "did you mean chicago?"),
        ("apa-7th", "did you mean apa-7?"),
        ("chicago-author-dates", "did you mean chicago-author-date?"),
        ("annales", "install the package of all styles: pip install octavo[styles]"),
        ("frontiers-in-oncology", "install the package of all styles: pip install octavo[styles]"),
        ("tinny.csl", "did you mean tiny.csl?"),
    ],
)
def test_an_unknown_style_names_the_cure(name: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / "tiny.csl").write_text(TINY, encoding="utf-8")
    style, _, findings = styles.load(project(tmp_path, name), Memory())
    assert [(f.message, f.hint) for f in findings] == [(f"unknown citation style '{name}'", hint)]
    assert str(findings[0].span) == "report.toml:1:1"
    assert style.id.endswith(styles.DEFAULT)


def test_a_style_nothing_is_like_lists_the_names(tmp_path: Path) -> None:
    _, findings = styles.find(project(tmp_path, "!"), styles.Loader(tmp_path))
    assert findings[0].hint.startswith("known styles: aaa, abnt, acm, ")


def test_the_full_package_serves_all_styles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Spec:
        submodule_search_locations = (str(tmp_path / "package"),)

    (tmp_path / "package" / "styles").mkdir(parents=True)
    (tmp_path / "package" / "styles" / "annales.csl").write_text(TINY, encoding="utf-8")
    monkeypatch.setattr(styles, "find_spec", lambda name: Spec)
    path, findings = styles.find(project(tmp_path, "annales"), styles.Loader(tmp_path))
    assert (path.parts[-3:], findings) == (("package", "styles", "annales.csl"), [])


def test_a_file_of_the_manuscript(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "tiny.csl").write_text(TINY, encoding="utf-8")
    style, _, findings = styles.load(project(tmp_path, "own/tiny.csl"), Memory())
    assert (style.title, findings) == ("Tiny", [])


def test_the_manuscripts_own_styles_win(tmp_path: Path) -> None:
    (tmp_path / "assets" / "csl").mkdir(parents=True)
    (tmp_path / "assets" / "csl" / "apa.csl").write_text(TINY, encoding="utf-8")
    assert styles.load(project(tmp_path, "apa"), Memory())[0].title == "Tiny"


def test_a_file_outside_the_manuscript_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tiny.csl").write_text(TINY, encoding="utf-8")
    (tmp_path / "essay").mkdir()
    _, _, findings = styles.load(project(tmp_path / "essay", "../tiny.csl"), Memory())
    assert [finding.message for finding in findings] == ["a style outside the manuscript"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (TINY.replace("</layout>", ""), "3:3", "not well-formed XML: mismatched tag"),
        ("", "1:1", "not well-formed XML: no element found"),
        ("<a/>", "1:1", "this is <a>, not a CSL <style>"),
    ],
)
def test_a_broken_style_is_told(text: str, place: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csl").write_text(text, encoding="utf-8")
    style, _, findings = styles.load(project(tmp_path, "bad.csl"), Memory())
    assert style.id.endswith(styles.DEFAULT)
    assert [finding.message for finding in findings] == [message]
    assert str(findings[0].span).endswith(f"bad.csl:{place}")


def test_an_unknown_parent_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        styles.Loader(Path()).style("http://www.zotero.org/styles/no-such-style")


def test_the_index_has_the_shipped_styles() -> None:
    index = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    assert set(SHIPPED) <= set(index)


def test_a_loaded_style_speaks_the_reports_language(tmp_path: Path) -> None:
    style, _, _ = styles.load(project(tmp_path, "apa", "de"), Memory())
    assert isinstance(style, Style)
    assert style.locale.term("and") == "und"


@pytest.mark.parametrize(
    "name", ["apa", "modern-language-association", "chicago-author-date", "ieee"]
)
def test_the_essay_in_other_styles_has_no_finding(tmp_path: Path, name: str) -> None:
    root = tmp_path / "essay"
    shutil.copytree(Path(__file__).parent.parent / "sections", root)
    settings = root / "report.toml"
    text = settings.read_text("utf-8")
    assert '"chicago-notes-bibliography"' in text
    settings.write_text(text.replace('"chicago-notes-bibliography"', f'"{name}"'), "utf-8")
    assert pipeline.read(root).findings == ()
