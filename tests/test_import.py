"""Import: raw drafts become manuscripts, and no word is lost."""

import os
import random
import re
import sys
import textwrap
from itertools import islice
from pathlib import Path

import casefiles
import pytest
import wordfiles
from drafts import build, letters, printed, prove_nothing_lost, sections
from wordfiles import PNG, body, run, word

from octavo import cli, importers
from octavo.importers import DraftError

HERE = casefiles.HERE / "import"
CASES = [
    (draft, case)
    for name, draft in (("text.md", "draft.txt"), ("markdown.md", "draft.md"))
    for case in casefiles.read(HERE / name, draft)
]
RAW = HERE / "alliance.txt"


@pytest.mark.parametrize(("name", "case"), CASES, ids=[case.name for _, case in CASES])
def test_case(name: str, case: casefiles.Case, tmp_path: Path) -> None:
    draft = tmp_path / name
    draft.write_text(case.files[name], encoding="utf-8")
    made = importers.make(draft)
    expected = {file: text for file, text in case.files.items() if file != name}
    assert {file: made.files.get(file, b"").decode() for file in expected} == expected
    if case.expected:
        said = [line.replace(f"{tmp_path}/", "") for line in casefiles.said(made.findings, name)]
        assert said == list(case.expected)
    prove_nothing_lost(made, case.files[name])
    build(made, tmp_path / "paper")


def test_every_sign_prints_as_it_stood(tmp_path: Path) -> None:
    case = next(case for _, case in CASES if case.name.startswith("every sign"))
    draft = tmp_path / "draft.txt"
    draft.write_text(case.files["draft.txt"], encoding="utf-8")
    text = case.files["draft.txt"].split("\n", 1)[1]
    assert printed(build(importers.make(draft), tmp_path / "paper")).split() == text.split()


def test_every_format_has_cases() -> None:
    names = {module.__name__.rpartition(".")[2] for module in importers.formats()}
    assert names == {"txt", "md", "docx"}, "write cases for the new one, then name it here"


# --- drafts made up at random ------------------------------------------------------------

WORDS = (
    "alliance treaty Moscow coexistence Mao's *starred* snake_case [3] 1950 well-known the of and "
    "a to Khrushchev @home $5 # 50% <b> &amp; \\ ` ~ | {x} (so) “quoted” naïve 中国 Über - + > 12."
).split()


def paragraph(chance: random.Random, least: int = 5, most: int = 90) -> list[str]:
    words = [
        chance.choice(WORDS) + chance.choice(["", "", "x", "y", "z"])
        for _ in range(chance.randint(least, most))
    ]
    return ["Then", *words, "it", "ended."]


@pytest.mark.parametrize("seed", range(60))
def test_every_word_of_any_draft_is_kept_in_order(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    parts = [paragraph(chance) for _ in range(chance.randint(1, 12))]
    width = chance.choice([40, 72, 80, 10_000])
    text = chance.choice(["", "A Title of Its Own\n\n"])
    text += "\n\n".join(textwrap.fill(" ".join(p), width, break_on_hyphens=False) for p in parts)
    draft = tmp_path / "draft.txt"
    draft.write_text(text, encoding="utf-8")
    made = importers.make(draft)
    prove_nothing_lost(made, text)


@pytest.mark.parametrize("seed", range(30))
def test_a_copy_cut_anywhere_is_dropped(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    fresh = iter(f"{chance.choice(SYLLABLES)}{n}{chance.choice(SYLLABLES)}" for n in range(9999))
    parts = [["Then", *islice(fresh, chance.randint(30, 90)), "so."] for _ in range(6)]
    words = [word for part in parts for word in [*part, "\n\n"]]
    at = chance.randrange(len(words) * 2 // 3, len(words))
    start = chance.randrange(at - 60)
    start += words[start] == "so."  # a lone common word may stand there by chance
    copy = words[start : min(at, start + chance.randint(40, 150))]
    text = "\n\n".join(
        textwrap.fill(part, chance.choice([50, 80]), break_on_hyphens=False)
        for part in " ".join([*words[:at], *copy, *words[at:]]).split("\n\n")
    )
    draft = tmp_path / "draft.txt"
    draft.write_text(text, encoding="utf-8")
    made = importers.make(draft)
    prove_nothing_lost(made, text)
    assert sections(made) == letters(" ".join(words))


SYLLABLES = ["ba", "ce", "di", "fo", "gu", "mer", "nil", "pos"]


def test_the_draft_that_the_project_began_with(tmp_path: Path) -> None:
    made = importers.make(RAW)
    document = build(made, tmp_path / "paper", "html", "pdf")
    prove_nothing_lost(made, RAW.read_text("utf-8"))
    text = printed(document)
    assert letters(text) == sections(made)
    words = re.findall(r"\w+", text)
    runs = [tuple(words[at : at + 12]) for at in range(len(words) - 11)]
    assert len(runs) == len(set(runs)), "nothing stands twice"
    said = [line.replace(str(RAW), "RAW") for line in casefiles.said(made.findings, RAW.name)]
    assert said == (HERE / "alliance.expected").read_text("utf-8").splitlines()


# --- Word --------------------------------------------------------------------------------

WORD = wordfiles.PARTS


def test_word(tmp_path: Path) -> None:
    made = importers.make(word(tmp_path))
    written = {name: data.decode() for name, data in made.files.items() if name[-3:] in ".md txt"}
    expected = {p.name: p.read_text("utf-8") for p in (WORD / "expected").iterdir()}
    assert written == expected
    assert made.files["picture-1.png"] == PNG
    assert [finding.message for finding in made.findings] == [
        "1 × head of pages",
        "1 × deleted passage",
        "1 × comment",
    ]
    text = printed(build(made, tmp_path / "paper", "pdf"))
    assert all(said in text for said in ("Moscow", "300", "We are friends", "The signing"))


LARGE = '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
BOLD = "<w:rPr><w:b/></w:rPr>"


def test_headings_of_word_by_look(tmp_path: Path) -> None:
    text = body(
        run("Causes", LARGE),
        run("They were many."),
        run("The loans", BOLD),
        run("They were few."),
        run("Results", LARGE),
        run("There were none."),
    )
    made = importers.make(word(tmp_path, document=text))
    assert [data.decode() for name, data in made.files.items() if name.endswith(".md")] == [
        "# Causes\n\nThey were many.\n\n## The loans\n\nThey were few.\n",
        "# Results\n\nThere were none.\n",
    ]


def test_a_copy_in_word_goes_to_the_character_and_takes_its_note(tmp_path: Path) -> None:
    said = "Both governments published the same text in the same words on the same day, and both "
    said += "understood by it something which the other would never have signed."
    note = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    text = body(run(said) + run(" It went on. "), run("Again: ") + run(said) + note)
    made = importers.make(word(tmp_path, document=text))
    (section,) = [data.decode() for name, data in made.files.items() if name.endswith(".md")]
    assert section == f"{said} It went on.\n\nAgain:\n"
    assert b"UNTS" in made.files["dropped.txt"]


def test_a_word_file_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "ha">]>' + body(run("&b;"))
    with pytest.raises(DraftError, match="declares entities"):
        importers.make(word(tmp_path, document=bomb))


# --- the command -------------------------------------------------------------------------


def test_import_and_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_bytes(RAW.read_bytes())
    assert cli.main(["import", "draft.txt", "paper", "--dry-run"]) == 0
    assert not Path("paper").exists()
    assert str(Path("would write paper/report.toml")) in capsys.readouterr().out
    assert cli.main(["import", "draft.txt", "paper"]) == 0
    printed = capsys.readouterr()
    assert str(Path("paper/report.toml")) in printed.out.splitlines()
    assert "draft.txt:41:1: warning[repeated_text]: 275 words stand here a second" in printed.err
    assert cli.main(["build", "paper", "--to", "html"]) == 0
    assert cli.main(["import", "draft.txt", "paper"]) == 2
    assert "not empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [("none.txt", "No such file"), ("a.pdf", "drafts end in"), ("empty.txt", "there is no text")],
)
def test_what_cannot_be_imported_says_why(
    name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in ("a.pdf", "empty.txt"):
        (tmp_path / file).write_text("\n", encoding="utf-8")
    assert cli.main(["import", str(tmp_path / name), str(tmp_path / "paper")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "paper").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_leads_out_of_the_drafts_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (tmp_path / "draft").mkdir()
    outside.mkdir()
    (outside / "secret.png").write_bytes(PNG)
    (outside / "secret.bib").write_text("@book{a, title = {Secret}}", "utf-8")
    (tmp_path / "draft/map.png").symlink_to(outside / "secret.png")
    (tmp_path / "draft/refs.bib").symlink_to(outside / "secret.bib")
    (tmp_path / "draft/more").symlink_to(outside)
    os.mkfifo(tmp_path / "draft/pipe.png")
    pictures = "".join(f"![A]({name}.png) " for name in ("map", "more/secret", "pipe", "gone"))
    draft = tmp_path / "draft/draft.md"
    text = f"---\nbibliography: refs.bib\n---\n# One\n\nA map: {pictures}here.\n"
    draft.write_text(text, "utf-8")
    made = importers.make(draft)
    assert not [name for name in made.files if name.endswith((".png", ".bib"))]
    out = "is a link out of the draft's folder"
    assert [finding.message for finding in made.findings] == [
        f"the bibliography refs.bib {out}",
        f"the picture map.png {out}",
        f"the picture more/secret.png {out}",
        "the picture pipe.png cannot be taken: it is no file",
        "the picture gone.png is not here",
    ]
