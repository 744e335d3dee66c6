"""What `checks RULE` shows is true: the wrong example has the fault, the right one has none."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import wordfiles
from PIL import Image

from octavo import checks, importers, pipeline, rules, submission
from octavo.diagnostics import Finding
from octavo.engine import libraries
from octavo.submission import Wishes

UNSHOWN = {
    "section_size": "it takes 65,534 notations; tests/test_nesting.py has them",
    "unread_file": "no manuscript has it; tests/test_foreign_files.py makes files vanish",
    "output": "no manuscript has it; tests/test_robust.py fills disks",
    "limits": "it takes minutes or a small limit; tests/test_limits.py sets one",
}
# The faults of these bring others with them.
BESIDE = {
    "bibliography": {"unknown_citation"},  # an entry that cannot be read
    "missing_section": {"unlisted_section"},  # whose name is misspelt
    "proposed_section": {"missing_title"},  # in a draft without headings
    "silence": {"doubled_word"},  # that a comment was to silence
    "twin_reference": {"ambiguous_reference"},
}
LUTHI = """@book{luthi2008, author = {Lüthi, Lorenz}, title = {Split}, publisher = {P}, year = 2008}
"""
SMALL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Small</title><id>small</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" text-case="sentence"/></layout></bibliography>
</style>"""
PICTURES = ("map.png", "river.png", "river.bmp", "square.png")  # that examples name, 96 pixels wide
EXAMPLE = re.compile(r"^Instead of\n\n(.*?)\nwrite\n\n(.*?)(?=^\S|\Z)", re.M | re.S)
FILE = re.compile(r"^(\S+\.\w+):\n", re.M)
LOST = "\N{REPLACEMENT CHARACTER}"  # as a letter looks that is no UTF-8
SPLIT = {"id": 1, "type": "book", "title": "Split", "publisher": "P"}


def examples(rule: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """The files of each example of a rule, wrong and right."""
    found = EXAMPLE.findall(f"{rules.explained(rule)}\n")
    return [(files(wrong), files(right)) for wrong, right in found]


def files(block: str) -> dict[str, str]:
    """The files of an indented block by name; the text before the first name is a section."""
    first, *rest = FILE.split(re.sub(r"^ {4}", "", block, flags=re.M))
    given = dict(zip(rest[::2], rest[1::2], strict=True))
    return {**({"01-first.md": first} if first.strip() else {}), **given}


SHOWN = [
    pytest.param(rule, wrong, right, id=f"{rule}-{number}")
    for rule in rules.names()
    for number, (wrong, right) in enumerate(examples(rule))
]


def test_every_rule_has_an_example() -> None:
    assert {str(one.values[0]) for one in SHOWN} == set(rules.names()) - set(UNSHOWN)


@pytest.mark.parametrize(("rule", "wrong", "right"), SHOWN)
def test_an_example(
    rule: str, wrong: Mapping[str, str], right: Mapping[str, str], tmp_path: Path
) -> None:
    found = {finding.rule for finding in said(rule, wrong, tmp_path / "wrong")}
    assert rule in found
    assert found - BESIDE.get(rule, set()) == {rule}
    draft = any(name.startswith("draft.") for name in wrong)
    cured = right if draft else {**wrong, **right}
    assert [f"{f.span}: {f.message}" for f in said(rule, cured, tmp_path / "right")] == []


def said(rule: str, given: Mapping[str, str], folder: Path) -> Sequence[Finding]:
    """What is found in the files of an example, at the stage at which its rule speaks."""
    folder.mkdir()
    for name in given:
        if name.startswith("draft."):
            return importers.make(draft(folder, name, given[name])).findings
    manuscript(folder, given)
    stages = checks.stages(rule) if rule in checks.names() else ("Document",)
    if "docx_template" in given.get("report.toml", ""):
        (folder / "house.docx").write_bytes(house(folder.with_name(f"{folder.name}-house")))
    if stages == ("BuiltDocx",):
        return pipeline.build(folder, ("docx",)).findings
    on_paper = "Document" not in stages
    submitted = "[submit]" in given.get("report.toml", "")
    if (on_paper or submitted) and libraries.missing():
        pytest.skip("Pango is missing")
    if submitted:
        return submission.make(folder, Wishes()).findings
    return pipeline.build(folder, ("pdf",) if on_paper else ()).findings


def manuscript(folder: Path, given: Mapping[str, str]) -> None:
    """Write the manuscript of an example, and what every one has without saying so."""
    text = "".join(given.values())
    cited = {"references.bib": LUTHI} if "@luthi2008" in text else {}
    section = {} if any(name.endswith(".md") for name in given) else {"01-first.md": "So it was.\n"}
    for name, content in {"report.toml": "", **cited, **section, **given}.items():
        if name == "report.toml" and "title" not in content:
            content = f'title = "A Paper"\n{content}'
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode().replace(LOST.encode(), b"\xfc"))
    (folder / "small.csl").write_text(SMALL, encoding="utf-8")
    for name in PICTURES:
        Image.new("L", (96, 96), 128).save(folder / name)


def house(folder: Path) -> bytes:
    """A house's Word document with all styles of ours, and nothing but the report's place."""
    folder.mkdir()
    manuscript(folder, {})
    (made,) = pipeline.build(folder, ("docx",)).outputs
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    place = rb"\1<w:p><w:r><w:t>{report}</w:t></w:r></w:p>\2"
    body = rb"(?s)(<w:body>).*(<w:sectPr.*</w:body>)"
    document, count = re.subn(body, place, parts["word/document.xml"])
    assert count == 1
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {**parts, "word/document.xml": document}.items():
            archive.writestr(name, data)
    return file.getvalue()


def draft(folder: Path, name: str, text: str) -> Path:
    """Write the draft of an example; the first paragraph of a Word document is its title."""
    path = folder / name
    if not name.endswith(".docx"):
        path.write_text(text, encoding="utf-8")
        return path
    title, *others = re.split(r"\n\s*\n", text.strip())
    headed = f'<w:pPr><w:pStyle w:val="Titel"/></w:pPr>{wordfiles.run(title)}'
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(wordfiles.PARTS / "styles.xml", "word/styles.xml")
        archive.writestr("word/document.xml", wordfiles.body(headed, *map(paragraph, others)))
    return path


def paragraph(text: str) -> str:
    """A paragraph of a Word document: `{ADDIN ...} (words)` is a field, `[Comment: ...]` one."""
    parts = re.split(r"(\{ ADDIN .*? \} \(.*?\)|\[Comment: .*?\])", text)
    return "".join(map(word_part, parts))


def word_part(text: str) -> str:
    if text.startswith("[Comment: "):
        return '<w:r><w:commentReference w:id="0"/></w:r>'
    if text.startswith("{ ADDIN "):
        shown = text.partition("} ")[2]
        return wordfiles.zotero({"id": 1, "itemData": SPLIT}, shown=shown)
    return wordfiles.run(text)
