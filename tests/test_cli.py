"""The command line as a writer meets it: what it prints, what it writes, how it ends."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from octavo import __version__, cli, delivery
from octavo.model import Output

CHECKOUT = Path(__file__).parent.parent
TEXT = "# One\n\nA sentence [@luthi2008, 12].\n"
REFERENCES = '[{"id": "luthi2008", "type": "book", "title": "The Split"}]'


@pytest.fixture
def manuscript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small manuscript; the current folder is the one around it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "report.toml").write_text('title = "Paper"\n', encoding="utf-8")
    (folder / "01-one.md").write_text(TEXT, encoding="utf-8")
    (folder / "references.json").write_text(REFERENCES, encoding="utf-8")
    return Path("paper")


def spoil(manuscript: Path) -> None:
    (manuscript / "01-one.md").write_text(TEXT.replace("2008", "2009"), encoding="utf-8")


def names(folder: str) -> list[str]:
    return sorted(p.name for p in Path(folder).iterdir() if p.name != delivery.RECORD)


def test_build_writes_html_and_pdf(manuscript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", str(manuscript)]) == 0
    assert names("output") == ["paper.html", "paper.pdf"]
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        str(Path("output/paper.html")),
        str(Path("output/paper.pdf")),
    ]
    assert printed.err == ""


def test_no_verb_means_build(manuscript: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(manuscript)
    assert cli.main(["--to", "html", "-o", "here", "--quiet"]) == 0
    assert names("here") == ["paper.html"]


def test_a_draft_always_comes_out(manuscript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", str(manuscript), "--to", "html"]) == 0
    good = Path("output/paper.html").read_bytes()
    capsys.readouterr()
    spoil(manuscript)
    assert cli.main(["build", str(manuscript), "--to", "html"]) == 1
    printed = capsys.readouterr()
    draft, old = Path("output/paper-draft.html"), Path("output/paper.html")
    assert printed.out == f"{draft} ({old} is older and stays)\n"
    assert "paper/01-one.md:3:13: error[unknown_citation]: no source has the key @luthi2009" in (
        printed.err
    )
    assert old.read_bytes() == good
    page = draft.read_text("utf-8")
    assert "DRAFT: 1 fault" in page
    assert '<mark class="unresolved">[@luthi2009, 12]</mark>' in page


def test_a_finished_paper_takes_the_draft_away(manuscript: Path) -> None:
    spoil(manuscript)
    assert cli.main(["build", str(manuscript), "--to", "html"]) == 1
    assert names("output") == ["paper-draft.html"]
    (manuscript / "01-one.md").write_text(TEXT, encoding="utf-8")
    assert cli.main(["build", str(manuscript), "--to", "html"]) == 0
    assert names("output") == ["paper.html"]


def test_check_makes_nothing(manuscript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(manuscript)]) == 0
    assert capsys.readouterr().out == "nothing found\n"
    spoil(manuscript)
    assert cli.main(["check", str(manuscript)]) == 1
    assert not Path("output").exists()


def test_a_report_that_is_no_toml_is_a_finding(
    manuscript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (manuscript / "report.toml").write_text("title = \n", encoding="utf-8")
    assert cli.main(["build", str(manuscript)]) == 1
    assert "paper/report.toml:1:9: error[config]: not TOML" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "there is no verb `biuld`; did you mean `build`?"),
        (["paper"], "there is no verb `paper`; to build that folder: octavo build paper"),
        (
            ["frobnicate"],
            "there is no verb `frobnicate`; the verbs are build, check, ",
        ),
        (["build", "nowhere"], "there is no folder nowhere"),
        (["build", "."], "there is no report.toml in .; to begin a manuscript: octavo new FOLDER"),
        (["build", "paper", "--to", "docs"], "no format 'docs'; there are docx, html, md"),
        (["build", "paper", "--bibliography", "x.bib"], "there is no bibliography x.bib"),
        (["build", "--fast"], "unrecognized arguments: --fast"),
        (["new", "paper"], "paper"),
    ],
)
def test_what_cannot_run_says_why(
    manuscript: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    assert said in capsys.readouterr().err


def test_broken_settings_are_named(manuscript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Path("config/octavo/settings.toml")
    settings.parent.mkdir(parents=True)
    settings.write_text("bibliography = ", encoding="utf-8")
    assert cli.main(["check", str(manuscript)]) == 2
    assert "settings.toml" in capsys.readouterr().err


def test_a_library_outside_counts_only_where_it_is_cited(
    manuscript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (manuscript / "references.json").unlink()
    broken = '{"id": "broken", "type": "nonsense", "title": "B"}'
    Path("zotero.json").write_text(REFERENCES[:-1] + f", {broken}]", encoding="utf-8")
    arguments = ["build", str(manuscript), "--to", "html", "--bibliography", "zotero.json"]
    assert cli.main(arguments) == 0
    assert capsys.readouterr().err == ""
    assert "The Split" in Path("output/paper.html").read_text("utf-8")


def test_private_fields_reach_no_output(manuscript: Path) -> None:
    private = '"file": "/home/me/luthi.pdf", "note": "read again!", "abstract": "It says."'
    entry = REFERENCES.replace('"title"', private + ', "title"')
    (manuscript / "references.json").write_text(entry, encoding="utf-8")
    cli.main(["build", str(manuscript), "--to", "html", "--quiet"])
    page = next(Path("output").glob("*.html")).read_text("utf-8")
    assert not any(word in page for word in ("luthi.pdf", "read again", "It says"))


def test_clean_deletes_what_octavo_wrote_and_nothing_else(manuscript: Path) -> None:
    cli.main(["build", str(manuscript), "--quiet"])
    Path("output/mine.txt").write_text("mine", encoding="utf-8")
    Path("output/paper.html").write_text("changed by hand", encoding="utf-8")
    assert cli.main(["clean"], checkout=CHECKOUT) == 0
    assert names("output") == ["mine.txt", "paper.html"]


def test_clean_of_nothing(manuscript: Path) -> None:
    assert cli.main(["clean"], checkout=CHECKOUT) == 0


def test_a_record_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    delivery.deliver([Output("a.html", b"a")], folder)
    (tmp_path / "a.html").write_bytes(b"a")
    record = json.loads((folder / delivery.RECORD).read_text())
    (folder / delivery.RECORD).write_text(json.dumps({"../a.html": record["a.html"]}))
    delivery.clean(folder)
    assert (tmp_path / "a.html").exists()


def test_an_output_folder_that_cannot_be_written(
    manuscript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("output").write_text("a file in the way", encoding="utf-8")
    assert cli.main(["build", str(manuscript), "--to", "html"]) == 1
    said = "error[output]: output cannot be written to: there is a file of that name"
    assert said in capsys.readouterr().err
    assert Path("output").read_text("utf-8") == "a file in the way"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"Octavo {__version__}\n"


# --- nothing heavy is imported before it is needed ---------------------------------------

HEAVY = {"weasyprint", "markdown", "jinja2", "pypdfium2", "nh3", "pygments", "bibtexparser", "yaml"}


def imported(arguments: list[str], folder: Path) -> set[str]:
    """Which of the heavy packages a verb imports, in an interpreter of its own."""
    code = (
        "import sys; from octavo import cli\n"
        "try: cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('\\n' + ' '.join(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return HEAVY & set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["biuld"], ["new", "fresh"]])
def test_what_needs_nothing_imports_nothing(arguments: list[str], tmp_path: Path) -> None:
    assert imported(arguments, tmp_path) == set()


def test_check_and_html_do_without_the_engine(manuscript: Path) -> None:
    here, printers = Path.cwd(), {"weasyprint", "pypdfium2"}
    assert not imported(["check", "paper"], here) & {*printers, "jinja2"}
    assert not imported(["build", "paper", "--to", "html"], here) & printers


def test_a_build_of_what_has_not_changed_imports_nothing(manuscript: Path) -> None:
    build = ["build", "paper", "--to", "html"]
    imported(build, Path.cwd())
    assert imported(build, Path.cwd()) == set()


def test_build_from_another_folder_names_files_as_one_types_them(
    manuscript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(manuscript)
    moved = Path("Œuvres ünd 📚 papers")
    shutil.move(manuscript, moved)
    assert cli.main(["check", str(moved)]) == 1
    assert f"{moved}/01-one.md:3:13" in capsys.readouterr().err
