"""Import: what a Word document holds, construct by construct, becomes Markdown or is named."""

from pathlib import Path

import casefiles
import pytest
import shortword
from drafts import build

from octavo import importers

CASES = casefiles.folder("import/docx", "document.xml")
IDS = [f"{file}: {case.name}" for file, case in CASES]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=IDS)
def test_case(case: casefiles.Case, tmp_path: Path) -> None:
    parts = {name: text for name, text in case.files.items() if name.endswith(".xml")}
    made = importers.make(shortword.write(tmp_path / "draft.docx", parts))
    expected = {name: text for name, text in case.files.items() if name not in parts}
    assert {name: made.files.get(name, b"").decode() for name in expected} == expected
    assert list(casefiles.said(made.findings, "draft.docx")) == list(case.expected)
    build(made, tmp_path / "paper")
